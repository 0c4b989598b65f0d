"""The office's signature: any change to an issued file is found, and said in a sentence."""

import io
import random
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import pytest
import time_machine
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.documents.render import render_minutes
from jointmeeting.kernel.documents.signing import (
    FIELD,
    LABEL,
    OUTSIDE,
    Verdict,
    certify,
    office_roots,
    verify,
    verify_against,
)
from jointmeeting.samples.minutes import CREATED, minutes

PASSPHRASE = "only for tests"
Check = Callable[[bytes], Verdict]


@cache
def unsigned() -> bytes:
    return render_minutes(minutes(1, people=0), created=CREATED)


@pytest.fixture(scope="module")
def keystore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seal") / "deep" / "office.p12"
    assert ensure_office_key(path, PASSPHRASE, organisation="示例市社会救助联席会议办公室")
    return path


@pytest.fixture(scope="module")
def signed(keystore: Path) -> bytes:
    return certify(unsigned(), keystore=keystore, passphrase=PASSPHRASE, reason="会议纪要印发")


@pytest.fixture(scope="module")
def check(keystore: Path) -> Check:
    return partial(verify_against, trusted=office_roots(keystore, PASSPHRASE))


def test_an_issued_file_is_intact_and_says_what_its_signature_is(signed: bytes, keystore: Path) -> None:
    before = datetime.now(UTC) - timedelta(minutes=5)
    verdict = verify(signed, keystore=keystore, passphrase=PASSPHRASE)
    assert (verdict.intact, verdict.trusted) == (True, True)
    assert verdict.signer == "示例市社会救助联席会议办公室（评估用签名证书）"
    assert LABEL in verdict.sentence
    assert "评估用" in verdict.sentence
    assert verdict.signed_at is not None
    assert before < verdict.signed_at < datetime.now(UTC) + timedelta(minutes=1)


def test_the_signature_certifies_and_forbids_changes(signed: bytes) -> None:
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"  # PAdES B-B
    assert LABEL in signature.sig_object["/Reason"]
    assert signature.docmdp_level.name == "FILL_FORMS"  # the one field that is left is for a signature
    names = [str(field.get_object()["/T"]) for field in PdfFileReader(io.BytesIO(signed)).root["/AcroForm"]["/Fields"]]
    assert names == [FIELD, OUTSIDE]
    assert signature.sig_field["/Rect"] == [0, 0, 0, 0]  # invisible
    assert signed.startswith(unsigned())


def test_every_flipped_byte_is_found(signed: bytes, check: Check) -> None:
    start = len(unsigned())
    places = {*random.Random(9704).sample(range(start), 40), *range(start, len(signed), 499), 0, 5, len(signed) - 1}
    for place in sorted(places):
        changed = bytearray(signed)
        changed[place] ^= 1 << (place % 8)
        verdict = check(bytes(changed))
        assert not (verdict.intact and verdict.trusted), place
        assert verdict.sentence


def test_the_signatures_own_field_cannot_be_altered(signed: bytes, check: Check) -> None:
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    _, head, rest, _ = (int(number) for number in signature.byte_range)
    for place in (*range(head, head + 3600, 131), *range(rest - 200, rest, 41)):
        for other in (b"0", b"f", b" "):
            changed = signed[:place] + other + signed[place + 1 :]
            assert changed == signed or not check(changed).intact, place


@pytest.mark.parametrize("more", [b"\n", b"%%EOF\n", b"\x00", b"1 0 obj\n<<>>\nendobj\n"])
def test_appended_content_is_found(signed: bytes, check: Check, more: bytes) -> None:
    assert not check(signed + more).intact


def test_an_incremental_change_is_found(signed: bytes, check: Check) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()  # type: ignore[no-untyped-call]
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    verdict = check(out.getvalue())
    assert not verdict.intact
    assert verdict.sentence == "文件在签发后被追加或替换了内容，不是印发的原文件，请勿使用。"


def test_a_file_saved_anew_is_found(signed: bytes, check: Check) -> None:
    out = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(signed))).write(out)  # type: ignore[no-untyped-call]
    assert not check(out.getvalue()).intact


def test_a_truncated_file_is_found(signed: bytes, check: Check) -> None:
    assert not any(check(signed[:-cut]).intact for cut in (1, 2, 7, 100, 5000, len(signed) - 10))


def test_a_second_signature_is_not_accepted(signed: bytes, tmp_path: Path) -> None:
    ensure_office_key(tmp_path / "other.p12", PASSPHRASE, organisation="别人")
    with pytest.raises(Exception, match="filled|certif|OfficeSeal"):
        certify(signed, keystore=tmp_path / "other.p12", passphrase=PASSPHRASE, reason="再签")


def test_a_file_without_signature_says_so(check: Check) -> None:
    assert check(unsigned()) == Verdict(False, False, "", "文件没有本系统的校验签名，不能证明来自联席会议办公室。")


@pytest.mark.parametrize(
    "garbage", [b"", b"hello", b"PK\x03\x04zip", b"<html>", b"\x00" * 9, b"%PDF-", b"%PDF-1.7\n%%EOF"]
)
def test_garbage_gets_a_sentence(check: Check, garbage: bytes) -> None:
    verdict = check(garbage)
    assert not verdict.intact
    assert not verdict.trusted
    assert verdict.sentence.endswith("。") or verdict.sentence.endswith("）。")


def test_another_offices_signature_is_not_trusted(signed: bytes, tmp_path: Path) -> None:
    other = tmp_path / "other.p12"
    ensure_office_key(other, PASSPHRASE, organisation="示例市社会救助联席会议办公室（评估用）")
    verdict = verify(signed, keystore=other, passphrase=PASSPHRASE)
    assert (verdict.intact, verdict.trusted) == (True, False)
    assert verdict.sentence == "文件完整，但签名不是本联席会议办公室的。"


def test_minutes_stay_valid_after_the_certificate_has_expired(signed: bytes, keystore: Path) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=365 * 20), tick=True):
        assert verify(signed, keystore=keystore, passphrase=PASSPHRASE).trusted


def test_the_key_is_made_once_private_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "office.p12"
    with pytest.raises(ValueError, match="SEAL_PASSPHRASE"):
        ensure_office_key(path, "", organisation="办公室")
    assert ensure_office_key(path, PASSPHRASE, organisation="很长的名称" * 40)
    first = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not ensure_office_key(path, PASSPHRASE, organisation="办公室")
    assert path.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == ["office.p12"]
    assert "评估用" in office_roots(path, PASSPHRASE)[0].subject.human_friendly


def test_a_race_for_the_key_has_one_winner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "office.p12"
    path.write_bytes(b"first")
    monkeypatch.setattr(Path, "exists", lambda self: False)
    assert not ensure_office_key(path, PASSPHRASE, organisation="办公室")
    assert path.read_bytes() == b"first"


def test_a_wrong_passphrase_is_refused_clearly(keystore: Path) -> None:
    with pytest.raises(ValueError, match="cannot be opened"):
        certify(unsigned(), keystore=keystore, passphrase="wrong", reason="印发")
    with pytest.raises(ValueError, match="cannot be opened"):
        office_roots(keystore, "wrong")
