"""The report on paper: frozen content as an official document (核对报告)."""

from typing import Any

from django.conf import settings

from jointmeeting.kernel.documents.official import (
    Block,
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
from verification.composition import hash_of
from verification.models import VerificationReport

PERSONS = (Column("姓名", 1.2), Column("与申请人关系", 1.4), Column("公民身份号码", 2.4))
ANSWERS = (Column("信息提供单位", 1.9), Column("信息类别", 1.2), Column("反馈情况", 3.2), Column("数据时点", 1.3))
FINDINGS = (Column("比对结果", 3.4), Column("程度", 1.1), Column("处理意见", 1.8))


def render(report: VerificationReport) -> bytes:
    """Return the unsigned PDF/A of a signed report."""
    return typeset(composed(report), created=report.signed_at, office_fonts=settings.OFFICE_FONTS_DIR)


def composed(report: VerificationReport) -> OfficialDocument:
    """Return a signed report as it is printed."""
    return sheet(report.content, label=str(report), day=cn_date(report.signed_at))


def sheet(said: dict[str, Any], *, label: str, day: str) -> OfficialDocument:
    """Return what a report says as it is printed: who, what was declared, what each source answered, gaps, statement.

    `label` is its name with the number, `day` its date; before it is signed both are blank.
    """
    body: list[Block] = [
        Listing("编号", label),
        Listing("救助事项", f"{said['case']}（{said['programme']}）"),
        Listing("委托", f"{said['township']}，{said['commission']}"),
        Listing("授权", "；".join(said["consents"])),
        Listing("核对时点", said["as_of"]),
        Paragraph("一、家庭成员", 1),
        Table(PERSONS, tuple((p["name"], p["relation"], p["number"]) for p in said["persons"])),
        Paragraph("二、家庭申报", 1),
        Paragraph("；".join(said["declared"]) + "。"),
        Paragraph("三、各信息提供单位反馈", 1),
        Paragraph(f"协查任务发出：{'、'.join(dict.fromkeys(source['asked_on'] for source in said['sources']))}。"),
        Table(ANSWERS, tuple(row for source in said["sources"] for row in _rows(source))),
        Paragraph("四、比对结果", 1),
        Table(FINDINGS, tuple((f["text"], f["severity"], _disposed(f)) for f in said["findings"])),
        Paragraph("五、未反馈情况", 1),
        *([Paragraph(gap) for gap in said["gaps"]] or [Paragraph("所列单位均已反馈。")]),
        Paragraph("六、说明", 1),
        *(Paragraph(text) for text in said["statements"]),
        Paragraph(f"报告内容摘要（SHA-256）：{hash_of(said)}"),
    ]
    return OfficialDocument(
        title="家庭经济状况核对报告",
        body=tuple(body),
        signature=Signature(said["centre"], day),
    )


def _rows(source: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return one row a category; the unit and its dates stand in the first."""
    late = "（逾期）" if source["is_late"] else ""
    unit = f"{source['unit']}\n{source['answered_on']}{late}"
    rows: list[tuple[str, ...]] = []
    for category in dict.fromkeys(line["category"] for line in source["lines"]):
        lines = [line for line in source["lines"] if line["category"] == category]
        rows.append((unit, category, _told(lines), lines[0]["data_as_of"]))
        unit = ""
    return rows


def _told(lines: list[dict[str, str]]) -> str:
    """Return what was told of whom: each record by itself, the others by what became of them."""
    told = [f"{line['person']}：{line['summary']}" for line in lines if line["summary"]]
    others: dict[str, list[str]] = {}
    for line in lines:
        if not line["summary"]:
            others.setdefault(line["outcome"], []).append(line["person"])
    return "\n".join([*told, *(f"{'、'.join(names)}：{outcome}" for outcome, names in others.items())])


def _disposed(finding: dict[str, str]) -> str:
    return "：".join(part for part in (finding["disposition"], finding["note"]) if part)
