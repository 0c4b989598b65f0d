"""The office's digital signature: integrity and origin of an issued file, labelled 防篡改校验，非电子印章.

PAdES B-B by pyHanko, invisible, certifying; it is the last write to a file. A second field is made beforehand, empty:
whoever signs the finished file outside (a leader's USB key) fills that and changes nothing else.
"""

import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import cms, pem
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jointmeeting.kernel.documents.keys import EVALUATION

LABEL = "防篡改校验，非电子印章"
FIELD = "OfficeSeal"
OUTSIDE = "OutsideSeal"  # left empty for a signature given outside the system

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
    for name in (FIELD, OUTSIDE):  # a field that is added later would break the certification
        fields.append_signature_field(writer, fields.SigFieldSpec(name))
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=f"{reason}（{LABEL}）",
        certify=True,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
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
    sentence = "文件已被改动，与签发时不一致，请勿使用。"
    if status.intact and status.valid:  # what was signed is unharmed, and yet this is not the file as it was issued
        sentence = "文件在签发后被追加或替换了内容，不是印发的原文件，请勿使用。"
    return Verdict(False, bool(status.trusted), signer, sentence, signed_at)


def _shown(certificate: Certificate) -> str:
    """Return whose certificate it is, e.g. 某某办公室（评估用签名证书）."""
    name = certificate.subject.native
    organisation, common = name.get("organization_name", ""), name.get("common_name", "")
    return f"{organisation}（{common}）" if organisation and common else str(organisation or common)


def _covers_every_byte(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Tell whether every byte of the file is held fast: the signed range, and the signature's own field.

    The standard lets files grow after a signature, ignores what pads its field, and leaves a few bytes of the
    structure unsigned. An issued document has no use for any of that: each is held to what `certify` writes. Of a
    signature that is not ours (a service's) only the signed range can be asked to be the whole file.
    """
    start, head, rest, tail = (int(number) for number in signature.byte_range)
    if signature.field_name != FIELD:
        return start == 0 and rest + tail == len(pdf)
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


def read_certificates(paths: Iterable[Path]) -> list[Certificate]:
    """Return the public certificates in `paths` (PEM or DER), to verify against without any key.

    Raises ValueError with a Chinese sentence that names the file which holds none.
    """
    found = []
    for path in paths:
        try:
            content = path.read_bytes()
            blocks = [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
            certificates = [Certificate.load(der, strict=True) for der in blocks]
            found += [certificate for certificate in certificates if certificate.native]  # parses all of it
        except (OSError, ValueError) as error:
            raise ValueError(f"“{path}”不是证书文件（应为PEM或DER格式），请换用办公室提供的公开证书。") from error
    return found


def public_certificates(keystore: Path, passphrase: str) -> bytes:
    """Return the office's roots as PEM: what other places need to verify its files, and no secret."""
    roots = (pem.armor("CERTIFICATE", root.dump()) for root in office_roots(keystore, passphrase))
    return b"".join(map(bytes, roots))


def signed_outside(uploaded: bytes, *, original: bytes, trusted: Sequence[Certificate] = ()) -> Verdict:
    """Check a file that came back with one more signature: our bytes first, then that signature and nothing else.

    `Verdict.trusted` says whether a root in `trusted` vouches for whoever signed. Never raises.
    """
    if uploaded == original:
        return Verdict(False, False, "", "文件没有增加签名，与下载时相同。请签名后再上传。")
    if not uploaded.startswith(original):
        return Verdict(False, False, "", "上传的文件不是由本系统的原文件签名而成。请下载原文件，签名后直接上传。")
    try:
        signatures = PdfFileReader(io.BytesIO(uploaded)).embedded_signatures
        context = ValidationContext(trust_roots=list(trusted), allow_fetching=False)
        statuses = [validate_pdf_signature(signature, context) for signature in signatures]
        before = len(PdfFileReader(io.BytesIO(original)).embedded_signatures)
    except Exception as error:  # as in `verify_against`
        return Verdict(False, False, "", f"文件已损坏，签名无法核验（{type(error).__name__}）。")
    is_sound = all(status.intact and status.valid and status.docmdp_ok for status in statuses)
    if not is_sound or len(signatures) != before + 1 or not _covers_every_byte(uploaded, signatures[-1]):
        return Verdict(False, False, "", "除签名外文件还有其他改动，不能接收。请下载原文件重新签名。")
    signer, at = _shown(statuses[-1].signing_cert), signatures[-1].self_reported_timestamp
    return Verdict(True, bool(statuses[-1].trusted), signer, f"原文件未改动，已加签：{signer}。", at)
