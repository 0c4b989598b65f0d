"""What can happen to one unit's answer to one clause. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.effects import countersignature as effects
from meetings.guards import countersignature as guards
from meetings.models import Countersignature

C = Countersignature.State
OWN = (C.PENDING, C.AGREED, C.AGREED_WITH_TEXT, C.OBJECTED)  # a unit may correct itself while minutes are out

# fmt: off
# The tables read best as rows.
countersignatures = Workflow(
    Countersignature, C, C.PENDING,
    Transition("agree", "同意", frozenset({*OWN} - {C.AGREED}), C.AGREED, "countersignature.agree", tone="main",
               guards=(guards.clause_is_out,), effect=effects.answer),
    Transition("agree_with_text", "同意，附修改意见", frozenset({*OWN} - {C.AGREED_WITH_TEXT}), C.AGREED_WITH_TEXT,
               "countersignature.agree_with_text", needs_comment=True, guards=(guards.clause_is_out,),
               effect=effects.answer),
    Transition("object", "提出异议", frozenset({*OWN} - {C.OBJECTED}), C.OBJECTED, "countersignature.object",
               needs_comment=True, guards=(guards.clause_is_out,), effect=effects.answer,
               notice="有异议的条文须经召集人裁定，纪要才能签发。"),
    Transition("deem", "视为同意", frozenset({C.PENDING}), C.DEEMED, "countersignature.deem", by_system=True,
               guards=(guards.clause_is_out, guards.deemed_only_where_the_notice_says), effect=effects.deem),
    Transition("uphold", "采纳异议", frozenset({C.OBJECTED}), C.UPHELD, "countersignature.uphold",
               needs_comment=True, guards=(guards.clause_is_out,), effect=effects.settle,
               notice="采纳后，条文须由办公室修改并重新会签。"),
    Transition("overrule", "裁定维持原文", frozenset({C.OBJECTED}), C.OVERRULED, "countersignature.overrule",
               needs_comment=True, guards=(guards.clause_is_out,), effect=effects.settle,
               notice="裁定理由将印在会签单上。"),
)
# fmt: on
