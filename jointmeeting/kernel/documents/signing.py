"""The office's digital signature: integrity and origin of an issued file, labelled 防篡改校验，非电子印章.

PAdES B-B by pyHanko, invisible, certifying with no changes allowed; it is the last write to a file. A self-made key is
for evaluation; an office brings its own PKCS#12.
"""

import io
import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import cms
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

LABEL = "防篡改校验，非电子印章"
FIELD = "OfficeSeal"
EVALUATION = "评估用"
VALID_YEARS = 5
LONGEST_NAME = 64  # bytes of UTF-8 in one attribute of a certificate's name (X.520)

logging.getLogger("pyhanko_certvalidator").setLevel(logging.ERROR)
logging.getLogger("pyhanko.sign.validation").setLevel(
    logging.CRITICAL
)  # a damaged upload is no event: `Verdict` says it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file's signature says. `sentence` is for people; `signed_at` is what the signer's clock said."""

    intact: bool
    trusted: bool
    signer: str
    sentence: str
    signed_at: datetime | None = None


def certify(pdf: bytes, *, keystore: Path, passphrase: str, reason: str) -> bytes:
    """Return `pdf` with the office's certifying signature appended; the first bytes stay as they were.

    Raises ValueError when the keystore cannot be opened, and pyHanko's errors when `pdf` is no PDF.
    """
    signer = _open(keystore, passphrase)
    signer.embed_roots = False  # what a file carries beside the signed part must itself be verifiable
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec(FIELD))
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=f"{reason}（{LABEL}）",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    signed: bytes = signers.PdfSigner(meta, signer=signer).sign_pdf(writer).getvalue()
    return signed


def verify(pdf: bytes, *, keystore: Path, passphrase: str) -> Verdict:
    """Check the one signature of `pdf` against the office's own root, as `verify_against` does."""
    return verify_against(pdf, trusted=office_roots(keystore, passphrase))


def verify_against(pdf: bytes, *, trusted: Sequence[Certificate]) -> Verdict:
    """Check the one signature of `pdf` against the roots in `trusted`; anything unexpected is not intact.

    The certificate must have been valid when the file was signed, not today: minutes are kept for good. Never raises.
    """
    if not pdf.startswith(b"%PDF-"):
        return Verdict(False, False, "", "这不是PDF文件，无法核验。请上传系统印发的原文件。")
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if len(found) != 1:
            return Verdict(False, False, "", "文件没有本系统的校验签名，不能证明来自联席会议办公室。")
        return _judge(pdf, found[0], trusted)
    except Exception as error:  # damaged bytes can fail anywhere in the parser; all of it means: not intact
        return Verdict(False, False, "", f"文件已损坏或被改动，签名无法核验（{type(error).__name__}）。")


def _judge(pdf: bytes, signature: EmbeddedPdfSignature, trusted: Sequence[Certificate]) -> Verdict:
    signed_at: datetime | None = signature.self_reported_timestamp
    context = ValidationContext(trust_roots=list(trusted), allow_fetching=False, moment=signed_at)
    status = validate_pdf_signature(signature, context)
    signer = _shown(status.signing_cert)
    is_whole = _covers_every_byte(pdf, signature)
    if status.bottom_line and is_whole:
        note = "评估用密钥，不作为正式印发依据；" if EVALUATION in signer else ""
        return Verdict(True, True, signer, f"文件完整，自签发后没有改动（{note}{LABEL}）。", signed_at)
    if status.intact and status.valid and is_whole and not status.trusted:
        return Verdict(True, False, signer, "文件完整，但签名不是本联席会议办公室的。", signed_at)
    return Verdict(False, bool(status.trusted), signer, "文件已被改动，与签发时不一致，请勿使用。", signed_at)


def _shown(certificate: Certificate) -> str:
    """Return whose certificate it is, e.g. 某某办公室（评估用签名证书）."""
    name = certificate.subject.native
    organisation, common = name.get("organization_name", ""), name.get("common_name", "")
    return f"{organisation}（{common}）" if organisation and common else str(organisation or common)


