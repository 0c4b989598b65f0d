"""URLs of the meetings app, for the access matrix."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from meetings.models import (
    AgendaCall,
    AgendaItem,
    AgendaOpinion,
    Amendment,
    Countersignature,
    MajorMatter,
    Meeting,
    MeetingPlan,
    Minutes,
    Receipt,
    Recipient,
    SigningDelegation,
)
from meetings.models.meeting import MeetingState
from meetings.models.minutes import MinutesState
from meetings.workflows import (
    agenda_calls,
    agenda_items,
    agenda_opinions,
    amendments,
    countersignatures,
    major_matters,
    meeting_plans,
    meetings,
    minutes,
    receipts,
    recipients,
    signing_delegations,
)
from members.models import Role
from tests.factories import Office, stored_file
from tests.meetings import amending, convening, delegating, issuing, preparing, publishing, scanning
from tests.meetings.countersigning import answer_of, circulated, in_state
from tests.meetings.drafts import save_over
from tests.meetings.major import REPORT, decision, major_matter
from tests.subjects import LOGIN, Subjects, browser, visit


def objects(office: Office) -> dict[str, Any]:
    """Return one object of each kind."""
    meeting = office.noticed_meeting()
    return {
        "agenda_item": office.agenda_item(AgendaItem.State.DRAFT),
        "submitted": office.agenda_item(AgendaItem.State.SUBMITTED),
        "agenda_call": preparing.call(office),
        "agenda_opinion": preparing.opinion(office),
        "answered": preparing.opinion(office, AgendaOpinion.State.AGREED).agenda_item,
        "meeting": meeting,
        "meeting_pack": convening.pack(meeting, office.unit),
        "receipt": meeting.receipts.get(unit=office.unit),
        "substituted": convening.substituted(office),
        "meeting_plan": convening.meeting_plan(office, MeetingPlan.State.CONFIRMED),
        "major_matter": major_matter(office, MajorMatter.State.RAISED),
        "minutes": office.minutes(Minutes.State.DRAFTING),
        "issued": office.minutes(Minutes.State.ISSUED),
        "signing_delegation": delegating.delegation(office),
        "published": publishing.published(office),
        "recipient": issuing.recipient(office),
        "charging": issuing.charging_three(office),
        "attached": issuing.attached(office),
        **amending.objects(office),
        **scanning.objects(office),
        **_countersigned(office),
    }


def _countersigned(office: Office) -> dict[str, Any]:
    out = circulated(office)
    return {"circulated": out, "countersignature": answer_of(out, office.unit)}


def _minutes_in(office: Office, state: MinutesState) -> Minutes:
    return circulated(office) if state == Minutes.State.COUNTERSIGNING else office.minutes(state)


def meeting_in(office: Office, state: MeetingState) -> Meeting:
    """Return a regular meeting with an item on its agenda, in `state`."""
    s = Meeting.State
    if state == s.PLANNED:
        item = office.agenda_item(AgendaItem.State.SCHEDULED)
        return item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    meeting = office.noticed_meeting()
    if state == s.POSTPONED:
        meetings.perform(meeting, "postpone", by=office.staff, comment="另行通知")
    if state == s.CANCELLED:
        meetings.perform(meeting, "cancel", by=office.staff, comment="另行通知")
    if state in {s.IN_SESSION, s.HELD}:
        office.hold(meeting, until="open" if state == s.IN_SESSION else "close")
    return meeting


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    convening.walk(office)
    publishing.walk(office)
    issuing.walk(office)
    delegating.walk(office)
    amending.walk(office)
    scanning.walk(office)
    meeting, issued = office.noticed_meeting(), office.minutes(Minutes.State.ISSUED)
    drafting = office.minutes(Minutes.State.DRAFTING)
    item = office.agenda_item(AgendaItem.State.SCHEDULED)
    for obj in (meeting, issued.meeting, issued, drafting, item):
        visit(office.staff, obj.get_absolute_url())
    visit(None, reverse("meetings:authenticity_check"))
    for page in ("agenda_item_list", "meeting_list", "meeting_create", "minutes_list"):
        visit(office.staff, reverse(f"meetings:{page}"))
    visit(office.staff, reverse("meetings:minutes_edit", args=[drafting.pk]))
    visit(office.staff, reverse("meetings:minutes_versions", args=[drafting.pk]))
    save_over(office, drafting)
    visit(office.liaison, reverse("meetings:agenda_item_create"))
    browser(office.liaison).post(reverse("meetings:agenda_item_create"), {"title": ""})
    decided = major_matter(office, MajorMatter.State.DECIDED)
    visit(office.staff, decided.get_absolute_url())
    visit(office.staff, reverse("meetings:major_matter_list"))
    visit(office.staff, reverse("meetings:major_matter_create", args=[decided.meeting.pk]))
    _countersign(office)
    running = office.plan(Meeting.Kind.LIAISON, office.director)
    accepted = office.agenda_item(AgendaItem.State.ACCEPTED)
    add_item = reverse("meetings:meeting_add_item", args=[running.pk])
    browser(office.staff).post(add_item, {"agenda_item": accepted.pk})
    visit(office.staff, running.get_absolute_url())
    office.hold(running, until="open")
    visit(office.staff, reverse("meetings:attendance_record", args=[running.pk]))
    walk_preparation(office)
    for _ in range(31):
        office.agenda_item(AgendaItem.State.SUBMITTED)
    visit(office.staff, reverse("meetings:agenda_item_list"))
    visit(
        office.staff, reverse("meetings:agenda_item_accept", args=[AgendaItem.objects.filter(state="submitted")[0].pk])
    )


def walk_preparation(office: Office) -> None:
    """Open the pages before a meeting: calls, opinions, the check, two texts side by side."""
    called = preparing.call(office)
    for page in ("agenda_call_list", "agenda_call_create"):
        visit(office.staff, reverse(f"meetings:{page}"))
    visit(office.staff, called.get_absolute_url())
    item = preparing.opinion(office, AgendaOpinion.State.DISAGREED).agenda_item
    preparing.resubmit(office, item, proposal="修改后的建议。")
    visit(office.staff, item.get_absolute_url())
    asked = preparing.liaison_of(office, office.other_unit)
    visit(asked, item.get_absolute_url())
    visit(asked, reverse("meetings:agenda_opinion_agree", args=[item.opinions.get().pk]))
    visit(office.staff, reverse("meetings:agenda_item_compare", args=[item.pk]))


LOGGED = ("agenda_item_download", "opinion_download", "minutes_download", "countersign_print", "countersign_paper")
LISTS = ("agenda_call", "agenda_item", "meeting", "major_matter", "minutes", "signing_delegation")


def _countersign(office: Office) -> None:
    out = circulated(office)
    for page in ("countersign_page", "agree_to_all", "countersign_sheet", "countersign_print", "countersign_paper"):
        visit(office.liaison, reverse(f"meetings:{page}", args=[out.pk]))
    visit(office.liaison, reverse("meetings:countersignature_object", args=[answer_of(out, office.unit).pk]))
    visit(office.staff, out.get_absolute_url())


SUBJECTS = Subjects(
    objects=objects,
    open={**{f"meetings:{thing}_list": LOGIN for thing in LISTS}, "meetings:authenticity_check": 200, **convening.OPEN},
    secret=convening.SECRET,
    post_only=frozenset(
        {
            "meetings:meeting_add_item",
            "meetings:minutes_draft",
            "meetings:minutes_autosave",
            "meetings:minutes_discard",
            "meetings:minutes_regenerate",
            *convening.POST_ONLY,
            *issuing.POST_ONLY,
        }
    ),
    pages={
        **amending.PAGES,
        **convening.PAGES,
        **publishing.PAGES,
        **issuing.PAGES,
        **delegating.PAGES,
        **scanning.PAGES,
        "meetings:agenda_item_page": ("agenda_item", None),
        "meetings:agenda_item_edit": ("agenda_item", "agenda_item.edit"),
        "meetings:agenda_item_download": ("agenda_item", None),
        "meetings:agenda_item_compare": ("submitted", None),
        "meetings:opinion_download": ("answered", None),
        "meetings:agenda_call_page": ("agenda_call", None),
        "meetings:meeting_page": ("meeting", None),
        "meetings:meeting_add_item": ("meeting", "meeting.add_item"),
        "meetings:attendance_record": ("meeting", "attendance.record"),
        "meetings:minutes_draft": ("meeting", "minutes.draft"),
        "meetings:major_matter_create": ("meeting", "major_matter.create"),
        "meetings:major_matter_page": ("major_matter", None),
        "meetings:minutes_page": ("minutes", None),
        "meetings:minutes_edit": ("minutes", "minutes.edit"),
        "meetings:minutes_autosave": ("minutes", "minutes.edit"),
        "meetings:minutes_discard": ("minutes", "minutes.edit"),
        "meetings:minutes_regenerate": ("minutes", "minutes.edit"),
        "meetings:minutes_versions": ("minutes", "minutes.edit"),
        "meetings:minutes_download": ("issued", None),
        "meetings:countersign_page": ("circulated", None),
        "meetings:agree_to_all": ("circulated", None),
        "meetings:countersign_sheet": ("circulated", None),
        "meetings:countersign_print": ("circulated", None),
        "meetings:countersign_paper": ("circulated", None),
    },
    allow=delegating.allow,
    create={
        **delegating.CREATE,
        "meetings:agenda_item_create": {Role.LIAISON, Role.UNIT_LEADER},
        "meetings:agenda_call_create": {Role.STAFF, Role.DIRECTOR},
        "meetings:meeting_plan_create": {Role.STAFF, Role.DIRECTOR},
        "meetings:meeting_create": {Role.STAFF, Role.DIRECTOR},
        "meetings:scan_list": {Role.STAFF, Role.DIRECTOR},
    },
    logged_reads=frozenset(f"meetings:{name}" for name in LOGGED)
    | amending.LOGGED_READS
    | convening.LOGGED_READS
    | delegating.LOGGED_READS
    | issuing.LOGGED_READS
    | publishing.LOGGED_READS
    | scanning.LOGGED_READS,
    machines={
        "agenda_item": (agenda_items, AgendaItem.State, lambda office, state: office.agenda_item(state)),
        "agenda_call": (agenda_calls, AgendaCall.State, preparing.call),
        "agenda_opinion": (agenda_opinions, AgendaOpinion.State, preparing.opinion),
        "meeting": (meetings, Meeting.State, meeting_in),
        "meeting_plan": (meeting_plans, MeetingPlan.State, convening.meeting_plan),
        "receipt": (receipts, Receipt.State, lambda office, state: office.receipt(state)),
        "major_matter": (major_matters, MajorMatter.State, major_matter),
        "minutes": (minutes, Minutes.State, _minutes_in),
        "recipient": (recipients, Recipient.State, issuing.recipient),
        "signing_delegation": (signing_delegations, SigningDelegation.State, delegating.delegation),
        "amendment": (amendments, Amendment.State, amending.amendment),
        "countersignature": (countersignatures, Countersignature.State, in_state),
    },
    data={
        **amending.DATA,
        **convening.DATA,
        **issuing.DATA,
        "major_matter.report": lambda office: REPORT,
        "major_matter.decide": decision,
        "agenda_item.schedule": lambda office: {"meeting": office.regular_meeting()},
        "agenda_item.consult": lambda office: {"mandatory": [office.other_unit], "days": 3},
        "agenda_call.move": lambda office: {"closes_at": timezone.now() + timedelta(days=9)},
        "minutes.issue": lambda office: {"file": stored_file()},
        **dict.fromkeys(
            ["receipt.attend", "receipt.substitute"],
            lambda office: {"attendee_name": "示例·甲", "attendee_post": "局长", "attendee_rank": "deputy"},
        ),
    },
    walk=walk,
    arguments={
        **amending.ARGUMENTS,
        **publishing.ARGUMENTS,
        **convening.ARGUMENTS,
        **issuing.ARGUMENTS,
        "meetings:agenda_item_download": lambda item: [item.pk, item.attachments.get().pk],
        "meetings:opinion_download": lambda item: [item.pk, item.opinions.get().pk],
    },
)
