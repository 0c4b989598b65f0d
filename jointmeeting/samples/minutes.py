"""Minutes as an office would write them, of any length. People and figures are invented."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial

from jointmeeting.kernel.documents.content import Attachment, Column, Table
from jointmeeting.kernel.documents.fonts import advance
from jointmeeting.kernel.documents.layout import lay_out
from jointmeeting.kernel.documents.minutes import MinutesDocument, Paragraph, number_label
from jointmeeting.kernel.templatetags.ui import cn_number

CREATED = datetime(2026, 6, 4, 9, 30, tzinfo=timezone(timedelta(hours=8)))
UNITS = (
    "市民政局", "市委宣传部", "市委政法委", "市发展改革局", "市教育局", "市公安局", "市司法局", "市财政局",
    "市人力社保局", "市自然资源和规划局", "市住建局", "市交通运输局", "市水利局", "市农业农村局",
    "市文化和广电旅游体育局", "市卫生健康局", "市退役军人局", "市应急管理局", "市审计局", "市市场监管局",
    "市统计局", "市医保局", "市综合行政执法局", "市大数据管理中心", "市税务局", "市总工会", "团市委", "市妇联",
    "市残联", "市红十字会", "市慈善总会", "人行示例市支行",
)  # fmt: skip
STEMS = "甲乙丙丁戊己庚辛壬癸"
TOWNS = tuple(f"{stem}{kind}" for kind in ("镇人民政府", "街道办事处", "乡人民政府") for stem in STEMS)
OFFICE = "示例市社会救助联席会议办公室"
COPIES = ("市委办公室", "市人大常委会办公室", "市政府办公室", "市政协办公室", "各成员单位", "各乡镇（街道）")
LISTS = ("出席", "请假", "列席")
RARE = ("测试㛃", "测试䶮", "测试𬭎", "测试·甲乙丙")
PEOPLE = (*RARE, *(f"{first}{stem}" for first in ("测试", "示例", "样本", "虚构", "模拟", "演示") for stem in STEMS))
HEADS = (
    "关于低收入人口动态监测",
    "关于家庭经济状况核对信息共享",
    "关于困难群众价格临时补贴",
    "关于流动人口社会救助",
    "关于社会救助资金监管",
    "关于下一步工作安排",
)
TEXTS = (
    "会议听取了市民政局关于2026年第一季度低保、特困人员救助供养和临时救助工作情况的汇报，审议并原则同意《示例市低收入人口动态监测"
    "和常态化救助帮扶实施细则（送审稿）》，由市民政局根据会议意见修改完善后按程序印发。",
    "会议指出，今年以来，全市社会救助工作坚持“应保尽保、应救尽救”，累计核对家庭经济状况12,846户次，新增低保对象326户、518人，"
    "发放救助资金4,215.6万元，同比增长8.3%。但也要看到，部门间信息共享还不够及时，个别乡镇（街道）主动发现机制落实不到位。",
    "会议强调，要进一步压实责任，各成员单位要按照“谁主管、谁负责”的原则，于2026年6月30日前完成数据接口对接，确保信息反馈时限"
    "不超过5个工作日；逾期未反馈的，由联席会议办公室予以通报。",
    "会议议定，由市民政局牵头，市财政局、市医保局、市残联配合，对因病致贫、因残致贫家庭开展一次全面排查——重点核查2025年度自付医疗"
    "费用超过3万元的家庭，并于7月15日前将排查结果报联席会议办公室汇总。",
    "（一）加强信息共享。市公安局、市人力社保局、市自然资源和规划局、市住建局、市市场监管局、市税务局、人行示例市支行等单位要明确"
    "一名分管领导和一名联络员，专人负责核对信息的查询与反馈，不得以任何理由拒绝、拖延。",
    "会议要求，市财政局要将困难群众救助补助资金足额列入年度预算，市审计局要加强对资金管理使用情况的监督，严肃查处“人情保”“关系保”"
    "等问题；涉嫌违纪违法的，按照干部管理权限移送有关机关处理。",
    "1.市民政局负责修订《示例市社会救助家庭经济状况核对办法》，明确核对范围、程序和时限；2.市大数据管理中心负责技术支撑，"
    "确保系统于9月底前上线运行；3.市司法局负责合法性审核。",
    "会议认为，流动人口救助政策性强、涉及面广。对在我市连续居住满6个月、持有居住证的困难家庭，可由居住地乡镇人民政府（街道办事处）"
    "受理临时救助申请，一门受理、协同办理，不得推诿。",
)


def minutes(
    paragraphs: int,
    *,
    people: int = 32,
    extra: Sequence[Paragraph | Table] = (),
    mark: str = "示例市社会救助联席会议纪要",
    copies: int = 6,
) -> MinutesDocument:
    """Return minutes with `paragraphs` paragraphs of text and `people` who were present."""
    body: list[Paragraph | Table] = [Paragraph(TEXTS[0])]
    for n in range(paragraphs):
        if n % 3 == 0:
            body.append(Paragraph(f"{cn_number(n // 3 + 1)}、{HEADS[n // 3 % 6]}", 1))
        text = TEXTS[1 + n % 7]
        body.append(Paragraph(text, 2 if text.startswith("（") else 0))
    present = "、".join(f"{unit}（{name}）" for unit, name in zip((*UNITS, *TOWNS)[:people], PEOPLE, strict=False))
    lists = [("出席", present), ("请假", "市审计局（样本壬）")] if people else []
    return MinutesDocument(
        mark=mark,
        organ=OFFICE,
        title="示例市社会救助联席会议2026年第一次全体会议纪要",
        paragraphs=(*body, *extra),
        attendance=(*lists, ("列席", "市人大社会委（虚构甲）、市政协社法委（虚构乙）")) if people else (),
        copies_to=COPIES[:copies],
        issued_by=OFFICE,
        number=number_label(2026, 1),
        date="2026年6月4日",
    )


def filling(sides: int) -> MinutesDocument:
    """Return the longest minutes whose text stands on exactly `sides` sides."""
    people = 32 if sides > 1 else 2
    longest = minutes(0, people=people)
    for length in range(1, 20 * sides):
        document = minutes(length, people=people)
        if text_sides(document) > sides:
            return longest
        longest = document
    raise ValueError(f"no end of {sides} sides")


def text_sides(document: MinutesDocument) -> int:
    """Return on how many sides there is text."""
    return sum(page.is_numbered for page in lay_out(document.official(), advance=advance).pages)


def with_every_level() -> MinutesDocument:
    """Return minutes with headings of all four levels, alone and followed by text."""
    levels = (
        Paragraph("一、关于低收入人口动态监测", 1),
        Paragraph("（一）监测范围", 2),
        Paragraph(TEXTS[1]),
        Paragraph("（二）监测方式。会议明确，监测以数据比对为主、入户走访为辅，每季度开展一次。", 2),
        Paragraph("1.数据比对。由市大数据管理中心牵头，每月10日前完成上月数据的归集。", 3),
        Paragraph("（1）归集户籍、就业、医疗、教育等数据，涉及8个部门、23类信息；", 4),
        Paragraph("（2）比对结果3个工作日内推送乡镇（街道）。", 4),
        Paragraph("2.入户走访。由各乡镇人民政府（街道办事处）组织，对预警对象5个工作日内走访核实。", 3),
        Paragraph("二、关于社会救助资金监管", 1),
        Paragraph(TEXTS[6]),
    )
    return replace(minutes(0), paragraphs=(Paragraph(TEXTS[0]), *levels))


def with_table() -> MinutesDocument:
    """Return minutes with a table in the text."""
    columns = (Column("序号", 0.9, "centre"), Column("议定事项", 4.2), Column("牵头单位", 2, "centre"),
               Column("完成时限", 2.4, "centre"))  # fmt: skip
    rows = tuple((str(n), head, UNITS[n], f"2026年{6 + n // 2}月30日") for n, head in enumerate(HEADS, 1))
    table = Table(columns, rows, caption="议定事项分工表")
    return minutes(4, extra=(Paragraph("会议议定事项分工如下："), table, Paragraph(TEXTS[3])))


def with_attachments() -> MinutesDocument:
    """Return minutes with a table and a text bound in as attachments, and a third that is only named."""
    columns = (Column("单位", 3), Column("联络员", 2, "centre"), Column("任务", 4))
    rows = tuple((unit, name, "按职责提供数据并核实反馈") for unit, name in zip(UNITS, PEOPLE, strict=False))
    scheme = (Paragraph("一、排查范围", 1), Paragraph(TEXTS[4]), Paragraph("二、时间安排", 1), Paragraph(TEXTS[3]))
    attachments = (
        Attachment("各成员单位联络员和任务分工表", (Table(columns, rows),)),
        Attachment("示例市因病致贫、因残致贫家庭排查工作方案", scheme),
        Attachment("示例市低收入人口动态监测和常态化救助帮扶实施细则（送审稿）"),
    )
    return replace(minutes(6, people=24), attachments=attachments)


LONG_NAME = "示例市社会救助和困难群众基本生活保障工作联席会议"  # 24 characters
SAMPLES: dict[str, Callable[[], MinutesDocument]] = {
    **{f"minutes-{sides:02}-sides": partial(filling, sides) for sides in (1, 2, 3, 4, 7, 20)},
    "minutes-without-lists": partial(minutes, 3, people=0),
    "minutes-60-attendees": partial(minutes, 4, people=60),
    "minutes-long-name": lambda: replace(minutes(3, mark=f"{LONG_NAME}纪要"), organ=f"{LONG_NAME}办公室"),
    "minutes-rare-names": lambda: replace(minutes(2), attendance=tuple((at, "、".join(RARE)) for at in LISTS)),
    "minutes-every-level": with_every_level,
    "minutes-table": with_table,
    "minutes-attachments": with_attachments,
    "minutes-issue-number": lambda: replace(minutes(3), number=number_label(2026, 2, style="issue")),
    "minutes-with-seal": lambda: replace(minutes(3), has_seal=True),
    "minutes-many-copies": lambda: replace(minutes(3), copies_to=(*COPIES, *UNITS)),
}