def _covers_every_byte(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Tell whether every byte of the file is held fast: the signed range, and the signature's own field.

    The standard lets files grow after a signature, ignores what pads its field, and leaves a few bytes of the
    structure unsigned. An issued document has no use for any of that: each is held to what `certify` writes.
    """
    start, head, rest, tail = (int(number) for number in signature.byte_range)
    structure = cms.ContentInfo.load(signature.pkcs7_content)
    field = structure.dump(force=True).hex().upper().encode().ljust(rest - head - 2, b"0")
    return start == 0 and rest + tail == len(pdf) and pdf[head:rest] == b"<" + field + b">" and _is_plain(structure)


def _is_plain(structure: cms.ContentInfo) -> bool:
    """Tell whether the unsigned parts of the structure are the ones `certify` writes: SHA-256 and one signer."""
    signed, signer = structure["content"], structure["content"]["signer_infos"][0]
    digest = {"algorithm": "sha256", "parameters": None}
    return (
        (signed["version"].native, signer["version"].native) == ("v1", "v1")
        and [dict(row) for row in signed["digest_algorithms"].native] == [digest]
        and dict(signer["digest_algorithm"].native) == digest
        and signer["signature_algorithm"]["algorithm"].native in {"sha256_ecdsa", "sha256_rsa"}
        and signer["signature_algorithm"]["parameters"].native is None
        and len(signed["signer_infos"]) == 1
    )


def _open(keystore: Path, passphrase: str) -> signers.SimpleSigner:
    signer: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        keystore, passphrase=passphrase.encode()
    )
    if signer is None:
        raise ValueError(f"the keystore {keystore.name} cannot be opened with the given passphrase")
    return signer


def office_roots(keystore: Path, passphrase: str) -> list[Certificate]:
    """Return the roots in the office's keystore: what its files are verified against. Without one, its own certificate.

    Raises ValueError when the keystore cannot be opened.
    """
    signer = _open(keystore, passphrase)
    roots = [cert for cert in signer.cert_registry if cert.self_signed != "no"]
    return roots or [signer.signing_cert]


def ensure_office_key(path: Path, passphrase: str, *, organisation: str) -> bool:
    """Make a root and a signing key for evaluation when `path` is absent (mode 0600); return whether it was made.

    The certificate's name says 评估用. Two processes that start at once make one key. Raises ValueError without
    a passphrase.
    """
    if path.exists():
        return False
    if not passphrase:
        raise ValueError("未设置签名密钥的口令：请设置环境变量 SEAL_PASSPHRASE。")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_evaluation_bundle(organisation, passphrase))
        os.link(draft, path)  # fails where another process was first
    except FileExistsError:
        return False
    finally:
        Path(draft).unlink()
    return True


def _evaluation_bundle(organisation: str, passphrase: str) -> bytes:
    """Return a PKCS#12 file: a root, and a signing key it vouches for."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name, name = _name(organisation, f"{EVALUATION}根证书"), _name(organisation, f"{EVALUATION}签名证书")
    root = _certificate(root_name, root_name, root_key, root_key, is_root=True)
    leaf = _certificate(name, root_name, key, root_key, is_root=False)
    return pkcs12.serialize_key_and_certificates(
        b"office", key, leaf, [root], BestAvailableEncryption(passphrase.encode())
    )


def _name(organisation: str, common: str) -> x509.Name:
    short = organisation.encode()[:LONGEST_NAME].decode(errors="ignore")
    rows = (NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, short), (NameOID.COMMON_NAME, common)
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in rows])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    *,
    is_root: bool,
) -> x509.Certificate:
    start = datetime.now(UTC) - timedelta(days=1)
    usage = {
        "digital_signature": not is_root, "content_commitment": not is_root, "key_encipherment": False,
        "data_encipherment": False, "key_agreement": False, "key_cert_sign": is_root, "crl_sign": is_root,
        "encipher_only": False, "decipher_only": False,
    }  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365 * VALID_YEARS))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, hashes.SHA256())
    )
