"""Minutes as a document: what cannot be laid out is said on the draft and stops it before signing."""

import pytest

from jointmeeting.kernel.errors import Refused
from meetings import composition
from meetings.models import Recipient
from tests.factories import Office


def test_too_many_copies_are_said_on_the_draft_and_stop_it(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    Recipient.objects.bulk_create(
        Recipient(minutes=minutes, kind=Recipient.Kind.CC, label=f"示例抄送单位第{n}办公室") for n in range(300)
    )
    shown = "".join(text.content for page in composition.preview(minutes)["pages"] for text in page.texts)
    assert "抄送：抄送机关过多" in shown
    with pytest.raises(Refused, match="抄送机关过多：版记排.*请合并为统称。"):
        composition.freeze(minutes)


def test_a_character_without_a_font_stops_the_draft(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    minutes.title = "示例ก纪要"
    with pytest.raises(Refused, match="“标题”中的字符“ก”（U\\+0E01）没有字体可以印出。请改用规范汉字"):
        composition.freeze(minutes)
