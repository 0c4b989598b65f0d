"""How an assignment stands against its date: a colour, the sentence that says why, and what would change it.

Computed, never typed. The colours are those of `AssignmentQuerySet.with_tone`; a test holds the two together.
"""

from dataclasses import dataclass
from datetime import date

from duties.models import Assignment, AssignmentState, HardshipCase, PeriodicReport, PeriodicReportState
from duties.models.assignment import SOON_WORKDAYS, WORKING, soon_until
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
        return Light(
            "plain",
            f"自{_short(assignment.suspended_on)}起中止{_until(assignment)}，不计逾期",
            "办公室恢复办理后继续计时",
        )
    if assignment.due_on is None:
        return Light("plain", f"未定期限，{state.label}", "办公室确定时限后开始计时")
    if assignment.not_before and assignment.not_before > day:
        return Light("plain", f"{_short(assignment.not_before)}起办理，{state.label}", "到起办日期后开始计时")
    tone, sentence = due_tone(assignment.due_on, state.label)
    return Light(tone, sentence, _change(assignment.due_on, tone, state))


def _change(due_on: date, tone: str, state: AssignmentState) -> str:
    return f"{_ahead(due_on, tone)}{NEXT_STEP[state]}。"


def _ahead(due_on: date, tone: str) -> str:
    """Say which light comes next by itself."""
    if tone == "good":
        return f"时限前{SOON_WORKDAYS}个工作日内转为黄灯；"
    return f"{_short(due_on)}后转为红灯；" if tone == "soon" else ""


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
    if assignment.report_due_on is None or assignment.state not in WORKING:
        return None
    tone, sentence = due_tone(assignment.report_due_on, "待报告进展")
    return Light(tone, f"进展报告：{sentence}", "报告一次进展后顺延至下一期。")


def light_of_report(report: PeriodicReport) -> Light:
    """Return how a periodic report stands."""
    if report.state == PeriodicReportState.DUE:
        tone, sentence = due_tone(report.due_on, "待报送")
        return Light(tone, sentence, f"{_ahead(report.due_on, tone)}报送后灯即熄灭。")
    change = "办公室采用或者退回补充。" if report.state == PeriodicReportState.SUBMITTED else ""
    late = report.submitted_on and report.submitted_on > report.due_on
    return Light("plain", f"{report.get_state_display()}{'，逾期报送' if late else ''}", change)


def light_of_case(case: HardshipCase) -> Light:
    """Return how the step a hardship case stands at is against its limit."""
    if case.step_due_on is None:
        return Light("plain", case.get_state_display())
    tone, sentence = due_tone(case.step_due_on, case.get_state_display())
    return Light(tone, sentence, f"{_ahead(case.step_due_on, tone)}进入下一环节后按该环节时限计时。")


def light_of_papers(settle_by: date) -> Light:
    """Return how the papers of relief given first stand."""
    tone, sentence = due_tone(settle_by, f"{_short(settle_by)}前补办手续")
    return Light(tone, sentence, f"{_ahead(settle_by, tone)}补办后灯即熄灭。")


def unknown_years(*days: date | None) -> list[int]:
    """Return the years among `days` whose holiday notice is not known: working days there are by weekday only."""
    return sorted({day.year for day in days if day and not clock.is_published(day.year)})


def _until(assignment: Assignment) -> str:
    return f"，至{_short(assignment.suspended_until)}" if assignment.suspended_until else ""


def _short(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
