"""How an assignment stands against its date: a colour, the sentence that says why, and what would change it.

Computed, never typed. The colours are those of `AssignmentQuerySet.with_tone`; a test holds the two together.
"""

from dataclasses import dataclass
from datetime import date

from duties.models import Assignment, AssignmentState
from duties.models.assignment import SOON_WORKDAYS, soon_until
from jointmeeting.kernel import clock

S = Assignment.State
NEXT_STEP = {
    S.ASSIGNED: "牵头单位签收后开始办理",
    S.REFUSED: "办公室改派后重新签收",
    S.ACCEPTED: "报告进展并附佐证材料，办结后经办公室核验销号，灯即熄灭",
    S.IN_PROGRESS: "附佐证材料报告办结，经办公室核验销号，灯即熄灭",
    S.REPORTED: "办公室核验销号后灯即熄灭；退回续办则继续计时",
}


@dataclass(frozen=True, slots=True)
class Light:
    """`tone` is good, soon, late or plain; `sentence` stands beside it, `change` says what would change it."""

    tone: str
    sentence: str
    change: str = ""


def light_of(assignment: Assignment) -> Light:
    """Return the light of `assignment` today; no query."""
    state, day = S(assignment.state), clock.today()
    if state == S.CLOSED:
        return Light("plain", f"已于{_short(assignment.closed_on)}销号")
    if state == S.MERGED:
        return Light("plain", "已并入其他事项，不再单独计时")
    if state == S.SUSPENDED:
        return Light("plain", f"自{_short(assignment.suspended_on)}起中止，不计逾期", "办公室恢复办理后继续计时")
    if assignment.due_on is None:
        return Light("plain", f"来源未规定时限，{state.label}", "办公室确定时限后开始计时")
    if assignment.not_before and assignment.not_before > day:
        return Light("plain", f"{_short(assignment.not_before)}起办理，{state.label}", "到起办日期后开始计时")
    tone, sentence = due_tone(assignment.due_on, state.label)
    return Light(tone, sentence, _change(assignment.due_on, tone, state))


def _change(due_on: date, tone: str, state: AssignmentState) -> str:
    ahead = ""
    if tone == "good":
        ahead = f"时限前{SOON_WORKDAYS}个工作日内转为黄灯；"
    elif tone == "soon":
        ahead = f"{_short(due_on)}后转为红灯；"
    return f"{ahead}{NEXT_STEP[state]}。"


def due_tone(due_on: date, state: str) -> tuple[str, str]:
    """Return (tone, sentence) for something due on a day. Days are working days."""
    day = clock.today()
    left = clock.workdays_between(day, due_on)
    if due_on < day:
        return "late", f"逾期{max(-left, 1)}个工作日，{state}"
    if due_on < soon_until():
        return "soon", f"今天到期，{state}" if due_on == day else f"还有{left}个工作日，{state}"
    return "good", f"还有{left}个工作日，{state}"


def report_light(assignment: Assignment) -> Light | None:
    """Return how the next report on progress stands, which is another question than the assignment's own date."""
    if assignment.report_due_on is None or assignment.state not in {S.ACCEPTED, S.IN_PROGRESS}:
        return None
    tone, sentence = due_tone(assignment.report_due_on, "待报告进展")
    return Light(tone, f"进展报告：{sentence}", "报告一次进展后顺延至下一期。")


def unknown_years(*days: date | None) -> list[int]:
    """Return the years among `days` whose holiday notice is not known: working days there are by weekday only."""
    return sorted({day.year for day in days if day and not clock.is_published(day.year)})


def _short(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
