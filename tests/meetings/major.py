"""Makes major matters in a given state, for tests."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from jointmeeting.kernel import clock
from meetings.models import MajorMatter
from meetings.models.major import MajorMatterState
from meetings.services.major import raise_major_matter
from meetings.workflows import major_matters
from members.models import Role
from tests.factories import Office

REPORT = {"report_document": "示例请示〔2026〕1号"}


def decision(office: Office, **other: Any) -> dict[str, Any]:
    """What the government decided, with who does it."""
    decided = {"decision": "同意所提建议。", "decided_on": clock.today(), "decision_document": "示例批示"}
    return {**decided, "lead_unit": office.unit, "due_on": clock.today() + timedelta(days=30), **other}


def raised(office: Office) -> MajorMatter:
    """A matter a held meeting discussed."""
    meeting = office.noticed_meeting()
    office.hold(meeting)
    fields = {"title": "示例重大问题", "text": "示例情况和建议。", "unit": office.unit}
    return raise_major_matter(meeting, by=office.staff, request_key=uuid4(), **fields)


def major_matter(office: Office, state: MajorMatterState) -> MajorMatter:
    """A matter in `state`, reported by whom the notice says."""
    s, matter = MajorMatter.State, raised(office)
    if state == s.WITHDRAWN:
        major_matters.perform(matter, "withdraw", by=office.staff, comment="已在部门间协调解决")
    if state in {s.REPORTED, s.DECIDED}:
        by_unit = office.prefix == "chencang"
        reporter = office.person(Role.UNIT_LEADER, office.unit) if by_unit else office.staff
        major_matters.perform(matter, "report", by=reporter, data=REPORT)
    if state == s.DECIDED:
        major_matters.perform(matter, "decide", by=office.staff, data=decision(office))
    return matter
