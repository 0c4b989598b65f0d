"""What reviewers see on an item's page: papers, opinions, the readiness check, changes, suggestions."""

from collections.abc import Iterable, Mapping
from typing import Any

from jointmeeting.kernel import access
from jointmeeting.kernel.workflow import Available
from meetings import similarity, workflows
from meetings.comparison import Change, runs
from meetings.guards import readiness
from meetings.models import AgendaItem, AgendaOpinion, Attachment
from members.permissions import LEADERS, OFFICE

LABELS = {
    "title": "议题名称",
    "background": "背景情况",
    "basis": "依据",
    "proposal": "提请审议事项",
    "options": "备选方案",
    "cost": "经费需求和来源",
}


def papers(item: AgendaItem, user: Any) -> list[tuple[Attachment, list[Attachment]]]:
    """Return each paper `user` may read with its earlier versions, newest first."""
    by_name: dict[str, list[Attachment]] = {}
    for paper in item.attachments.visible_to(user).select_related("file").order_by("-version"):
        by_name.setdefault(paper.name.lower(), []).append(paper)
    newest_first = sorted(by_name.values(), key=lambda versions: versions[-1].pk)
    return [(versions[0], versions[1:]) for versions in newest_first]


def opinions(item: AgendaItem, user: Any) -> list[tuple[AgendaOpinion, list[Available]]]:
    """Return the opinions `user` may read, each with the answers he may give."""
    rows = item.opinions.visible_to(user).select_related("unit", "agenda_item__jurisdiction", "answered_by")
    return [(row, workflows.agenda_opinions.available(row, user)) for row in rows]


def readiness_lines(
    item: AgendaItem, user: Any, acts: Iterable[Available]
) -> list[tuple[readiness.Line, Available | None]] | None:
    """Return the check for those who prepare the meeting, each line with the act of theirs that settles it.

    None where there is nothing to check, or it is not theirs to see; an empty list is a check with nothing to say.
    """
    s = AgendaItem.State
    if item.state in {s.DRAFT, s.WITHDRAWN, s.DECIDED} or not _prepares(item, user):
        return None
    possible = {act.transition.name: act for act in acts if not act.refusal}
    return [(line, possible.get(line.act)) for line in readiness.check(item)]


def for_the_office(item: AgendaItem, user: Any) -> dict[str, Any]:
    """Return whose duties the item touches and what became of earlier ones like it."""
    if not _prepares(item, user):
        return {"suggestions": [], "similar": []}
    return {
        "suggestions": similarity.suggest_leads(item),
        "similar": similarity.similar_to(item, AgendaItem.objects.visible_to(user)),
    }


def _prepares(item: AgendaItem, user: Any) -> bool:
    grants = access.roles_of(user)
    return any(g.jurisdiction_id == item.jurisdiction_id and g.role in OFFICE | LEADERS for g in grants)


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return the parts of two submitted texts that differ; papers count by name, version and digest."""
    parts = [(label, str(old.get(key, "")), str(new.get(key, ""))) for key, label in LABELS.items()]
    parts.append(("附件", _papers(old), _papers(new)))
    return [Change(label, *runs(before, after)) for label, before, after in parts if before != after]


def _papers(content: Mapping[str, Any]) -> str:
    papers = content.get("attachments", [])
    return "\n".join(f"{name}（第{version}版，摘要{digest[:8]}）" for name, version, digest in papers)
