"""What can happen to accounts. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from members.effects import user as effects
from members.guards import user as guards
from members.models.user import User

U = User.State
REOPENING = (guards.not_oneself, guards.signing_posts_by_security, guards.posts_are_given)
ONCE = "新的邀请码只显示一次，请当面或通过可靠渠道交给本人。原密码和原邀请码立即失效。"

# fmt: off
# The table reads best as rows.
users = Workflow(
    User, U, U.ACTIVE,
    Transition("invite", "发放邀请码", frozenset({U.ACTIVE}), U.INVITED, "user.invite", by_system=True,
               effect=effects.issue_code),
    Transition("accept", "启用账号", frozenset({U.INVITED}), U.ACTIVE, "user.accept", by_system=True,
               effect=effects.set_own_password),
    Transition("open", "开通账号", frozenset({U.ACTIVE}), U.INVITED, "user.open", tone="main",
               guards=(guards.not_oneself, guards.not_opened_yet, guards.posts_are_given), effect=effects.issue_code,
               notice=ONCE),
    Transition("renew", "重新发放邀请码", frozenset({U.ACTIVE, U.INVITED}), U.INVITED, "user.renew",
               needs_comment=True, guards=REOPENING, effect=effects.issue_code, notice=ONCE),
    Transition("deactivate", "停用账号", frozenset({U.ACTIVE, U.INVITED}), U.DEACTIVATED, "user.deactivate",
               needs_comment=True, guards=(guards.not_oneself,), effect=effects.lock_out,
               notice="停用后本人立即不能登录，已办理的事项和留痕不变。"),
    Transition("restore", "恢复账号", frozenset({U.DEACTIVATED}), U.INVITED, "user.restore", tone="main",
               needs_comment=True, guards=REOPENING, effect=effects.issue_code, notice=ONCE),
)
# fmt: on
