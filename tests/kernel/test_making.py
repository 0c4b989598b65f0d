"""Whatever is signed and sealed: a file that cannot be made is told, stands on the desk, and is made on request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from duties import effects as slips
from duties import signing as papers
from duties.models import OfficePaperState, SupervisionSlipState
from jointmeeting.kernel import jobs
from jointmeeting.kernel.documents import sealing
from jointmeeting.kernel.errors import NotApplicable
from jointmeeting.kernel.making import has_failed
from jointmeeting.kernel.models import Job, Notification
from jointmeeting.kernel.workflow import all_workflows
from meetings import queries as meetings_desk
from meetings.models import Amendment, Minutes
from meetings.models.amendment import AMENDMENT_JOB
from meetings.models.minutes import RENDER_JOB
from members.models import Role
from tests.duties import factories
from tests.factories import Office
from tests.meetings.amending import amendment
from tests.subjects import browser
from tests.verification.factories import Checking
from verification import effects as reports
from verification import queries as verification_desk
from verification.models import VerificationRequest

OFFICE = (Role.STAFF, Role.DIRECTOR)
CENTRE = (Role.CENTRE_HANDLER, Role.CENTRE_HEAD)


class Broken:
    """A seal that is out of order."""

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        raise sealing.SealFailed("连不上签章服务，稍后会自动重试。")


@dataclass(frozen=True)
class Kind:
    """One kind of paper: how it is signed, its job, whose it is to make it anew, and his desk."""

    signed: Callable[[Office], Any]
    job: str
    posts: tuple[Role, Role]
    desk: Callable[[Any], Any] | None  # None: told in a notification only


KINDS = {
    "minutes": Kind(lambda o: o.minutes(Minutes.State.SIGNED), RENDER_JOB, OFFICE, meetings_desk.todo_for),
    "amendment": Kind(lambda o: amendment(o, Amendment.State.SIGNED), AMENDMENT_JOB, OFFICE, meetings_desk.todo_for),
    "supervision_slip": Kind(
        lambda o: factories.slip(o, SupervisionSlipState.TYPESETTING), slips.SLIP_JOB, OFFICE, None
    ),
    "office_paper": Kind(
        lambda o: factories.office_paper(o, OfficePaperState.TYPESETTING),
        papers.PAPER_JOB,
        OFFICE,
        None,
    ),
    "verification_request": Kind(
        lambda o: Checking(o).request(VerificationRequest.State.SIGNED),
        reports.RENDER_JOB,
        CENTRE,
        verification_desk.todo_for,
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_cannot_be_made_is_told_and_made_anew(
    kind: str, yueqing: Office, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, job, who, desk = KINDS[kind].signed(yueqing), KINDS[kind].job, KINDS[kind].posts, KINDS[kind].desk
    workflow = next(flow for flow in all_workflows() if flow.model is type(paper))
    by, _ = (yueqing.person(role) for role in who)
    with pytest.raises(NotApplicable, match="文件正在制作"):
        workflow.perform(paper, "remake", by=by)
    settings.JOB_MAX_ATTEMPTS = 1
    monkeypatch.setattr(sealing, "configured", Broken)
    assert not jobs.run(Job.objects.get(kind=job, target=paper.pk).pk)
    assert has_failed(job, paper.pk)
    jobs.sweep(work=True)
    told = Notification.objects.filter(entry__act=f"{kind}.stall")
    assert {row.recipient for row in told} == {yueqing.person(role) for role in who}
    assert desk is None or [todo for todo in desk(by) if todo.title.startswith("重新制作：")]
    page = browser(by).get(paper.get_absolute_url()).content.decode()
    assert "文件多次制作失败" in page and f'data-testid="{kind}.remake"' in page
    monkeypatch.setattr(sealing, "configured", sealing.NoSeal)
    waiting = paper.state
    workflow.perform(paper, "remake", by=by)
    assert paper.state == waiting and not has_failed(job, paper.pk)
    assert jobs.run(Job.objects.get(kind=job, target=paper.pk).pk)
    paper.refresh_from_db()
    assert paper.state == "issued"
    assert "文件多次制作失败" not in browser(by).get(paper.get_absolute_url()).content.decode()
