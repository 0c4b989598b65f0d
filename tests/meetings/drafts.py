"""The form of minutes as a browser sends it, and two people who save over each other."""

from typing import Any
from uuid import uuid4

from django.urls import reverse

from meetings.drafting import rows_of
from meetings.models import Minutes
from meetings.statements import recorded
from members.models import User
from tests.factories import Office
from tests.subjects import browser


def typed(minutes: Minutes, **fields: Any) -> dict[str, Any]:
    """What the form holds for the draft as it reads now, with some fields changed."""
    rows = rows_of(minutes)
    data: dict[str, Any] = {
        "version": minutes.version,
        "title": minutes.title,
        "opening": minutes.opening,
        "disclosure": minutes.disclosure,
        "disclosure_reason": minutes.disclosure_reason,
        "matters-TOTAL_FORMS": len(rows),
        "matters-INITIAL_FORMS": len(rows),
    }
    for n, row in enumerate(rows):
        data |= {
            f"matters-{n}-key": row["key"] or uuid4(),
            f"matters-{n}-heading": row["heading"],
            f"matters-{n}-text": row["text"],
            f"matters-{n}-table": row["table"],
            f"matters-{n}-lead_unit": row["lead_unit"].pk,
            f"matters-{n}-supporting_units": [unit.pk for unit in row["supporting_units"]],
            f"matters-{n}-due_on": row["due_on"],
            f"matters-{n}-basis": row["basis"],
        }
    for item in recorded(minutes):
        data |= _typed_item(item)
    return {**data, **fields}


def _typed_item(item: dict[str, Any]) -> dict[str, Any]:
    prefix, said = f"statements-{item['agenda_item'].pk}", item["statements"]
    data = {
        f"item-{item['agenda_item'].pk}-summary": item["summary"],
        f"item-{item['agenda_item'].pk}-table": item["table"],
        f"{prefix}-TOTAL_FORMS": len(said),
        f"{prefix}-INITIAL_FORMS": len(said),
    }
    for n, row in enumerate(said):
        data |= {f"{prefix}-{n}-{name}": row[name] for name in ("stance", "text", "reason")}
        data[f"{prefix}-{n}-unit"] = row["unit"].pk
    return data


def save(person: User, minutes: Minutes, data: dict[str, Any]) -> Any:
    """Send the form."""
    return browser(person).post(reverse("meetings:minutes_edit", args=[minutes.pk]), data)


def save_over(office: Office, minutes: Minutes) -> Any:
    """Let the director save, and then the staff a form that was opened before; return the second answer."""
    minutes.refresh_from_db()
    stale = typed(minutes, title="工作人员的标题", **{"matters-0-text": "工作人员的文字。"})
    assert save(office.director, minutes, typed(minutes, title="主任的标题")).status_code == 302
    answer = save(office.staff, minutes, stale)
    assert answer.status_code == 409
    return answer
