"""What the jobs behind 印发 make: the file of minutes, and of a notice that amends them, typeset and certified."""

from django.conf import settings

from jointmeeting.kernel import files, making
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


def make_notice(pk: int) -> StoredFile:
    """Typeset and certify the notice `pk` from what was signed."""
    amendment = Amendment.objects.get(pk=pk)
    if amendment.content is None or amendment.signed_at is None:
        raise ValueError(f"amendment {pk} is not signed")
    document = notice(amendment.content)
    pdf = official.render(document, created=amendment.signed_at, office_fonts=settings.OFFICE_FONTS_DIR)
    return files.store(sealing.configured().seal(pdf, reason="会议纪要更正作废"), media_type="application/pdf")


making.register(AMENDMENT_JOB, workflow=amendments, make=make_notice)
making.register(RENDER_JOB, workflow=minutes_workflow, make=make_file)
