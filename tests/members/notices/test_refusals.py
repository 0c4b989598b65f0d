"""Texts that are no notice of a social-assistance joint meeting are refused with a reason."""

import pytest

from members.notices import read

NEWS = """云溪县召开社会救助联席会议
本报讯（记者 测试甲）3月5日，云溪县召开社会救助联席会议。会议由副县长主持，县民政局、县财政局等单位参加。
会议指出，要进一步完善社会救助联席会议制度，加强部门协作。会议强调，各成员单位要各负其责。"""
FOUNDING_NEWS = """云溪县建立社会救助联席会议制度
日前，云溪县出台通知，建立社会救助联席会议制度。联席会议由县民政局、县财政局、县教育局等20个部门组成，办公室设在县民政局。
信息来源：云溪县民政局"""
OTHER_BODY = """云溪县人民政府办公室关于成立云溪县防汛抗旱指挥部的通知
云政办〔2020〕5号
各乡镇人民政府：
为做好防汛工作，决定成立县防汛抗旱指挥部，做好受灾困难群众社会救助。
组长：测试甲（副县长）
成员：试验甲（县水利局局长）、试验乙（县民政局局长）
办公室设在县水利局。
云溪县人民政府办公室
2020年5月1日"""
BUSINESS_BODY = """云溪县人民政府办公室关于建立优化营商环境联席会议制度的通知
云政办〔2021〕8号
各乡镇人民政府：
联席会议由县发改局、县财政局、县市场监管局组成，总召集人由副县长担任。办公室设在县发改局。
云溪县人民政府办公室
2021年5月1日"""
CONTRACT = """房屋租赁合同
出租方（甲方）：测试甲　承租方（乙方）：测试乙
一、甲方将位于云溪县的房屋一套出租给乙方使用，租期一年。
二、租金每月一千元，每季度支付一次。
三、本合同一式两份，双方签字后生效。"""
INVITATION = """关于召开云溪县社会救助联席会议2023年第一次全体会议的通知
云救联办〔2023〕1号
各成员单位：
经研究，定于3月10日召开社会救助联席会议全体会议。请总召集人、召集人及成员单位负责同志参加。
云溪县社会救助联席会议办公室
2023年3月1日"""
MINUTES = """云溪县社会救助联席会议纪要
〔2023〕第2号
会议由召集人测试甲主持，成员单位县民政局、县财政局参加。会议研究了完善社会救助联席会议制度等事项，议定如下：
一、由县财政局落实资金。
二、由县民政局牵头调整标准。"""
POLICY = """云溪县人民政府关于做好临时救助工作的意见
云政发〔2019〕2号
各乡镇人民政府：
各乡镇要完善社会救助工作协调机制，充分发挥社会救助联席会议作用，及时研究解决困难。
一、明确对象范围。二、规范审核程序。
云溪县人民政府
2019年2月1日"""


@pytest.mark.parametrize(
    "text",
    [NEWS, FOUNDING_NEWS, OTHER_BODY, BUSINESS_BODY, CONTRACT, INVITATION, MINUTES, POLICY],
    ids=["news", "founding_news", "other_body", "business_body", "contract", "invitation", "minutes", "policy"],
)
def test_another_text_is_refused_with_a_reason(text: str) -> None:
    reading = read(text, "文件.txt")
    assert reading.refused is not None and reading.refused.endswith("。")
    assert reading.to_json() == {"source": "文件.txt", "refused": reading.refused}


@pytest.mark.parametrize(
    "data", [b"", "", "  \n\u3000\n", "通知", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, b"\x00" * 500]
)
def test_empty_and_binary_input_is_refused(data: bytes | str) -> None:
    assert read(data, "x").refused


def test_an_old_word_file_says_what_to_do() -> None:
    assert "另存为 .docx" in str(read(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "通知.doc").refused)
