"""What a reading proposes, one item a value: with the quoted sentence, where it stands, and whether a person must look.

An item is flagged when the importer doubts it: damaged print, a name that fits no other, a post nobody defines, a value
read from the shape of the text only. A flagged item is stored only after a person said yes to it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from members.importing import naming, vocabulary
from members.wording import CATEGORIES, RULES

Reading = Mapping[str, Any]
WEAK = 0.6
NO_CLAUSE = "正文"
NOT_A_MEMBER = "不是成员单位"
LIST = "member_list"


@dataclass(frozen=True, slots=True)
class Item:
    """One proposal. `text` is how a person sees and edits it, `kind` how it is typed (`vocabulary`)."""

    key: str
    group: str
    label: str
    text: str
    kind: str = "text"
    clause: str = NO_CLAUSE
    quote: str = ""
    start: int | None = None
    end: int | None = None
    warning: str = ""  # why a person must look; empty: as printed
    is_left_out: bool = False  # nothing was read: silent unless a person fills it in
    choices: tuple[str, ...] = ()
    is_required: bool = False

    @property
    def is_flagged(self) -> bool:
        """Tell whether it needs a person's explicit answer."""
        return bool(self.warning)


# rule or head field → (where the reading holds it, kind); labels come from `wording.RULES`.
HEAD = (
    ("title", "标题", "text"), ("doc_number", "文号", "text"), ("issuing_body", "发文机关", "text"),
    ("addressees", "主送", "text"), ("issue_date", "成文日期", "date"), ("published_date", "发布日期", "date"),
    ("validity", "有效性", "validity"),
)  # fmt: skip
REQUIRED = {"title", "issuing_body", "addressees"}
POSTS = (
    ("chief_convener", "chief_convener", "text"), ("conveners", "conveners", "lines"),
    ("deputy_conveners", "deputy_conveners", "lines"), ("lead_unit", "lead_unit", "text"),
    ("office_host_unit", "office_host_unit", "text"), ("office_director", "office_director", "text"),
    ("office_deputies", "office_deputies", "lines"), ("office_staff", "office_staff", "lines"),
    ("member_rank", "member_person_rule", "long"), ("liaison_officer", "liaison_rule", "long"),
)  # fmt: skip
MEETINGS = (
    ("regular_per_year", "regular_meetings_per_year", "frequency"), ("convened_by", "convened_by", "word"),
    ("chaired_by", "chaired_by", "words"), ("regular_attendees", "regular_attendees", "long"),
    ("ad_hoc", "ad_hoc.trigger", "text"), ("liaison_meeting_before", "liaison_meeting_before", "flag"),
)  # fmt: skip
MINUTES = (
    ("minutes_consent", "minutes.consent_of_attending_units", "flag"),
    ("minutes_drafted_by", "minutes.drafted_by", "word"), ("minutes_reviewed_by", "minutes.reviewed_by", "word"),
    ("minutes_signed_by", "minutes.signed_by", "word"), ("minutes_issued_to", "minutes.issued_to", "text"),
    ("minutes_reported_to", "minutes.reported_to", "text"),
)  # fmt: skip
# What the reader does not look for and a person may find: rule, kind, the sentence it most likely stands in.
BY_HAND = (
    ("minutes_consent_days", "days", "minutes.consent_of_attending_units"),
    ("minutes_consent_deemed", "flag", "minutes.consent_of_attending_units"),
    ("minutes_sign_delegate", "delegate", "minutes.signed_by"),
)
OTHERS = (
    ("member_change", "member_change_rule.type", "change"),
    ("major_matter.reported_by", "major_matter_rule.who_reports", "word"),
    ("major_matter.reported_to", "major_matter_rule.to", "text"),
    ("duty_succession", "duty_succession_clause", "flag"), ("cc", "cc", "text"),
)  # fmt: skip
GROUPS = (("组织领导", POSTS), ("会议", MEETINGS), ("会议纪要", MINUTES), ("其他规定", OTHERS))
LABELS = {**RULES, "major_matter.reported_by": "重大问题由谁报告", "major_matter.reported_to": "重大问题报告对象"}
CHANGES = (
    ("added", "增加成员单位"),
    ("removed", "不再作为成员单位"),
    ("renamed", "成员单位更名"),
    ("replaced", "人员调整"),
)
UNIT = "成员单位"
SEAT_PASSES = (
    "采用后只由后者接替成员席位，前者的职责、人员和在办工作不随之转移。"
    "如属机构更名、合并或者职责划转，请不采用，另在该单位的“机构变动”中办理。"
)
CADENCE = (
    ("quarterly", "每季度|按季|季度"),
    ("half_yearly", "每?半年"),
    ("yearly", "每年|年度|按年"),
    ("on_entry", "逢进必核"),
    ("irregularly", "不定期"),
    ("regularly", "定期"),
    ("promptly", "及时"),
)


def items_of(reading: Reading) -> list[Item]:
    """Return every proposal of a reading (`Reading.to_json()`), in the order of the page."""
    found = list(_changes(reading)) if changes_only(reading) else list(_whole(reading))
    return [_with_evidence(item, reading) for item in found]


