"""Texts broken at the edge of a page, scanned texts, and the lists that end a notice."""

from tests.members.notices.small import fields_of, reading_of

BROKEN = """    为进一步完善县社会救助工作机制，加强部门协作，结合机构改革后部门职能调整的情
况，经县政府同意，现就完善县社会救助联席会议机制有关事项通知如下：
    一、组成单位
    （一）成员单位：县委宣传部、县发展改革委、县教育局、县公安局、县民政局、县自然
资源和规划局、县财政局、县人力资源社会保障局、县住房城乡建设局、县农业农村局、县
卫生健康委、县残联。
    （二）办公室设在县民政局，由县民政局局长任主任，负责联席会议的日常工作和有关事
项的督促落实。
    二、会议制度
    联席会议每年召开两次，由总召集人召集，必要时可以请县委和县政府的主要领导同志出
席会议。"""
COPIED = """抄送：县委各部门，县人大常委会办公室，县政协办公室，
县纪委监委，县法院，县检察院。
溪口县人民政府办公室　　2022年6月2日印发"""


def test_lines_broken_at_the_edge_of_a_page_are_joined() -> None:
    fields = fields_of(BROKEN, members="")
    assert len(fields["member_units"]) == 12
    assert fields["member_units"][4:8] == ["县民政局", "县自然资源和规划局", "县财政局", "县人力资源社会保障局"]
    assert fields["regular_meetings_per_year"] == {"min": 2, "max": 2}


def test_a_list_of_copies_goes_on_to_its_end() -> None:
    fields = fields_of("溪口县人民政府办公室", "2022年6月1日", COPIED)
    assert fields["cc"] == "县委各部门,县人大常委会办公室,县政协办公室,县纪委监委,县法院,县检察院"


SCANNED = """关 于 建 立 溪 口 县 社 会 救 助 联 席 会 议
制 度 的 通 知
溪政办发 ( 2022 ) 14 号
各乡 (镇) 人民政府 , 县直各单位 :
经县政府同意 , 建立溪口县社会救助联席会议制度 . 现通知如下 :
召集人 : 县政府副县长 测试甲
成 员 : 县委宣传部 副部长 测试乙
县民政局 局 长 测试丙
县残联 副理事长 测试丁
联席会议办公室设在县民政局 , 办公室主任由县民政局局长测试丙兼任 .
联席会议每年召开一至二次 , 由召集人召集 . 会议纪要抄报县政府 ."""


def test_a_scanned_text_is_read_like_any_other() -> None:
    fields = reading_of(members="", head=SCANNED).fields
    assert fields["title"] == "关于建立溪口县社会救助联席会议制度的通知"
    assert fields["doc_number"] == "溪政办发〔2022〕14号"
    assert fields["member_units"] == ["县委宣传部", "县民政局", "县残联"]
    assert fields["office_director"] == "测试丙(县民政局局长)" or fields["office_director"] == "县民政局局长 测试丙"
    assert fields["convened_by"] == "召集人" and fields["minutes"]["reported_to"] == "县政府"


COMPOSED = """溪口市人民政府关于改革完善社会救助制度的实施意见
溪政发〔2022〕3号
各区县人民政府：
一、加强组织领导。建立由市政府分管负责同志任召集人，市民政局、市委宣传部、市发展改革委、市教育局、市公安局、市财政局、\
市人力资源社会保障局、市住房城乡建设局、市农业农村局、市医保局、市残联等部门负责同志为成员的市社会救助联席会议制度，\
办公室设在市民政局。"""


def test_a_body_founded_within_an_opinion_is_no_refusal() -> None:
    fields = reading_of(members="", head=COMPOSED).fields
    assert len(fields["member_units"]) == 11 and fields["office_host_unit"] == "市民政局"
    assert fields["conveners"] == ["市政府分管负责同志"]


def test_a_broken_text_reads_like_the_whole_one() -> None:
    paragraphs = (
        "一、联席会议由县委宣传部、县民政局、县财政局、县教育局、县人力资源和社会保障局、县残疾人联合会组成。",
        "二、联席会议办公室设在县民政局，办公室主任由县民政局局长兼任，办公室副主任由县民政局分管副局长兼任。",
        "三、会议纪要由联席会议办公室起草，经与会单位同意后，由总召集人签发，印发各成员单位，并抄报县政府。",
    )
    whole = fields_of(*paragraphs, members="")
    for width in (28, 31, 34, 37, 40):
        broken = [text[at : at + width] for text in paragraphs for at in range(0, len(text), width)]
        fields = fields_of(*broken, members="")
        for name in ("member_units", "office_director", "office_deputies", "minutes"):
            assert fields[name] == whole[name], (width, name)
