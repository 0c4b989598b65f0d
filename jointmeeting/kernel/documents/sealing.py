"""Who seals an issued file: the office's own key, a service of the government's own, or nobody. Chosen by SEAL_BACKEND.

The protocol of the service, one request a file: POST the PDF (`application/pdf`, the reason percent-encoded in
`X-Seal-Reason`, `Authorization: Bearer` where a token is set); 200 answers with the sealed PDF. The answer is believed
only when it begins with the bytes that were sent and its signature verifies against the service's certificate.
"""

import http.client
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

from asn1crypto.x509 import Certificate
from django.conf import settings

from jointmeeting.kernel.documents.signing import certify, office_roots, read_certificates, verify_against

SECONDS = 30
LARGEST_ANSWER = 64 * 1024 * 1024
CERTIFICATES = {".pem", ".crt", ".cer", ".der"}


class SealFailed(RuntimeError):
    """The file could not be sealed; nothing was issued, and the job may be tried again. The text is in Chinese."""


class SealBackend(Protocol):
    """Turns the unsigned bytes of a document into those that are issued."""

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """Return the sealed file, which begins with `pdf`. Raises `SealFailed`."""


@dataclass(frozen=True, slots=True)
class NoSeal:
    """Issues files as they are: integrity is proved by the system's own record alone."""

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """Return `pdf`."""
        return pdf


@dataclass(frozen=True, slots=True)
class KeystoreSeal:
    """The office's own key in a PKCS#12 file."""

    keystore: Path
    passphrase: str

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """Return `pdf` with the office's certifying signature."""
        try:
            return certify(pdf, keystore=self.keystore, passphrase=self.passphrase, reason=reason)
        except (OSError, ValueError) as error:
            raise SealFailed(f"不能使用办公室签名密钥：{error}。请检查 SEAL_KEYSTORE 和 SEAL_PASSPHRASE。") from error


@dataclass(frozen=True, slots=True)
class ServiceSeal:
    """A service over HTTP, for instance the gateway to a real electronic seal (电子印章)."""

    address: str
    certificate: Path
    token: str = ""

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """Return what the service made of `pdf`, after checking it."""
        headers = {"Content-Type": "application/pdf", "X-Seal-Reason": quote(reason)}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        sealed = self._ask(pdf, headers)
        if not sealed.startswith(pdf):
            raise SealFailed("签章服务返回的文件不是由送签文件签成，已拒收。请联系签章服务的管理单位。")
        try:
            trusted = read_certificates([self.certificate])
        except ValueError as error:
            raise SealFailed(str(error)) from error
        verdict = verify_against(sealed, trusted=trusted)
        if not (verdict.intact and verdict.trusted):
            raise SealFailed(f"签章服务返回的签名核验未通过，已拒收：{verdict.sentence}")
        return sealed

    def _ask(self, pdf: bytes, headers: dict[str, str]) -> bytes:
        parts = urlsplit(self.address)
        kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        if parts.scheme not in kinds or not parts.hostname:
            raise SealFailed("签章服务的地址不正确，应以 https:// 开头。请检查 SEAL_SERVICE_URL。")
        connection = kinds[parts.scheme](parts.hostname, parts.port, timeout=SECONDS)
        try:
            connection.request("POST", parts.path or "/", body=pdf, headers=headers)
            answer = connection.getresponse()
            content: bytes = answer.read(LARGEST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            raise SealFailed(f"连不上签章服务（{type(error).__name__}），稍后会自动重试。") from error
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            raise SealFailed(f"签章服务未接受文件（状态{answer.status}），稍后会自动重试。")
        return content


def configured() -> SealBackend:
    """Return the backend the settings name. Raises `SealFailed` where they name none that exists."""
    match settings.SEAL_BACKEND:
        case "none":
            return NoSeal()
        case "keystore":
            return KeystoreSeal(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE)
        case "service":
            return ServiceSeal(
                settings.SEAL_SERVICE_URL, Path(settings.SEAL_SERVICE_CERTIFICATE), settings.SEAL_SERVICE_TOKEN
            )
        case other:
            raise SealFailed(f"SEAL_BACKEND={other} 无法识别，应为 keystore、service 或 none。")


def own_trust() -> list[Certificate]:
    """Return the certificates in the trust folder and the roots of the office's own key, where there is one.

    Raises ValueError when there is neither.
    """
    folder = settings.SEAL_TRUST_DIR
    paths = sorted(path for path in folder.iterdir() if path.suffix in CERTIFICATES) if folder.is_dir() else []
    own = office_roots(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE) if settings.SEAL_KEYSTORE.exists() else []
    trusted = [*read_certificates(paths), *own]
    if not trusted:
        raise ValueError(f"没有可用的公开证书：请用 --certificate 指定，或放入“{folder}”。")
    return trusted
