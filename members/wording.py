"""How rules and their values read in Chinese."""

from typing import Any

from members.charter_schema import AdHocMeeting, Frequency, MajorMatter

ROLES = {
    "chief_convener": "总召集人",
    "convener": "召集人",
    "deputy_convener": "副召集人",
    "director": "办公室主任",
    "staff": "办公室工作人员",
    "office": "联席会议办公室",
    "lead_unit": "牵头单位",
    "responsible_unit": "责任单位",
    "who_presided": "主持会议的同志",
}
WORDS: dict[str, str] = {
    **ROLES,
    "director_review": "办公室主任审核",
    "chief_approval": "总召集人审批",
    "successor_takes_over_filed_with_office": "继任人员接任，报办公室备案",
    "unit_proposes_meeting_decides": "所在单位提出，联席会议确定",
    "successor_takes_over": "继任人员接任",
    "chief_approves_successor_fills": "总召集人批准后由继任人员接任",
    "office_adjusts_roster": "办公室调整名单",
    "year_bracket": "〔年份〕期号",
    "issue_number": "（第几期）",
    "without_seal": "不加盖印章",
    "with_seal": "加盖印章，留出印章位置",
    "no_consent": "不要求会签",
    "no_quorum": "不作要求",
    "half": "半数以上",
    "two_thirds": "三分之二以上",
    "nobody": "不得委托",
    "attending_units": "与会单位逐条会签",
    "concerned_units": "牵头、配合单位会签本单位承担的条文",
    "quarterly": "每季度",
    "half_yearly": "每半年",
    "yearly": "每年",
    "regularly": "定期",
    "irregularly": "不定期",
    "promptly": "及时",
    "on_entry": "逢进必核",
    "once": "一次",
    "unstated": "未写明周期",
}
RULES = {
    "chief_convener": "总召集人",
    "conveners": "召集人",
    "deputy_conveners": "副召集人",
    "lead_unit": "牵头单位",
    "office_host_unit": "办公室设在",
    "office_director": "办公室主任",
    "office_deputies": "办公室副主任",
    "office_staff": "办公室人员",
    "member_rank": "成员",
    "liaison_officer": "联络员",
    "member_change": "成员调整",
    "regular_per_year": "每年例会",
    "convened_by": "例会召集",
    "chaired_by": "例会主持",
    "regular_attendees": "例会参会人员",
    "regular_agenda": "例会内容",
    "ad_hoc": "临时会议",
    "quorum": "作出决定须到会的单位",
    "liaison_meeting_before": "会前联络员会议",
    "agenda_submission": "议题提报",
    "agenda_approval": "议题审批",
    "minutes_consent": "纪要须与会单位同意",
    "minutes_consent_days": "纪要会签期限（工作日）",
    "minutes_consent_deemed": "纪要逾期未会签视为同意",
    "minutes_drafted_by": "纪要起草",
    "minutes_reviewed_by": "纪要审核",
    "minutes_signed_by": "纪要签发",
    "minutes_sign_delegate": "纪要签发可委托给",
    "minutes_issued_to": "纪要印发",
    "minutes_reported_to": "纪要报送",
    "major_matter": "重大问题",
    "duty_succession": "机构改革后职责承接",
    "cc": "抄送",
}
WORKING_RULES = {
    **RULES,
    "minutes_consent": "纪要会签",
    "minutes_number_form": "纪要编号形式",
    "minutes_seal": "纪要用印",
    "regular_called_by": "例会召集",
    "regular_chaired_by": "例会主持",
    "liaison_called_by": "联络员会议召集",
    "opinion_days": "征求意见（工作日）",
    "office_review_days": "办公室审核（工作日）",
    "paper_days": "会前发材料（工作日）",
    "notice_days": "会前发通知（工作日）",
    "minutes_days": "会后出纪要（工作日）",
    "assign_days": "交办后签收（工作日）",
    "refuse_days": "不予签收期限（工作日）",
}
CATEGORIES = {
    "household_registration": "户籍",
    "vehicle": "机动车",
    "border_crossing": "出入境",
    "social_insurance": "社会保险",
    "employment": "就业失业登记",
    "real_estate": "不动产登记",
    "housing_land": "住房用地、宅基地",
    "housing_security": "住房保障",
    "commercial_transport": "出租营运",
    "market_entity": "市场主体登记",
    "tax": "纳税",
    "housing_fund": "住房公积金",
    "bank_account": "银行账户",
    "financial_asset": "金融资产、有价证券",
    "credit_reference": "征信",
    "fiscal_payroll": "财政供养人员",
    "public_credit": "公共信用",
    "student": "在校学生",
    "farm_machinery": "经营性农业机械",
    "death": "死亡人口",
    "special_disease": "特殊疾病",
    "disability": "残疾人",
    "religious_staff": "宗教教职人员",
    "medical_insurance": "住院结算、医疗保险",
    "veteran": "优抚对象、退役军人",
    "disaster": "受灾人员",
    "charity_aid": "慈善和群团救助",
    "poverty_monitor": "防返贫监测",
    "commercial_insurance": "商业保险",
    "vessel": "船舶",
    "marriage": "婚姻登记",
    "cremation": "殡葬火化",
    "staffing": "编制",
    "prison": "服刑",
}


def say(value: Any) -> str:
    """Return a rule's value as a person reads it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple | list):
        return "、".join(say(part) for part in value)
    if isinstance(value, Frequency):
        if value.max is None:
            return f"至少{value.min}次"
        return f"{value.min}次" if value.min == value.max else f"{value.min}至{value.max}次"
    if isinstance(value, MajorMatter):
        return f"经会议讨论后，由{ROLES[value.reported_by]}报{value.reported_to}决定"
    if isinstance(value, AdHocMeeting):
        callers = f"，由{'、'.join(ROLES[role] for role in value.called_by)}召开" if value.called_by else ""
        return f"{value.trigger}{callers}"
    return WORDS.get(str(value), str(value))
