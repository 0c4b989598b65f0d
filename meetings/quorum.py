"""How many units must have come before a meeting decides, where the notice or the working rules ask for it. Reads only.

A joint meeting does not vote: where no rule stands, nobody is counted.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from meetings.models import Meeting
from meetings.models.meeting import DECIDING, HERE
from members.rules import ruling
from members.wording import WORDS

SHARES = {
    "half": Fraction(1, 2),
    "two_thirds": Fraction(2, 3),
}  # 以上 includes the number itself (民法典第一千二百五十九条)


@dataclass(frozen=True, slots=True)
class Quorum:
    """The units that must be present (到会), of those expected (应到), and those that are, by which rule."""

    share: str
    needed: int
    expected: int
    present: int
    citation: str

    @property
    def is_reached(self) -> bool:
        """Whether enough have signed in."""
        return self.present >= self.needed

    @property
    def sentence(self) -> str:
        """How it stands, as the pages and the refusal say it."""
        stands = "已达到" if self.is_reached else f"还差{self.needed - self.present}个"
        return (
            f"到会须达应到单位的{self.share}：应到{self.expected}个，至少{self.needed}个，"
            f"实到{self.present}个，{stands}。"
        )


def of(meeting: Meeting) -> Quorum | None:
    """Return how the quorum of a meeting that decides stands since it began; None where no rule asks for one."""
    rule = ruling(meeting, "quorum") if meeting.kind in DECIDING and meeting.is_sitting else None
    if rule is None or rule.value not in SHARES:
        return None
    states = list(meeting.attendances.filter(is_guest=False).values_list("state", flat=True))
    if not states:
        return None
    needed, present = ceil(SHARES[rule.value] * len(states)), sum(state in HERE for state in states)
    return Quorum(WORDS[rule.value], needed, len(states), present, rule.citation)
