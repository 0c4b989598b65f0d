"""Heads, lead unit and office in wordings beside those of the samples."""

import pytest

from tests.members.notices.small import codes_of, fields_of, reading_of

HEADS = (
    (
        "联席会议设总召集人1人，由县长担任；召集人1人，由分管副县长担任；副召集人2人，由县政府办副主任和县民政局局长担任。",
    ),
    ("总召集人  县长", "召集人  分管副县长", "副召集人  县政府办副主任，县民政局局长"),
    (
        "联席会议设总召集人一名,由县长担任,召集人一名,由分管副县长担任,副召集人两名,由县政府办副主任、县民政局局长担任。",
    ),
)


@pytest.mark.parametrize("paragraphs", HEADS)
def test_heads_are_read(paragraphs: tuple[str, ...]) -> None:
    fields = fields_of(*paragraphs)
    assert (fields["chief_convener"], fields["conveners"]) == ("县长", ["分管副县长"])
    assert fields["deputy_conveners"] == ["县政府办副主任", "县民政局局长"]


def test_two_chiefs_named_together_stand_as_printed() -> None:
    reading = reading_of("组　长：测试甲　县委书记", "　　　　测试乙　县长", "副组长：测试丙　副县长")
    assert reading.fields["chief_convener"] == "县委书记 测试甲、县长 测试乙"
    assert "role_undefined" in codes_of(reading)


def test_two_chiefs_named_in_different_places_stay_open() -> None:
    reading = reading_of("总召集人由县长担任。", "一、职责", "研究政策。", "二、其他", "总召集人由常务副县长担任。")
    assert reading.fields["chief_convener"] is None and "role_undefined" in codes_of(reading)


def test_two_conveners_of_one_rank_are_two() -> None:
    fields = fields_of("联席会议由县委副书记、县政府分管副县长担任双召集人。")
    assert fields["conveners"] == ["县委副书记", "县政府分管副县长"]


def test_each_holder_has_the_rank_printed_next_behind_him() -> None:
    fields = fields_of("副召集人由县委办、县政府办分管负责人和县民政局主要负责人担任。")
    assert fields["deputy_conveners"] == ["县委办分管负责人", "县政府办分管负责人", "县民政局主要负责人"]


def test_members_of_the_body_are_no_staff_of_its_office() -> None:
    text = "县政府办公室副主任测试甲任副召集人，县财政局、县教育局分管领导为成员。联席会议办公室设在县民政局。"
    assert fields_of(text)["office_staff"] == []


def test_two_posts_of_the_office_in_one_clause_are_kept_apart() -> None:
    fields = fields_of("联席会议办公室设在县民政局，县民政局局长任主任、县财政局副局长任副主任。")
    assert (fields["office_director"], fields["office_deputies"]) == ("县民政局局长", ["县财政局副局长"])


def test_holders_side_by_side_with_blanks_between_them_are_read() -> None:
    fields = fields_of("召集人：测试甲（县委常委、组织部部长） 测试乙（副县长）")
    assert fields["conveners"] == ["县委常委、组织部部长 测试甲", "副县长 测试乙"]


def test_an_office_below_its_heading_is_read() -> None:
    fields = fields_of("三、联席会议办公室", "设在县民政局，由县民政局副局长任办公室主任。")
    assert (fields["office_host_unit"], fields["office_director"]) == ("县民政局", "县民政局副局长")


def test_chiefs_who_hold_the_post_together_stand_without_the_word_for_it() -> None:
    assert fields_of("县长和分管副县长共同担任总召集人。")["chief_convener"] == "县长、分管副县长"


def test_a_lead_unit_below_its_heading_is_read() -> None:
    fields = fields_of("一、牵头单位", "县民政局：统筹社会救助工作。", "二、成员单位", "县财政局：安排资金。")
    assert fields["lead_unit"] == "县民政局"


def test_a_lead_unit_inside_the_list_is_read() -> None:
    fields = fields_of(members="联席会议由县民政局（牵头单位）、县财政局、县教育局、县医保局组成。")
    assert fields["lead_unit"] == "县民政局"


@pytest.mark.parametrize(
    "text",
    [
        "联席会议办公室设在县民政局，办公室主任由测试甲（兼）、副主任由测试乙（兼）。",
        "（四）办公室  设在县民政局，测试甲同志兼任办公室主任，测试乙同志任办公室副主任。",
    ],
)
def test_the_office_is_read(text: str) -> None:
    fields = fields_of(text)
    assert (fields["office_host_unit"], fields["office_director"]) == ("县民政局", "测试甲")
    assert fields["office_deputies"] == ["测试乙"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("健全完善县社会救助联席会议", "县社会救助联席会议"),
        ("进一步调整充实溪口县社会救助联席会议", "溪口县社会救助联席会议"),
    ],
)
def test_the_verb_is_no_part_of_the_name_of_the_body(title: str, name: str) -> None:
    assert (
        fields_of(f"现就{title}有关事项通知如下。", head=f"溪口县人民政府关于{title}的通知\n溪政〔2022〕1号\n各乡镇：")[
            "body_name"
        ]
        == name
    )
