"""A notice speaks of its own body; sub-bodies, and bodies of a lower level, are not taken for it."""

import pytest

from tests.members.notices.small import fields_of

OWN = "联席会议由副县长任总召集人，县民政局局长任召集人。联席会议办公室设在县民政局，由测试甲任办公室主任。"
STRANGE = (
    ("联席会议下设急难救助工作专班，由县民政局副局长测试乙任组长，县财政局副局长测试丙任副组长。",),
    ("二、设立专家委员会", "主任由测试乙担任，副组长由测试丙担任。", "专家委员会办公室设在县社会救助中心。"),
    ("（二）工作专班", "组长：测试乙（县民政局副局长）", "副组长：测试丙（县财政局副局长）"),
    ("（二）资金保障组。组长：测试乙（兼），成员单位：县财政局。", "（三）督查组。组长：测试丙（兼）。"),
    ("专班办公室设在县救助站，由测试乙任办公室主任。",),
    ("各乡镇要参照建立联席会议，由乡镇长任总召集人，分管副乡镇长任召集人，办公室设在乡镇民政办。",),
    ("各街镇应建立本级社会救助联席会议。召集人由街镇主要负责人担任，副召集人由分管负责人担任。",),
    ("镇级联席会议由镇长任召集人，副镇长任副召集人。",),
    ("省级联席会议由省长任总召集人，办公室设在省民政厅。",),
    ("市政府要求，市社会救助联席会议由副市长担任召集人。",),
    ("2016年3月，县政府建立了社会救助联席会议制度，由副县长任副召集人，办公室设在县扶贫办。",),
    ("二、县未成年人保护工作领导小组", "组长：县长", "副组长：副县长", "办公室设在县妇联，测试乙任办公室主任。"),
)


@pytest.mark.parametrize("paragraphs", STRANGE)
def test_sub_bodies_and_lower_levels_change_nothing(paragraphs: tuple[str, ...]) -> None:
    alone, beside = fields_of(OWN), fields_of(OWN, *paragraphs)
    for name in ("chief_convener", "conveners", "deputy_conveners", "office_host_unit", "office_director"):
        assert beside[name] == alone[name], name
    assert alone["chief_convener"] == "副县长" and alone["office_host_unit"] == "县民政局"


def test_what_comes_behind_a_strange_section_is_the_bodys_own_again() -> None:
    fields = fields_of(OWN, "一、工作专班", "专班每周召开一次例会。", "二、会议制度", "联席会议每年召开两次。")
    assert fields["regular_meetings_per_year"] == {"min": 2, "max": 2}


@pytest.mark.parametrize(
    "heading", ["一、建立健全联席会议", "一、完善县级工作联席会议", "（一）专题联席会议", "一、规范领导小组"]
)
def test_a_heading_that_names_no_other_matter_is_the_bodys_own(heading: str) -> None:
    assert fields_of(heading, "总召集人由副县长担任。")["chief_convener"] == "副县长"


def test_an_office_beside_working_groups_is_read() -> None:
    fields = fields_of(
        "联席会议下设办公室和工作组，办公室设在县民政局。", "各县直部门成员变动的，应报办公室备案，由继任者接替。"
    )
    assert fields["office_host_unit"] == "县民政局"
    assert fields["member_change_rule"]["type"] == "successor_takes_over_filed_with_office"


def test_an_annexed_list_of_a_sub_body_is_not_the_members() -> None:
    annex = ("附件：工作专班名单", "组长：测试乙　县民政局副局长", "成员：测试丙　县住建局干部", "测试丁　县水利局干部")
    fields = fields_of(OWN, "溪口县人民政府办公室", "2022年6月1日", *annex)
    assert fields["member_persons"] == [] and "县水利局" not in fields["member_units"]


def test_the_body_of_a_township_is_its_own() -> None:
    head = "石桥镇人民政府关于建立镇社会救助联席会议的通知\n石政发〔2022〕3号\n各村（居）委员会："
    fields = fields_of(
        "镇联席会议由镇长任总召集人，每季度召开一次会议。", head=head, members="由镇民政办、镇财政所组成。"
    )
    assert fields["chief_convener"] == "镇长" and fields["regular_meetings_per_year"] == {"min": 4, "max": 4}


def test_a_body_that_is_itself_a_task_force_is_read() -> None:
    head = "溪口县人民政府办公室关于成立困难群众救助工作专班的通知\n溪政办〔2022〕5号\n各乡镇人民政府："
    fields = fields_of("工作专班组长由副县长担任，专班办公室设在县民政局。", head=head)
    assert fields["chief_convener"] == "副县长" and fields["office_host_unit"] == "县民政局"
