"""What the notice leaves in doubt binds nobody until a named person confirms it; then it binds with that note."""

import pytest
from django.urls import reverse

from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from meetings.workflows import minutes as minutes_workflow
from members import working_rules
from members.rules import ruling
from tests.conftest import founded
from tests.factories import Office
from tests.meetings.countersigning import all_agree, circulated
from tests.subjects import browser


@pytest.fixture
def zhangbei(db: None) -> Office:
    return founded("zhangbei")


def confirm(office: Office, **fields: str) -> int:
    url = reverse("members:working_rule_confirm", args=[office.body.slug])
    return browser(office.director).post(url, fields).status_code


def test_zhangbeis_minutes_are_signed_once_somebody_says_by_whom(zhangbei: Office) -> None:
    minutes = circulated(zhangbei)
    all_agree(zhangbei, minutes)
    minutes_workflow.perform(minutes, "present", by=zhangbei.staff)
    with pytest.raises(Refused):
        minutes_workflow.perform(minutes, "sign", by=zhangbei.chief)
    assert "核对原件后确认" in browser(zhangbei.director).get(zhangbei.body.get_absolute_url()).content.decode()
    assert confirm(zhangbei, field="minutes_signed_by") == 302
    rule = ruling(zhangbei.body, "minutes_signed_by")
    assert rule is not None
    assert (rule.value, "原文存疑" in rule.citation) == ("chief_convener", True)
    minutes_workflow.perform(minutes, "sign", by=zhangbei.chief)
    assert minutes.number == 1


def test_the_frequency_of_zhangbei_is_settled_by_a_person(zhangbei: Office) -> None:
    assert ruling(zhangbei.body, "regular_per_year") is None
    working_rules.confirm_proposal(zhangbei.body, "regular_per_year", by=zhangbei.director)
    rule = ruling(zhangbei.body, "regular_per_year")
    assert rule is not None
    assert rule.value == {"min": 1, "max": 2}
    page = browser(zhangbei.staff).get(zhangbei.body.get_absolute_url()).content.decode()
    assert "1至2次" in page
    assert f"{zhangbei.director}于" in page


def test_only_the_director_confirms_and_only_what_is_in_doubt(zhangbei: Office) -> None:
    url = reverse("members:working_rule_confirm", args=[zhangbei.body.slug])
    assert browser(zhangbei.staff).post(url, {"field": "minutes_signed_by"}).status_code == 403
    assert confirm(zhangbei, field="cc") == 409
    assert confirm(zhangbei, field="nothing") == 409
    assert not LogEntry.objects.filter(act="working_rule.confirm_proposal").exists()


def test_an_expired_notice_is_not_confirmed_any_more(db: None) -> None:
    assert confirm(founded("ningbo")) == 409


def test_all_working_rules_at_once_under_a_name(zhangbei: Office) -> None:
    assert confirm(zhangbei) == 302
    assert not zhangbei.body.working_rules.filter(confirmed_by=None).exists()
    assert zhangbei.body.working_rules.filter(confirmed_by=zhangbei.director).exists()
