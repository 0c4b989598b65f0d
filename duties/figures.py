"""Figures of the office's papers, taken from the records: rows first, then counts of exactly these rows."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from duties.counting import counted, labelled, subjects
from duties.lights import light_of
from duties.models import Assignment, AssignmentState, OfficePaper, PaperKind
from duties.models.assignment import ENDED, AssignmentQuerySet
from jointmeeting.kernel import clock
from meetings.models import AgendaEntry, Meeting, Minutes
from meetings.models.agenda import EntryOutcome

Rows = list[list[str]]


def take(paper: OfficePaper, *, by: Any) -> dict[str, Any]:
    """Return {sentences, tables, sheets} for `paper` as the records stand now, as far as `by` may see them."""
    if paper.kind in {PaperKind.CIRCULAR, PaperKind.URGING}:
        return _standing(paper, by)
    return _period(paper, by)


def _standing(paper: OfficePaper, by: Any) -> dict[str, Any]:
    """How what was assigned in the days stands today, by unit; of an urging letter, all one unit has not done."""
    rows = Assignment.objects.visible_to(by).filter(jurisdiction=paper.jurisdiction)
    if paper.unit_id:
        return of_unit(rows.filter(lead_unit=paper.unit))
    span = f"{day(paper.first_day)}至{day(paper.last_day)}"
    return of_units(rows.filter(assigned_on__range=(paper.first_day, paper.last_day)), span)


def of_unit(rows: AssignmentQuerySet) -> dict[str, Any]:
    """Return what of `rows`, which one unit leads, is not done."""
    sheet = _sheet(rows.open())
    late = Counter(row[4] for row in sheet[1:])["逾期"]
    sentence = (
        f"截至{day(clock.today())}，贵单位牵头办理的工作事项尚有{len(sheet) - 1}件未办结，其中逾期{late}件，情况如下。"
    )
    table = [[str(n), row[1], row[3], row[5]] for n, row in enumerate(sheet[1:], 1)]
    tables = [_table("未办结的工作事项", ["序号", "工作事项", "办理时限", "目前情况"], table)]
    return {"sentences": [sentence], "tables": tables, "sheets": {"工作事项": sheet}}


def of_units(rows: AssignmentQuerySet, span: str) -> dict[str, Any]:
    """Return how `rows`, assigned in `span`, stand today by unit; what was merged counts where it went."""
    order = rows.exclude(state=AssignmentState.MERGED).order_by("lead_unit__position", "due_on", "pk")
    sheet = _sheet(order)
    kinds = Counter(row[4] for row in sheet[1:])
    total, closed = len(sheet) - 1, kinds["已销号"]
    sentence = (
        f"{span}共交办工作事项{total}件，截至{day(clock.today())}已销号{closed}件，未办结{total - closed}件，"
        f"其中逾期{kinds['逾期']}件。"
    )
    tables = [_by_unit("各单位工作事项办理情况（单位：件）", sheet, ["已销号", "逾期", "未逾期"], column=4)]
    return {"sentences": [sentence], "tables": tables, "sheets": {"工作事项": sheet}}


def _sheet(rows: AssignmentQuerySet) -> Rows:
    sheet = [["单位", "工作事项", "交办日期", "办理时限", "分类", "目前情况"]]
    return sheet + [_assignment(row) for row in rows.select_related("lead_unit")]


def _period(paper: OfficePaper, by: Any) -> dict[str, Any]:
    """What the office did in the days: meetings, items, minutes, assignments by state, attendance and punctuality."""
    body, days = paper.jurisdiction, (paper.first_day, paper.last_day)
    meetings = Meeting.objects.visible_to(by).filter(
        jurisdiction=body, state=Meeting.State.HELD, starts_at__date__range=days
    )
    entries = AgendaEntry.objects.filter(meeting__in=meetings, withdrawn_reason="").order_by("meeting__starts_at", "pk")
    minutes = Minutes.objects.visible_to(by).filter(
        jurisdiction=body, state=Minutes.State.ISSUED, signed_at__date__range=days
    )
    given = Assignment.objects.visible_to(by).filter(jurisdiction=body, assigned_on__range=days)
    sheets: dict[str, Rows] = {
        "会议": [["会议", "类别", "日期"]]
        + [[str(m), m.get_kind_display(), day(m.starts_at)] for m in meetings.order_by("starts_at")],
        "议题": [["会议", "议题", "审议结果"]]
        + [
            [str(e.meeting), str(e.agenda_item), e.get_outcome_display()]
            for e in entries.select_related("meeting", "agenda_item")
        ],
        "纪要": [["纪要", "文号", "签发日期"]] + [[m.title, m.number_label, day(m.signed_at)] for m in minutes],
        "交办事项": [["单位", "工作事项", "交办日期", "状态"]]
        + [
            [a.lead_unit.name, a.title, day(a.assigned_on), a.get_state_display()]
            for a in given.select_related("lead_unit")
        ],
        **{title: _classified(key, paper, by) for key, title in SUBJECT_SHEETS.items()},
    }
    return {"sentences": _sentences(paper, sheets), "tables": _tables(sheets), "sheets": sheets}


SUBJECT_SHEETS = {"attendance": "到会情况", "assignment": "到期事项", "report": "定期报送"}


def _classified(key: str, paper: OfficePaper, by: Any) -> Rows:
    """The rows behind the statistics of the days, each with the figure it counts in."""
    unit = subjects()[key].unit
    rows = labelled(
        key, counted(key, body=paper.jurisdiction, user=by, days=(paper.first_day, paper.last_day))
    ).order_by(f"{unit}__position", "pk")
    title, when = TITLES[key]
    found = rows.values_list(f"{unit}__name", title, when, "figure")
    return [["单位", "内容", "日期", "情况"]] + [
        [name, text, day(moment), figure] for name, text, moment, figure in found
    ]


TITLES = {
    "attendance": ("meeting__title", "meeting__starts_at"),
    "assignment": ("title", "due_on"),
    "report": ("duty__content", "due_on"),
}


def _sentences(paper: OfficePaper, sheets: dict[str, Rows]) -> list[str]:
    count = {title: len(rows) - 1 for title, rows in sheets.items()}
    states = Counter(row[3] for row in sheets["交办事项"][1:])
    due = Counter(row[3] for row in sheets["到期事项"][1:])
    span = f"{day(paper.first_day)}至{day(paper.last_day)}"
    results = Counter(row[2] for row in sheets["议题"][1:] if row[2])
    became = "、".join(f"{label}{results[label]}个" for label in EntryOutcome.labels if results[label])
    shares = "，".join(f"{label}{states[label]}件" for label in AssignmentState.labels if states[label])
    return [
        f"{span}，共召开会议{count['会议']}次，研究议题{count['议题']}个，印发会议纪要{count['纪要']}期。"
        + (f"所研究议题的结果：{became}。" if became else ""),
        f"同期交办工作事项{count['交办事项']}件{f'，其中{shares}' if shares else ''}。",
        f"同期到期工作事项{count['到期事项']}件，其中按期办结{due['按期办结']}件，延期后办结{due['延期后办结']}件，"
        f"逾期办结{due['逾期办结']}件，"
        f"逾期未结{due['逾期未结']}件。",
    ]


def _tables(sheets: dict[str, Rows]) -> list[dict[str, Any]]:
    """One table a subject that has rows."""
    captions = {
        "attendance": "各单位到会情况（单位：次）",
        "assignment": "各单位工作事项按期办结情况（单位：件）",
        "report": "各单位定期报送情况（单位：件）",
    }
    return [
        _by_unit(captions[key], sheets[title], [label for _, label, _ in subjects()[key].figures], column=3)
        for key, title in SUBJECT_SHEETS.items()
        if len(sheets[title]) > 1
    ]


def _by_unit(caption: str, sheet: Rows, labels: Sequence[str], *, column: int) -> dict[str, Any]:
    """Count the rows of `sheet` by unit (first cell) and label (cell `column`), in the order units appear."""
    counts = Counter((row[0], row[column]) for row in sheet[1:])
    units = list(dict.fromkeys(row[0] for row in sheet[1:]))
    rows = [
        [unit, *(str(counts[unit, label]) for label in labels), str(sum(counts[unit, label] for label in labels))]
        for unit in units
    ]
    return _table(caption, ["单位", *labels, "合计"], rows)


def _table(caption: str, columns: list[str], rows: Rows) -> dict[str, Any]:
    return {"caption": caption, "columns": columns, "rows": rows}


def _assignment(row: Assignment) -> list[str]:
    due = day(row.due_on) if row.due_on else "来源未规定"
    light = light_of(row)
    kind = "已销号" if row.state in ENDED else "逾期" if light.tone == "late" else "未逾期"
    return [row.lead_unit.name, row.title, day(row.assigned_on), due, kind, light.sentence]


def day(moment: date | None) -> str:
    """Return 2026年6月4日, of a moment by the clock of the place; nothing for None."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return f"{local.year}年{local.month}月{local.day}日"
