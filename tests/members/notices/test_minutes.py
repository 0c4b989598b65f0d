"""Who calls and chairs the meeting, and what becomes of its minutes, in wordings beside those of the samples."""

import pytest

from tests.members.notices.small import fields_of

CALLED = (
    ("联席会议由总召集人或委托副总召集人召集并主持。", "总召集人或委托副总召集人", "总召集人或委托副总召集人"),
    ("联席会议由召集人召集，也可由召集人委托副召集人召集。", "召集人或召集人委托副召集人", None),
    ("联席会议由总召集人主持，也可委托第一召集人主持。", None, "总召集人或委托第一召集人"),
    ("联席会议由召集人主持，也可由县长指定的其他同志主持。", None, None),
    ("联席会议由常务副县长或召集人主持。", None, None),
    ("联席会议由召集人主持，也可由召集人委托的副局长主持。", None, "召集人或召集人委托的副局长"),
    ("联席会议由召集人召集，重要会议由第一召集人主持。", "召集人", None),
    ("联席会议由副总召集人召集。", "副总召集人", None),
    ("联席会议由总召集人召集，必要时可请县委书记出席。", "总召集人", None),
)


@pytest.mark.parametrize(("text", "convened", "chaired"), CALLED)
def test_who_calls_and_chairs_is_read_whole_or_not_at_all(text: str, convened: str | None, chaired: str | None) -> None:
    fields = fields_of(text)
    assert (fields["convened_by"], fields["chaired_by"]) == (convened, chaired)


MINUTES: tuple[tuple[str, dict[str, object]], ...] = (
    ("会议纪要由办公室起草，县民政局局长审核，召集人签发，发至各成员单位。",
     {"drafted_by": "办公室", "reviewed_by": "县民政局局长", "signed_by": "召集人", "issued_to": "各成员单位"}),
    ("联席会议纪要由县民政局拟稿，经县政府办公室审核，由主持会议的领导签发。",
     {"drafted_by": "县民政局", "reviewed_by": "县政府办公室", "signed_by": "主持会议的领导"}),
    ("形成会议纪要，经分管副县长审核，县长签发后下发各成员单位。",
     {"reviewed_by": "分管副县长", "signed_by": "县长", "issued_to": "各成员单位"}),
    ("会议纪要由秘书处整理，送与会单位会签后，由总召集人签发。",
     {"drafted_by": "秘书处", "consent_of_attending_units": True, "signed_by": "总召集人"}),
    ("联席会议议定的事项形成纪要，由县民政局印发各成员单位。", {"issued_to": "各成员单位"}),
    ("会议纪要由县民政局起草，征求与会单位意见后，由牵头单位负责人签发。",
     {"drafted_by": "县民政局", "signed_by": "牵头单位负责人"}),
    ("议定事项形成会议纪要，由县民政局起草、县政府办公室审核、县长签发。",
     {"drafted_by": "县民政局", "reviewed_by": "县政府办公室", "signed_by": "县长"}),
    ("会议纪要经会议主持人审定，以办公室名义印发，印发范围由办公室主任确定。", {"signed_by": "会议主持人"}),
    ("会议决定由镇民政办整理成会议纪要，印发前须经镇长签批。", {"drafted_by": "镇民政办", "signed_by": "镇长"}),
    ("会议纪要由办公室起草，分送参会单位征求意见，经执行召集人审核，由召集人共同签发。",
     {"drafted_by": "办公室", "reviewed_by": "执行召集人", "signed_by": "召集人"}),
    ("联席会议办公室主要职责：承担日常工作；起草会议纪要。", {"drafted_by": "联席会议办公室"}),
    ("办公室会议纪要由办公室主任签发，联席会议纪要由总召集人签发。", {"signed_by": "总召集人"}),
    ("议题由办公室征集，报副召集人初审、召集人审定；会后形成会议纪要，经县长签发后印发。", {"signed_by": "县长"}),
    ("议题由办公室征集后报召集人审定，会议形成纪要。", {}),
    ("会议纪要由办公室起草，与会各部门负责人会签后，由召集人签发。",
     {"drafted_by": "办公室", "consent_of_attending_units": True, "signed_by": "召集人"}),
    ("联席会议由办公室做好记录并形成会议纪要，由召集人或召集人委托的副召集人签发。",
     {"drafted_by": "办公室", "signed_by": "召集人或召集人委托的副召集人"}),
    ("例会形成会议纪要，办公室起草后由召集人签发。", {"drafted_by": "办公室", "signed_by": "召集人"}),
    ("会议形成纪要，办公室起草督办通知。", {}),
    ("会议纪要由“报总召集人签发”改为“由召集人签发”。", {"signed_by": "召集人"}),
    ("会议纪要经与会单位审核同意后，报召集人签发。", {"consent_of_attending_units": True, "signed_by": "召集人"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), MINUTES)
def test_each_step_of_the_minutes_is_read_and_no_other(text: str, wanted: dict[str, object]) -> None:
    stated = {name: value for name, value in fields_of(text)["minutes"].items() if value is not None}
    assert stated == {"form": "会议纪要"} | wanted
