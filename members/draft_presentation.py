"""What the page of a notice under check shows: the text with its evidence marked, and the proposals beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse

from members.importing import vocabulary
from members.importing.amending import done_elsewhere
from members.importing.answers import Answer
from members.models import CharterDraft, MemberUnit

# Duties are long stretches of the text: linked, but not coloured, or the whole page would be.
UNMARKED = ("duties[", "periodic_reports[", "recurring_checks[")
ASKED = "需要您确认"
CHARACTERS_A_LINE, MOST_LINES = 28, 8
WIDGETS = {"long": "area", "lines": "area", "word": "select", "flag": "select", "change": "select",
           "validity": "select", "delegate": "select", "same": "select", "fixed": "fixed", "date": "date"}  # fmt: skip
TOLD_ELSEWHERE = ("damaged_text", "name_variant", "duty_without_member", "role_undefined")


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal on the page; `number` ties it to its place in the text."""

    number: int
    answer: Answer

    @property
    def item(self) -> Any:
        """The proposal itself."""
        return self.answer.item

    @property
    def widget(self) -> str:
        """How it is edited: area, select, date, fixed or line."""
        return WIDGETS.get(self.item.kind, "line")

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen."""
        return self.item.choices or vocabulary.CHOICES.get(self.item.kind, ())

    @property
    def height(self) -> int:
        """Lines of the text area: one a person or so, or what the text fills."""
        return max(self.answer.text.count("\n") + 1, min(len(self.answer.text) // CHARACTERS_A_LINE + 1, MOST_LINES))

    @property
    def has_place(self) -> bool:
        """Tell whether the text shows where it was read."""
        return self.item.start is not None

    @property
    def is_wrong(self) -> bool:
        """Tell whether something was kept that cannot be stored; open questions are no mistakes."""
        return bool(self.answer.keep is not None and self.answer.error)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the notice's text; `places` are the rows whose evidence begins here."""

    text: str
    places: tuple[int, ...]
    is_marked: bool
    is_doubtful: bool


def checking(draft: CharterDraft) -> dict[str, Any]:
    """Return the context of the page."""
    rows = [Row(number, answer) for number, answer in enumerate(draft.answers)]
    groups: dict[str, list[Row]] = {ASKED: []}
    for row in rows:
        groups.setdefault(ASKED if row.item.is_flagged else row.item.group, []).append(row)
    return {
        "draft": draft,
        "groups": [(title, found) for title, found in groups.items() if found],
        "left": [row for row in rows if row.answer.is_open],
        "stretches": list(_stretches(draft.reading["text"], rows)),
        "elsewhere": list(_elsewhere(draft)),
        "repeals": draft.reading["repeals"],
        "remarks": [row["message"] for row in draft.reading["warnings"] if row["code"] not in TOLD_ELSEWHERE],
    }


def _elsewhere(draft: CharterDraft) -> Iterator[tuple[str, str, str]]:
    """Yield what the notice changes and confirming does not: the change, the word on the button, its address."""
    body = draft.jurisdiction
    if body is None:
        return
    for kind, text, old in done_elsewhere(draft.answers):
        unit = MemberUnit.doers.filter(jurisdiction=body, name=old).first()
        if kind == "unit" and unit:
            yield text, "办理机构改革", reverse("members:succession_create", args=[unit.pk])
        elif kind == "unit":
            yield text, "查看单位", reverse("members:unit_list")
        else:
            yield text, "登记任职", reverse("members:roster_page", args=[body.slug])


def _stretches(text: str, rows: list[Row]) -> Iterator[Stretch]:
    """Cut the text wherever some evidence begins or ends, so that overlapping quotations stay readable."""
    placed = [row for row in rows if row.has_place and row.item.end <= len(text)]
    marked = [row for row in placed if not row.item.key.startswith(UNMARKED)]
    begins = {row.item.start for row in placed}
    cuts = sorted({0, len(text), *begins, *(row.item.end for row in marked)})
    for start, end in pairwise(cuts):
        over = [row for row in marked if row.item.start <= start and end <= row.item.end]
        yield Stretch(
            text[start:end],
            tuple(row.number for row in placed if row.item.start == start),
            bool(over),
            any(row.item.is_flagged for row in over),
        )
