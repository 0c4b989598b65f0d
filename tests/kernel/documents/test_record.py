"""The signature record: every consent and intent stands on it, and a hash that differs is said."""

from dataclasses import replace

from jointmeeting.kernel.documents.content import OfficialDocument
from jointmeeting.kernel.documents.official import render
from jointmeeting.kernel.documents.record import Consent, Intent, SignatureRecord, grouped, signature_record
from jointmeeting.samples.minutes import CREATED
from tests.kernel.documents.measure import measure

RECORD = SignatureRecord(
    title="示例纪要",
    number="〔2026〕1号",
    organ="示例办公室",
    content_hash="ab" * 32,
    file_hash="cd" * 32,
    consents=(
        Consent("第一条", "市民政局", "同意", "测试甲", "2026年6月3日 15:20"),
        Consent("第一条", "市财政局", "视为同意", "—", "2026年6月4日 0:00", "按制度第五条，逾期未反馈"),
    ),
    intents=(
        Intent("签发", "测试乙", "总召集人", "制度第五条", "2026年6月4日 9:05", "10.0.0.8", "同意签发。", "ab" * 32),
    ),
    made_at="2026年6月4日 10:00",
)


def printed(document: OfficialDocument) -> str:
    sides = measure(render(document, created=CREATED))
    return "".join(row.text for side in sides for row in (*side.large, *side.body, *side.small))


def test_consents_intents_and_hashes_stand_on_it() -> None:
    text = printed(signature_record(RECORD))
    for part in ("签署记录", "示例纪要（〔2026〕1号）", "市民政局", "视为", "总召集人", "网络地址10.0.0.8"):
        assert part in text
    assert "本人确认的文字：“同意签发。”所见内容摘要与定稿一致。" in text
    assert "ab" * 32 in text
    assert "cd" * 32 in text
    assert "防篡改校验，非电子印章" in text


def test_a_hash_that_differs_is_said() -> None:
    other = replace(RECORD, intents=(replace(RECORD.intents[0], content_hash="ef" * 32),))
    assert f"与定稿不同：{'ef' * 32}" in printed(signature_record(other))


def test_a_document_that_nobody_countersigned_says_so() -> None:
    text = printed(signature_record(replace(RECORD, consents=(), intents=(), number="")))
    assert "本文件未经会签。" in text
    assert "无审核和签发记录。" in text
    assert "文件：示例纪要发文机关：" in text


def test_hashes_can_be_compared_by_eye() -> None:
    assert grouped("0123456789abcdef") == "01234567 89abcdef"
