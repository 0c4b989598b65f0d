"""What waits for a person: one shape for every app's entries on the workbench."""

from dataclasses import dataclass
from datetime import date

from jointmeeting.kernel import clock


@dataclass(frozen=True, slots=True)
class Todo:
    """One line of 待办: what, what is known about it, where to act, by when (None: no date)."""

    title: str
    summary: str
    url: str
    act_label: str
    due_on: date | None = None

    @property
    def due_tone(self) -> str:
        """Return late, soon or plain."""
        if self.due_on is None:
            return "plain"
        if self.due_on < clock.today():
            return "late"
        return "soon" if self.due_on == clock.today() else "plain"

    @property
    def due_label(self) -> str:
        """Return the date as a person says it."""
        if self.due_on is None:
            return ""
        day = f"{self.due_on:%-m月%-d日}"
        left = clock.workdays_between(clock.today(), self.due_on)
        if self.due_on < clock.today():
            return f"逾期{max(-left, 1)}个工作日\n应于{day}"
        return f"今天\n{day}" if self.due_on == clock.today() else f"还有{left}个工作日\n{day}"
