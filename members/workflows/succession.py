"""What can happen to a unit's change. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from members.effects import succession as effects
from members.guards import succession as guards
from members.models import Succession

S = Succession.State

# fmt: off
# The table reads best as rows.
successions = Workflow(
    Succession, S, S.PLANNED,
    Transition("confirm", "确认", frozenset({S.PLANNED}), S.CONFIRMED, "succession.confirm", tone="main",
               guards=(guards.successor_still_there,),
               notice="生效日期一到即按预览转移；已经形成的文件保留原单位名称。"),
    Transition("cancel", "取消", frozenset({S.PLANNED, S.CONFIRMED}), S.CANCELLED, "succession.cancel",
               needs_comment=True),
    Transition("take_effect", "生效", frozenset({S.CONFIRMED}), S.EFFECTIVE, "succession.take_effect", by_system=True,
               guards=(guards.its_day_has_come, guards.successor_still_there), effect=effects.carry_out),
)
# fmt: on
