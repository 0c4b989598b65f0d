"""The office's key for evaluation: made on first start, marked 评估用. An office brings its own PKCS#12."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

EVALUATION = "评估用"
VALID_YEARS = 5
LONGEST_NAME = 64  # bytes of UTF-8 in one attribute of a certificate's name (X.520)


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
