"""What the name of a unit (单位) looks like, by its last characters and what it may not contain. No list of units."""

import re

from members.notices.lists import Entry, split, split_conjunctions

# The kind of organ a name ends with. Longer endings are covered by their last character.
ENDING = re.compile(
    r"(?:部|局|委|办|室|院|会|厅|署|社|队|团|中心|小组|监管组|工作组|公司|联|站|处|政府|银行|支行|分行|人行|集团|学校|大学|党校|"
    r"工会|馆|所|基金|邮政|电视台|融媒体|镇|乡|街道|镇街|乡镇|园区|景区|片区|开发区|新区|高新区|经开区|农场|林场|军分区|公积金|"
    r"红会|科协|文联|侨联|社科联|工商联|残联|妇联|人武部|专班|厂|机关|部门|单位|司|组织)$"
)
# Words of sentences, never of names. 为/以/由 may open a clause; a name never has them (自由贸易 apart).
NOT_A_NAME = re.compile(
    r"[的是。;:!?\"“”《》\d%—]|负责|担任|兼任|召开|召集|研究|指导|督促|根据|按照|配合|会同|加强|做好|建立|健全|完善|落实|组成|成员|"
    r"制度|机制|工作规则|职责|要求|应当|必须|可以|需要|及时|进一步|有关事项|现将|决定|同意|联席会议|领导小组|会议|主任|局长|部长|书记|"
    r"同志|负责人|领导$|任$|牵头|参加|参与|参会|由(?!贸)|通知$|文件|协调|推进|包括|以下|如下|调整|变动|更名|增加|增补|不再|撤销|划入|划转"
)
GROUP = re.compile(r"^(?:全[县市区省]|各)")
COLLECTIVE = re.compile(
    r"成员单位|有关(?:部门|单位)|相关(?:部门|单位)|各(?:部门|单位)|各级|^(?:部门|单位)$|其他|责任单位|牵头单位"
)
# 例会, 专题会, 督办: they end like 红十字会 and 扶贫办 and are no units.
GATHERING = re.compile(
    r"(?:例|专题|碰头|调度|联席|座谈|办公|常务|全体|听证|评审|会商|现场|研判|联络员|工作)会$|^[督交转承协主经领代]办$"
)
TRAILING_BRACKET = re.compile(r"\([^()]*\)$")
# 县残联分管负责人: in a list of members the rank behind the name is no part of it.
RANK = re.compile(
    r"(?:的)?(?:各?(?:1|一)[名位])?(?:主要|分管|有关|相关|主管|单位|部门|科室|股室|班子)*(?:负责(?:人|同志)|领导(?:同志)?|(?:工作)?人员|同志)+$"
)
# 甲、乙、丙等27家单位: how a list ends.
LIST_TAIL = re.compile(
    r"(?:\s*等)?\s*(?:共|共计|总计|合计)?\s*(?:(\d{1,3}|[一二三四五六七八九十]{1,4})\s*(?:个|家|名))?\s*"
    r"(?:(?:市|县|区|州|省|镇|乡|街道)?(?:级|直)?(?:有关|相关|成员|政府)?(?:部门|单位|机构|成员单位|组织)(?:\((?:部门|单位)\))?(?:和|及|、)?)*$"
)
# 残联等部门和各乡镇: a list may end before the list does.
TAIL_WITHIN = re.compile(r"等(?:有关|相关|[县市区]直|[县市区]级)?(?:部门|单位)$")
BRACKETED_COUNT = re.compile(r"\(共?计?(\d{1,3}|[一二三四五六七八九十]{1,4})(?:个|家)(?:成员)?(?:单位|部门)?\)$")
LONGEST_LIST = 6_000  # characters; hundreds of units
LONGEST_TAIL = 40  # characters; patterns tied to the end of a text must not wander through all of it


def is_unit(text: str) -> bool:
    """Tell whether the text can be the name of one unit or of a group such as 各乡镇人民政府."""
    name = TRAILING_BRACKET.sub("", text.replace(" ", ""))
    name = re.sub(r"(?:领导小组|联席会议)办公室$", "办公室", name)  # 县扶贫开发领导小组办公室 is a unit
    return (
        2 <= len(name) <= 30
        and bool(ENDING.search(name))
        and not NOT_A_NAME.search(name)
        and not COLLECTIVE.search(name)
        and not GATHERING.search(name)
        and name not in ("办公室", "政府", "部门", "单位", "小组", "委员会", "会")
    )


def is_short_unit(text: str) -> bool:
    """Tell whether the text can be a unit in a list that leaves 局 to its tail (民政、财政、教育等部门)."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,6}(?:\([\u4e00-\u9fff]{1,12}\))?", text)) and not NOT_A_NAME.search(
        text
    )


def strip_rank(text: str) -> str:
    """Return the unit without the rank of the person who represents it."""
    return text[:-LONGEST_TAIL] + RANK.sub("", text[-LONGEST_TAIL:])


def unit_entries(text: str, start: int) -> list[Entry]:
    """Return the entries of a list of units; a rank behind the last name and the list's tail are left out."""
    if len(text) > LONGEST_LIST:
        return []
    body, _ = _without_tail(text)
    entries = split(body, start)
    if len(entries) == 1 and all(is_unit(word) for word in body.split()):  # 区民政局　区教育局　区财政局
        entries = split(body, start, " \t")
    return [_without_rank(entry) for entry in split_conjunctions(entries, is_unit)]


NO_GROUP = re.compile(r"牵头|召集|联络|责任|配合|办公室|组长")
GROUP_CAPTION = re.compile(r"\s*([\u4e00-\u9fff]{2,12})(?:\([^()]{0,12}\))?(?::|—{1,2})")


def grouped_entries(text: str, start: int) -> list[Entry]:
    """Return the units of a list in groups (党委部门：甲、乙；群团组织：丙、丁), nothing when it is anything else."""
    found: list[Entry] = []
    for part in re.finditer(r"[^;。]+", text if len(text) <= LONGEST_LIST else ""):
        if not part[0].strip():
            continue
        caption = GROUP_CAPTION.match(part[0])
        entries = unit_entries(part[0][caption.end() :], start + part.start() + caption.end()) if caption else []
        if not caption or NO_GROUP.search(caption[1]) or not entries or not all(is_unit(e.text) for e in entries):
            return []
        found += entries
    return found


def claimed_count(text: str) -> int | None:
    """Return the number a list gives for itself (等27家单位), None when it gives none."""
    count = _without_tail(text)[1]
    return number(count) if count else None


def _without_tail(text: str) -> tuple[str, str | None]:
    """Return the list without 等27家单位 and without a rank behind it, and the number. Looks at the end only."""
    stripped = strip_rank(text.rstrip(" 。;,、"))
    before, end = stripped[:-LONGEST_TAIL], stripped[-LONGEST_TAIL:]
    tail = BRACKETED_COUNT.search(end) or LIST_TAIL.search(end)
    return (before + end[: tail.start()], tail[1]) if tail and tail[0].strip() else (stripped, None)


def number(text: str) -> int:
    """Return 27 for both 27 and 二十七."""
    if text.isdigit():
        return int(text)
    digits = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return digits.get(text, 0)
    return (digits.get(tens, 1) if tens else 1) * 10 + digits.get(ones, 0)


def _without_rank(entry: Entry) -> Entry:
    name = strip_rank(entry.text) or entry.text
    name = TAIL_WITHIN.sub("", name) or name
    return Entry(name, entry.start, entry.start + len(name))
