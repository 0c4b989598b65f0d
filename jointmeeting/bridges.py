"""Reactions that cross apps, run in the transaction of the act that causes them. At most a dozen rows."""

from duties.services import open_assignments
from jointmeeting.kernel import workflow

BRIDGES = {
    # 纪要印发 → 议定事项成为牵头单位的工作事项
    "minutes.issue": lambda minutes, entry: open_assignments(minutes),
}


def connect() -> None:
    """Tell the engine; called once by the project's app."""
    for act, bridge in BRIDGES.items():
        workflow.connect(act, bridge)
