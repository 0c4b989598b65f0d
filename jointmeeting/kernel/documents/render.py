"""Drawing a sheet as PDF/A-3 with WeasyPrint.

WeasyPrint and Pango are imported on first use, so that a machine without them can still say what is missing.
"""

import atexit
import hashlib
import threading
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pydyf

from jointmeeting.kernel.documents.content import OfficialDocument, canonical
from jointmeeting.kernel.documents.fonts import Places, directories, preflight
from jointmeeting.kernel.documents.minutes import MinutesDocument
from jointmeeting.kernel.documents.sheet import page_html
from jointmeeting.kernel.documents.slices import Slice, cut

ATTACHMENT = "minutes.json"
_one_at_a_time = threading.Lock()  # Pango's map of fonts is no thing for two threads


def render_minutes(
    document: MinutesDocument,
    *,
    created: datetime,
    office_fonts: Path | None = None,
    enclosed: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """Return the unsigned PDF of minutes with `minutes.json`, their frozen content, attached. Else as `render`.

    `enclosed`: (name, bytes) of the attachments that are files; they go along in the PDF, under the same signature.
    """
    content = canonical(document.to_json())
    fonts, sheet = office_fonts, document.official()
    return render(sheet, created=created, office_fonts=fonts, content=content, enclosed=enclosed)


def render(
    document: OfficialDocument,
    *,
    created: datetime,
    office_fonts: Path | None = None,
    content: bytes | None = None,
    enclosed: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """Return the unsigned PDF/A-3u. The same document and `created` give the same bytes with the same fonts.

    `office_fonts` is the directory of the office's own licensed fonts; they come first. `content` is attached as
    `minutes.json`. Raises `Unprintable` (a ValueError) with a Chinese sentence when a character has no font or the
    document cannot be laid out, and OSError where Pango is missing (see `checks`).
    """
    places = directories(office_fonts)
    _refuse_missing(document, places)
    data = [(ATTACHMENT, content, "定稿内容", "Data")] if content is not None else []
    files = [*data, *((name, file, "附件", "Supplement") for name, file in enclosed)]
    attachments = [_attachment(*file, created=created) for file in files]
    identity = content if content is not None else canonical(document.to_json())
    html, slices = page_html(document, created, places)
    return write_pdf(html, slices, places=places, identity=identity, attachments=attachments)


def write_pdf(
    html: str, slices: Iterable[Slice], *, places: Places, identity: bytes, attachments: Sequence[Any] = ()
) -> bytes:
    """Return HTML as PDF/A-3u, drawn with `slices` of the fonts in `places`; `identity` decides its identifier."""
    import weasyprint  # noqa: PLC0415 -- needs Pango; see the module's docstring

    with _one_at_a_time, warnings.catch_warnings():
        # WeasyPrint 70 leaves closing its own colour profile to the garbage collector
        warnings.filterwarnings("ignore", message="unclosed file .*sRGB2014", category=ResourceWarning)
        for piece in sorted(slices):
            _declare(piece, places)
        source = weasyprint.HTML(string=html, url_fetcher=_fetcher({}))
        pdf: bytes = _with_room_for_frames(
            source.write_pdf,
            pdf_variant="pdf/a-3u",
            pdf_identifier=hashlib.sha256(identity).digest()[:16],
            attachments=attachments,
            font_config=_configuration(places),
            finisher=_keep_streams,
        )
    return pdf


class _KeptStream(pydyf.Stream):  # type: ignore[misc]
    """A stream that is compressed once: the writer asks for its bytes again for the hash in the file's identifier."""

    @cached_property
    def data(self) -> bytes:
        compressed: bytes = super().data
        return compressed


def _keep_streams(_: object, pdf: pydyf.PDF) -> None:
    """Nothing is written into a stream any more once WeasyPrint calls its finisher; a seventh of the time was this."""
    for part in pdf.objects:
        if type(part) is pydyf.Stream:
            part.__class__ = _KeptStream


def _with_room_for_frames(draw: Callable[..., bytes], **options: Any) -> bytes:
    """Call `draw` so that all its frames lie in one piece of memory.

    CPython keeps frames in pieces of 16 kB and returns a piece to the system when the call that needed it ends. Where
    a busy loop of WeasyPrint meets an edge is decided by how deep the caller stands: in a worker 3,200 pieces came and
    went for one document, a tenth of its time. A frame that asks for a large stack gets a piece with room for all.
    """
    return draw(**options)


_with_room_for_frames.__code__ = _with_room_for_frames.__code__.replace(co_stacksize=1 << 15)  # slots of 8 bytes


class Unprintable(ValueError):
    """A document has characters that no font can print; the text is a Chinese sentence for its author."""


def _refuse_missing(document: OfficialDocument, places: Places) -> None:
    if missing := preflight(document.places(), places=places):
        rest = f"另有{len(missing) - 3}处。" if len(missing) > 3 else ""
        raise Unprintable("".join(row.sentence for row in missing[:3]) + rest)


def _attachment(name: str, content: bytes, description: str, relationship: str, *, created: datetime) -> Any:
    import weasyprint  # noqa: PLC0415 -- needs Pango

    return weasyprint.Attachment(
        string=content,
        name=name,
        relationship=relationship,
        description=description,
        created=created,
        modified=created,
    )


@cache
def _configuration(places: Places) -> Any:
    """Return the one font configuration of the process."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- needs Pango

    return FontConfiguration()


@cache
def _declare(piece: Slice, places: Places) -> None:
    """Make a piece known to the configuration under its alias; once a process, since it is kept there."""
    import weasyprint  # noqa: PLC0415 -- needs Pango

    address = "piece:font"
    rule = f'@font-face {{ font-family: "{piece.alias}"; src: url("{address}") }}'
    fetcher = _fetcher({address: cut(piece, places)})
    weasyprint.CSS(string=rule, font_config=_configuration(places), url_fetcher=fetcher)


atexit.register(_configuration.cache_clear)  # its temporary files go while the interpreter still works


def _fetcher(known: Mapping[str, bytes]) -> Any:
    """Return a fetcher of what is `known` by its address and no other: a document refers to no file and no address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError  # noqa: PLC0415 -- needs Pango

    class Only(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in known:
                raise URLFetchingError(f"official documents refer to nothing outside: {url[:40]}")
            return URLFetcherResponse(url, known[url])

    return Only()
