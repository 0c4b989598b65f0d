"""One specimen of each kind of paper the office makes besides minutes: what to copy from."""

from collections.abc import Callable
from functools import partial

from jointmeeting.kernel.documents.official import (
    Attachment,
    Column,
    Head,
    Listing,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
)
from jointmeeting.kernel.documents.record import Consent, Intent, SignatureRecord, signature_record
from jointmeeting.samples.minutes import OFFICE, PEOPLE, UNITS

LABEL = Column(share=1.2, align="centre", is_label=True)
FORM = (LABEL, Column(share=2.9), LABEL, Column(share=2.3))  # two labels and their answers side by side
ITEMS = (
    "听取关于2026年第一季度社会救助工作情况的汇报",
    "审议《示例市低收入人口动态监测和常态化救助帮扶实施细则（送审稿）》",
    "研究部门间信息共享和家庭经济状况核对有关事项",
)


def _agenda_table() -> Table:
    columns = (Column("序号", 0.9, "centre"), Column("议题", 5), Column("汇报单位", 2, "centre"),
               Column("时长", 1.3, "centre"))  # fmt: skip
    rows = tuple((str(n), item, "市民政局", "15分钟") for n, item in enumerate(ITEMS, 1))
    return Table(columns, rows)


def notice(*, has_seal: bool = True) -> OfficialDocument:
    """Return a notice of meeting (会议通知) with red head, addressees, two attachments, signature and 版记."""
    receipt = Table(FORM, (("单位", "", "联系电话", ""), ("参会人员", "", "职务", ""), ("备注", "\n\n")))
    return OfficialDocument(
        title="关于召开示例市社会救助联席会议2026年第一次全体会议的通知",
        head=Head(f"{OFFICE}文件", number="示社救联办〔2026〕2号"),
        recipients=("各成员单位", "各乡镇人民政府（街道办事处）"),
        body=(
            Paragraph("经总召集人同意，定于近期召开示例市社会救助联席会议2026年第一次全体会议，现将有关事项通知如下："),
            Paragraph("一、会议时间", 1),
            Paragraph("2026年6月4日（星期四）上午9:00，会期半天。"),
            Paragraph("二、会议地点", 1),
            Paragraph("市行政管理中心2号楼301会议室。"),
            Paragraph("三、有关要求", 1),
            Paragraph(
                "（一）准时参会。请各成员单位负责同志参加；因故不能参加的，应书面请假并委托熟悉情况的同志代会。", 2
            ),
            Paragraph("（二）及时反馈。请于2026年6月2日下班前将回执（附件2）报联席会议办公室。", 2),
        ),
        attachments=(Attachment("会议议程", (_agenda_table(),)), Attachment("参会回执", (receipt,))),
        signature=Signature(OFFICE, "2026年5月28日", has_seal=has_seal),
        note="联系人：测试甲，电话：000-00000000",
        copies_to=("市政府办公室",),
        issued_by=OFFICE,
    )


def letter() -> OfficialDocument:
    """Return a letter (函) to a department: double rules, number at the right, no page number on the first side."""
    return OfficialDocument(
        title="关于商请提供低收入人口就业信息的函",
        head=Head(OFFICE, number="示社救联办函〔2026〕4号", urgency="加急", is_letter=True),
        recipients=("市人力社保局",),
        body=(
            Paragraph(
                "根据社会救助联席会议2026年第一次全体会议议定事项，为做好低收入人口动态监测，商请你局提供有关信息。"
            ),
            Paragraph(
                "一、所需信息。全市低收入人口的就业登记、失业登记和社会保险缴纳情况，截止时点为2026年6月30日。", 1
            ),
            Paragraph("二、提供方式。请按双方信息共享协议约定的方式和时限提供，不另行收集个人材料。", 1),
            Paragraph("专此致函，请予支持。"),
        ),
        signature=Signature(OFFICE, "2026年6月10日", has_seal=True),
        note="联系人：测试丙，电话：000-00000000",
        copies_to=("市政府办公室",),
    )


