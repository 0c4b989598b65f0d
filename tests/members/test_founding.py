"""Loading charters into the database, and what follows from them."""

from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from jointmeeting.kernel.errors import Refused
from meetings.services import agenda as services
from members.models import Charter, Duty, Jurisdiction, MemberUnit, Role, WorkingRule
from members.rules import ruling
from tests.conftest import CHARTERS, founded
from tests.factories import Office

FILES = sorted(map(str, CHARTERS.glob("*.toml")))


def load(*files: str) -> str:
    out = StringIO()
    call_command("load_charter", *files, stdout=out)
    return out.getvalue()


def test_the_five_charters_give_five_bodies_and_loading_again_changes_nothing(db: None) -> None:
    assert load(*FILES).count("已载入") == 5
    sizes = {b.slug: b.units.count() for b in Jurisdiction.objects.all()}
    assert sizes == {"yueqing": 32, "chencang": 27, "dejiang": 21, "ningbo": 27, "zhangbei": 13}
    before = [model.objects.count() for model in (Charter, MemberUnit, Duty, WorkingRule)]
    assert load(*FILES).count("没有变化") == 5
    assert [model.objects.count() for model in (Charter, MemberUnit, Duty, WorkingRule)] == before


def test_one_wrong_file_and_nothing_is_written(db: None, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(Path(FILES[0]).read_text(encoding="utf-8").replace("[notice]", "[notise]"), encoding="utf-8")
    with pytest.raises(CommandError, match="wrong.toml 第"):
        load(FILES[1], str(wrong))
    assert Jurisdiction.objects.count() == 0


def test_an_expired_charter_can_be_read_but_not_worked_with(db: None) -> None:
    office = founded("ningbo")
    with pytest.raises(Refused, match="已失效") as refusal:
        services.draft_agenda_item(
            office.unit, fields={"title": "示例", "background": "示例", "proposal": "示例"}, by=office.liaison,
            request_key=uuid4(),
        )  # fmt: skip
    assert "甬政办发〔2015〕50号" in refusal.value.clause
    page = page_of(office)
    assert "已失效" in page


def test_zhangbeis_frequency_stays_unconfirmed_and_the_page_says_why(db: None) -> None:
    office = founded("zhangbei")
    assert office.body.charter.record.regular_per_year is None
    page = page_of(office)
    assert "每年召开12次例会" in page
    assert "1至2次" in page
    assert "确认前，不作为规定执行" in page


def test_the_notices_own_rule_wins_and_the_working_rule_says_it_is_one(yueqing: Office) -> None:
    called, signed = ruling(yueqing.body, "convened_by"), ruling(yueqing.body, "minutes_signed_by")
    assert called and (called.value, called.from_charter) == ("chief_convener", True)
    assert called.citation == "乐政办函〔2019〕16号 三（一）"
    assert signed and (signed.value, signed.from_charter) == ("who_presided", False)
    assert signed.citation == "通知未规定，按办公室工作规则"


def page_of(office: Office) -> str:
    client = Client()
    client.force_login(office.person(Role.STAFF), backend="django.contrib.auth.backends.ModelBackend")
    return client.get(office.body.get_absolute_url()).content.decode()
