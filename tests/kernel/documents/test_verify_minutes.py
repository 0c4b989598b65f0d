"""`manage.py verify_minutes FILE`: the command itself, also where there is no key, and files signed outside."""

import io
import os
import subprocess
import sys
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import signers

from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.documents.render import render_minutes
from jointmeeting.kernel.documents.signing import LABEL, OUTSIDE, certify, signed_outside
from jointmeeting.samples.minutes import CREATED, minutes

PASSPHRASE = "only for tests"


@pytest.fixture(scope="module")
def keystore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seal") / "office.p12"
    ensure_office_key(path, PASSPHRASE, organisation="示例市社会救助联席会议办公室")
    return path


@cache
def issued(keystore: Path) -> bytes:
    pdf = render_minutes(minutes(1, people=0), created=CREATED)
    return certify(pdf, keystore=keystore, passphrase=PASSPHRASE, reason="会议纪要印发")


@pytest.fixture
def certificate(keystore: Path, tmp_path: Path, settings: object) -> Path:
    """The public certificate, as another place gets it; the key itself is gone from the settings afterwards."""
    settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE = keystore, PASSPHRASE  # type: ignore[attr-defined]
    path = tmp_path / "office.pem"
    call_command("export_certificate", str(path), stdout=StringIO())
    settings.SEAL_KEYSTORE = tmp_path / "absent.p12"  # type: ignore[attr-defined]
    settings.SEAL_TRUST_DIR = tmp_path / "trust"  # type: ignore[attr-defined]
    return path


def written(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "纪要.pdf"
    path.write_bytes(content)
    return str(path)


def verify(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_minutes", *arguments, stdout=out)
    return out.getvalue()


def flipped(pdf: bytes) -> bytes:
    place = pdf.index(b"stream") + 200
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def with_another_attachment(pdf: bytes) -> bytes:
    """Replace the embedded minutes.json by an appended revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    file = writer.root["/AF"][0]["/EF"].raw_get("/F").get_object()
    file._data = b'{"title":"another"}'
    file._encoded_data = None
    file["/Params"] = file["/Params"]
    writer.mark_update(writer.root["/AF"][0]["/EF"].raw_get("/F"))
    return appended(writer)


def without_signature(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/AcroForm"]["/Fields"].clear()
    del writer.root["/Perms"]
    writer.update_root()  # type: ignore[no-untyped-call]
    writer.mark_update(writer.root.raw_get("/AcroForm"))
    return appended(writer)


def appended(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def changed_language(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/Lang"] = pdf_name("/en")
    writer.update_root()  # type: ignore[no-untyped-call]
    return appended(writer)


def saved_anew(pdf: bytes) -> bytes:
    out = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(pdf))).write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


TAMPERED = {
    "a flipped byte": (flipped, "已被改动|已损坏"),
    "an appended revision": (changed_language, "被追加或替换了内容"),
    "another attachment": (with_another_attachment, "被追加或替换了内容"),
    "the signature taken out": (without_signature, "没有本系统的校验签名"),
    "saved anew by another program": (saved_anew, "已被改动|已损坏|没有本系统的校验签名"),
    "cut short": (lambda pdf: pdf[:-20], "已被改动|已损坏|没有本系统的校验签名"),
}


def test_the_issued_file_is_verified_with_only_the_public_certificate(
    keystore: Path, certificate: Path, tmp_path: Path
) -> None:
    assert b"PRIVATE" not in certificate.read_bytes()
    said = verify(written(tmp_path, issued(keystore)), "--certificate", str(certificate))
    assert said.startswith("文件完整，自签发后没有改动")
    assert LABEL in said
    assert "签名：示例市社会救助联席会议办公室" in said
    assert "SHA-256" in said


@pytest.mark.parametrize("case", TAMPERED)
def test_every_change_is_found_and_named(case: str, keystore: Path, certificate: Path, tmp_path: Path) -> None:
    change, reason = TAMPERED[case]
    changed = change(issued(keystore))
    assert changed != issued(keystore)
    with pytest.raises(CommandError, match=reason):
        verify(written(tmp_path, changed), "--certificate", str(certificate))


def test_the_trust_folder_is_enough(keystore: Path, certificate: Path, tmp_path: Path) -> None:
    file = written(tmp_path, issued(keystore))
    with pytest.raises(CommandError, match="没有可用的公开证书"):
        verify(file)
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "other-office.pem").write_bytes(certificate.read_bytes())
    assert "文件完整" in verify(file)


def test_bad_files_and_certificates_are_said(keystore: Path, certificate: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="不能读取文件"):
        verify(str(tmp_path / "absent.pdf"), "--certificate", str(certificate))
    file = written(tmp_path, issued(keystore))
    for content in (b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        (tmp_path / "bad.pem").write_bytes(content)
        with pytest.raises(CommandError, match="不是证书文件"):
            verify(file, "--certificate", str(tmp_path / "bad.pem"))


def test_exporting_without_a_key_is_said(certificate: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="不能导出证书"):
        call_command("export_certificate", str(tmp_path / "x.pem"))


def test_a_second_installation_needs_no_database_and_exits_with_one_on_a_change(
    keystore: Path, certificate: Path, tmp_path: Path
) -> None:
    away = {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none", "REDIS_URL": "redis://127.0.0.1:9", "SECRET_KEY": "x"}
    for content, code in ((issued(keystore), 0), (flipped(issued(keystore)), 1)):
        file = written(tmp_path, content)
        command = [sys.executable, "manage.py", "verify_minutes", file, "--certificate", str(certificate)]
        done = subprocess.run(
            command, cwd=project.BASE_DIR, env={**os.environ, **away}, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        assert ("文件完整" in done.stdout) == (code == 0)
        assert ("请勿使用" in done.stderr or "已损坏" in done.stderr) == (code == 1)


def sign_outside(pdf: bytes, keystore: Path, field: str = OUTSIDE) -> bytes:
    signer = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        keystore, passphrase=PASSPHRASE.encode()
    )
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    signed: bytes = (
        signers.PdfSigner(meta, signer=signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue()
    )
    return signed


def test_a_leader_may_sign_outside_in_the_field_made_for_it(keystore: Path, tmp_path: Path) -> None:
    ensure_office_key(tmp_path / "leader.p12", PASSPHRASE, organisation="测试甲")
    signed = sign_outside(issued(keystore), tmp_path / "leader.p12")
    verdict = signed_outside(signed, original=issued(keystore))
    assert verdict.intact
    assert verdict.sentence.startswith("原文件未改动，已加签：测试甲")
    changed = bytearray(signed)
    changed[-400] ^= 1
    assert not signed_outside(bytes(changed), original=issued(keystore)).intact


def test_what_is_no_signature_of_our_file_is_refused(keystore: Path, tmp_path: Path) -> None:
    ours = issued(keystore)
    assert "没有增加签名" in signed_outside(ours, original=ours).sentence
    assert "不是由本系统的原文件签名而成" in signed_outside(flipped(ours), original=ours).sentence
    assert not signed_outside(changed_language(ours), original=ours).intact
    assert not signed_outside(ours + b"garbage", original=ours).intact
    ensure_office_key(tmp_path / "leader.p12", PASSPHRASE, organisation="测试甲")
    edited_then_signed = sign_outside(changed_language(ours), tmp_path / "leader.p12")
    assert not signed_outside(edited_then_signed, original=ours).intact
    signed_then_edited = changed_language(sign_outside(ours, tmp_path / "leader.p12"))
    assert not signed_outside(signed_then_edited, original=ours).intact
