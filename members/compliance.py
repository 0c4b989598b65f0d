"""What the rules demand of the roster, and the warnings ahead of every date the rules set."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import audit, clock, compliance, jobs, notify
from jointmeeting.kernel.compliance import WARN_DAYS, Demand
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.notify import Announcement
from jointmeeting.kernel.templatetags.ui import cn_date
from members.models import Appointment, Jurisdiction, MemberUnit, Role
from members.models.appointment import SINGLE_ROLES
from members.permissions import OFFICE
from members.queries import liaisons, people_holding
from members.rules import WORKING_RULES, ruling
from members.wording import say

ACT = "compliance.warn"
HOUR = 8  # once the working day has begun
CENTRAL = (Role.CHIEF_CONVENER, Role.CONVENER, Role.DIRECTOR, Role.CENTRE_HEAD)
SHOWN = 5  # names said in a sentence


def of_roster(body: Jurisdiction) -> Iterator[Demand]:
    """Yield what is asked of liaison officers, terms and the rules themselves."""
    yield _liaisons(body)
    yield from _terms(body)
    yield from _open_rules(body)


def _liaisons(body: Jurisdiction) -> Demand:
    rule, held = ruling(body, "liaison_officer"), liaisons(body)
    units = [unit for unit in MemberUnit.objects.filter(jurisdiction=body) if unit.has_liaison]
    missing = [unit.short_name for unit in units if unit.pk not in held]
    stands = f"{len(units)}个成员单位均有在任联络员"
    if missing:
        names = "、".join(missing[:SHOWN]) + ("等" if len(missing) > SHOWN else "")
        stands = f"{names}{len(missing)}个单位没有在任联络员，请有关单位确定人选"
    asked = say(rule.value) if rule else "每个成员单位确定一名联络员"
    citation = rule.citation if rule else WORKING_RULES
    url = reverse("members:unit_list")
    return Demand("liaisons", "联络员", asked, citation, stands, not missing, url)


def _terms(body: Jurisdiction) -> Iterator[Demand]:
    """Yield every term that ends within the longest warning and has nobody to follow, and those of posts that must be
    filled that did end: nobody stops asking because the day has passed."""
    same_unit = Q(unit=OuterRef("unit")) | Q(unit=None, role__in=CENTRAL)
    after = Appointment.objects.filter(
        same_unit, Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")), role=OuterRef("role"), jurisdiction=body
    )
    must = Q(role__in=SINGLE_ROLES, is_deputy=False) & (Q(unit=None) | Q(unit__is_member=True, unit__ended_on=None))
    ending = Appointment.objects.filter(
        ~Exists(after), must | Q(ends_on__gte=clock.today()), jurisdiction=body, starts_on__lte=clock.today(),
        ends_on__lte=clock.today() + timedelta(days=WARN_DAYS[0]),
    )  # fmt: skip
    for post in ending.select_related("user", "unit", "jurisdiction"):
        title = f"任期：{post.unit or body.office_name}{post.get_role_display()}"
        ended = post.ends_on is not None and post.ends_on < clock.today()
        stands = (
            f"{post.user}任期{'已于' if ended else '至'}{cn_date(post.ends_on)}{'届满' if ended else ''}，尚无接任人员"
        )
        url = post.unit.get_absolute_url() if post.unit else reverse("members:unit_list")
        yield Demand(f"term:{post.pk}", title, "届满前确定接任人员", "任职期限", stands, False, url, post.ends_on)


def _open_rules(body: Jurisdiction) -> Iterator[Demand]:
    offered = body.working_rules.filter(confirmed_by=None).count()
    stands = f"{offered}条按惯例预设，尚未确认" if offered else "均已由专人确认"
    asked = "通知未规定的事项由办公室主任确认"
    yield Demand("working_rules", "办公室工作规则", asked, WORKING_RULES, stands, not offered, body.get_absolute_url())


def warn() -> int:
    """Tell the office of each date 90 and 30 days ahead and once it passed, each once; return how many were told."""
    now = timezone.localtime(clock.now())
    if now.hour != HOUR or not clock.is_workday(now.date()):
        return 0
    return sum(_warn(body) for body in Jurisdiction.objects.all() if not body.is_read_only)


@transaction.atomic
def _warn(body: Jurisdiction) -> int:
    Jurisdiction.objects.select_for_update().get(pk=body.pk)
    given: set[str] = set()
    for keys in LogEntry.objects.filter(act=ACT, chain=body.pk).values_list("details__keys", flat=True):
        given.update(keys)
    fresh = [(demand, demand.warnings - given) for demand in compliance.demands_of(body)]
    fresh = [(demand, keys) for demand, keys in fresh if keys]
    if fresh:
        lines = [f"{demand.title}（{demand.label}）：{demand.stands}" for demand, _ in fresh]
        details = {"keys": sorted(key for _, keys in fresh for key in keys), "lines": lines}
        notify.announce(audit.record(ACT, body, by=None, details=details))
    return len(fresh)


def _sentence(_: Any, entry: LogEntry) -> str:
    lines = entry.details["lines"]
    rest = f"另有{len(lines) - 1}项，详见“制度执行”。" if len(lines) > 1 else ""
    return f"制度执行提醒：{lines[0]}。{rest}"


def _office(body: Jurisdiction, _: LogEntry) -> Any:
    return people_holding(OFFICE, body.pk)


compliance.register(of_roster)
jobs.register_deadline(warn)
notify.register(ACT, Announcement(_office, _sentence))
