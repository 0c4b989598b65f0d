"""What people read beside the compared values: quoted clauses, what a text lacks, who is named."""

import pytest

from members.notices import read
from tests.members.notices.small import HEAD, MEMBERS, fields_of, reading_of


@pytest.mark.parametrize(
    "text",
    [
        "此前成立的县困难群众基本生活保障领导小组同时撤销。",
        "原《关于建立社会救助联席会议制度的通知》（溪政办〔2014〕63号）不再执行。",
        "《溪口县社会救助联席会议制度》同时废止。",
    ],
)
def test_what_a_notice_repeals_is_quoted(text: str) -> None:
    assert fields_of(text)["repeals"] == text.rstrip("。").replace("（", "(").replace("）", ")")


def test_how_long_a_notice_holds_is_quoted_and_says_nothing_of_its_validity() -> None:
    fields = fields_of("本制度自2022年7月1日起施行，有效期五年。")
    assert fields["in_force"] == "本制度自2022年7月1日起施行,有效期五年" and fields["validity"] is None


def test_silence_that_counts_as_consent_is_read_with_its_working_days() -> None:
    fields = fields_of("会议纪要送与会单位会签，3个工作日内未反馈意见的，视为同意。")
    assert (fields["minutes_consent_days"], fields["minutes_consent_deemed"]) == (3, True)
    overdue = fields_of("会议纪要征求参会单位意见。逾期五个工作日未答复的视为无异议。")
    assert (overdue["minutes_consent_days"], overdue["minutes_consent_deemed"]) == (5, True)
    silent = fields_of("会议纪要经与会单位同意后印发。议题征求意见逾期未反馈的，按程序办理。")
    assert (silent["minutes_consent_days"], silent["minutes_consent_deemed"]) == (None, None)


def test_a_text_that_lacks_its_annex_or_its_end_is_not_complete() -> None:
    whole = fields_of(
        "附件：成员单位职责", "溪口县人民政府办公室", "2022年6月1日", "成员单位职责", "县民政局牵头救助工作。"
    )
    assert whole["complete"] and whole["cut_note"] is None
    lacking = fields_of("附件：成员单位职责")
    assert not lacking["complete"] and "成员单位职责" in lacking["cut_note"]
    stopped = read(f"{HEAD}\n{MEMBERS}\n联席会议办公室设在县民政局，承担联席会议日常工作，督促各成员单位").fields
    assert not stopped["complete"] and "督促各成员单位" in stopped["cut_note"]


def test_everybody_who_is_named_is_listed_once() -> None:
    fields = fields_of(
        "召集人：测试甲　副县长",
        "成　员：测试乙　县民政局局长",
        "测试丙　县财政局局长",
        "办公室设在县民政局，测试乙任办公室主任。",
    )
    assert fields["named_persons"] == ["测试甲", "测试乙", "测试丙"]


def test_what_was_only_quoted_before_has_its_place_now() -> None:
    reading = reading_of("根据《社会救助暂行办法》，制定本制度。", "附件：成员单位职责")
    assert {"action", "body_name", "basis[0]", "attachments[0]"} <= reading.evidence.keys()
    assert reading.fields["basis"] == ["《社会救助暂行办法》"] and reading.fields["anomalies"] == [
        reading.fields["cut_note"]
    ]
