"""Persons and posts: 测试甲　　县财政局副局长, 测试甲（副县长）, 副县长测试甲, and posts without a name."""

import re
from dataclasses import dataclass

from members.notices.lists import Entry, split, split_conjunctions
from members.notices.units import ENDING, is_unit

TITLE = (
    r"(?:部长|局长|主任|书记|主席|行长|院长|检察长|理事长|会长|处长|科长|股长|站长|所长|队长|支队长|大队长|经理|总经理|镇长|乡长|区长|县长|"
    r"市长|州长|省长|秘书长|调研员|主任科员|部务委员|局务委员|党组成员|党委委员|班子成员|委员|巡视员|督导员|校长|馆长|台长|社长|总工程师|"
    r"总会计师|总经济师|总[\u4e00-\u9fff]{2}师|厅长|署长|司长|庭长|董事长|监事长|总监|指导员|教导员|党委成员|部务会成员|"
    r"局务会成员|专员|组长|委员长|盟长|旗长|师长|团长|政委|部长助理|干部|科员|职员)"
)
ENDS_WITH_TITLE = re.compile(rf"(?:{TITLE}|负责人|负责同志|领导(?:同志)?|分管同志)$")
POST_PART = re.compile(
    rf"(?:(?:党组|党委|党工委|支部|机关党委|常务|专职|兼职|第一|执行|分管|主持工作的|二级|三级|四级|一级|挂职)*副?{TITLE}(?:\([^()]*\))?)$"
)
NAME = r"(?:[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,3}|[\u4e00-\u9fff]{2,4})"
HONOUR = re.compile(r"(?:县|市|区|州|省|旗)委(?:常委|副书记)$|党组(?:书记|成员)$|党委(?:书记|委员)$|常委$")
BARE_TITLE = re.compile(rf"(?:常务|专职|第一|执行)?副?{TITLE}$")
COURTESY = re.compile(r"(?:共同|分别)$|(?:等)?(?:(?<!负责)(?<!领导)(?<!分管)同志|先生|女士)$")


LONGEST_ENTRY, LONGEST_LIST = 200, 1_000  # characters; what is longer is no post and no list of holders


@dataclass(frozen=True, slots=True)
class Person:
    """A holder as printed; `name` is empty where only a post is given, `post` where only a name is given."""

    name: str
    post: str

    def __str__(self) -> str:
        """Return "post name", the way the keys of the five notices write it."""
        return f"{self.post} {self.name}".strip()


def is_post(text: str) -> bool:
    """Tell whether the text ends like a post: 县财政局副局长, 市政府分管领导."""
    return bool(ENDS_WITH_TITLE.search(re.sub(r"\([^()]*\)$", "", text)))


def is_posts(text: str) -> bool:
    """Tell whether the text is a list of posts and nothing else: 局长、分管副局长."""
    entries = split(text, 0) if len(text) <= LONGEST_ENTRY else []
    return bool(entries) and all(is_post(entry.text) and len(entry.text) <= 20 for entry in entries)


def person(text: str) -> Person | None:
    """Return the person or post that one entry of a list names, None when it is neither."""
    if len(text) > LONGEST_ENTRY:
        return None
    entry = COURTESY.sub("", _plain(text).strip(" ,。、;:"))
    return _spaced(entry) or _bracketed(entry) or _glued(entry) or (Person("", entry) if is_post(entry) else None)


# 测 试: a name of two characters is padded to three. 测试丙（女，苗族）: something is said of the person.
LONGEST_UNIT = 40  # characters of a unit at the head of a post, its bracket included: a damaged text has no end of line
PADDED = re.compile(r"^([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?=[ (]|$)|(?<= )([\u4e00-\u9fff]) ([\u4e00-\u9fff])$")
SAID_OF_PERSON = re.compile(
    r"\s*\((?:(?:女|男|[\u4e00-\u9fff]{1,5}族|回|满|藏|苗|彝|壮|中共党员|党外|无党派|兼任?)(?:[,、 ]|(?=\))))+\)\s*"
)


def _plain(text: str) -> str:
    """Return the entry with single blanks, an unpadded name, and without what is said of the person."""
    entry = SAID_OF_PERSON.sub(" ", " ".join(text.replace("\t", " ").split())).strip()
    return PADDED.sub(lambda match: "".join(group for group in match.groups() if group), entry)


def unit_of(post: str) -> str | None:
    """Return the unit of a printed post: 县民政局党组成员、副局长 → 县民政局. None when it names no unit."""
    parts = re.split(r"[、,;]", re.sub(r"\([^()]*\)$", "", post))
    if len(parts) > 1 and HONOUR.search(parts[0]) and not is_unit(_office(parts[0])):
        parts = parts[1:] + parts[:1]
    for part in parts:
        office = _office(part)
        if office and (is_unit(office) or re.search(r"(?:镇|乡|街道|政府办)$", office)):
            return office
    ends = (end for part in parts[:1] for end in range(min(len(part) - 2, LONGEST_UNIT), 2, -1) if is_unit(part[:end]))
    end = next(ends, 0)  # a title nobody listed: the longest beginning that is a unit
    return parts[0][:end] if end else None


