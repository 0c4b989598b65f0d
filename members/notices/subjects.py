"""Whose matters a sentence or a section speaks of: the notice's own body, or one that it only mentions."""

import re
from dataclasses import dataclass

SUB_BODY = r"(?:专班|工作组|专项小组|专家组|专家(?:咨询|指导|评审)?委员会|专家库|咨询委员会|专业委员会|分组)"
BODY = r"(?:联[席系]会议|领导小组|协调小组|协调机制)"
# 联席会议下设…专班，组长由…担任: the sub-body is the subject, or what the sentence founds.
ABOUT_SUB_BODY = re.compile(
    rf"(?:[^,;。:、]{{0,12}}?{BODY}(?:办公室)?(?:可|还|另)?(?:根据[^,。;]{{0,8}},?)?(?:下|分|内|另)*(?:设立?|设置|成立|组建|建立)|"
    rf"(?:下设|设立|成立|组建|各))(?:(?!办公室)[^,;。:由]){{0,40}}?{SUB_BODY}|(?:(?!办公室)[^,;。:、由]){{0,24}}?{SUB_BODY}(?!、)"
)
TOWN = r"(?:乡镇|镇街|街镇|乡|镇|街道|村|社区)"
LOWER = rf"(?:{TOWN}|县|区|市|旗|地|州)"
# 各乡镇（街道）要参照本通知建立…: what a lower level has to do.
OF_LOWER_LEVEL = re.compile(
    rf"(?:[^,;。:]{{0,12}},)?(?:各(?:地)?{LOWER}(?![级直属])[^,;。:]{{0,24}}?"
    r"(?:也?要(?!素)|也?应(?!急)|须|可(?!邀请)|参照|比照|建立|成立)|"
    rf"{TOWN}(?:\({TOWN}\))?(?:一级|级|层面)?(?:也|应|要|可|的|社会救助|困难群众|工作)*{BODY})"
)
# 2016年，县政府建立了…: the body that was before.
OF_THE_PAST = re.compile(r"(?:自|早在)?(?:19|20)\d\d年[^。]{0,30}(?:建立|成立|设立|组建|印发|出台)了")
# 省级联席会议由省民政厅牵头: a higher level is quoted.
HIGHER = (
    rf"(?:^|[,;]|要求,?|明确,?|规定,?|指出,?|[》)],?)(?:{{}})(?:级|政府)?(?:[\u4e00-\u9fff]{{{{0,10}}}}?){BODY}"
    r"(?:由|每|办公室|实行|下设|总?召集人|原则|的)"
)
RANKS = ({"镇", "乡", "街道"}, {"县", "区", "旗"}, {"市", "州", "盟"}, {"省", "自治区"}, {"国家", "国务院", "全国"})
LEVEL = re.compile(
    r"(自治区|省|市|县|区|州|旗|盟|镇|乡|街道)(?=人民政府|党委|委|办事处|民政|政府|管委会|管理委员会|社会救助|困难群众|残)"
)
OWN = re.compile(r"成员单位|为[^,;。]{0,12}成员|组成(?!员)")
OWN_SUBJECT = re.compile(rf"(?:全|本)?[省市县区州旗](?:社会救助|困难群众)?[^,;。:]{{0,8}}?{BODY}(?!参照)")
SAID_OF_OWN = re.compile(BODY + "|办公室|成员")
OTHER_BODY = re.compile(
    r"(?:成立|建立)?(?:[\u4e00-\u9fff]{0,6}[省市县区州旗])?([\u4e00-\u9fff]{4,24}?)(?:联席会议|领导小组|协调小组|委员会|指挥部)(?:组成(?:人员)?|成员|名单)?"
)
SOCIAL = re.compile(r"救助|困难|低收入|低保|保障|帮扶|兜底|特困|民生|厅际|部际|部门|成员|工作规则|协调")
# 建立健全工作联席会议 names no matter of its own; 未成年人保护工作领导小组 does.
SAID_OF_ANY = re.compile(
    r"建立|健全|完善|成立|组建|设立|加强|规范|明确|工作|定期|召开|组织|全体|实行|落实|坚持|专题|临时|例行|年度|季度|[省市县区州旗乡镇级直的]"
)
SHORTEST_MATTER = 3
# 资金保障组, 督查组 as a heading: what is divided among the members.
NAMES_SUB_BODY = re.compile(SUB_BODY + r"|^[\u4e00-\u9fff]{2,10}(?<!小)组$")
LONGEST_HEADING = 24


def level_of(organ: str) -> str:
    """Return 县, 市 … of an organ's name, "" when it names no level. 镇江市人民政府 is a 市."""
    levels: list[str] = LEVEL.findall(organ)
    return levels[-1] if levels else ""


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a notice may not take for its own, by the level of its organ and the name of its body."""

    level: str
    is_sub_body: bool  # the body itself is a 专班

    def strange(self, text: str) -> bool:
        """Tell whether the sentence is about a sub-body, a lower or higher level, or the body that was before."""
        if not self.is_sub_body and ABOUT_SUB_BODY.match(text) and not OWN.search(text.partition(",")[0]):
            return True
        lower = OF_LOWER_LEVEL.match(text) if self.level not in RANKS[0] else None
        if lower and not OWN.search(lower[0]):
            return True
        return bool(OF_THE_PAST.match(text)) or self._of_higher_level(text)

    def _of_higher_level(self, text: str) -> bool:
        rank = next((index for index, words in enumerate(RANKS) if self.level in words), len(RANKS) - 2)
        higher = "|".join(sorted(word for words in RANKS[rank + 1 :] for word in words))
        return bool(higher) and bool(re.search(HIGHER.format(higher), text))

    def heads_strange_section(self, title: str) -> bool:
        """Tell whether a short heading names a sub-body, or a body with another subject."""
        if len(title) > LONGEST_HEADING or "," in title:
            return False
        other = OTHER_BODY.fullmatch(title)
        if other and not SOCIAL.search(title) and len(SAID_OF_ANY.sub("", other[1])) >= SHORTEST_MATTER:
            return True
        return not self.is_sub_body and bool(NAMES_SUB_BODY.search(title)) and not SAID_OF_OWN.search(title)
