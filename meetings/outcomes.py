"""What became of the items of a meeting, in the words of its minutes. Reads only.

A plain decision is a clause of the minutes, an item put off is not spoken of; the rest is said where the item is told.
"""

from meetings.models import AgendaEntry, AgendaItem, Minutes

Outcome = AgendaEntry.Outcome
# Words by one of which a person, too, says that outcome
SAID_BY = {
    Outcome.AMENDED: ("修改",),
    Outcome.REJECTED: ("未予通过", "不予通过", "未通过"),
    Outcome.REFERRED: ("报请",),
}


def sentence(entry: AgendaEntry) -> str:
    """Return how the minutes say the outcome, 会议决定将该议题报请…决定; empty where the clauses say it, or nobody."""
    item, note = entry.agenda_item, entry.outcome_note.strip().rstrip("。")
    subject = "会议" if entry.meeting.is_sitting else "经书面征求意见，"
    if entry.outcome == Outcome.AMENDED:
        break_ = "\n" if "\n" in note else ""
        return f"{subject}原则同意{item.unit}提报的“{item.title}”，并作如下修改：{break_}{note}。"
    if entry.outcome == Outcome.REJECTED:
        return f"{subject}对该议题未予通过，理由是：{note}。"
    if entry.outcome == Outcome.REFERRED:
        government = entry.meeting.jurisdiction.charter.record.body.government_name
        return f"{subject}决定将该议题报请{government}决定，理由是：{note}。"
    return ""


def untold(minutes: Minutes) -> list[AgendaEntry]:
    """Return the entries whose outcome stands neither where the item is told nor in a clause on it."""
    told: dict[int, str] = {}
    for item, text in (
        *minutes.summaries.values_list("agenda_item", "text"),
        *minutes.matters.filter(agenda_item__isnull=False).values_list("agenda_item", "text"),
    ):
        told[item] = f"{told.get(item, '')}\n{text}"
    entries = minutes.meeting.entries.filter(outcome__in=list(SAID_BY)).select_related("agenda_item__unit", "meeting")
    return [
        entry
        for entry in entries
        if not any(word in told.get(entry.agenda_item_id, "") for word in SAID_BY[Outcome(entry.outcome)])
    ]


def became(item: AgendaItem) -> str:
    """Return what became of an item: what the last meeting did with it, what the government decided, else its state."""
    if item.state == AgendaItem.State.REFERRED:
        matter = item.major_matters.first()
        decided = f"政府决定：{matter.decision}" if matter and matter.decision else ""
        return decided or (f"报请政府决定，{matter.get_state_display()}" if matter else item.get_state_display())
    if item.state == AgendaItem.State.DECIDED:
        return item.entries.exclude(outcome="").latest("pk").get_outcome_display()
    return item.get_state_display()
