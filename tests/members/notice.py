"""A notice of a place that does not exist, and one that changes its body: synthetic from the first word to the last."""

from datetime import timedelta
from uuid import uuid4

from jointmeeting.kernel import clock
from members.bringing_in import save_decisions, start_draft
from members.models import CharterDraft, Jurisdiction, User
from members.models.charter_draft import CharterDraftState
from members.notices import read
from members.workflows import charter_drafts

FOUNDING = """清溪县人民政府办公室关于建立清溪县社会救助联席会议制度的通知

清政办发〔2026〕12号

各乡镇人民政府，县政府有关部门：

为加强全县社会救助工作的组织领导，经县政府同意，决定建立清溪县社会救助联席会议制度。现将有关事项通知如下：

一、组织领导
县政府分管民政工作的副县长担任联席会议总召集人，县民政局局长担任召集人。
联席会议由县委宣传部、县民政局、县财政局、县教育局、县医保局、县残联、各乡镇人民政府等7个单位组成。
联席会议办公室设在县民政局，办公室主任由县民政局局长兼任。各成员单位确定1名联络员。

二、工作规则
（一）联席会议每年召开12次例会，由联席会议办公室负责召集，由总召集人主持。
（二）会议议定事项以会议纪要形式明确，经与会单位同意后印发各成员单位，抄报县政府。
（三）重大问题经联席会议讨论后，由联席会议办公室报县政府决定。
（四）联席会议成员因工作变动需要调整的，由所在单位提出，联席会议确定。

三、职责分工
（一）县委宣传部。负责社会救助政策宣传。
（二）县民政局。负责牵头社会救助工作，承担联席会议日常工作。
（三）县财政局。负责社会救助资金保障，每季度向联席会议办公室报送资金使用情况。
（四）县教育局。负责教育救助，提供在校学生信息。
（五）县医疗保障局。负责医疗救助，提供医疗保险参保信息。
（六）县残联。负责残疾人救助，提供残疾人信息。

清溪县人民政府办公室
2026年3月2日
"""
CHANGING = """清溪县人民政府办公室关于调整清溪县社会救助联席会议成员单位的通知

清政办发〔2026〕40号

各乡镇人民政府，县政府有关部门：

因机构改革，经县政府同意，对清溪县社会救助联席会议成员单位调整如下：

一、增加县数据局、县工商联为联席会议成员单位。
二、县教育局不再作为联席会议成员单位。
三、县医保局更名为县医疗保障局。

清溪县人民政府办公室
2026年9月1日
"""
ANSWERS = {
    "regular_per_year": {"keep": True, "text": "1-2"},
    "same_as[县医疗保障局]": {"keep": True, "text": "县医保局"},
}


def draft_of(text: str, body: Jurisdiction | None, by: User) -> CharterDraft:
    """Give a pasted notice."""
    return start_draft(read(text, "粘贴的通知"), body, by=by, request_key=uuid4())


def decided(draft: CharterDraft, by: User, **more: object) -> CharterDraft:
    """Answer what is open."""
    return save_decisions(draft, {**ANSWERS, **more}, version=draft.version, by=by)


def confirmed(draft: CharterDraft, by: User) -> CharterDraft:
    """Bring it into force today."""
    charter_drafts.perform(draft, "confirm", by=by, data={"in_force_from": clock.today()})
    return draft


def in_state(draft: CharterDraft, state: CharterDraftState, by: User) -> CharterDraft:
    """Bring an answered draft to `state`."""
    if state == CharterDraftState.CONFIRMED:
        confirmed(draft, by)
    if state == CharterDraftState.SCHEDULED:
        tomorrow = clock.today() + timedelta(days=1)
        charter_drafts.perform(draft, "schedule", by=by, data={"in_force_from": tomorrow})
    if state == CharterDraftState.DISCARDED:
        charter_drafts.perform(draft, "discard", by=by)
    return draft
