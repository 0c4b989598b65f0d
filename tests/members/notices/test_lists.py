"""Lists of member units and of named members in the many ways notices print them; a list is never cut silently."""

import pytest

from tests.members.notices.small import codes_of, fields_of, reading_of

FOUR = ["县委宣传部", "县民政局", "县自然资源和规划局", "县残联"]
PRINTED = (
    ("二、成员单位  县委宣传部、县民政局、县自然资源和规划局、县残联",),
    ("成员由下列单位负责人组成：县委宣传部、县民政局、县自然资源和规划局、县残联。",),
    ("成员单位共有4个，具体为：县委宣传部、县民政局、县自然资源和规划局、县残联。",),
    ("组成单位包括以下部门：县委宣传部、县民政局、县自然资源和规划局、县残联。",),
    ("（二）成员单位", "党委部门：县委宣传部；", "政府部门：县民政局、县自然资源和规划局；", "群团：县残联。"),
    ("成员单位：党群部门：县委宣传部；政府组成部门：县民政局、县自然资源和规划局；人民团体：县残联。",),
    (
        "成员单位及责任人：",
        "1、县委宣传部：分管副部长",
        "2、县民政局：局长、分管副局长",
        "3、县自然资源和规划局：总规划师",
        "4、县残联：理事长",
    ),
    (
        "一、成员单位职责",
        "1.县委宣传部。负责宣传工作。",
        "2.县民政局。牵头做好救助工作。",
        "3.县自然资源和规划局。提供不动产信息。",
        "4.县残联。负责残疾人救助工作。",
    ),
    (
        "（一）县委宣传部。负责政策宣传工作。",
        "（二）县民政局、县自然资源和规划局。负责信息核对工作。",
        "（三）县残联。负责残疾人救助。",
        "以上单位为县社会救助联席会议成员单位。",
    ),
    (
        "附表",
        "序号\t成员单位\t工作职责",
        "1\t县委宣传部\t负责政策宣传。",
        "2\t县民政局\t牵头救助工作。",
        "3\t县自然资源和规划局\t提供不动产信息。",
        "4\t县残联\t负责残疾人救助。",
    ),
    ("成员单位", "党群部门——县委宣传部；", "政府部门——县民政局、县自然资源和规划局；", "团体——县残联。"),
    (
        "五、其他事项由办公室负责。",
        "溪口县社会救助联席会议成员单位职责",
        "县委宣传部：负责政策宣传。",
        "县民政局：牵头救助工作。",
        "县自然资源和规划局：提供不动产信息。",
        "县残联：负责残疾人救助。",
    ),
    ("（二）成员单位。县委宣传部、县民政局、县自然资源和规划局以及县残联。",),
    ("一、联席会议由下列单位组成", "县委宣传部、县民政局、县自然资源和规划局、县残联（共4个单位）。"),
    ("联席会议由县委宣传部、县民政局、县自然资源和规划局等部门和县残联组成。",),
    ("联席会议由县委宣传部牵头，县民政局、县自然资源和规划局、县残联等4个单位组成。",),
    ("测试甲任召集人，县委宣传部副部长测试乙、县民政局副局长测试丙、县自然资源和规划局总规划师测试丁、"
     "县残联副理事长测试戊为成员。",),
    ("附件 成员单位名单", "序号\t单位\t序号\t单位", "1\t县委宣传部\t3\t县自然资源和规划局", "2\t县民政局\t4\t县残联"),
)  # fmt: skip


@pytest.mark.parametrize("paragraphs", PRINTED)
def test_units_are_read_whole_and_in_order(paragraphs: tuple[str, ...]) -> None:
    fields = fields_of("联席会议办公室设在县民政局。", *paragraphs, members="")
    assert fields["member_units"] == FOUR


def test_groups_and_posts_of_members_are_no_duties() -> None:
    for paragraphs in PRINTED[4:7]:
        assert fields_of("联席会议办公室设在县民政局。", *paragraphs, members="")["duties"] == []


def test_a_count_in_front_of_the_list_is_kept() -> None:
    assert fields_of(*PRINTED[2], members="")["member_count_claimed"] == 4