def changes_only(reading: Reading) -> bool:
    """Tell whether the notice only changes a body that exists."""
    return any(reading["changes"].values()) and not reading["member_units"]


def _whole(reading: Reading) -> Iterator[Item]:
    yield from _identity(reading)
    yield from _head(reading)
    for group, table in GROUPS:
        for key, path, kind in table:
            yield from _rule(reading, key, path, kind, group)
    yield from _by_hand(reading)
    yield from _agenda(reading)
    yield from _renamed(reading)
    yield from _units(reading)
    yield from _duties(reading)
    yield from _supplies(reading)
    yield from _recurring(reading)


def _changes(reading: Reading) -> Iterator[Item]:
    yield from _head(reading)
    for name, label in CHANGES:
        for index, row in enumerate(reading["changes"][name]):
            text = row if isinstance(row, str) else f"{row['from'] or ''} → {row['to']}"
            role = row["role"] if name == "replaced" else ""
            warning = SEAT_PASSES if role == UNIT else ""
            yield Item(f"changes.{name}[{index}]", "调整事项", role or label, text, warning=warning)
    come = {
        *reading["changes"]["added"],
        *(row["to"] for name in ("renamed", "replaced") for row in reading["changes"][name]),
    }
    for item in (*_duty_texts(reading), *_supplies(reading)):
        unit = item.label.partition("：")[0]
        yield item if unit in come else replace(item, warning=f"“{unit}”不是新增单位，采用后加在该单位现有内容之后。")


def _renamed(reading: Reading) -> Iterator[Item]:
    """A whole notice that says what a member was called before: the unit goes on, it does not leave and join."""
    for index, row in enumerate(reading["changes"]["renamed"]):
        if row["to"] in reading["member_units"]:
            yield Item(f"changes.renamed[{index}]", "成员单位", "更名", f"{row['from']} → {row['to']}")


def _identity(reading: Reading) -> Iterator[Item]:
    organ = reading["issuing_body"] or ""
    place = naming.place_of(organ)
    name = naming.body_name_of(reading["body_name"], place)
    sure = bool(place) and place in (reading["body_name"] or "")
    rows = (
        ("place_name", "行政区", place, bool(place)),
        ("government_name", "本级政府", naming.government_of(organ, place), bool(place)),
        ("body_name", "联席会议名称", name, sure),
        ("office_name", "办公室名称", f"{name}办公室" if name else "", sure),
    )
    for key, label, text, is_sure in rows:
        warning = "" if is_sure else "名称由系统拟定，请核对。"
        yield Item(key, "名称", label, text, warning=warning, is_required=True)


def _head(reading: Reading) -> Iterator[Item]:
    damaged = reading["proposed"]
    for key, label, kind in HEAD:
        value = reading[key]
        if row := damaged.get(key) if value is None else None:
            yield _damaged(key, "文件", label, str(row["proposal"] or ""), kind, row)
        elif value is not None or key in REQUIRED:
            warning = "该通知已失效，载入后只能查阅，不能办理。" if value == "已失效" else ""
            if not value:
                warning = "通知没有写明，系统需要这一项，请填写。"
            yield Item(key, "文件", label, value or "", kind, warning=warning, is_required=key in REQUIRED)
    for index, row in enumerate(damaged.get("basis", [])):
        yield _damaged(f"basis[{index}]", "文件", "依据文号", str(row["proposal"] or ""), "text", row)


def _damaged(key: str, group: str, label: str, text: str, kind: str, row: Mapping[str, Any]) -> Item:
    warning = f"原文“{row['printed']}”疑似漏字。请对照原件，确认后才会采用。"
    return Item(key, group, label, text, kind, NO_CLAUSE, row["printed"], row["start"], row["end"], warning)


def _rule(reading: Reading, key: str, path: str, kind: str, group: str) -> Iterator[Item]:
    name, _, inner = path.partition(".")
    value = reading[name][inner] if inner else reading[name]
    if row := reading["proposed"].get(path):
        item = _damaged(key, group, LABELS[key], vocabulary.write(kind, row["proposal"]), kind, row)
        around = reading["evidence"][path]
        yield replace(item, clause=around["clause"] or NO_CLAUSE, quote=around["quote"].strip())
    elif value and value != {"min": None, "max": None}:
        text = vocabulary.write(kind, value)
        warning = "" if text else f"通知写作“{value}”，不能归入系统的岗位，请选择或不采用。"
        choices = vocabulary.CHOICES.get(kind, ())
        yield Item(key, group, LABELS[key], text, kind, warning=warning, choices=choices)


def _by_hand(reading: Reading) -> Iterator[Item]:
    """Offer what only a person finds, beside the sentence on minutes; without one the notice has no such rule."""
    told = [row for path, row in reading["evidence"].items() if path.startswith("minutes.") and row]
    for key, kind, path in BY_HAND:
        if row := reading["evidence"].get(path) or next(iter(told), None):
            yield Item(
                key, "会议纪要", LABELS[key], "", kind, row["clause"] or NO_CLAUSE, row["quote"].strip(), row["start"],
                row["end"], is_left_out=True, choices=vocabulary.CHOICES.get(kind, ()),
            )  # fmt: skip


