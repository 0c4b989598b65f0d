"""Change of members, major matters, succession, and single changes, in wordings beside those of the samples."""

import pytest

from tests.members.notices.small import fields_of, reading_of

FILED, SUCCEEDS = "successor_takes_over_filed_with_office", "successor_takes_over"
CHANGE = (
    ("联席会议成员职务变动的，由继任者自然接任，联席会议办公室备案即可。", FILED),
    ("成员如有变动，由所在单位报联席会议办公室备案，不再另行发文。", FILED),
    ("成员单位人员变动时，由接任者自动替补，并报联席会议办公室备案。", FILED),
    ("成员工作变动的，由接替其工作的人员继任。", SUCCEEDS),
    ("成员因工作变动需要调整的，由所在单位提出，联席会议办公室调整并通报。", "office_adjusts_roster"),
    ("成员需要调整的，由成员单位提出，经办公室汇总后报总召集人审定。", "chief_approves_successor_fills"),
    ("成员变动由单位报县民政局备案。", None),
)


@pytest.mark.parametrize(("text", "kind"), CHANGE)
def test_the_kind_of_member_change_is_read(text: str, kind: str | None) -> None:
    assert fields_of(text)["member_change_rule"]["type"] == kind


def test_a_major_matter_taken_up_by_the_government_is_reported_by_the_office() -> None:
    rule = fields_of("需提请县委、县政府研究的重大事项，由联席会议办公室按程序上报。")["major_matter_rule"]
    assert (rule["who_reports"], rule["to"]) == ("联席会议办公室", "县委、县政府")


def test_a_major_matter_told_to_the_government_names_who_tells_it() -> None:
    rule = fields_of("重大事项由联席会议牵头单位向县人民政府报告。")["major_matter_rule"]
    assert (rule["who_reports"], rule["to"]) == ("联席会议牵头单位", "县人民政府")


DUTIES = (
    ("（1）县财政局——负责资金保障。", "（2）县教育局——负责学生资助工作。"),
    ("第六条  （一）县财政局负责资金保障。", "（二）县教育局负责学生资助工作。"),
    ("2 职责", "2.1 县财政局：负责资金保障。", "2.2 县教育局：负责学生资助工作。", "3 会议"),
)


@pytest.mark.parametrize("paragraphs", DUTIES)
def test_duties_in_other_numberings_are_read(paragraphs: tuple[str, ...]) -> None:
    fields = fields_of("二、成员单位职责", *paragraphs)
    assert [(row["unit"], row["chars"]) for row in fields["duties"]] == [("县财政局", 7), ("县教育局", 9)]


def test_headings_that_end_like_units_are_no_duties() -> None:
    rows = ("（一）例会。联席会议例会每半年召开一次。", "（二）督办落实。联席会议议定事项由县民政局督办。")
    fields = fields_of("三、会议规则", *rows)
    assert fields["duties"] == [] and fields["regular_meetings_per_year"] == {"min": 2, "max": 2}


def test_the_sentence_on_succession_is_no_part_of_the_last_duty() -> None:
    duties = ("一、职责分工", "县民政局：负责低保和特困供养工作。", "县残联：做好残疾人救助工作。")
    fields = fields_of(*duties, "因机构改革，成员单位职能划转的，其职责由承接单位继续履行。")
    assert fields["duties"][-1]["text"] == "做好残疾人救助工作。" and fields["duty_succession_clause"]


def test_running_duties_and_duties_behind_a_theme_are_read() -> None:
    running = fields_of("四、县民政局负责汇总通报；县财政局负责落实资金；县教育局负责教育救助；县医保局负责医疗救助。")
    assert [row["unit"] for row in running["duties"]] == ["县民政局", "县财政局", "县教育局", "县医保局"]
    themed = fields_of(
        "二、任务分工",
        "1.基本生活救助。县民政局、县财政局：健全低保标准动态调整机制。",
        "2.医疗救助。县医保局：做好资助参保工作。",
        "3.教育救助：县教育局：落实资助政策。",
    )
    assert [row["unit"] for row in themed["duties"]] == ["县民政局", "县财政局", "县医保局", "县教育局"]
    assert themed["duties"][2]["text"] == "做好资助参保工作。"


ADJUSTS = "溪口县人民政府办公室关于调整县社会救助联席会议成员的通知\n溪政办函〔2022〕9号\n各成员单位："
REPLACED = (
    (
        "总召集人测试甲同志不再担任，由测试乙同志（县委常委、副县长）担任；",
        "总召集人",
        "测试甲",
        "县委常委、副县长 测试乙",
    ),
    (
        "县民政局测试甲同志不再担任召集人，由县民政局局长测试乙同志接任；",
        "召集人",
        "县民政局 测试甲",
        "县民政局局长 测试乙",
    ),
    (
        "联席会议办公室主任由测试乙同志担任，测试甲同志不再兼任联席会议办公室主任职务。",
        "办公室主任",
        "测试甲",
        "测试乙",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("text", "role", "old", "new"), REPLACED)
def test_who_follows_whom_is_read(text: str, role: str, old: str, new: str) -> None:
    reading = reading_of("现作如下调整：", text, members="", head=ADJUSTS)
    assert reading.fields["changes"]["replaced"] == [{"role": role, "from": old, "to": new}]
    assert reading.changes_only


def test_a_quoted_unit_is_renamed() -> None:
    text = "原成员单位“县卫生和计划生育局”变更为“县卫生健康局”，“县安监局”变更为“县应急管理局”。"
    changes = reading_of(text, members="", head=ADJUSTS).fields["changes"]
    assert [tuple(row.values()) for row in changes["renamed"]] == [
        ("县卫生和计划生育局", "县卫生健康局"),
        ("县安监局", "县应急管理局"),
    ]
    assert changes["replaced"] == []
