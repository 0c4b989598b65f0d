"""`manage.py render_samples DIR`: specimens of minutes and of every other paper, by the function the server uses."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jointmeeting.kernel.documents.render import render, render_minutes
from jointmeeting.samples import minutes, papers

DOTS_PER_INCH = 120


class Command(BaseCommand):
    """Write DIR/minutes-*.pdf and DIR/papers/*.pdf from invented content; no database, no network."""

    help = "Write specimens of every document as PDF; --png adds a picture of each side."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the directory and --png."""
        parser.add_argument("directory", type=Path)
        parser.add_argument("--png", action="store_true", help="also draw every side as a picture")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write."""
        directory: Path = options["directory"]
        try:
            (directory / "papers").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"不能写入目录“{directory}”：{error.strerror}。请换一个目录。") from error
        written = 0
        for path, pdf in _rendered(directory):
            path.write_bytes(pdf)
            written += 1
            if options["png"]:
                _draw(path)
        self.stdout.write(f"已写入{written}份样张：{directory}")


def _rendered(directory: Path) -> Iterator[tuple[Path, bytes]]:
    fonts = settings.OFFICE_FONTS_DIR
    for name, sample in minutes.SAMPLES.items():
        pdf = render_minutes(sample(), created=minutes.CREATED, office_fonts=fonts)
        yield directory / f"{name}.pdf", pdf
    for name, paper in papers.PAPERS.items():
        yield directory / "papers" / f"{name}.pdf", render(paper(), created=minutes.CREATED, office_fonts=fonts)


def _draw(path: Path) -> None:
    try:
        import pypdfium2  # noqa: PLC0415 -- comes with the test requirements only
    except ImportError as error:
        raise CommandError("没有安装pypdfium2，不能画出图片：请先运行 script/test 一次，或去掉 --png。") from error
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            page.render(scale=DOTS_PER_INCH / 72).to_pil().save(path.with_name(f"{path.stem}-{number:02}.png"))
