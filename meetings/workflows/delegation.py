"""What can happen to a delegation of signing. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.guards import delegation as guards
from meetings.models import SigningDelegation

D = SigningDelegation.State

# fmt: off
# The tables read best as rows.
signing_delegations = Workflow(
    SigningDelegation, D, D.STANDING,
    Transition("revoke", "撤销委托", frozenset({D.STANDING}), D.REVOKED, "signing_delegation.revoke",
               needs_comment=True, guards=(guards.revoked_by_whom_it_is,),
               notice="撤销后，受委托人不能再代为签发；已签发的纪要不受影响。"),
)
# fmt: on