def agenda() -> OfficialDocument:
    """Return an agenda (议程) as an inside paper: no head, no 版记."""
    return OfficialDocument(
        title="示例市社会救助联席会议\n2026年第一次全体会议议程",
        body=(
            Listing("时间", "2026年6月4日（星期四）上午9:00"),
            Listing("地点", "市行政管理中心2号楼301会议室"),
            Listing("主持", "测试甲（总召集人）"),
            _agenda_table(),
        ),
    )


def sign_in_sheet() -> OfficialDocument:
    """Return a sign-in sheet (签到表) of 32 units, its heading on every side."""
    columns = (Column("序号", 0.9, "centre"), Column("单位", 3.4), Column("姓名", 1.6, "centre"),
               Column("职务", 2), Column("签名", 2))  # fmt: skip
    people = zip(UNITS, PEOPLE, strict=False)
    rows = tuple((str(n), unit, name, "分管负责同志", "") for n, (unit, name) in enumerate(people, 1))
    return OfficialDocument(title="示例市社会救助联席会议\n2026年第一次全体会议签到表", body=(Table(columns, rows),))


def task_sheet() -> OfficialDocument:
    """Return a task sheet (任务交办单): a form, with the rest of the row to the last cell."""
    rows = (
        ("编号", "示社救联交〔2026〕3号", "交办日期", "2026年6月5日"),
        ("牵头单位", "市民政局", "完成时限", "2026年7月15日"),
        ("配合单位", "市财政局、市医保局、市残联"),
        ("交办事项", "对因病致贫、因残致贫家庭开展一次全面排查，重点核查2025年度自付医疗费用超过3万元的家庭，"
         "并将排查结果报联席会议办公室汇总。"),
        ("交办依据", "示例市社会救助联席会议纪要〔2026〕1号第四条；职责依据：市民政局职责第2项。"),
        ("办理要求", "收到后3个工作日内签收；确需延期的，应在时限届满前提出。"),
        ("办理情况", "\n\n\n\n\n"),
        ("签收人", "", "签收时间", ""),
    )  # fmt: skip
    return OfficialDocument(
        title="任务交办单", body=(Table(FORM, rows),), signature=Signature(OFFICE, "2026年6月5日", has_seal=True)
    )


def supervision_slip() -> OfficialDocument:
    """Return a supervision slip (督办单): red head, one addressee, no attachments."""
    return OfficialDocument(
        title="关于报送因病致贫家庭排查结果的督办单",
        head=Head("社会救助联席会议督办单", number="示社救联督〔2026〕1号", urgency="加急"),
        recipients=("市医保局",),
        body=(
            Paragraph("示例市社会救助联席会议纪要〔2026〕1号第四条要求，贵单位于2026年7月15日前配合完成因病致贫家庭排查。"),
            Paragraph("截至2026年7月20日，该事项已逾期5日，尚未收到办理情况。请于收到本督办单之日起3个工作日内，将办理"
                      "情况、未按期完成的原因和下一步措施书面报联席会议办公室。"),
        ),
        signature=Signature(OFFICE, "2026年7月20日", has_seal=True),
        note="联系人：测试乙，电话：000-00000000",
        copies_to=("总召集人", "市政府办公室"),
        issued_by=OFFICE,
    )  # fmt: skip


def circular() -> OfficialDocument:
    """Return a circular (通报) with a table of figures that goes over several sides."""
    columns = (Column("序号", 0.9, "centre"), Column("单位", 3.2), Column("承担事项", 1.5, "centre"),
               Column("按期办结", 1.5, "centre"), Column("逾期", 1, "centre"),
               Column("按期率", 1.3, "right"))  # fmt: skip
    figures = [(n % 7 + 2, n % 3) for n in range(len(UNITS))]
    rows = tuple(
        (str(n), unit, str(total), str(total - late), str(late), f"{100 * (total - late) / total:.1f}%")
        for n, (unit, (total, late)) in enumerate(zip(UNITS, figures, strict=True), 1)
    )
    return OfficialDocument(
        title="关于2026年上半年联席会议议定事项办理情况的通报",
        head=Head(f"{OFFICE}文件", number="示社救联办〔2026〕5号"),
        recipients=("各成员单位",),
        body=(
            Paragraph("现将2026年上半年联席会议议定事项办理情况通报如下。"),
            Paragraph("一、总体情况", 1),
            Paragraph("上半年，联席会议印发纪要2期，议定事项全部交办到位，多数单位按期办结，个别单位存在逾期情况。"),
            Paragraph("二、各单位办理情况", 1),
            Table(columns, rows, caption="2026年上半年议定事项办理情况"),
            Paragraph("三、下一步要求", 1),
            Paragraph("请有逾期事项的单位于7月底前完成，并将结果报联席会议办公室。"),
        ),
        signature=Signature(OFFICE, "2026年7月6日"),
        copies_to=("市政府办公室",),
        issued_by=OFFICE,
    )


