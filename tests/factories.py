"""Plain typed factories: a small body with its people, and things in each state. Obviously synthetic."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import uuid4

from django.utils import timezone

from duties.models import Assignment, AssignmentState
from jointmeeting.kernel import files
from jointmeeting.kernel.models import StoredFile
from jointmeeting.kernel.uploads import Upload
from meetings import workflows
from meetings.drafting import NO_BASIS
from meetings.models import AgendaItem, Meeting, Minutes, Receipt
from meetings.models.agenda import AgendaItemState
from meetings.models.meeting import MeetingKind, ReceiptState
from meetings.models.minutes import MinutesState
from meetings.services import agenda as agenda_services
from meetings.services import meeting as meeting_services
from meetings.services import minutes as minutes_services
from meetings.similarity import Duties
from members.models import Administrator, AdministratorRole, Jurisdiction, MemberUnit, Role, User
from members.models.appointment import UNIT_ROLES
from members.rules import ruling
from members.services import add_doer, appoint

LONG_AGO = date(2020, 1, 1)
PDF = Upload("材料.pdf", b"%PDF-1.7\nsynthetic", "application/pdf")


def user(username: str, *, name: str | None = None, password: str | None = None) -> User:
    """A login with no role yet; without `password` it can only be signed in by force."""
    return User.objects.create_user(
        username, password=password, name=name or f"示例·{username}", must_change_password=False
    )


def administrator(role: AdministratorRole) -> User:
    """One of the three separated administrators, appointed on first use."""
    found = User.objects.filter(administrator__role=role).first()
    if found is None:
        found = user(str(role), name=f"示例·{role.label}")
        Administrator.objects.create(user=found, role=role)
    return found


@dataclass
class Office:
    """A body with its people: central posts, and liaisons and leaders of its first two units."""

    body: Jurisdiction
    prefix: str

    def person(self, role: Role, unit: MemberUnit | None = None, *, ends_on: date | None = None) -> User:
        """Return the one person who holds `role`, appointed on first use."""
        name = f"{self.prefix}-{role}{f'-{unit.position}' if unit else ''}{'-former' if ends_on else ''}"
        found = User.objects.filter(username=name).first()
        if found is None:
            found = user(name)
            appoint(
                found,
                role=role,
                body=self.body,
                unit=unit,
                post=role.label,
                starts_on=LONG_AGO,
                ends_on=ends_on,
                is_deputy=ends_on is not None,  # whoever holds the post today began as long ago
                by=None,
            )
        return found

    @cached_property
    def unit(self) -> MemberUnit:
        """The unit that proposes and leads."""
        return self.body.units.exclude(kind=MemberUnit.Kind.GROUP).order_by("position")[0]

    @cached_property
    def other_unit(self) -> MemberUnit:
        """Another unit of the same body."""
        return self.body.units.exclude(kind=MemberUnit.Kind.GROUP).order_by("position")[1]

    @cached_property
    def township(self) -> MemberUnit:
        """A township that files cases; it has no seat."""
        return add_doer(self.body, "示例镇人民政府", kind=MemberUnit.Kind.TOWNSHIP, by=None)

    def place_of(self, role: Role) -> MemberUnit | None:
        """Return the unit where `role` sits, None for posts of the whole body."""
        if role == Role.TOWNSHIP_HANDLER:
            return self.township
        return self.unit if role in UNIT_ROLES else None

    @property
    def staff(self) -> User:
        return self.person(Role.STAFF)

    @property
    def director(self) -> User:
        return self.person(Role.DIRECTOR)

    @property
    def chief(self) -> User:
        return self.person(Role.CHIEF_CONVENER)

    @property
    def liaison(self) -> User:
        return self.person(Role.LIAISON, self.unit)

    def agenda_item(self, state: AgendaItemState = AgendaItem.State.DRAFT, **fields: object) -> AgendaItem:
        """An item brought to `state` by the engine, as people would."""
        item = agenda_services.draft_agenda_item(
            self.unit,
            fields={"title": "关于示例事项的议题", "background": "背景。", "proposal": "建议。", **fields},
            uploads=[PDF],
            by=self.liaison,
            request_key=uuid4(),
        )
        s = AgendaItem.State
        go = workflows.agenda_items.perform
        if state == s.DRAFT:
            return item
        go(item, "submit", by=self.liaison)
        if state == s.WITHDRAWN:
            go(item, "withdraw", by=self.liaison, comment="另行安排")
        if state in {s.SUBMITTED, s.WITHDRAWN}:
            return item
        go(item, "accept", by=self.staff)
        if state == s.ACCEPTED:
            return item
        self.discuss(item)
        if state == s.DISCUSSED:
            return item
        if state in {s.ADMITTED, s.APPROVED}:
            return self._approved(item, state)
        if ruling(self.body, "agenda_approval"):
            self._approved(item, s.APPROVED)
        meeting = self.regular_meeting()
        go(item, "schedule", by=self.staff, data={"meeting": meeting})
        if state == s.SCHEDULED:
            return item
        self.hold(meeting)
        ends = {s.DEFERRED: "defer", s.REJECTED: "reject", s.REFERRED: "refer"}
        go(item, ends.get(state, "decide"), by=self.staff, comment="需补充材料" if state in ends else "")
        return item

    def _approved(self, item: AgendaItem, state: AgendaItemState) -> AgendaItem:
        """Let director and chief convener pass an item, by a working rule where the notice is silent."""
        steps = ["director_review", "chief_approval"]
        self.body.working_rules.get_or_create(key="agenda_approval", defaults={"value": steps})
        workflows.agenda_items.perform(item, "admit", by=self.director)
        if state == AgendaItem.State.APPROVED:
            workflows.agenda_items.perform(item, "approve", by=self.chief)
        return item

    def discuss(self, item: AgendaItem) -> Meeting:
        """Hold a liaison meeting on `item`."""
        meeting = self.plan(Meeting.Kind.LIAISON, self.director)
        meeting_services.add_to_agenda(meeting, item, by=self.staff)
        self.hold(meeting)
        workflows.agenda_items.perform(item, "discuss", by=self.staff)
        return meeting

    def plan(self, kind: MeetingKind, chair: User) -> Meeting:
        """A planned meeting of `kind`."""
        return meeting_services.plan_meeting(
            self.body,
            by=self.staff,
            request_key=uuid4(),
            kind=kind,
            title=f"示例{kind.label}",
            starts_at=timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=7),
            place="示例会议室",
            chaired_by=chair,
            chair_post="总召集人",
        )

    def regular_meeting(self) -> Meeting:
        """A planned regular meeting chaired by the chief convener."""
        return self.plan(Meeting.Kind.REGULAR, self.chief)

    def noticed_meeting(self, kind: MeetingKind = Meeting.Kind.REGULAR) -> Meeting:
        """A regular meeting, or one of another deciding kind, with notice given."""
        if kind != Meeting.Kind.REGULAR:
            return self._noticed(kind)
        item = self.agenda_item(AgendaItem.State.SCHEDULED)
        meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
        workflows.meetings.perform(meeting, "convene", by=self.chief)
        return meeting

    def _noticed(self, kind: MeetingKind) -> Meeting:
        item = self.agenda_item(AgendaItem.State.DEFERRED)
        meeting = self.plan(kind, self.chief)
        workflows.agenda_items.perform(item, "schedule", by=self.staff, data={"meeting": meeting})
        workflows.meetings.perform(meeting, "convene", by=self.staff)
        return meeting

    def hold(self, meeting: Meeting, *, until: str = "close") -> None:
        """Bring a planned meeting to its end."""
        rule = ruling(self.body, "convened_by") if meeting.kind == Meeting.Kind.REGULAR else None
        caller = self.person(Role(rule.value)) if rule else self.staff
        if meeting.state == Meeting.State.PLANNED:
            workflows.meetings.perform(meeting, "convene", by=caller)
        workflows.meetings.perform(meeting, "open", by=self.staff)
        if until == "close":
            workflows.meetings.perform(meeting, "close", by=self.staff)

    def receipt(self, state: ReceiptState = Receipt.State.SILENT) -> Receipt:
        """The proposing unit's receipt in `state`."""
        on_paper = state in {Receipt.State.AGREED, Receipt.State.OBJECTED}
        meeting = self.noticed_meeting(Meeting.Kind.WRITTEN if on_paper else Meeting.Kind.REGULAR)
        receipt = meeting.receipts.get(unit=self.unit)
        act = {
            Receipt.State.AGREED: "agree",
            Receipt.State.OBJECTED: "object",
            Receipt.State.ATTENDING: "attend",
            Receipt.State.SUBSTITUTE: "substitute",
            Receipt.State.ON_LEAVE: "take_leave",
        }
        if state in act:
            data = {
                "attendee_name": "示例·甲",
                "attendee_post": "局长",
                "attendee_rank": "deputy",
                "authorised_by": "示例·乙",
            }
            workflows.receipts.perform(receipt, act[state], by=self.liaison, comment="另有会议", data=data)
        return receipt

    def minutes(self, state: MinutesState = Minutes.State.DRAFTING) -> Minutes:
        """Minutes with two matters brought to `state`; ISSUED with a synthetic file."""
        item = self.agenda_item(AgendaItem.State.DECIDED)
        meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
        minutes = minutes_services.draft_minutes(meeting, by=self.staff)
        minutes_services.edit_minutes(
            minutes,
            version=1,
            title="示例会议纪要",
            opening="会议议定事项纪要如下：",
            disclosure="open",
            by=self.staff,
            matters=[self._matter(item, "关于示例甲"), self._matter(None, "关于示例乙")],
        )
        s, go = Minutes.State, workflows.minutes.perform
        minutes.refresh_from_db()
        if state == s.DRAFTING:
            return minutes
        go(minutes, "submit", by=self.staff)
        if state == s.REVIEWING:
            return minutes
        go(minutes, "review", by=self.director)
        if state == s.SIGNING:
            return minutes
        go(minutes, "sign", by=self.chief)
        if state == s.SIGNED:
            return minutes
        go(minutes, "issue", by=None, data={"file": stored_file()})
        return minutes

    def _matter(self, item: AgendaItem | None, heading: str) -> dict[str, object]:
        due_on = timezone.localdate() + timedelta(days=30)
        return {
            "agenda_item": item,
            "heading": heading,
            "text": "会议议定：由示例单位牵头办理。",
            "lead_unit": self.unit,
            "supporting_units": [self.other_unit],
            "due_on": due_on,
            "basis": duty_of(self.unit),
        }

    def assignment(self, state: AssignmentState = Assignment.State.ASSIGNED) -> Assignment:
        """An assignment of the proposing unit brought to `state`."""
        from duties import workflows as duty_workflows  # noqa: PLC0415 -- same name as meetings.workflows

        assignment = self.minutes(Minutes.State.ISSUED).matters.first().assignment  # type: ignore[union-attr]
        s, go = Assignment.State, duty_workflows.assignments.perform
        order = [s.ASSIGNED, s.ACCEPTED, s.IN_PROGRESS, s.REPORTED, s.CLOSED]
        data = {"text": "进展。", "percent": 50, "evidence": PDF}
        acts = [("accept", self.liaison), ("report", self.liaison), ("finish", self.liaison), ("close", self.staff)]
        for name, by in acts[: order.index(state)]:
            go(assignment, name, by=by, data=data)
        return assignment


def duty_of(unit: MemberUnit) -> str:
    """The first sentence of what the notice charges `unit` with, as a form's choice; "none" where it says nothing."""
    sentences = Duties(unit.jurisdiction_id).sentences(unit.pk, "")
    return sentences[0] if sentences else NO_BASIS


def stored_file() -> StoredFile:
    """A synthetic PDF in the store."""
    return files.store(b"%PDF-1.7\nsynthetic", media_type="application/pdf")