PERSONS = """召集人：测试甲　县政府副县长
成　员：测试乙　县民政局局长
测　试　　县财政局总农艺师
测试丁（女）　县残联兼职副理事长
测试戊（女，苗族）县教育局二级调研员
试例·测试　县民宗局副局长
测试己　县文化馆业务专干
各乡镇乡镇长
测试庚（国家税务总局溪口县税务局副局长）"""


def test_one_line_that_is_not_understood_does_not_end_a_list_of_persons() -> None:
    reading = reading_of(*PERSONS.split("\n"), members="")
    persons = [(row["name"], row["post_as_printed"], row["unit"]) for row in reading.fields["member_persons"]]
    assert persons == [
        ("测试乙", "县民政局局长", "县民政局"),
        ("测试", "县财政局总农艺师", "县财政局"),
        ("测试丁", "县残联兼职副理事长", "县残联"),
        ("测试戊", "县教育局二级调研员", "县教育局"),
        ("试例·测试", "县民宗局副局长", "县民宗局"),
        ("测试己", "县文化馆业务专干", "县文化馆"),
        ("测试庚", "国家税务总局溪口县税务局副局长", "国家税务总局溪口县税务局"),
    ]
    assert [remark.printed for remark in reading.remarks if remark.code == "name_variant"] == ["各乡镇乡镇长"]


def test_the_printed_list_of_units_stands_beside_the_persons() -> None:
    units = "联席会议由省民政厅、省教育厅、省财政厅、省残联等4个部门组成。"
    persons = ("成　员：测试甲　省教育厅副厅长", "测试乙　省财政厅一级巡视员", "测试丙　省残联副理事长")
    fields = fields_of(*persons, members=units)
    assert fields["member_units"] == ["省民政厅", "省教育厅", "省财政厅", "省残联"]
    assert fields["member_count_claimed"] == 4
    assert [row["unit"] for row in fields["member_persons"]] == ["省教育厅", "省财政厅", "省残联"]


TABLE = """职务\t姓名\t单位及职务\t电话
总召集人\t测试甲\t县委副书记\t0000
召集人\t测试乙\t县政府副县长\t0000
\t测试丙\t县民政局局长\t0000
成员\t测试丁\t县财政局副局长\t0000
\t测试戊\t县残联副理事长\t0000"""


def test_a_column_of_roles_is_the_role_column_whatever_stands_above_it() -> None:
    fields = fields_of(*TABLE.split("\n"), members="")
    assert fields["chief_convener"] == "县委副书记 测试甲"
    assert fields["conveners"] == ["县政府副县长 测试乙", "县民政局局长 测试丙"]
    assert fields["member_units"] == ["县财政局", "县残联"]


CELLS = (
    ("序号  单位  姓名  职务", "1  县财政局  测  试  副局长", "2  县残联  测试戊  副理事长"),
    ("成员：", "测试", "县财政局副局长", "测试戊", "县残联副理事长"),
)


@pytest.mark.parametrize("paragraphs", CELLS)
def test_the_cells_of_a_pasted_table_are_put_together(paragraphs: tuple[str, ...]) -> None:
    fields = fields_of("联席会议办公室设在县民政局。", "附件 联席会议成员名单", *paragraphs, members="")
    assert [(row["name"], row["unit"]) for row in fields["member_persons"]] == [
        ("测试", "县财政局"),
        ("测试戊", "县残联"),
    ]
    assert fields["member_units"] == ["县财政局", "县残联"]


def test_a_pasted_table_with_a_row_that_does_not_fit_is_left_alone() -> None:
    rows = (*CELLS[0], "3  县教育局  测试己", "4  县人社局  测试庚  副局长")
    assert fields_of("联席会议办公室设在县民政局。", *rows, members="")["member_persons"] == []


def test_a_signature_ends_a_list_of_persons_without_a_remark() -> None:
    reading = reading_of("成　员：测试乙　县民政局局长", "测试丙　县财政局局长", members="")
    assert len(reading.fields["member_persons"]) == 2 and "name_variant" not in codes_of(reading)
