"""The jobs behind 印发: typeset and certify outside any transaction, issue inside the last one."""

from django.conf import settings

from jointmeeting.kernel import audit, files, jobs, notify
from jointmeeting.kernel.documents import official, sealing
from jointmeeting.kernel.documents.render import render_minutes
from jointmeeting.kernel.models import StoredFile
from meetings import attachments
from meetings.amending import notice
from meetings.composition import printed
from meetings.models import Amendment, Minutes
from meetings.models.amendment import AMENDMENT_JOB
from meetings.models.minutes import RENDER_JOB
from meetings.workflows import amendments
from meetings.workflows import minutes as minutes_workflow


def make_file(pk: int) -> StoredFile:
    """Typeset and certify minutes `pk`; keep the bytes under their hash."""
    minutes = Minutes.objects.select_related("jurisdiction").get(pk=pk)
    if minutes.signed_at is None:
        raise ValueError(f"minutes {pk} are not signed")
    fonts, enclosed = settings.OFFICE_FONTS_DIR, attachments.enclosed(minutes)
    pdf = render_minutes(printed(minutes), created=minutes.signed_at, office_fonts=fonts, enclosed=enclosed)
    sealed = sealing.configured().seal(pdf, reason="会议纪要印发")
    return files.store(sealed, media_type="application/pdf")


def issue(pk: int, file: StoredFile) -> None:
    """Issue minutes `pk` with the finished file, as the system."""
    minutes_workflow.perform(Minutes.objects.get(pk=pk), "issue", by=None, data={"file": file})


def make_notice(pk: int) -> StoredFile:
    """Typeset and certify the notice `pk` from what was signed."""
    amendment = Amendment.objects.get(pk=pk)
    if amendment.content is None or amendment.signed_at is None:
        raise ValueError(f"amendment {pk} is not signed")
    document = notice(amendment.content)
    pdf = official.render(document, created=amendment.signed_at, office_fonts=settings.OFFICE_FONTS_DIR)
    return files.store(sealing.configured().seal(pdf, reason="会议纪要更正作废"), media_type="application/pdf")


def issue_notice(pk: int, file: StoredFile) -> None:
    """Issue the notice `pk` with the finished file, as the system."""
    amendments.perform(Amendment.objects.get(pk=pk), "issue", by=None, data={"file": file})


def stall(pk: int) -> None:
    """Tell the office that minutes `pk` are signed and stay without a file until somebody mends what is wrong."""
    notify.announce(audit.record("minutes.stall", Minutes.objects.get(pk=pk), by=None))


def stall_notice(pk: int) -> None:
    """Tell the office that the notice `pk` is signed and stays without a file."""
    notify.announce(audit.record("amendment.stall", Amendment.objects.get(pk=pk), by=None))


jobs.register(AMENDMENT_JOB, queue="documents", work=make_notice, finish=issue_notice, give_up=stall_notice)
jobs.register(RENDER_JOB, queue="documents", work=make_file, finish=issue, give_up=stall)
