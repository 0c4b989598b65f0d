"""Which information a unit supplies for verification (信息类别), by the words of its duty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from members.notices.duties import Duty
from members.notices.evidence import Found

# A sentence counts only when it speaks of giving information …
GIVES = re.compile(r"提供|共享|查询|核对系统|对接|比对|推送|信息资源|数据资源")
INFORMATION = re.compile(r"信息|数据|资料|情况")
# … and names the kind. Codes are `charter_schema.Category`.
KINDS = (
    ("household_registration", r"户籍|户口|人口(?:登记)?信息"),
    ("vehicle", r"车辆|机动车"),
    ("border_crossing", r"出入境"),
    ("social_insurance", r"社会保险(?:的|等)*(?:相关)?(?:信息|数据)|养老保险|工伤保险|失业保险|社保(?:缴费|信息)"),
    ("employment", r"就业(?:失业)?(?:登记)?(?:等)?(?:相关)?(?:数据|信息)|失业登记"),
    ("real_estate", r"不动产|房产|地产"),
    ("housing_land", r"住房用地|宅基地"),
    ("housing_security", r"住房保障(?:等)?(?:相关)?(?:信息|数据)|保障性住房(?:信息|数据)|公租房"),
    ("commercial_transport", r"营运"),
    ("market_entity", r"市场主体|个体经营|个体工商户|私营企业|工商登记|企业(?:注册)?登记"),
    ("tax", r"纳税|缴纳税|交纳税|税收(?:的)?(?:相关)?信息|个人所得税"),
    ("housing_fund", r"公积金"),
    ("bank_account", r"银行账户|存款|银行(?:卡|流水)"),
    ("financial_asset", r"金融资产|有价证券|证券(?:账户|信息)|理财"),
    ("credit_reference", r"征信"),
    ("fiscal_payroll", r"财供人员|财政供养|领取工资"),
    ("public_credit", r"信用(?:数据|信息)"),
    ("student", r"在校(?:学生|生)|学籍|学生(?:资助)?(?:信息|数据)"),
    ("farm_machinery", r"农业机械|农机"),
    ("death", r"死亡"),
    ("special_disease", r"艾滋病"),
    ("disability", r"残疾人(?:证)?(?:等)?(?:相关)?(?:基本)?(?:信息|数据)"),
    ("religious_staff", r"宗教教职"),
    ("medical_insurance", r"住院结算|医疗保险(?:等)?(?:参保)?(?:相关)?(?:信息|数据)|医保(?:参保|结算)?(?:信息|数据)"),
    ("veteran", r"(?:退役军人|优抚对象)[^,;。]{0,10}(?:信息|数据)"),
    ("disaster", r"(?:受灾|因灾)[^,;。]{0,16}(?:信息|数据)"),
    ("commercial_insurance", r"商业保险(?:等)?(?:相关)?(?:信息|数据)"),
    ("vessel", r"船舶|渔船"),
    ("marriage", r"婚姻"),
    ("cremation", r"火化|殡葬(?:信息|数据)"),
    ("staffing", r"编制(?:人员)?(?:信息|数据)"),
    ("prison", r"服刑|在押|社区矫正(?:人员)?(?:信息|数据)"),
)  # fmt: skip
PATTERNS = tuple((code, re.compile(words)) for code, words in KINDS)
# Bodies of the people's organisations give "救助信息" of their own aid.
OWN_AID = re.compile(r"提供(?:本部门|本单位)?(?:的)?救助(?:相关|帮扶)?信息|提供(?:慈善)?救助相关信息")
# "…家庭成员相关信息" without saying which: then it is what the unit itself keeps.
UNSAID = re.compile(r"跨部门信息查询|家庭成员(?:的)?(?:其他)?相关信息")
KEPT = (
    ("veteran", re.compile(r"退役军人")),
    ("disaster", re.compile(r"应急")),
    ("charity_aid", re.compile(r"妇联|妇女联合会|工会|红十字会|慈善")),
    ("disability", re.compile(r"残联|残疾人联合会")),
)
MASS = re.compile(r"(?:会|联|团[县市区旗]?委)$")


@dataclass(frozen=True, slots=True)
class Supply:
    """A unit supplies a category, stated by the quoted sentence of its duty."""

    category: str
    unit: str
    quote: str
    start: int
    end: int
    clause: str


def find_supplies(duties: list[Found[Duty]], folded: str, asks: str | None) -> list[Supply]:
    """Return what each unit supplies; `asks` is the unit that asks for it (the office's host) and supplies nothing."""
    supplies = []
    for duty in duties:
        if duty.value.unit == asks:
            continue
        start = duty.value.start
        for match in re.finditer(r"[^。;]+[。;]?", folded[start : duty.value.end]):
            for code in dict.fromkeys(_codes(match[0], duty.value.unit)):
                span = (start + match.start(), start + match.end())
                supplies.append(Supply(code, duty.value.unit, match[0].strip(), *span, duty.evidence.clause))
    unique = {(supply.unit, supply.category): supply for supply in reversed(supplies)}
    return [supply for supply in supplies if unique[(supply.unit, supply.category)] is supply]


def _codes(sentence: str, unit: str) -> Iterator[str]:
    if not (GIVES.search(sentence) and INFORMATION.search(sentence)):
        return
    named = [code for code, pattern in PATTERNS if pattern.search(sentence)]
    yield from named
    if not named and UNSAID.search(sentence):
        yield from (code for code, pattern in KEPT if pattern.search(unit))
    if MASS.search(unit) and OWN_AID.search(sentence):
        yield "charity_aid"
