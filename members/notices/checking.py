"""What a person should look at before confirming: names that do not match, counts, gaps. Nothing is repaired here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from members.notices.document import Document
from members.notices.duties import Duty
from members.notices.evidence import Evidence, Found, Proposal, Remark
from members.notices.head import Head
from members.notices.meetings import Meetings
from members.notices.membership import Membership
from members.notices.minutes import MinutesRules
from members.notices.units import GROUP, is_unit, strip_rank

ALIKE = 0.6
MOST_PAIRS = 5_000  # more are no matter of spelling
MANY = 8  # more missing duties than this are one remark
PREFIX = re.compile(r"^(?:中共|国家|全)?[\u4e00-\u9fff]{0,4}?(?:省|市|县|区|州|旗)(?!委|政府)")
KIND = re.compile(r"(?:局|部门|委员会|委|办公室|办)$")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Units of the list and of the duties that do not carry the same name."""

    in_list_no_duty: list[str]
    in_duty_not_in_list: list[str]
    variants: list[tuple[str, str]]  # (in the list, in the duties)


def compare(membership: Membership, duties: list[Found[Duty]]) -> Mismatch:
    """Compare the member list with the headings of the duties. Alike is not the same: a person decides."""
    listed = [unit.value for unit in membership.units]
    charged = list(dict.fromkeys(duty.value.unit for duty in duties))
    known, named = set(charged), set(listed)
    left = [name for name in listed if name not in known] if charged else []
    right = [name for name in charged if name not in named] if listed else []
    variants = []
    for name in list(left) if len(left) * len(right) <= MOST_PAIRS else ():
        if other := _most_alike(name, right):
            variants.append((name, other))
            left.remove(name)
            right.remove(other)
    return Mismatch(left, right, variants)


def _most_alike(name: str, others: list[str]) -> str | None:
    ranked = sorted(((_likeness(name, other), other) for other in others), reverse=True)
    return ranked[0][1] if ranked and ranked[0][0] >= ALIKE else None


def _likeness(first: str, second: str) -> float:
    """Swapped or missing characters weigh little; the place in front does not count; 社保局 and 人社局 are two."""
    a, b = sorted((PREFIX.sub("", GROUP.sub("", name)) or name for name in (first, second)), key=len)
    if sorted(a) == sorted(b) or a in b or KIND.sub("", a) == KIND.sub("", b):
        return 1.0
    if len(a) < 4 or not set(a[:-1]) & set(b[:-1]):
        return 0.0
    return SequenceMatcher(None, a, b).ratio()


def remarks(
    document: Document,
    head: Head,
    membership: Membership,
    mismatch: Mismatch,
    minutes: MinutesRules,
    meetings: Meetings,
    posts: Mapping[str, list[Found[str]]],
) -> Iterator[Remark]:
    """Yield the remarks about names, counts, posts, validity and removed page noise."""
    yield from _names(mismatch)
    claimed = membership.claimed
    if claimed and claimed.value != len(membership.units):
        message = f"通知称成员单位 {claimed.value} 个，实际列出 {len(membership.units)} 个，请核对。"
        yield _at(claimed.evidence, "count_differs", message)
    for member in membership.persons:
        if member.value.unit == member.value.post:
            yield _at(member.evidence, "post_missing", f"{member.value.name}只列单位，没有职务。")
    for unit in membership.units:
        if not is_unit(strip_rank(unit.value)):
            yield Remark("name_variant", unit.value, f"“{unit.value}”不像完整的单位名称，请核对。")
    for line in membership.unread:
        yield _at(line.evidence, "name_variant", f"成员名单中的“{line.value}”没有读出姓名和职务，未列入成员，请核对。")
    if conflict := meetings.frequency.conflict:
        yield _at(conflict.evidence, "count_differs", "通知对每年召开例会的次数有两种写法，次数留空，请核对后填写。")
    if len(posts["chief"]) > 1:
        names = "、".join(found.value for found in posts["chief"])
        message = f"通知列有 {len(posts['chief'])} 位总召集人（组长）：{names}，请核对后确认由谁担任。"
        yield _at(posts["chief"][0].evidence, "role_undefined", message)
    signer = minutes.signed_by
    if signer and signer.value == "召集人" and not posts["convener"]:
        yield _at(signer.evidence, "role_undefined", "纪要由召集人签发，但通知没有规定谁是召集人。")
    if head.validity and head.validity.value == "已失效":
        yield _at(head.validity.evidence, "not_in_force", "该通知已失效，载入后只能查看。")
    yield from _leftovers(document, head)
    if document.dropped:
        printed = "；".join(document.dropped)[:200]
        yield Remark("noise_removed", printed, f"已去掉网页或打印附带的 {len(document.dropped)} 行文字。")


def _names(mismatch: Mismatch) -> Iterator[Remark]:
    for name in mismatch.in_duty_not_in_list:
        yield Remark("duty_without_member", name, f"“{name}”列有职责，但不在成员单位名单中。")
    for listed, charged in mismatch.variants:
        yield Remark("name_variant", charged, f"成员名单写作“{listed}”，职责写作“{charged}”，可能是同一单位，请核对。")
    if len(mismatch.in_list_no_duty) > MANY:
        names = "、".join(mismatch.in_list_no_duty)
        yield Remark("unit_without_duty", names, f"{len(mismatch.in_list_no_duty)} 个成员单位没有列出职责：{names}。")
        return
    for name in mismatch.in_list_no_duty:
        yield Remark("unit_without_duty", name, f"成员单位“{name}”没有列出职责。")


def _leftovers(document: Document, head: Head) -> Iterator[Remark]:
    """全市 in the notice of a district: a sentence taken over from the city's notice."""
    organ = head.issuing_body.value if head.issuing_body else ""
    level = re.search(r"([县区])(?:人民政府|委)", organ)
    if not level:
        return
    for sentence in document.sentences():
        if match := re.search(r"全市[^场]", sentence.text):
            at = sentence.start + match.start()
            yield Remark(
                "leftover_of_other_place",
                match[0][:2],
                f"{level[1]}级通知中出现“全市”，可能是照抄上级文件，请核对。",
                at,
                at + 2,
            )


def damaged(proposals: Sequence[Proposal]) -> Iterator[Remark]:
    """Yield one remark for each damaged place."""
    for proposal in proposals:
        text = f"“{proposal.printed}”疑似漏字，请对照原件后确认。"
        yield Remark("damaged_text", proposal.printed, text, proposal.start, proposal.end)


def _at(evidence: Evidence, code: str, message: str) -> Remark:
    return Remark(code, evidence.quote.strip()[:120], message, evidence.start, evidence.end)
