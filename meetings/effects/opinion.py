"""What answering does beyond the state. Each effect returns what the log keeps about it."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel import clock, files
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act
from meetings.models import AgendaItem, AgendaOpinion


def answer(opinion: AgendaOpinion, act: Act) -> Mapping[str, Any]:
    """Keep what the unit says, its letter, and which text it read: an answer to an older one is refused."""
    item = AgendaItem.objects.select_for_update().get(pk=opinion.agenda_item_id)
    if (read := act.data.get("version", item.version)) != item.version:
        raise Refused(f"您看到的是第{read}稿，议题文本已修改为第{item.version}稿。请返回议题，阅看新的文本后再答复。")
    opinion.text, opinion.answered_version = act.comment, item.version
    opinion.answered_by, opinion.answered_at = act.by, clock.now()
    if letter := act.data.get("letter"):
        opinion.file, opinion.file_name = files.store(letter.content, media_type=letter.media_type), letter.name
    return {"version": item.version, "agenda_item": item.pk}
