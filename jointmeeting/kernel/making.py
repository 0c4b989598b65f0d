"""Files made once something is signed (制作文件): the job behind it, who hears when it fails for good, trying anew.

However often a file is tried, the paper stays as it was signed, with its number. Every paper that is sealed uses this.
"""

from collections.abc import Callable, Mapping
from typing import Any

from jointmeeting.kernel import acts, audit, jobs, notify
from jointmeeting.kernel.errors import NotApplicable, Refused
from jointmeeting.kernel.models import StoredFile
from jointmeeting.kernel.workflow import STAY, Act, Transition, Workflow

NOTICE = "按签发的内容重新制作文件，编号、签发时间和内容不变；制成后自动印发。"


def register(job: str, *, workflow: Workflow, make: Callable[[int], StoredFile]) -> None:
    """Declare the job that makes the files of one kind of paper and performs its `issue`.

    `make(pk)` runs outside any transaction. After the last attempt in vain `<paper>.stall` is logged and announced.
    """
    act, rows = _paper(workflow.transitions["issue"].permission), workflow.model._default_manager
    acts.register_label(f"{act}.stall", "制作文件失败")

    def issue(pk: int, file: StoredFile) -> None:
        workflow.perform(rows.get(pk=pk), "issue", by=None, data={"file": file})

    def stall(pk: int) -> None:
        notify.announce(audit.record(f"{act}.stall", rows.get(pk=pk), by=None))

    jobs.register(job, queue="documents", work=make, finish=issue, give_up=stall)


def remaking(job: str, state: str, permission: str) -> Transition:
    """Return the row 重新制作 of a paper that waits for its file in `state`."""

    def was_given_up(paper: Any, _: Any) -> Refused | None:
        """The worker goes on by itself until its last attempt."""
        return None if has_failed(job, paper.pk) else NotApplicable("文件正在制作，不需要重新制作。")

    def again(paper: Any, _: Act) -> Mapping[str, Any] | None:
        """Let the worker try again, once somebody has mended what kept it from making the file."""
        jobs.again(job, paper.pk)
        return None

    return Transition(
        "remake", "重新制作", frozenset({state}), STAY, permission,
        tone="main", guards=(was_given_up,), effect=again, notice=NOTICE,
    )  # fmt: skip


def has_failed(job: str, pk: int) -> bool:
    """Tell whether the file of paper `pk` was tried for the last time, in vain."""
    return jobs.given_up(job).filter(target=pk).exists()


def _paper(act: str) -> str:
    return act.partition(".")[0]
