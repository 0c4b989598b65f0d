"""The specimens that `manage.py render_samples` writes: each is a sheet an office could send."""

import itertools
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from jointmeeting.kernel.documents.page import NO_LINE_END, NO_LINE_START
from jointmeeting.kernel.documents.render import render_minutes
from jointmeeting.samples import papers
from jointmeeting.samples.minutes import CREATED, LONG_NAME, SAMPLES, text_sides
from tests.kernel.documents.measure import EM, EM_2, EM_4, Side, measure

PITCH = 1.875 * EM


@cache
def sample(name: str) -> tuple[Side, ...]:
    return tuple(measure(render_minutes(SAMPLES[name](), created=CREATED)))


every_sample = pytest.mark.parametrize("name", SAMPLES)


@every_sample
def test_sides_are_even_and_the_imprint_closes_the_last(name: str) -> None:
    sides = sample(name)
    assert len(sides) % 2 == 0
    black = [rule for rule in sides[-1].rules if not rule.is_red]
    assert max(rule.bottom for rule in black) == pytest.approx(262, abs=0.1)
    assert any(row.text.endswith("2026年6月4日印发") for row in sides[-1].small)


@every_sample
def test_every_line_is_on_the_grid_inside_the_block(name: str) -> None:
    for side in sample(name):
        assert len(side.text) <= 22
        for row in side.text:
            assert (row.top - 37) / PITCH == pytest.approx(round((row.top - 37) / PITCH), abs=0.02)
            assert row.left >= 28 - 0.05
            assert row.right <= 184 + 0.2
            assert row.text[0] not in NO_LINE_START
            assert row.text[-1] not in NO_LINE_END


@every_sample
def test_only_the_sizes_of_the_standard_are_used(name: str) -> None:
    sizes = {round(row.size, 2) for side in sample(name) for row in side.every}
    assert sizes <= {round(EM, 2), round(EM_4, 2), round(EM_2, 2)}


@pytest.mark.parametrize("sides", [1, 2, 3, 4, 7, 20])
def test_text_fills_as_many_sides_as_the_name_says(sides: int) -> None:
    name = f"minutes-{sides:02}-sides"
    assert text_sides(SAMPLES[name]()) == sides
    with_text = [side for side in sample(name) if side.folio]
    assert len(with_text) == sides
    assert all(len(side.text) >= 20 for side in with_text[1:-1])


def test_the_specimens_show_what_they_are_named_for() -> None:
    assert sample("minutes-issue-number")[0].body[0].text == "（第2期）"
    assert len(LONG_NAME) == 24
    assert sample("minutes-long-name")[0].red[0].text == f"{LONG_NAME}纪要"
    organ, date = sample("minutes-long-name")[0].body[1:3]
    assert organ.text + date.text == f"{LONG_NAME}办公室2026年6月4日"
    everything = "".join(row.text for side in sample("minutes-60-attendees") for row in side.text)
    assert everything.split("请假：")[0].split("出席：")[1].count("（") == 60
    seal = [row.text for side in sample("minutes-with-seal") for row in side.text]
    assert seal[-2:] == ["示例市社会救助联席会议办公室", "2026年6月4日"]
    labels = [row.text for side in sample("minutes-attachments") for row in side.text if row.text.startswith("附件")]
    assert labels == ["附件：1.各成员单位联络员和任务分工表", "附件1", "附件2"]


def test_numbers_go_on_through_attachments() -> None:  # 7.5
    folios = [side.folio.text for side in sample("minutes-attachments") if side.folio]
    assert folios == [f"—{n}—" for n in range(1, len(folios) + 1)]


def test_the_command_writes_every_specimen_without_a_database(tmp_path: Path) -> None:
    out = StringIO()
    call_command("render_samples", str(tmp_path / "new"), stdout=out)
    written = sorted(path.relative_to(tmp_path / "new") for path in (tmp_path / "new").rglob("*.pdf"))
    expected = [Path(f"{name}.pdf") for name in SAMPLES] + [Path("papers", f"{name}.pdf") for name in papers.PAPERS]
    assert written == sorted(expected)
    assert f"已写入{len(expected)}份样张" in out.getvalue()
    again = render_minutes(SAMPLES["minutes-table"](), created=CREATED)
    assert (tmp_path / "new" / "minutes-table.pdf").read_bytes() == again


def test_the_command_draws_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "PAPERS", {})
    monkeypatch.setattr("jointmeeting.samples.minutes.SAMPLES", dict(itertools.islice(SAMPLES.items(), 1)))
    call_command("render_samples", str(tmp_path), "--png", stdout=StringIO())
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert pictures == ["minutes-01-sides-01.png", "minutes-01-sides-02.png"]
    with Image.open(tmp_path / pictures[0]) as picture:
        assert picture.width / picture.height == pytest.approx(210 / 297, abs=0.01)


def test_a_directory_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="不能写入目录"):
        call_command("render_samples", str(tmp_path / "file"))
