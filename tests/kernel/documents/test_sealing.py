"""Who seals: the office's key, a service spoken to over real HTTP in a process of its own, or nobody."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings as project

from jointmeeting.kernel.documents import sealing
from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.documents.render import render_minutes
from jointmeeting.kernel.documents.sealing import KeystoreSeal, NoSeal, SealFailed, ServiceSeal
from jointmeeting.kernel.documents.signing import office_roots, public_certificates, read_certificates, verify_against
from jointmeeting.samples.minutes import CREATED, minutes

PASSPHRASE = "only for tests"
TOKEN = "a token"
Service = Callable[[str], ServiceSeal]


@cache
def unsigned() -> bytes:
    return render_minutes(minutes(1, people=0), created=CREATED)


@pytest.fixture(scope="module")
def keystore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("service") / "service.p12"
    ensure_office_key(path, PASSPHRASE, organisation="示例市电子印章服务平台")
    path.with_suffix(".pem").write_bytes(public_certificates(path, PASSPHRASE))
    return path


@pytest.fixture(scope="module")
def service(keystore: Path) -> Iterator[Service]:
    command = [sys.executable, "-m", "tests.kernel.documents.seal_service", str(keystore), TOKEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=project.BASE_DIR) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        yield lambda path: ServiceSeal(f"http://127.0.0.1:{port}{path}", keystore.with_suffix(".pem"), TOKEN)
        process.terminate()


def test_a_service_seals_and_its_answer_is_checked(service: Service, keystore: Path) -> None:
    sealed = service("/seal").seal(unsigned(), reason="会议纪要印发")
    assert sealed.startswith(unsigned())
    verdict = verify_against(sealed, trusted=read_certificates([keystore.with_suffix(".pem")]))
    assert (verdict.intact, verdict.trusted) == (True, True)
    assert verdict.signer.startswith("示例市电子印章服务平台")
    assert not verify_against(sealed + b"\n", trusted=office_roots(keystore, PASSPHRASE)).intact
    changed = bytearray(sealed)
    changed[len(unsigned()) // 2] ^= 1
    assert not verify_against(bytes(changed), trusted=office_roots(keystore, PASSPHRASE)).intact


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/unsigned", "核验未通过，已拒收：文件没有本系统的校验签名"),
        ("/other-file", "不是由送签文件签成，已拒收"),
        ("/appended", "核验未通过，已拒收：文件在签发后被追加或替换了内容"),
        ("/error", "未接受文件（状态500）"),
        ("/hangs-up", "连不上签章服务"),
    ],
)
def test_a_service_that_misbehaves_issues_nothing(service: Service, path: str, reason: str) -> None:
    with pytest.raises(SealFailed, match=reason):
        service(path).seal(unsigned(), reason="会议纪要印发")


def test_a_service_that_nobody_vouches_for_is_not_believed(service: Service, tmp_path: Path) -> None:
    asked = service("/seal")
    ensure_office_key(tmp_path / "other.p12", PASSPHRASE, organisation="别人")
    (tmp_path / "other.pem").write_bytes(public_certificates(tmp_path / "other.p12", PASSPHRASE))
    with pytest.raises(SealFailed, match="签名不是本联席会议办公室的"):
        ServiceSeal(asked.address, tmp_path / "other.pem", TOKEN).seal(unsigned(), reason="印发")
    with pytest.raises(SealFailed, match="不是证书文件"):
        ServiceSeal(asked.address, tmp_path / "absent.pem", TOKEN).seal(unsigned(), reason="印发")
    with pytest.raises(SealFailed, match="状态403"):
        ServiceSeal(asked.address, asked.certificate).seal(unsigned(), reason="印发")


@pytest.mark.parametrize("address", ["", "ftp://127.0.0.1/", "file:///etc/passwd", "https://"])
def test_an_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(SealFailed, match="SEAL_SERVICE_URL"):
        ServiceSeal(address, Path("absent.pem")).seal(b"%PDF-", reason="印发")


def test_a_service_that_is_away_is_said() -> None:
    with pytest.raises(SealFailed, match="连不上签章服务"):
        ServiceSeal("http://127.0.0.1:9/", Path("absent.pem")).seal(b"%PDF-", reason="印发")


def test_nobody_seals() -> None:
    assert NoSeal().seal(b"%PDF-", reason="印发") == b"%PDF-"


def test_the_key_seals_or_says_why_not(keystore: Path) -> None:
    sealed = KeystoreSeal(keystore, PASSPHRASE).seal(unsigned(), reason="会议纪要印发")
    assert verify_against(sealed, trusted=office_roots(keystore, PASSPHRASE)).trusted
    with pytest.raises(SealFailed, match="SEAL_PASSPHRASE"):
        KeystoreSeal(keystore, "wrong").seal(unsigned(), reason="印发")


def test_the_settings_choose(settings: object, keystore: Path) -> None:
    for name, kind in {"none": NoSeal, "keystore": KeystoreSeal, "service": ServiceSeal}.items():
        settings.SEAL_BACKEND = name  # type: ignore[attr-defined]
        assert isinstance(sealing.configured(), kind)
    settings.SEAL_BACKEND = "stamp"  # type: ignore[attr-defined]
    with pytest.raises(SealFailed, match="SEAL_BACKEND=stamp"):
        sealing.configured()