def _agenda(reading: Reading) -> Iterator[Item]:
    """A sentence about agenda items is an approval when it names who approves, else how they are submitted."""
    text = reading["agenda_rule"] or ""
    steps = [
        word for word, pattern in (("办公室主任审核", "主任审核"), ("总召集人审批", "总召集人.{0,6}(?:审批|批准|审定)"))
        if re.search(pattern, text)
    ]  # fmt: skip
    if steps:
        yield Item("agenda_approval", "会议", LABELS["agenda_approval"], "、".join(steps), "steps")
    elif text:
        yield Item("agenda_submission", "会议", LABELS["agenda_submission"], text[:200])


def _units(reading: Reading) -> Iterator[Item]:
    """Every unit; where the list as such was guessed from the shape of the text, one question for the whole list."""
    rows = [reading["evidence"].get(f"member_units[{index}]") for index in range(len(reading["member_units"]))]
    if weak := [row for row in rows if row and row["confidence"] <= WEAK]:
        warning = f"其中{len(weak)}个单位是按文字排列推断的。请逐一对照原文，修改或不采用有误的单位后确认。"
        yield Item(
            LIST, "成员单位", "成员名单", f"共{len(rows)}个单位", "fixed", weak[0]["clause"] or NO_CLAUSE,
            weak[0]["quote"].strip(), weak[0]["start"], weak[0]["end"], warning, is_required=True,
        )  # fmt: skip
    for index, unit in enumerate(reading["member_units"]):
        yield Item(f"member_units[{index}]", "成员单位", str(index + 1), unit, warning=_said_of(reading, unit))


def _duties(reading: Reading) -> Iterator[Item]:
    listed = tuple(reading["member_units"])
    likely = dict(reversed(pair.split(" = ")) for pair in reading["duty_mismatch"]["name_variants"])
    for name in dict.fromkeys(duty["unit"] for duty in reading["duties"]):
        if name not in listed:
            hint = f"，可能是“{likely[name]}”" if name in likely else ""
            warning = f"职责中的“{name}”不在成员名单中{hint}。请选择它是哪个成员单位，或不是成员单位。"
            choices = (*listed, NOT_A_MEMBER)
            yield Item(
                f"same_as[{name}]", "成员单位", name, likely.get(name, ""), "same", warning=warning, choices=choices
            )
    yield from _duty_texts(reading)


def _duty_texts(reading: Reading) -> Iterator[Item]:
    for index, duty in enumerate(reading["duties"]):
        yield Item(f"duties[{index}]", "职责", duty["unit"], duty["text"], "long")


def _supplies(reading: Reading) -> Iterator[Item]:
    for index, row in enumerate(reading["information_categories"]):
        label = f"{row['unit']}：{CATEGORIES[row['category']]}"
        yield Item(
            f"information_categories[{index}]", "信息类别", label, row["quote"], "fixed", row["clause"] or NO_CLAUSE,
            row["quote"], row["start"], row["end"],
        )  # fmt: skip


def _recurring(reading: Reading) -> Iterator[Item]:
    for name, label in (("periodic_reports", "定期报告"), ("recurring_checks", "定期检查")):
        for index, text in enumerate(reading[name]):
            yield Item(f"{name}[{index}]", "定期工作", label, text, "long")


def cadence_of(text: str) -> str:
    """Return how often, by the words of the sentence; "unstated" where it does not say."""
    return next((cadence for cadence, pattern in CADENCE if re.search(pattern, text)), "unstated")


def _said_of(reading: Reading, unit: str) -> str:
    told = (row for row in reading["warnings"] if row["code"] == "name_variant" and row["printed"] == unit)
    return next((row["message"] for row in told if "不像" in row["message"]), "")


EVIDENCE = {
    key: {"major_matter_rule.who_reports": "major_matter_rule", "major_matter_rule.to": "major_matter_rule",
          "ad_hoc.trigger": "ad_hoc"}.get(path, path)
    for _, table in GROUPS for key, path, _ in table
} | {"agenda_approval": "agenda_rule", "agenda_submission": "agenda_rule"}  # fmt: skip


def _with_evidence(item: Item, reading: Reading) -> Item:
    """Add quotation, clause and position; a value read from the shape of the text needs a person's eye."""
    path = EVIDENCE.get(item.key, item.key)
    row = reading["evidence"].get(path) or (item.kind == "lines" and reading["evidence"].get(f"{path}[0]")) or None
    if row is None or item.start is not None:
        return item
    warning = item.warning
    if row["confidence"] <= WEAK and not item.key.startswith("member_units["):
        warning = warning or "这一项是按文字排列推断的，请对照原文确认。"
    undefined = (told["start"] for told in reading["warnings"] if told["code"] == "role_undefined")
    if item.key == "minutes_signed_by" and row["start"] in undefined:
        warning = warning or "纪要由召集人签发，但通知没有规定谁是召集人，请确认。"
    quote = row["quote"].strip()
    return replace(
        item, clause=row["clause"] or NO_CLAUSE, quote=quote, start=row["start"], end=row["end"], warning=warning
    )
