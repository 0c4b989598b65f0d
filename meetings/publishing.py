"""The job behind 公开版: typeset what is left of the signed content, seal it, keep it beside the issued file."""

from django.conf import settings

from jointmeeting.kernel import audit, files, jobs
from jointmeeting.kernel.documents import official, sealing
from jointmeeting.kernel.models import StoredFile
from meetings.composition import printed
from meetings.models import PublicVersion
from meetings.redaction import Cuts, public_sheet
from meetings.services.public_version import PUBLIC_JOB


def make_file(pk: int) -> StoredFile:
    """Typeset public version `pk`. No content is attached: the file holds nothing but what is printed."""
    version = PublicVersion.objects.select_related("minutes__jurisdiction").get(pk=pk)
    sheet = public_sheet(printed(version.minutes), Cuts.from_json(version.cuts))
    pdf = official.render(sheet, created=version.made_at, office_fonts=settings.OFFICE_FONTS_DIR)
    return files.store(sealing.configured().seal(pdf, reason="会议纪要公开版"), media_type="application/pdf")


def finish(pk: int, file: StoredFile) -> None:
    """Attach the file."""
    version = PublicVersion.objects.select_for_update(of=("self",)).select_related("minutes").get(pk=pk)
    version.file, version.has_failed = file, False
    version.save(update_fields=["file", "has_failed"])
    details = {"number": version.number, "sha256": file.sha256}
    audit.record("minutes.finish_public", version.minutes, by=None, details=details)


def give_up(pk: int) -> None:
    """Say on the page of the minutes that this version could not be made."""
    PublicVersion.objects.filter(pk=pk).update(has_failed=True)


jobs.register(PUBLIC_JOB, queue="documents", work=make_file, finish=finish, give_up=give_up)
