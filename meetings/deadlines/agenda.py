"""What ends by itself before a meeting, and what units are reminded of: calls that close, opinions that are due."""

from collections.abc import Iterator

from django.utils import timezone

from jointmeeting.kernel import clock, jobs, reminders
from jointmeeting.kernel.reminders import Reminder
from jointmeeting.kernel.templatetags.ui import cn_datetime
from meetings import workflows
from meetings.models import AgendaCall, AgendaOpinion
from members.models import Appointment, MemberUnit, Role

NEAR = 1  # working days before a call closes or an opinion is due


def end_calls() -> int:
    """Close every call whose cut-off has passed, once however often the sweeper asks; return how many were closed."""
    over = AgendaCall.objects.filter(state=AgendaCall.State.OPEN, closes_at__lte=clock.now())
    ended = 0
    for call in over:
        workflows.agenda_calls.perform(call, "end", by=None)
        ended += 1
    return ended


def closing_calls() -> Iterator[Reminder]:
    """Yield the calls that close within one working day, for every unit that submitted nothing; drafts do not count."""
    today = clock.today()
    for call in AgendaCall.objects.open().select_related("jurisdiction"):
        ends = timezone.localtime(call.closes_at)
        if clock.workdays_between(today, ends.date()) > NEAR or call.jurisdiction.is_read_only:
            continue
        posts = Appointment.objects.current().filter(jurisdiction=call.jurisdiction_id, role=Role.LIAISON)
        silent = MemberUnit.objects.filter(pk__in=posts.values("unit")).exclude(
            pk__in=call.agenda_items.filter(was_submitted=True).values("unit")
        )
        text = f"{call}：{cn_datetime(ends)}截止，本单位尚未提报"
        for unit in silent.values_list("pk", flat=True):
            yield Reminder(text, call.get_absolute_url(), "soon", call.jurisdiction_id, unit, late=0)


def due_opinions() -> Iterator[Reminder]:
    """Yield the opinions that are due within one working day, or late."""
    today = clock.today()
    for opinion in AgendaOpinion.objects.waiting().select_related("agenda_item__jurisdiction"):
        left = clock.workdays_between(today, opinion.due_on)
        if left > NEAR or opinion.jurisdiction.is_read_only:
            continue
        late = max(-left, 1) if opinion.due_on < today else 0
        said = f"逾期{late}个工作日" if late else f"应于{opinion.due_on:%-m月%-d日}前答复"
        text = f"征求意见：{opinion.agenda_item}，{said}"
        tone, body = "late" if late else "soon", opinion.jurisdiction_id
        yield Reminder(text, opinion.get_absolute_url(), tone, body, opinion.unit_id, late)


jobs.register_deadline(end_calls)
reminders.register("agenda_call.closing", closing_calls)
reminders.register("agenda_opinion.due", due_opinions)
