"""Putting the parts together in the shape of the keys. Duties come first, so that no rule is read inside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from members.notices.background import Background, find_background, find_cut
from members.notices.categories import find_supplies
from members.notices.changes import Changes, find_changes, states_change
from members.notices.checking import Mismatch, compare, damaged, remarks
from members.notices.clauses import Clauses, find_clauses
from members.notices.damage import proposals
from members.notices.document import Document
from members.notices.duties import Duty, find_duties
from members.notices.evidence import Evidence, Found, Proposal, Refusal, Remark
from members.notices.head import Head
from members.notices.meetings import Meetings, find_meetings
from members.notices.members import find_members, from_duties
from members.notices.membership import Membership
from members.notices.minutes import MinutesRules, find_minutes
from members.notices.office import Office, find_office
from members.notices.persons import person
from members.notices.posts import chief_of, find_lead_unit, find_posts
from members.notices.refusal import check
from members.notices.rules import find_major_matter, find_member_change, find_succession
from members.notices.scope import Scope


@dataclass
class Content:
    """Fields with their evidence; `put` keeps the two together."""

    fields: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    def put(self, path: str, found: Found[Any] | None) -> None:
        """Set a field (`minutes.form` for an inner one); silent is None."""
        name, _, inner = path.partition(".")
        target = self.fields.setdefault(name, {}) if inner else self.fields
        target[inner or name] = found.value if found else None
        if found:
            self.evidence[path] = found.evidence

    def put_all(self, path: str, found: list[Found[Any]]) -> None:
        """Set a list in printed order."""
        self.fields[path] = [entry.value for entry in found]
        self.evidence |= {f"{path}[{index}]": entry.evidence for index, entry in enumerate(found)}


@dataclass(frozen=True, slots=True)
class _Body:
    """Who the body is, and what changes in it; posts and office are empty when the notice only changes a body."""

    membership: Membership
    changes: Changes
    posts: Mapping[str, list[Found[str]]]
    office: Office

    @property
    def changes_only(self) -> bool:
        """Tell whether the notice only changes an existing body."""
        return bool(self.changes) and len(self.membership.units) < 2


def assemble(document: Document) -> Content:
    """Read everything. Raises Refusal when the text is no such notice."""
    head = Head(document)
    check(document, head)
    duties = find_duties(document)
    scope = Scope(document, duties, head)
    sentences = scope.sentences
    body = _find_body(document, scope, duties)
    meetings, minutes = find_meetings(document, sentences), find_minutes(document, sentences)

    content = Content()
    _put_head(content, head, document, find_background(document, head, sentences))
    _put_posts(content, document, body, None if body.changes_only else find_lead_unit(document, sentences))
    _put_members(content, body.membership, duties, document, body.office)
    _put_rules(content, meetings, minutes)
    _put_clauses(content, document, sentences)
    _put_quoted(content, find_clauses(document, sentences))
    _put_changes(content, body.changes)
    mismatch = compare(body.membership, duties)
    _put_mismatch(content, mismatch)
    if document.traditional:
        _put_printed(content, document)
    content.proposals = tuple(proposals(document, meetings))
    noted = remarks(document, head, body.membership, mismatch, minutes, meetings, body.posts)
    _put_remarks(content, (*damaged(content.proposals), *noted))
    return content


def _find_body(document: Document, scope: Scope, duties: list[Found[Duty]]) -> _Body:
    """Read members, posts, office and changes. Raises Refusal when the notice says nothing of any of them."""
    changes = find_changes(document, scope.sentences)
    membership = find_members(document, scope, [each for each in scope.sentences if not states_change(each)])
    if not membership.units and not changes:
        membership = from_duties(document, scope, duties)
    body = _Body(membership, changes, {"chief": [], "convener": [], "deputy": []}, Office())
    if not body.changes_only:
        posts = find_posts(document, scope)
        body = replace(body, posts=posts, office=find_office(document, scope, _known(posts, membership)))
    if not (body.changes_only or membership.units or any(body.posts.values()) or body.office.host):
        raise Refusal("文中没有读到联席会议的成员单位、召集人或办公室。请提供建立、调整联席会议制度的通知全文。")
    return body


def _known(posts: Mapping[str, list[Found[str]]], membership: Membership) -> dict[str, str]:
    """Return the posts of the persons named as heads and members."""
    known = {member.value.name: member.value.post for member in membership.persons}
    for found in (entry for role in posts.values() for entry in role):
        post, _, name = found.value.rpartition(" ")
        if post:
            known.setdefault(name, post)
    return known


def _named(body: _Body) -> list[str]:
    """Return every person the notice names, once: heads, members, office."""
    held = [found.value for role in (*body.posts.values(), *body.office.posts.values()) for found in role]
    people = [who for value in held for text in value.split("、") if (who := person(text)) and who.name]
    names = [who.name for who in people] + [member.value.name for member in body.membership.persons]
    return list(dict.fromkeys(names))


def _put_head(content: Content, head: Head, document: Document, background: Background) -> None:
    content.fields["script"] = "hant" if document.traditional else "hans"
    for name in (
        "title",
        "doc_number",
        "issuing_body",
        "issue_date",
        "published_date",
        "validity",
        "index_no",
        "addressees",
        "cc",
    ):
        content.put(name, getattr(head, name))
    content.put("action", background.action)
    content.put("body_name", background.body_name)
    content.put_all("basis", background.basis)
    content.put_all("attachments", background.attachments)
    cut = find_cut(document, background.attachments)
    content.fields["complete"], content.fields["cut_note"] = cut is None, cut


def _put_posts(content: Content, document: Document, body: _Body, lead: Found[str] | None) -> None:
    posts, office = body.posts, body.office
    content.fields["named_persons"] = _named(body)
    content.put("chief_convener", chief_of(document, posts["chief"]))
    content.put_all("conveners", posts["convener"])
    content.put_all("deputy_conveners", posts["deputy"])
    content.put("lead_unit", lead)
    content.put("office_host_unit", office.host)
    content.put("office_director", office.posts["director"][0] if office.posts["director"] else None)
    content.put_all("office_deputies", office.posts["deputy"])
    content.put_all("office_staff", office.posts["staff"])


def _put_members(
    content: Content, membership: Membership, duties: list[Found[Duty]], document: Document, office: Office
) -> None:
    content.put_all("member_units", membership.units)
    content.put("member_count_claimed", membership.claimed)
    content.fields["member_count_printed"] = len(membership.units)
    content.fields["member_persons"] = [
        {"order": order, "name": member.value.name, "post_as_printed": member.value.post, "unit": member.value.unit}
        for order, member in enumerate(membership.persons, start=1)
    ]
    content.evidence |= {f"member_persons[{index}]": row.evidence for index, row in enumerate(membership.persons)}
    content.fields["duties"] = [
        {
            "no": duty.value.number,
            "unit": duty.value.unit,
            "first20": duty.value.first20,
            "chars": duty.value.chars,
            "paragraphs": duty.value.text.count("\n") + 1,
            "text": duty.value.text,
        }
        for duty in duties
    ]
    content.evidence |= {f"duties[{index}]": duty.evidence for index, duty in enumerate(duties)}
    supplies = find_supplies(duties, document.text, office.host.value if office.host else None)
    content.fields["information_categories"] = [
        {
            "category": row.category,
            "unit": row.unit,
            "strength": "stated",
            "clause": row.clause,
            "quote": document.printed[row.start : row.end].strip(),
            "start": row.start,
            "end": row.end,
        }
        for row in supplies
    ]


def _put_rules(content: Content, meetings: Meetings, minutes: MinutesRules) -> None:
    low, high = meetings.frequency.stated.value if meetings.frequency.stated else (None, None)
    content.fields["regular_meetings_per_year"] = {"min": low, "max": high}
    printed = meetings.frequency.stated or meetings.frequency.damaged
    content.fields["regular_as_printed"] = printed.evidence.quote.strip() if printed else None
    if printed:
        content.evidence["regular_meetings_per_year"] = printed.evidence
    content.put("convened_by", meetings.convened_by)
    content.put("chaired_by", meetings.chaired_by)
    content.put("liaison_meeting_before", meetings.liaison_before)
    content.put("minutes.form", minutes.form)
    content.put("minutes.consent_of_attending_units", minutes.consent)
    for name in ("drafted_by", "reviewed_by", "signed_by", "issued_to", "reported_to"):
        content.put(f"minutes.{name}", getattr(minutes, name))
    content.put("minutes_consent_days", minutes.consent_days)
    content.put("minutes_consent_deemed", minutes.consent_deemed)


def _put_clauses(content: Content, document: Document, sentences: list[Any]) -> None:
    kind, text = find_member_change(document, sentences)
    content.put("member_change_rule.type", kind)
    content.put("member_change_rule.text", text)
    matter = find_major_matter(document, sentences)
    row = matter.value if matter else None
    content.fields["major_matter_rule"] = {
        "who_reports": row.who if row else None,
        "to": row.to if row else None,
        "text": row.text if row else None,
    }
    if matter:
        content.evidence["major_matter_rule"] = matter.evidence
    content.put("duty_succession_clause", find_succession(document, [*document.sentences()]))


def _put_quoted(content: Content, clauses: Clauses) -> None:
    for name, found in clauses.single.items():
        content.put(name, found)
    content.put("regular_agenda", clauses.agenda)
    content.put_all("periodic_reports", clauses.periodic_reports)
    content.put_all("recurring_checks", clauses.recurring_checks)
    content.fields["ad_hoc"] = clauses.ad_hoc
    if clauses.ad_hoc_clause:
        content.evidence["ad_hoc"] = clauses.ad_hoc_clause.evidence


def _put_printed(content: Content, document: Document) -> None:
    """Values are in simplified script; names of a traditional notice stand beside them as printed."""
    fields, evidence = content.fields, content.evidence
    for name in ("title", "doc_number"):
        value = fields[name]
        fields[f"{name}_printed"] = document.as_printed(value, evidence[name].start) if value else None
    fields["member_units_printed"] = [
        document.as_printed(unit, evidence[f"member_units[{index}]"].start)
        for index, unit in enumerate(fields["member_units"])
    ]
    for index, row in enumerate(fields["member_persons"]):
        row["name_printed"] = document.as_printed(row["name"], evidence[f"member_persons[{index}]"].start)


def _put_changes(content: Content, changes: Changes) -> None:
    content.fields["changes"] = changes.to_json()
    for name in content.fields["changes"]:
        found = getattr(changes, name)
        content.evidence |= {f"changes.{name}[{index}]": entry.evidence for index, entry in enumerate(found)}


def _put_remarks(content: Content, remarks: tuple[Remark, ...]) -> None:
    """Keep the remarks, and the same as plain sentences and codes in the shape of a key."""
    cut = content.fields["cut_note"]
    content.remarks = remarks
    content.fields["anomalies"] = [remark.message for remark in remarks] + ([cut] if cut else [])
    content.fields["expected_warnings"] = list(dict.fromkeys(remark.code for remark in remarks))


def _put_mismatch(content: Content, mismatch: Mismatch) -> None:
    content.fields["duty_mismatch"] = {
        "in_list_no_duty": mismatch.in_list_no_duty,
        "in_duty_not_in_list": mismatch.in_duty_not_in_list,
        "name_variants": [f"{listed} = {charged}" for listed, charged in mismatch.variants],
    }
