"""Is this a notice that founds or adjusts a social-assistance joint meeting? If not, why not."""

import re

from members.notices.document import Document, blank
from members.notices.evidence import Refusal
from members.notices.head import Head

# Names such bodies go by; a body is recognised by its form and its subject, never by its place.
FORM = r"(?:联[席系]会议|领导小组|协调小组|工作小组|协调机制|议事协调机构|工作专班)"
SUBJECT = r"(?:社会救助|困难群众|大救助|低收入(?:人口|群体)|最低生活保障|城乡低保|兜底|临时救助|基本生活保障|特困)"
FOUNDING = r"(?:建立|成立|组建|设立|调整|完善|健全|充实|修订|增补|重新(?:明确|公布)|更名|印发|明确|恢复|变更)"
BODY_NAMED = re.compile(rf"{SUBJECT}[\u4e00-\u9fff“”\"]{{0,16}}?{FORM}")
NEWS = re.compile(
    r"(?:本报讯|讯\s*\(|\(记者|记者从|通讯员|会议(?:指出|强调|要求,|听取了|认为|传达)|(?:上报单位|信息作者|供稿|信息来源)\s*:|据悉|[日月]讯|日前,|近日,)"
)
NOT_CHARTER_TITLE = re.compile(
    r"召开[^。]{0,20}会议的?通知|会议纪要$|纪要\(|工作总结|总结报告|情况(?:通报|汇报|报告)|实施细则$|合同|协议书|工作要点|年度计划"
)
# Texts about a notice, or about the work of the body.
OTHER_KIND = re.compile(
    r"(?:解读|问答|读懂|汇报|总结|讲话|致辞|简报|公示|述职报告|工作报告|工作要点|工作计划|答复|方案解析)(?:\([^()]{1,8}\))?$"
)
# 建立由…（many units）…组成的市社会救助联席会议制度
COMPOSED = (
    rf"{FOUNDING}由[^。]{{2,600}}(?:组成|参加|成员|负责)的"
    rf"[\u4e00-\u9fff]{{0,12}}{SUBJECT}[\u4e00-\u9fff]{{0,16}}?{FORM}"
)
# 联席会议由甲任召集人，乙、丙为成员单位: no word founds it, but it is laid down who belongs to it.
WHO_BELONGS = rf"{FORM}由[^。]{{2,100}}(?:任|担任)(?:总召集人|召集人|组长)[^。]{{0,400}}(?:为成员|组成)"
CORE = re.compile(r"成员单位|组成人员|召集人|组长|办公室设|牵头|成\s*员\s*:|组成")
TOO_SHORT = 40


def check(document: Document, head: Head) -> None:
    """Raise Refusal unless the text is such a notice."""
    text = document.text
    if len(re.sub(r"\s", "", text)) < TOO_SHORT:
        raise Refusal(
            "没有读到通知正文：内容为空或不足一段。请粘贴通知全文，或上传 .txt、.docx、.html、文字版 PDF 文件。"
        )
    title = head.title.value if head.title else ""
    if NOT_CHARTER_TITLE.search(title):
        raise Refusal(f"这不是建立或调整联席会议的通知：标题为“{title[:60]}”。请提供建立、调整联席会议制度的通知。")
    first = [line.text.strip() for line in document.lines[:5]]
    if other := next((line for line in first if len(line) < 80 and OTHER_KIND.search(line)), None):
        raise Refusal(f"这不是通知本身：开头为“{other[:60]}”。请提供建立、调整联席会议制度的通知原文。")
    if not (BODY_NAMED.search(text) or any(BODY_NAMED.search(blank(line.text)) for line in document.lines)):
        reason = "文中没有社会救助（困难群众保障）联席会议、领导小组或协调机制"
        raise Refusal(f"这不是社会救助联席会议的通知：{reason}。请核对文件后重新提供。")
    if title and _founds_another(title, text):
        raise Refusal(f"这份文件建立的是别的机构，不是社会救助联席会议：标题为“{title[:60]}”。请核对文件后重新提供。")
    if not _has_form(document, head):
        raise Refusal(
            "这不像通知：没有文号、主送单位和落款，也没有通知的标题和条目，可能是报道或摘要。请提供通知原文。"
        )
    if NEWS.search(text) and not (head.doc_number or head.addressees):
        raise Refusal("这像是一篇报道，不是通知：没有文号和主送单位。请提供通知原文。")
    if not (
        _founds(title) or re.search(rf"{FOUNDING}[^。]{{0,60}}{FORM}|{COMPOSED}|{WHO_BELONGS}", text)
    ) or not CORE.search(text):
        raise Refusal(
            "文中提到联席会议，但没有建立或调整它的内容（成员单位、召集人、办公室等）。请提供建立、调整联席会议制度的通知。"
        )


def _founds(title: str) -> bool:
    return bool(re.search(rf"{FORM}[\u4e00-\u9fff]{{0,8}}(?:职责|制度|规则|规程|办法)", title)) or (
        bool(re.search(FOUNDING, title)) and bool(re.search(FORM, title))
    )


def _founds_another(title: str, text: str) -> bool:
    """The title names a body, but one with another subject, and the text founds none with ours."""
    if not re.search(FORM + r"|指挥部|委员会", title) or re.search(SUBJECT, title):
        return False
    return not re.search(rf"{FOUNDING}[^。;]{{0,40}}{BODY_NAMED.pattern}|{COMPOSED}", text)


def _has_form(document: Document, head: Head) -> bool:
    """A number, addressees, a signature, a title of a notice, or numbered sections: one of them is always there."""
    sections = sum(line.level == 1 for line in document.lines)
    return any((head.doc_number, head.addressees, head.issue_date, head.title)) or sections >= 2