BESIDE = re.compile(rf"(?<=\)) (?= *{NAME}\()")


def with_marks(text: str) -> str:
    """Return 甲(副县长) 乙(局长) with a mark in the place of the blank; the length does not change."""
    return BESIDE.sub("、", text)


def holders(text: str, start: int) -> list[tuple[Person, Entry]]:
    """Return who is named in a running list: 市府办副主任、市民政局局长 are two, 局党组书记、局长测试甲 is one."""
    if len(text) > LONGEST_LIST:
        return []
    text = with_marks(text)
    entries = [entry for part in split(text, start, ";") for entry in _merged(split(part.text, part.start))]
    entries = split_conjunctions(entries, lambda part: person(part) is not None)
    entries = _with_shared_rank(entries)
    found = [(person(entry.text), entry) for entry in entries]
    return [(who, entry) for who, entry in found if who is not None] if all(who for who, _ in found) else []


EACH = re.compile(r"各[1一][名位]")
SHARED_RANK = re.compile(
    r"(?:的)?(?:各[1一][名位])?(?:主要|分管|有关|相关)?(?:负责(?:人|同志)|领导)$|(?:的)?分管副(?:局长|主任|部长)$"
)


def _with_shared_rank(entries: list[Entry]) -> list[Entry]:
    """市民政局、市财政局主要负责人: the rank behind the last unit is the rank of all before it that have none."""
    shared, found = "", []
    for entry in reversed(entries):
        if rank := SHARED_RANK.search(entry.text):
            shared = EACH.sub("", rank[0])
        bare = bool(shared) and is_unit(entry.text)
        found.append(Entry(EACH.sub("", entry.text + (shared if bare else "")), entry.start, entry.end))
    return found[::-1]


def _merged(entries: list[Entry]) -> list[Entry]:
    """Put 县委常委、副县长 and 局党组书记、局长 together again: a title without a unit belongs to the one before."""
    merged: list[Entry] = []
    for entry in entries:
        before = merged[-1] if merged else None
        if before and (_continues(before.text, entry.text) or _is_half(before.text)):
            gap = "、" * max(1, entry.start - before.end)
            merged[-1] = Entry(before.text + gap[:1] + entry.text, before.start, entry.end)
        else:
            merged.append(entry)
    return merged


def _is_half(before: str) -> bool:
    """分管民政、医保工作的副县长: what is neither a holder nor a unit is the first half of one."""
    return bool(re.search(r"分管|负责|联系|协助", before)) and person(before) is None and not is_unit(before)


def _continues(before: str, after: str) -> bool:
    bare = BARE_TITLE.match(re.sub(rf"[\s(]*{NAME}\)?$", "", after) or after) or BARE_TITLE.fullmatch(after)
    return bool(bare and is_post(before)) or bool(HONOUR.search(before))


def _office(part: str) -> str:
    """What remains of a post without its title."""
    short = part
    while (cut := POST_PART.sub("", short)) != short:
        short = cut
    short = re.sub(r"(?:主要|分管|有关|相关)?(?:负责(?:人|同志)|领导(?:同志)?)$", "", short)
    return short if short != part or ENDING.search(short) else ""


def _spaced(entry: str) -> Person | None:
    """测试甲 县财政局副局长, or the other way round."""
    words = entry.split(" ")
    if len(words) < 2:
        return None
    first, last = words[0], words[-1]
    before, behind = "".join(words[:-1]), "".join(words[1:])
    if is_name(last) and is_post(before) and not (is_name(first) and is_post(behind)):
        return Person(last, before)
    return Person(first, behind) if is_name(first) else None


def _bracketed(entry: str) -> Person | None:
    match = re.fullmatch(rf"({NAME})(?:同志)?\s*\(([^()]{{2,60}})\)", entry)
    if match and is_name(match[1]):
        return Person(match[1], match[2])
    match = re.fullmatch(rf"([^()]{{2,60}})\(({NAME})\)", entry)
    if match and is_post(match[1]) and is_name(match[2]):
        return Person(match[2], match[1])
    return None


def _glued(entry: str) -> Person | None:
    """副县长测试甲: the last title is followed by two to four characters that are no title themselves."""
    match = re.match(rf"(.{{0,60}}{TITLE})({NAME})$", entry)
    if match and is_name(match[2]) and len(match[2]) <= 4:
        return Person(match[2], match[1])
    return Person(entry, "") if is_name(entry) and not is_unit(entry) and (len(entry) <= 4 or "·" in entry) else None


def is_name(text: str) -> bool:
    """Tell whether the text can be the name of a person."""
    return bool(re.fullmatch(NAME, text)) and not is_post(text) and not NO_NAME.search(text)


NO_NAME = re.compile(
    r"[部局委办县区镇乡]$|政府|同志|领导|分管|主要|有关|负责|成员|单位|主任|局长|县长|市长|区长|书记|秘书|副|兼|召集|组长|会议|部门|办公室|任$|"
    r"名单|待定|空缺|兼任|人员|职务|姓名|备注|暂|^[一二三四五六七八九十]+名?$"
)
