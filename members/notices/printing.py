"""A reading as plain lines for the terminal."""

from collections.abc import Iterator

from members.notices.reading import Reading

LABELS = {
    "title": "标题",
    "doc_number": "文号",
    "issuing_body": "发文机关",
    "issue_date": "成文日期",
    "published_date": "发布日期",
    "validity": "有效性",
    "chief_convener": "总召集人（组长）",
    "conveners": "召集人",
    "deputy_conveners": "副召集人（副组长）",
    "lead_unit": "牵头单位",
    "office_host_unit": "办公室设在",
    "office_director": "办公室主任",
    "office_deputies": "办公室副主任",
    "office_staff": "办公室工作人员",
    "member_count_claimed": "通知所称成员单位数",
    "member_units": "成员单位",
    "regular_as_printed": "例会",
    "convened_by": "召集",
    "chaired_by": "主持",
    "liaison_meeting_before": "会前召开联络员会议",
    "duty_succession_clause": "职责承接",
    "cc": "抄送",
}


def report(reading: Reading) -> str:
    """Return the reading line by line: values, duties, changes, then what a person should look at."""
    return "\n".join(_lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    for key, label in LABELS.items():
        value = reading.fields.get(key)
        yield f"{label}：{_plain(value)}"
    for duty in reading.fields["duties"]:
        yield f"职责 {duty['no']} {duty['unit']}：{duty['first20']}…（{duty['chars']} 字）"
    for kind, rows in reading.fields["changes"].items():
        if rows:
            yield f"变更 {kind}：{_plain(rows)}"
    for remark in reading.remarks:
        yield f"请核对 [{remark.code}] {remark.message}"


def _plain(value: object) -> str:
    if value is True:
        return "是"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "（通知未规定）"
    return str(value) if value is not None else "（通知未规定）"
