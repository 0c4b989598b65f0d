"""How an assignment stands against its date: a colour and the sentence that says why. Computed, never typed."""

from dataclasses import dataclass
from datetime import date

from duties.models import Assignment
from jointmeeting.kernel import clock

SOON_WORKDAYS = 3  # customary: yellow within three working days of the due date, red after it


@dataclass(frozen=True, slots=True)
class Light:
    """`tone` is good, soon, late or plain; `sentence` stands beside it."""

    tone: str
    sentence: str


def light_of(assignment: Assignment) -> Light:
    """Return the light of `assignment` today."""
    if assignment.state == Assignment.State.CLOSED:
        return Light("plain", f"已于{assignment.closed_on:%-m月%-d日}销号")
    return Light(*due_tone(assignment.due_on, assignment.get_state_display()))


def due_tone(due_on: date, state: str) -> tuple[str, str]:
    """Return (tone, sentence) for something due on a day."""
    left = clock.workdays_between(clock.today(), due_on)
    if due_on < clock.today():
        return "late", f"逾期{max(-left, 1)}个工作日，{state}"
    if left <= SOON_WORKDAYS:
        return "soon", f"还有{left}个工作日，{state}" if left else f"今天到期，{state}"
    return "good", f"还有{left}个工作日，{state}"
