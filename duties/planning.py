"""Annual plans (年度工作计划) and work: what a plan was assigned as, and how it stands at the end of the year."""

from urllib.parse import urlencode

from django.urls import reverse

from duties.lights import light_of
from duties.models import Assignment, PeriodicReport, SourceKind
from duties.models.recurring import DutyKind
from jointmeeting.kernel.templatetags.ui import cn_number


def assigning(plan: PeriodicReport) -> str:
    """Return the address where the office assigns an item of an accepted plan, with the plan as its source."""
    given = {"source_kind": SourceKind.PLAN.value, "source": str(plan)[:120], "lead_unit": plan.duty.unit_id}
    return f"{reverse('duties:assignment_create')}?{urlencode(given)}"


def text_of(report: PeriodicReport) -> str:
    """Return what a report begins with: the outline, and for a completion report how each item of the plan stands.

    The items are the assignments of the year that came of a plan and that the unit leads; nothing is typed again.
    """
    if report.duty.kind != DutyKind.COMPLETION:
        return report.duty.outline
    rows = Assignment.objects.filter(lead_unit=report.duty.unit, source_kind=SourceKind.PLAN)
    items = rows.filter(assigned_on__year=report.year).exclude(state=Assignment.State.MERGED).order_by("pk")
    lines = [f"（{cn_number(n)}）{row.title}：{light_of(row).sentence}。" for n, row in enumerate(items, 1)]
    return "\n".join(filter(None, [report.duty.outline, *lines]))
