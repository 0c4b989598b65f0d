"""The report on paper: frozen content as an official document (核对报告)."""

from typing import Any

from django.conf import settings

from jointmeeting.kernel.documents.official import (
    Column,
    Listing,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
)
from jointmeeting.kernel.documents.official import (
    render as typeset,
)
from jointmeeting.kernel.templatetags.ui import cn_date
from verification.models import VerificationReport

PERSONS = (Column("姓名", 1.2), Column("与申请人关系", 1.4), Column("公民身份号码", 2.4))
ANSWERS = (
    Column("姓名", 1.1),
    Column("信息类别", 1.3),
    Column("结果", 1.2),
    Column("摘要", 3),
    Column("数据时点", 1.6),
)
FINDINGS = (Column("比对结果", 3.4), Column("程度", 1.1), Column("处理意见", 1.8))


def render(report: VerificationReport) -> bytes:
    """Return the unsigned PDF/A of a signed report."""
    document = composed(report)
    return typeset(document, created=report.signed_at, office_fonts=settings.OFFICE_FONTS_DIR)


def composed(report: VerificationReport) -> OfficialDocument:
    """Return the report as it is printed: who, what was declared, what each source answered, gaps, statement."""
    said: dict[str, Any] = report.content
    centre = report.jurisdiction.office_name.removesuffix("办公室") + "核对机构"
    body = [
        Listing("编号", str(report)),
        Listing("救助事项", f"{said['case']}（{said['programme']}）"),
        Listing("委托", f"{said['township']}，{said['commission']}"),
        Listing("授权", "；".join(said["consents"])),
        Listing("核对时点", said["as_of"]),
        Paragraph("一、家庭成员", 1),
        Table(PERSONS, tuple((p["name"], p["relation"], p["number"]) for p in said["persons"])),
        Paragraph("二、家庭申报", 1),
        *(Paragraph(f"{line}。") for line in said["declared"]),
        Paragraph("三、各信息提供单位反馈", 1),
        *(block for n, source in enumerate(said["sources"], 1) for block in _source(n, source)),
        Paragraph("四、比对结果", 1),
        Table(FINDINGS, tuple((f["text"], f["severity"], _disposed(f)) for f in said["findings"])),
        Paragraph("五、未反馈情况", 1),
        *([Paragraph(gap) for gap in said["gaps"]] or [Paragraph("所列单位均已反馈。")]),
        Paragraph("六、说明", 1),
        *(Paragraph(text) for text in said["statements"]),
        Paragraph(f"报告内容摘要（SHA-256）：{report.content_hash}"),
    ]
    return OfficialDocument(
        title="家庭经济状况核对报告",
        body=tuple(body),
        signature=Signature(centre, cn_date(report.signed_at)),
    )


def _source(position: int, source: dict[str, Any]) -> list[Paragraph | Table]:
    late = "，逾期反馈" if source["is_late"] else ""
    head = f"（{'一二三四五六七八九十'[position - 1] if position <= 10 else position}）{source['unit']}"
    rows = [
        (row["person"], row["category"], row["outcome"], row["summary"], row["data_as_of"]) for row in source["lines"]
    ]
    return [
        Paragraph(head, 2),
        Paragraph(f"发出：{source['asked_on']}；反馈：{source['answered_on']}{late}。"),
        Table(ANSWERS, tuple(rows)),
    ]


def _disposed(finding: dict[str, str]) -> str:
    return "：".join(part for part in (finding["disposition"], finding["note"]) if part)
