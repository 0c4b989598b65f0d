"""The letter a family signs (核对授权书), as a sheet to print. Names and numbers are written by hand: none is printed.

What it tells follows 个人信息保护法第十七条 (who, why, what, how long, rights) and 第二十九条 (separate consent for
sensitive items); what it permits follows 社会救助暂行办法（国务院令第649号）第五十八条.
"""

from typing import Any

from django.conf import settings

from jointmeeting.kernel.documents import official
from jointmeeting.kernel.documents.official import Column, Listing, OfficialDocument, Paragraph, Table
from verification.categories import CATEGORIES
from verification.composition import centre_of
from verification.models import ConsentLetter

SIGNERS = (
    Column("姓名", 1.2),
    Column("公民身份号码", 2.4),
    Column("本人签字（监护人代签须注明）", 2.4),
    Column("日期", 1.2),
)


def preview(letter: ConsentLetter) -> dict[str, Any]:
    """Return what components/sheet.html shows."""
    document = composed(letter)
    return {"document": document, "pages": official.preview(document, office_fonts=settings.OFFICE_FONTS_DIR)}


def composed(letter: ConsentLetter) -> OfficialDocument:
    """Return the letter with its number and room for every member of the household."""
    asked = "、".join(CATEGORIES[code].label for code in letter.categories)
    persons = letter.case.persons.count()
    return OfficialDocument(
        title="家庭经济状况核对授权书",
        body=(
            Listing("编号", str(letter)),
            Listing("救助事项", f"{letter.case}（{letter.case.get_programme_display()}）"),
            Paragraph(f"{letter.case.township.name}："),
            Paragraph(
                "我们因申请社会救助，自愿授权你单位委托"
                f"{centre_of(letter.jurisdiction)}，向有关部门和金融机构查询、核对我们的家庭经济状况。"
            ),
            Paragraph("一、核对项目", 1),
            Paragraph(f"{asked}。未列出的项目不核对。"),
            Paragraph("二、用途和期限", 1),
            Paragraph(f"核对结果只用于本次救助的审核和在享受救助期间的复核。{_period(letter)}家庭成员变化时另行授权。"),
            Paragraph("三、我们的权利", 1),
            Paragraph(
                "可以查阅、复制核对结果，对结果有异议可以申请复核，也可以书面撤回授权；撤回前已完成的核对仍然有效。"
            ),
            Paragraph("四、签字", 1),
            Table(SIGNERS, tuple(("\n", "", "", "") for _ in range(persons))),
        ),
    )


def _period(letter: ConsentLetter) -> str:
    ends = f"本授权至{letter.expires_on:%Y年%-m月%-d日}止；" if letter.expires_on else ""
    return f"{ends}不符合救助条件的，授权自作出决定之日终止。"
