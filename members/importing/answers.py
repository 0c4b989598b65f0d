"""What a person decided about each proposal, and what is still open.

Decisions are {key: {"keep": bool or None, "text": str}}.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from members.importing import vocabulary
from members.importing.items import NOT_A_MEMBER, Item

Decisions = Mapping[str, Mapping[str, Any]]
# Lengths of the columns a value ends in.
LIMITS = {"doc_number": 60, "place_name": 40, "government_name": 80, "body_name": 74, "office_name": 80}
LIMITS_OF_LISTS = {"member_units": 60, "changes": 125}


@dataclass(frozen=True, slots=True)
class Answer:
    """A proposal with its decision; `keep` is None where a person must still say."""

    item: Item
    keep: bool | None
    text: str

    @property
    def error(self) -> str:
        """Why what was kept cannot be stored; empty when it can."""
        if not self.keep:
            return "这一项不能缺少，请采用并核对。" if self.keep is False and self.item.is_required else ""
        try:
            self.value()
        except ValueError as fault:
            return str(fault)
        limit = LIMITS.get(self.item.key) or LIMITS_OF_LISTS.get(self.item.key.partition("[")[0].partition(".")[0])
        return f"不能超过{limit}字，请删减。" if limit and len(self.text.strip()) > limit else ""

    @property
    def is_open(self) -> bool:
        """Tell whether a person still has to do something."""
        return self.keep is None or bool(self.error)

    @property
    def is_edited(self) -> bool:
        """Tell whether the person wrote something else than was proposed."""
        return self.text.strip() != self.item.text.strip()

    def value(self) -> Any:
        """Return the value as the charter keeps it. Raises ValueError with a sentence."""
        if self.item.kind == "same" and self.text not in self.item.choices:
            raise ValueError("请选择它是哪个成员单位；都不是的，请选“不是成员单位”。")
        return vocabulary.read(self.item.kind, self.text)


def answered(items: Iterable[Item], decisions: Decisions) -> list[Answer]:
    """Join proposals and decisions. Without a decision a proposal counts as kept unless it is flagged.

    What the reader left out is kept once it is filled in.
    """
    return [_answer(item, decisions.get(item.key, {})) for item in items]


def _answer(item: Item, decision: Mapping[str, Any]) -> Answer:
    text = item.text if item.kind == "fixed" else decision.get("text", item.text)
    if item.is_left_out:
        return Answer(item, bool(text.strip()), text)
    keep = decision.get("keep", None if item.is_flagged else True)
    if item.kind == "same" and decision.get("keep") is None:
        keep = None
    return Answer(item, keep, text)


def same_units(answers: Iterable[Answer]) -> dict[str, str]:
    """Return which member unit each differing name of the duties means, where a person said it means one."""
    rows = ((row.item.label, row.text) for row in answers if row.item.kind == "same" and row.keep)
    return {name: unit for name, unit in rows if unit != NOT_A_MEMBER}
