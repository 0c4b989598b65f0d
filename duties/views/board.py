"""The list, the board and the export: one filter, kept in the address."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duties.board import AXES, COLUMNS, bars, lines, never_exercised, table
from duties.board_filter import BoardFilter
from duties.lights import light_of, unknown_years
from duties.spreadsheet import assignments_workbook, tables_workbook
from duties.views.giving import XLSX, give
from jointmeeting.kernel import access, audit
from members.models import Jurisdiction


@require_GET
def assignment_list(request: HttpRequest) -> HttpResponse:
    """List the assignments the person may see and the filter lets through, the earliest date first."""
    board = BoardFilter(request.GET, user=request.user)
    page = Paginator(board.rows().select_related("lead_unit"), 30).get_page(request.GET.get("page"))
    context = {
        "form": board,
        "page": page,
        "rows": [(row, light_of(row)) for row in page],
        "query": board.query(),
        "unknown_years": unknown_years(*(row.due_on for row in page)),
        "may_assign": _may(request, "assignment.create"),
    }
    return render(request, "duties/assignment_list.html", context)


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Count what the filter lets through by unit, meeting, duty clause or month, with a picture of the same figures."""
    form = BoardFilter(request.GET, user=request.user)
    axis = _axis(request)
    rows = lines(form, axis)
    context = {
        "form": form,
        "axis": axis,
        "query": form.query(by=axis),
        "may_assign": _may(request, "assignment.create"),
        "tabs": [(key, label, form.query(by=key)) for key, label in AXES.items()],
        "columns": [label for _, label in COLUMNS],
        "lines": rows,
        "bars": bars(rows),
        "height": 28 * len(rows) + 4,
        "never": never_exercised(request.user) if axis == "duty" else [],
        "may_count": _may(request, "statistics.read"),
    }
    return render(request, "duties/board.html", context)


@require_GET
def assignment_export(request: HttpRequest) -> HttpResponse:
    """Give exactly the filtered list as XLSX; logged with its filter."""
    form = BoardFilter(request.GET, user=request.user)
    rows = form.rows().select_related("lead_unit", "responsible", "duty").prefetch_related("parts")
    content, count = assignments_workbook(rows)
    _log(request, {"filter": form.query(), "rows": count})
    return give(content, content_type=XLSX, name="工作事项.xlsx")


@require_GET
def board_export(request: HttpRequest) -> HttpResponse:
    """Give the figures of the board as XLSX, and the assignments they count on a second sheet; logged."""
    form, axis = BoardFilter(request.GET, user=request.user), _axis(request)
    behind = form.rows().select_related("lead_unit")
    rows = [[row.title, row.lead_unit.name, row.get_state_display(), light_of(row).sentence] for row in behind]
    heads = ["工作事项", "牵头单位", "状态", "灯"]
    sheets: dict[str, list[Any]] = {AXES[axis]: table(lines(form, axis)), "工作事项": [heads, *rows]}
    if axis == "duty":
        sheets["从未履行的职责"] = [["职责"], *([label] for label in never_exercised(request.user))]
    content = tables_workbook(sheets)
    _log(request, {"filter": form.query(by=axis), "rows": len(rows)})
    return give(content, content_type=XLSX, name=f"落实看板（{AXES[axis]}）.xlsx")


def _axis(request: HttpRequest) -> str:
    axis = request.GET.get("by", "unit")
    return axis if axis in AXES else "unit"


def _log(request: HttpRequest, details: dict[str, object]) -> None:
    if body := Jurisdiction.objects.visible_to(request.user).first():
        audit.record("assignment.export", body, by=request.user, details=details)


def _may(request: HttpRequest, action: str) -> bool:
    return any(grant.role in access.roles_for(action) for grant in access.roles_of(request.user))
