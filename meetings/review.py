"""What reviewers see on an item's page: papers, opinions, the readiness check, changes, suggestions."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.workflow import Available
from meetings import similarity, workflows
from meetings.comparison import Change, runs
from meetings.guards import readiness
from meetings.models import AgendaItem, AgendaOpinion, Attachment, Meeting
from meetings.models.agenda import ENDED
from meetings.models.meeting import AHEAD
from members.permissions import LEADERS, OFFICE

LABELS = {
    "title": "议题名称",
    "background": "背景情况",
    "basis": "依据",
    "proposal": "提请审议事项",
    "options": "备选方案",
    "cost": "经费需求和来源",
    "needs_money": "涉及经费",
    "is_normative": "涉及制发规范性文件",
    "units_concerned": "涉及单位",
}


def papers(item: AgendaItem, user: Any) -> list[tuple[Attachment, list[Attachment]]]:
    """Return each paper `user` may read with its earlier versions, newest first."""
    by_name: dict[str, list[Attachment]] = {}
    for paper in item.attachments.visible_to(user).filter(is_removed=False).select_related("file").order_by("-version"):
        by_name.setdefault(paper.name.lower(), []).append(paper)
    newest_first = sorted(by_name.values(), key=lambda versions: versions[-1].pk)
    return [(versions[0], versions[1:]) for versions in newest_first]


def opinions(item: AgendaItem, user: Any) -> list[tuple[AgendaOpinion, list[Available]]]:
    """Return the opinions `user` may read, each with the answers he may give."""
    rows = item.opinions.visible_to(user).select_related("unit", "agenda_item__jurisdiction", "answered_by")
    return [(row, workflows.agenda_opinions.available(row, user)) for row in rows]


class Button(NamedTuple):
    """Where a red line is settled."""

    label: str
    url: str


def readiness_lines(
    item: AgendaItem, user: Any, acts: Iterable[Available]
) -> list[tuple[readiness.Line, list[Button]]] | None:
    """Return the check for those who prepare the meeting, each red line with what they can do to settle it.

    None where there is nothing to check, or it is not theirs to see; an empty list is a check with nothing to say.
    """
    if item.state == AgendaItem.State.DRAFT or item.state in ENDED or not _prepares(item, user):
        return None
    possible = {act.transition.name: Button(act.label, act.url) for act in acts if not act.refusal}
    if access.can(user, "meeting.plan", item):
        possible.setdefault("discuss", _liaison_meeting(item))
    return [(line, [possible[act] for act in line.acts if act in possible]) for line in readiness.check(item)]


def _liaison_meeting(item: AgendaItem) -> Button:
    """Return where an item that no liaison meeting has on its agenda yet gets there."""
    ahead = Meeting.objects.filter(jurisdiction=item.jurisdiction_id, kind=Meeting.Kind.LIAISON, state__in=AHEAD)
    if meeting := ahead.order_by("starts_at").first():
        return Button(f"列入{meeting}", reverse("meetings:meeting_compose", args=[meeting.pk]))
    return Button("筹备联络员会议", f"{reverse('meetings:meeting_create')}?kind={Meeting.Kind.LIAISON}")


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


def changes(old: Mapping[str, Any], new: Mapping[str, Any], readable: Collection[tuple[str, int]]) -> list[Change]:
    """Return the parts of two submitted texts that differ; papers count by name, version and digest.

    Of papers that are not among the `readable` (name, version) nothing is said, not even that there are any. What only
    one of the two holds was not asked for when the other was submitted: it is no change.
    """
    both = old.keys() & new.keys()
    parts = [(label, _said(old[key]), _said(new[key])) for key, label in LABELS.items() if key in both]
    parts.append(("附件", _papers(old, readable), _papers(new, readable)))
    return [Change(label, *runs(before, after)) for label, before, after in parts if before != after]


def _said(value: Any) -> str:
    """Return a frozen value as it is read: a tick as a word, names on lines of their own."""
    if isinstance(value, bool):
        return "涉及" if value else "不涉及"
    return "\n".join(value) if isinstance(value, list) else str(value)


def _papers(content: Mapping[str, Any], readable: Collection[tuple[str, int]]) -> str:
    papers = [row for row in content.get("attachments", []) if (row[0], row[1]) in readable]
    return "\n".join(f"{name}（第{version}版，摘要{digest[:8]}）" for name, version, digest in papers)
