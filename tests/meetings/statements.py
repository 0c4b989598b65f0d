"""Minutes of an item one unit attended on and another wrote about, as people would bring them there."""

from typing import Any

from meetings import workflows
from meetings.drafting import rows_of
from meetings.models import AgendaItem, Attendance, Minutes
from meetings.services import minutes as minutes_services
from members.rules import ruling
from members.working_rules import change_working_rule
from tests.factories import Office
from tests.meetings import preparing
from tests.meetings.countersigning import clause, edit

WRITTEN = "经研究，意见如上。"


def heard(office: Office, answer: str = "amend", *, consent: bool = False) -> Minutes:
    """A first draft: the proposing unit was there, the other unit wrote `answer` and was there too."""
    rule = ruling(office.body, "minutes_consent")
    if asks := consent and not (rule and rule.from_charter):
        change_working_rule(office.body, "minutes_consent", "attending_units", by=office.director)
    item, go = office.agenda_item(AgendaItem.State.ACCEPTED), workflows.agenda_items.perform
    preparing.consult(office, item, optional=[office.other_unit])
    preparing.answer(office, item.opinions.get(), answer)
    office.discuss(item)
    meeting = office.regular_meeting()
    go(item, "schedule", by=office.staff, data={"meeting": meeting})
    office.hold(meeting)
    go(item, "decide", by=office.staff)
    if asks:
        change_working_rule(office.body, "minutes_consent", "no_consent", by=office.director)
    here = Attendance.objects.filter(meeting=meeting, unit__in=[office.unit, office.other_unit])
    here.update(state=Attendance.State.PRESENT, person_name="示例·甲")
    return minutes_services.draft_minutes(meeting, by=office.staff)


def with_clauses(office: Office, minutes: Minutes) -> Minutes:
    """The same with a clause for the item and one for none."""
    item = minutes.meeting.entries.get().agenda_item
    rows = [
        clause(office.unit, [office.other_unit], "关于示例甲", agenda_item=item),
        clause(office.other_unit, [], "关于示例乙"),
    ]
    return edit(office, minutes, rows)


def said(office: Office, minutes: Minutes, **fields: Any) -> list[dict[str, Any]]:
    """The one item as the form brings it, the other unit's statement with some fields changed."""
    item = minutes.meeting.entries.get().agenda_item
    row = {"unit": office.other_unit, "stance": "with_changes", "text": WRITTEN, "reason": "", **fields}
    return [{"agenda_item": item, "summary": "会议听取了汇报。", "statements": [row]}]


def save_items(office: Office, minutes: Minutes, items: list[dict[str, Any]]) -> Minutes:
    """Save the draft with what was said, clauses as they are."""
    minutes.refresh_from_db()
    minutes_services.edit_minutes(
        minutes,
        version=minutes.version,
        title=minutes.title,
        opening=minutes.opening,
        disclosure=minutes.disclosure,
        matters=rows_of(minutes),
        items=items,
        by=office.staff,
    )
    minutes.refresh_from_db()
    return minutes
