"""What follows from names: place, government, body; short name and kind of a unit. Offered, never binding."""

import re

from pypinyin import lazy_pinyin

PLACE = re.compile(r"[\u4e00-\u9fff]{2,}?(?:自治县|自治州|自治旗|新区|[市县区旗州盟])")
OFFICE = re.compile(r"(?:办公室|办公厅)$")
OPENING = re.compile(r"^(?:进一步|建立|健全|完善|调整|成立|组建|设立|关于)+")
LEVEL = re.compile(r"^(?:中共)?(?:[\u4e00-\u9fff]{2,4})?[省市县区旗州](?!委)(?=[\u4e00-\u9fff]{2,})")
KINDS = (
    ("group", re.compile(r"^各|^全[县市区省]")),
    ("finance", re.compile(r"银行|支行|分行|人行|银保监|金融监管|保险公司|信用社|农商行")),
    ("mass", re.compile(r"工会|团[县市区]?委|共青团|妇联|残联|红十字|红会|科协|工商联|侨联|文联|慈善|关工委|老龄")),
    ("party", re.compile(r"委(?:宣传|组织|统战|政法|编|办|社会工作|网信|农办)|纪委|监委|编办|政法委|文明办|信访局$")),
    ("institution", re.compile(r"(?:中心|医院|学校|大学|党校|融媒体|电视台|公司)$")),
)  # fmt: skip


def place_of(issuing_body: str) -> str:
    """Return the place an organ belongs to: 宝鸡市陈仓区人民政府办公室 → 陈仓区; empty when it names none."""
    before, found, _ = issuing_body.partition("人民政府")
    places = PLACE.findall(before if found else issuing_body)
    return places[-1] if places else ""


def government_of(issuing_body: str, place: str) -> str:
    """Return the government itself, without its office; failing that, the government of the place."""
    organ = OFFICE.sub("", issuing_body)
    return organ if organ.endswith("人民政府") else f"{place}人民政府" if place else ""


def body_name_of(printed: str | None, place: str) -> str:
    """Return the body's name with its place in front."""
    name = OPENING.sub("", printed or "")
    level = place[-1:]
    if level and name.startswith(level):
        name = name[1:]
    return name if not place or place in name else f"{place}{name}" if name else ""


def slug_of(place: str) -> str:
    """Return a code for addresses: 张北县 → zhangbei."""
    core = re.sub(r"(?:自治[县州旗]|[市县区旗州盟])$", "", place) or place
    return re.sub(r"[^a-z]", "", "".join(lazy_pinyin(core)).lower()) or "body"


def short_name_of(unit: str) -> str:
    """Return a unit's name without the level in front: 市民政局 → 民政局."""
    return LEVEL.sub("", unit)[:30] or unit[:30]


def kind_of(unit: str) -> str:
    """Return the kind of a unit by its name; most are departments of the government."""
    return next((kind for kind, pattern in KINDS if pattern.search(unit)), "government")
