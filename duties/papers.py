"""Papers made from assignments: supervision slips as certified PDF, task sheets and the circular as Word files."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from duties import composition, figures
from duties.effects import ANSWER_WORKDAYS, SLIP_JOB
from duties.models import Assignment, SupervisionSlip
from duties.models.assignment import AssignmentQuerySet
from duties.workflows import slips
from jointmeeting.kernel import clock, files, making
from jointmeeting.kernel.documents import sealing
from jointmeeting.kernel.documents.official import (
    Column,
    Head,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    render,
)
from jointmeeting.kernel.models import StoredFile
from members.models import Jurisdiction, MemberUnit

LABEL = Column(share=1.2, align="centre", is_label=True)
FORM = (LABEL, Column(share=2.9), LABEL, Column(share=2.3))


def slip_document(slip: SupervisionSlip) -> OfficialDocument:
    """Return the slip as it is printed; everything comes from what was frozen at signing."""
    office = slip.jurisdiction.office_name
    return OfficialDocument(
        title=f"关于“{slip.assignment.title}”的督办单",
        head=Head(f"{slip.jurisdiction.name}社会救助联席会议督办单", number=slip.number_label),
        recipients=(slip.addressee,),
        body=(
            Paragraph(f"{slip.get_colour_display()}。{slip.situation}"),
            *composition.paragraphs(slip.demand),
            Paragraph(f"请于{_day(slip.answer_by)}前将办理情况、未按期完成的原因和下一步措施报联席会议办公室。"),
        ),
        signature=Signature(office, _day(timezone.localdate(slip.signed_at))),
        issued_by=office,
    )


def task_sheet(assignment: Assignment) -> OfficialDocument:
    """Return the task sheet (任务交办单) of one assignment, with room for what the unit writes."""
    supporters = "、".join(part.label for part in assignment.parts.all()) or "无"
    due_on = _day(assignment.due_on) if assignment.due_on else "来源未规定"
    duty = f"；职责依据：{assignment.duty.unit}职责{assignment.duty.number}" if assignment.duty else ""
    rows = (
        ("牵头单位", assignment.lead_unit.name, "完成时限", due_on),
        ("配合单位", supporters, "交办日期", _day(assignment.handed_on)),
        ("交办事项", f"{assignment.title}。{assignment.text}"),
        ("交办依据", f"{assignment.source}{duty}"),
        ("办理情况", "\n\n\n\n\n"),
        ("签收人", "", "签收时间", ""),
    )
    signature = Signature(assignment.jurisdiction.office_name, _day(assignment.handed_on))
    return OfficialDocument(title="任务交办单", body=(Table(FORM, rows),), signature=signature)


def urging_letter(unit: MemberUnit, rows: AssignmentQuerySet) -> OfficialDocument:
    """Return the urging letter (催办函) to one unit on all of `rows` that is not done, the earliest date first."""
    answer_by = _day(clock.add_workdays(clock.today(), ANSWER_WORKDAYS))
    return OfficialDocument(
        title="关于抓紧办理社会救助联席会议工作事项的函",
        recipients=(unit.name,),
        body=(
            *composition.set_figures(figures.of_unit(rows)),
            Paragraph(f"请抓紧办理，并于{answer_by}前将进展、未按期完成的原因和下一步措施报联席会议办公室。"),
        ),
        signature=Signature(unit.jurisdiction.office_name, _day(clock.today())),
    )


def circular(body: Jurisdiction, rows: AssignmentQuerySet) -> OfficialDocument:
    """Return the circular (通报) on how `rows` stand, unit by unit, counted as the numbered circulars count."""
    return OfficialDocument(
        title=f"{body.body_name}工作事项办理情况的通报",
        recipients=("各成员单位",),
        body=(
            Paragraph("现将各单位工作事项办理情况通报如下。"),
            *composition.set_figures(figures.of_units(rows, "")),
            Paragraph("请有逾期事项的单位抓紧办理，并将进展报联席会议办公室。"),
        ),
        signature=Signature(body.office_name, _day(clock.today())),
    )


def _make(pk: int) -> StoredFile:
    slip = SupervisionSlip.objects.select_related("jurisdiction", "assignment").get(pk=pk)
    pdf = render(slip_document(slip), created=slip.signed_at, office_fonts=settings.OFFICE_FONTS_DIR)
    return files.store(sealing.configured().seal(pdf, reason="督办单"), media_type="application/pdf")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


making.register(SLIP_JOB, workflow=slips, make=_make)