def verification_report() -> OfficialDocument:
    """Return a verification report (核对报告) of an invented household: no head, a table of answers, a seal."""
    columns = (
        Column("信息类别", 1.8),
        Column("信息提供单位", 2.2),
        Column("反馈结果", 3),
        Column("信息时点", 2.5, "centre"),
    )
    answers = (
        ("户籍", "市公安局", "有记录，与申报一致", "2026年5月31日"),
        ("养老金", "市人力社保局", "有记录，每月1,260元，申报为1,200元", "2026年5月31日"),
        ("不动产", "市自然资源和规划局", "无记录", "2026年5月31日"),
        ("机动车辆", "市公安局", "未反馈", "—"),
        ("住房公积金", "市住建局", "无记录", "2026年5月31日"),
    )
    return OfficialDocument(
        title="家庭经济状况核对报告",
        body=(
            Listing("报告编号", "示核〔2026〕000128号"),
            Listing("申请人", "测试甲（共同生活的家庭成员3人，均已授权）"),
            Listing("核对事项", "最低生活保障"),
            Paragraph("一、核对结果", 1),
            Table(columns, answers),
            Paragraph("二、需要说明的事项", 1),
            Paragraph("养老金与申报相差60元；机动车辆信息尚未反馈，不作为没有车辆的依据。"),
            Paragraph("本报告仅供救助审核使用，对结果有异议的，可自收到之日起15个工作日内申请复核。"),
        ),
        signature=Signature("示例市居民家庭经济状况核对中心", "2026年6月3日", has_seal=True),
    )


def record_of_signing() -> OfficialDocument:
    """Return a signature record (签署记录) with consents by clause, a review and a signature."""
    content, file = "3f2a91bc" * 8, "90c4d17e" * 8
    answers = ("同意", "同意", "修改后同意", "视为同意")
    notes = ("", "", "“7月15日”改为“7月31日”，已采纳", "逾期未反馈，按制度第五条第二款")
    consents = tuple(
        Consent(
            "一二三四"[n // 4],
            unit,
            answers[n % 4],
            PEOPLE[n + 4],
            f"2026年6月{n // 8 + 2}日 15:20",
            notes[n % 4],
        )
        for n, unit in enumerate(UNITS[:16])
    )
    said = "我已阅读纪要全文，内容与会议议定一致，同意签发。"
    steps = (
        ("审核", "测试乙", "办公室主任", "联席会议制度第四条"),
        ("签发", "测试甲", "总召集人", "联席会议制度第五条"),
    )
    intents = tuple(
        Intent(step, by, role, authority, f"2026年6月4日 {9 + n}:05", "10.0.0.8", said, content)
        for n, (step, by, role, authority) in enumerate(steps)
    )
    return signature_record(
        SignatureRecord(
            title="示例市社会救助联席会议2026年第一次全体会议纪要",
            number="〔2026〕1号",
            organ=OFFICE,
            content_hash=content,
            file_hash=file,
            consents=consents,
            intents=intents,
            made_at="2026年6月4日 10:06",
        )
    )


PAPERS: dict[str, Callable[[], OfficialDocument]] = {
    "通知": notice,
    "通知（不加盖印章）": partial(notice, has_seal=False),
    "函": letter,
    "议程": agenda,
    "签到表": sign_in_sheet,
    "任务交办单": task_sheet,
    "督办单": supervision_slip,
    "通报": circular,
    "核对报告": verification_report,
    "签署记录": record_of_signing,
}
