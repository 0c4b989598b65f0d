"""The smallest notice around a few paragraphs: all else a notice has, and nothing that answers a question of a test."""

from typing import Any

from members.notices import Reading, read

HEAD = """溪口县人民政府办公室关于建立社会救助联席会议制度的通知
溪政办发〔2022〕14号
各乡镇人民政府，县直有关部门：
经县政府同意，建立溪口县社会救助联席会议制度。"""
MEMBERS = "联席会议由县民政局、县财政局、县教育局、县医保局组成。"
FOOT = """溪口县人民政府办公室
2022年6月1日"""


def reading_of(*paragraphs: str, members: str = MEMBERS, head: str = HEAD) -> Reading:
    """Read the notice whose text is the paragraphs."""
    reading = read("\n".join(part for part in (head, members, *paragraphs, FOOT) if part))
    assert reading.refused is None, reading.refused
    return reading


def fields_of(*paragraphs: str, members: str = MEMBERS, head: str = HEAD) -> dict[str, Any]:
    """Return the fields of the reading."""
    return dict(reading_of(*paragraphs, members=members, head=head).fields)


def codes_of(reading: Reading) -> set[str]:
    """Return the codes of what a person should look at."""
    return {remark.code for remark in reading.remarks}
