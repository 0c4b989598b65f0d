"""What a transition of major matters does beyond the state. Each effect returns what the log keeps."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from jointmeeting.kernel import audit, clock, notify
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act
from meetings.models import AgendaItem, MajorMatter, Meeting
from members.rules import ruling


def raise_matter(meeting: Meeting, *, by: Any, request_key: UUID | None = None, **fields: Any) -> MajorMatter:
    """Raise a matter `meeting` discussed, from an item of its agenda or by itself, and tell who answers for it."""
    matter = MajorMatter.objects.create(jurisdiction=meeting.jurisdiction, meeting=meeting, **fields)
    notify.announce(audit.record("major_matter.create", matter, by=by, request_key=request_key))
    return matter


def link(matter: MajorMatter, item: AgendaItem, meeting: Meeting) -> MajorMatter:
    """Say that `matter`, raised at the same meeting before, is what became of `item`."""
    locked = MajorMatter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    if locked.meeting_id != meeting.pk or locked.agenda_item_id or locked.state == MajorMatter.State.WITHDRAWN:
        raise Refused("所选重大问题不是本次会议登记的，或者已对应其他议题、不再报告。请重新选择，或者新登记一件。")
    locked.agenda_item = item
    locked.save(update_fields=["agenda_item"])
    return locked


def keep_report(matter: MajorMatter, act: Act) -> Mapping[str, Any]:
    """Keep how it was reported, and by which rule."""
    rule = ruling(matter, "major_matter")
    matter.report_document = act.data["report_document"]
    return {
        "document": matter.report_document,
        "to": rule.value.reported_to if rule else matter.jurisdiction.name,
        "authority": rule.citation if rule else "",
    }


def keep_decision(matter: MajorMatter, act: Act) -> Mapping[str, Any]:
    """Keep what the government decided; where it names who does it by when, an assignment follows."""
    for name in ("decision", "decided_on", "decision_document", "lead_unit", "due_on"):
        setattr(matter, name, act.data.get(name) or getattr(matter, name))
    if matter.decided_on and matter.decided_on > clock.today():
        raise Refused("决定日期不能晚于今天。请核对后重新填写。")
    return {"decided_on": str(matter.decided_on), "document": matter.decision_document}
