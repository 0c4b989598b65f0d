"""What a transition of major matters does beyond the state. Each effect returns what the log keeps."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act
from meetings.models import MajorMatter
from members.rules import ruling


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
