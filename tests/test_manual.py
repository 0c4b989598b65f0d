"""The manual in the system: every chapter there is, for everyone signed in, with minutes as they are printed."""

import re
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from jointmeeting.kernel.workflow import all_workflows
from jointmeeting.manual import CHAPTERS, chapters
from tests.factories import Office
from tests.subjects import browser


def test_every_chapter_is_shown() -> None:
    assert {path.stem for path in (Path(settings.BASE_DIR) / "docs" / "manual").glob("*.md")} == set(CHAPTERS)


def test_chinese_lines_join_without_a_space() -> None:
    for chapter in chapters():
        text = re.sub(r"<pre>.*?</pre>", "", chapter.text, flags=re.S)
        assert not re.search(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]", text), chapter.name


def test_a_liaison_reads_it_with_a_picture_of_minutes(yueqing: Office) -> None:
    page = browser(yueqing.liaison).get(reverse("manual")).content.decode()
    assert page.count('class="page"') == 1
    assert "示例市社会救助联席会议纪要" in page
    assert all(f'id="{name}"' in page for name in CHAPTERS)


def test_the_acts_a_liaison_is_told_of_are_there() -> None:
    """A renamed button must be renamed in the chapter that liaisons read."""
    labels = {row.label for flow in all_workflows() for row in flow.transitions.values()} | {"同意全部"}
    liaison = next(chapter for chapter in chapters() if chapter.name == "liaison")
    (table,) = re.findall(r"<tbody>.*?</tbody>", liaison.text, re.S)
    told = set(re.findall(r"“(.+?)”", table))
    assert told - {"任务单"} <= labels
    assert {"参会", "委托代会", "请假", "签收", "不予签收"} <= told
