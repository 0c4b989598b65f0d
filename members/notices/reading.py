"""What a notice says, in the shape of the hand-made keys, each value with its evidence."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from members.notices.assembling import assemble
from members.notices.document import Document
from members.notices.evidence import Evidence, Proposal, Refusal, Remark
from members.notices.intake import to_text


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one text. `refused` is the reason (a Chinese sentence) when it is no such notice, else None.

    `fields` has the keys and the shape of the hand-made keys; `evidence` maps a field (or `minutes.signed_by`,
    `member_units[3]`) to the quoted sentence, its position in `text`, its clause and a confidence from 0 to 1.
    `changes` is filled, and the body empty, when the notice only changes an existing body.
    """

    name: str
    refused: str | None = None
    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def changes_only(self) -> bool:
        """Tell whether the notice only changes an existing body."""
        return any(self.fields.get("changes", {}).values()) and not self.fields.get("member_units")

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON types. A refused text gives its name and the reason only."""
        if self.refused is not None:
            return {"source": self.name, "refused": self.refused}
        return {
            "id": self.name.rpartition(".")[0] or self.name,
            "source": self.name,
            "refused": None,
            **self.fields,
            "proposed": _proposed(self.proposals),
            "warnings": [asdict(remark) for remark in self.remarks],
            "evidence": {key: asdict(value) for key, value in self.evidence.items()},
            "text": self.text,
        }


def read(data: bytes | str, name: str = "") -> Reading:
    """Read a pasted text, or the bytes of a .txt, .docx, .html or text PDF file called `name`. Never raises."""
    try:
        document = Document(to_text(data, name))
        content = assemble(document)
    except Refusal as refusal:
        return Reading(name, refused=str(refusal))
    return Reading(name, None, document.printed, content.fields, content.evidence, content.remarks, content.proposals)


def _proposed(proposals: tuple[Proposal, ...]) -> dict[str, Any]:
    """Group by field: one proposal for a single value, a list for `basis` and `duty_unit`."""
    grouped: dict[str, Any] = {}
    for proposal in proposals:
        row = {"printed": proposal.printed, "proposal": proposal.value, "start": proposal.start, "end": proposal.end}
        if proposal.field in ("basis", "duty_unit"):
            grouped.setdefault(proposal.field, []).append(row)
        else:
            grouped.setdefault(proposal.field, row)
    return grouped
