"""Writing what units said into a draft. The draft's lock, version and permission are the caller's."""

from collections.abc import Iterable, Mapping
from typing import Any

from jointmeeting.kernel.errors import Refused
from meetings.drafting import kept_table
from meetings.models import ItemSummary, Minutes, UnitStatement
from meetings.statements import hearing_of


def write_items(minutes: Minutes, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write summary and statements of the items in `rows` anew; other items stay as they are.

    Raises Refused for a statement of a unit that was not there, or that departs from its written opinion unexplained.
    """
    hearing = hearing_of(minutes)
    for row in rows:
        item = row["agenda_item"]
        summary, _ = ItemSummary.objects.update_or_create(
            minutes=minutes,
            agenda_item=item,
            defaults={"text": row["summary"], "table": kept_table(row.get("table", ""))},
        )
        summary.statements.all().delete()
        for said in row["statements"]:
            if fault := hearing.fault_of(item, said):
                raise Refused(f"{said['unit']}的发言：{fault[1]}")
            fields = {name: said[name] for name in ("unit", "stance", "text", "reason")}
            UnitStatement.objects.create(summary=summary, **fields)
