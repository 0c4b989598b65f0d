"""The second layer: settled by the director under a name, never against the notice, never reaching back."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.urls import reverse

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from meetings.models import Meeting, Minutes
from meetings.workflows import minutes as minutes_workflow
from members.forms.working_rule import WorkingRuleForm
from members.models import WorkingRule
from members.rules import STAND_INS, WORKING_RULE_KEYS, ruling
from members.wording import WORKING_RULES
from members.working_rules import change_working_rule
from tests.conftest import founded
from tests.factories import Office
from tests.subjects import browser


def url(office: Office, key: str) -> str:
    return reverse("members:working_rule_change", args=[office.body.slug, key])


def test_a_change_counts_for_what_begins_afterwards(yueqing: Office) -> None:
    begun = SimpleNamespace(jurisdiction=yueqing.body, begun_at=clock.now())
    change_working_rule(yueqing.body, "refuse_days", 5, by=yueqing.director)
    later = SimpleNamespace(jurisdiction=yueqing.body, begun_at=clock.now() + timedelta(seconds=1))
    values = [getattr(ruling(subject, "refuse_days"), "value", None) for subject in (begun, later, yueqing.body)]
    assert values == [3, 5, 5]
    assert WorkingRule.history.filter(jurisdiction=yueqing.body, key="refuse_days").count() == 2


def test_a_gap_filled_later_counts_for_what_waits_for_it(yueqing: Office) -> None:
    begun = SimpleNamespace(jurisdiction=yueqing.body, begun_at=clock.now())
    WorkingRule.objects.filter(jurisdiction=yueqing.body, key="minutes_reported_to").delete()
    assert ruling(yueqing.body, "minutes_days") is not None
    WorkingRule.objects.filter(jurisdiction=yueqing.body, key="minutes_days").delete()
    assert ruling(begun, "minutes_days") is None
    change_working_rule(yueqing.body, "minutes_days", 4, by=yueqing.director)
    rule = ruling(begun, "minutes_days")
    assert rule is not None
    assert rule.value == 4


def test_the_page_names_who_settled_it_and_what_it_was(yueqing: Office) -> None:
    director = browser(yueqing.director)
    assert director.post(url(yueqing, "opinion_days"), {"value": "7"}).status_code == 302
    page = director.get(url(yueqing, "opinion_days")).content.decode()
    assert "以前的规则" in page
    charter = director.get(yueqing.body.get_absolute_url()).content.decode()
    assert str(yueqing.director) in charter
    entry = LogEntry.objects.get(act="working_rule.change")
    assert (entry.details["before"], entry.details["after"]) == (3, 7)


def test_the_same_value_again_is_no_change(yueqing: Office) -> None:
    first = change_working_rule(yueqing.body, "opinion_days", 7, by=yueqing.director)
    assert change_working_rule(yueqing.body, "opinion_days", 7, by=yueqing.director) == first


def test_what_the_notice_says_is_not_overruled(yueqing: Office) -> None:
    response = browser(yueqing.director).post(url(yueqing, "regular_called_by"), {"value": "office"})
    assert response.status_code == 409
    assert "三（一）" in response.content.decode()
    assert not WorkingRule.history.filter(key="regular_called_by").exists()


@pytest.mark.parametrize(
    ("key", "typed"), [("opinion_days", "0"), ("opinion_days", "三天"), ("minutes_signed_by", "x")]
)
def test_a_wrong_value_is_refused_at_its_field(yueqing: Office, key: str, typed: str) -> None:
    before = WorkingRule.history.count()
    response = browser(yueqing.director).post(url(yueqing, key), {"value": typed})
    assert response.status_code == 200
    assert "field-error" in response.content.decode()
    assert WorkingRule.history.count() == before


def test_only_the_director_and_only_known_rules(yueqing: Office) -> None:
    assert browser(yueqing.staff).post(url(yueqing, "opinion_days"), {"value": "7"}).status_code == 403
    assert browser(yueqing.director).get(url(yueqing, "lunch-break")).status_code == 404


def test_an_expired_body_settles_nothing(db: None) -> None:
    ningbo = founded("ningbo")
    assert browser(ningbo.director).post(url(ningbo, "opinion_days"), {"value": "7"}).status_code == 409


@pytest.mark.parametrize("key", WORKING_RULE_KEYS)
def test_every_rule_has_a_name_and_a_field(key: str) -> None:
    assert WorkingRuleForm(key=key, value=None).fields["value"].label == WORKING_RULES[key]


@pytest.mark.parametrize("key", WORKING_RULE_KEYS)
def test_every_rule_is_asked_for_somewhere(key: str) -> None:
    """A value somebody confirms does what it says: the code that acts on it names it."""
    asked = {word for word, stand_in in STAND_INS.items() if stand_in == key} | {key}
    apps = ("meetings", "duties", "verification", "jointmeeting")
    sources = [path for app in apps for path in (Path(settings.BASE_DIR) / app).rglob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in sources if "migrations" not in path.parts]
    assert any(f'"{word}"' in text for word in asked for text in texts), f"nobody asks for {key}"


def test_five_notices_side_by_side(yueqing: Office) -> None:
    for slug in ("chencang", "dejiang", "ningbo", "zhangbei"):
        founded(slug)
    page = browser(yueqing.liaison).get(reverse("members:charter_comparison"))
    rows = page.context["rows"]
    assert [len(row["cells"]) for row in rows] == [5] * len(rows)
    frequency = next(row for row in rows if row["label"] == "每年例会")
    assert [cell["value"] for cell in frequency["cells"]] == ["1至2次", "1次", "", "", ""]
    assert frequency["cells"][-1]["is_doubtful"]
    only = browser(yueqing.liaison).get(reverse("members:charter_comparison") + "?differing")
    assert [row["label"] for row in only.context["rows"]] == [row["label"] for row in rows if row["differs"]]


def test_a_change_never_touches_meetings_already_planned(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.SIGNING)
    change_working_rule(yueqing.body, "minutes_signed_by", "director", by=yueqing.director)
    with pytest.raises(Refused):
        minutes_workflow.perform(minutes, "sign", by=yueqing.director)
    minutes_workflow.perform(minutes, "sign", by=yueqing.chief)
    assert minutes.number == 1
    later = yueqing.plan(Meeting.Kind.REGULAR, yueqing.chief)
    rule = ruling(later, "minutes_signed_by")
    assert rule is not None
    assert rule.value == "director"


def test_staff_who_draft_minutes_are_not_offered_as_signers(yueqing: Office) -> None:
    offered = {
        key: {word for word, _ in WorkingRuleForm(key=key, value=None).fields["value"].choices}  # type: ignore[attr-defined]
        for key in ("minutes_signed_by", "minutes_drafted_by")
    }
    assert "staff" not in offered["minutes_signed_by"] and "who_presided" in offered["minutes_signed_by"]
    assert "staff" in offered["minutes_drafted_by"] and not {"staff"} & {*access.roles_for("minutes.sign")}
