"""What a transition of minutes does beyond the state. Each effect returns what the log keeps about it."""

from collections.abc import Mapping
from typing import Any

from guardian.shortcuts import assign_perm

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.numbering import next_number
from jointmeeting.kernel.workflow import Act
from meetings import posts
from meetings.addressing import address_charged
from meetings.composition import freeze
from meetings.delegations import SIGN_WORDING, delegation_for, lent_wording, signs
from meetings.models import Minutes, SigningDelegation
from meetings.models.minutes import RENDER_JOB
from members.models import Role
from members.permissions import DOERS
from members.rules import ruling
from members.services import group_of


def freeze_content(minutes: Minutes, _: Act) -> Mapping[str, Any]:
    """Freeze the text that will be signed; unprintable characters are refused by name and place."""
    minutes.content, minutes.content_hash = freeze(minutes)
    return {"content_hash": minutes.content_hash}


def review(minutes: Minutes, act: Act) -> Mapping[str, Any]:
    """Freeze the text that was reviewed, and keep by which post."""
    return {**freeze_content(minutes, act), **reviewed_by(minutes, act)}


def reviewed_by(minutes: Minutes, act: Act) -> Mapping[str, Any]:
    """Return the post by which somebody reviews and the rule that gives it to him, for the record."""
    return {"role": posts.reviewed_with(minutes, act.by), "authority": posts.review_rule(minutes).citation}


def seen(minutes: Minutes) -> str:
    """Return the hash of what the signer reads."""
    return minutes.content_hash


def thaw_content(minutes: Minutes, _: Act) -> None:
    """A returned text is open again; what was frozen stands in the log by its hash."""
    minutes.content, minutes.content_hash = None, ""
    minutes.version += 1


def sign(minutes: Minutes, act: Act) -> Mapping[str, Any]:
    """Record the intent, take the number, and leave the file to the worker.

    The number is taken here, under the series' row lock, so that number and signature stand or fall together.
    """
    minutes.signed_by, minutes.signed_at = act.by, clock.now()
    minutes.year = clock.today().year
    form = ruling(minutes, "minutes_number_form")
    minutes.is_numbered_by_issue = form is not None and form.value == "issue_number"
    minutes.number = next_number("minutes", body=minutes.jurisdiction_id, year=minutes.year)
    before = Minutes.objects.filter(jurisdiction=minutes.jurisdiction, number__isnull=False).order_by(
        "-year", "-number"
    )
    minutes.previous_hash = before.values_list("content_hash", flat=True).first() or ""
    jobs.enqueue(RENDER_JOB, minutes.pk)
    if not signs(minutes, act.by):
        minutes.delegation = delegation_for(minutes, act.by)
    return {
        "wording": SIGN_WORDING,
        "role": posts.signed_with(minutes, act.by),
        "number": minutes.number_label,
        "content_hash": minutes.content_hash,
        "authority": posts.sign_rule(minutes).citation,
        "disclosure": minutes.get_disclosure_display(),
        "address": act.data.get("address", ""),
        **for_another(minutes.delegation),
    }


def for_another(row: SigningDelegation | None) -> Mapping[str, Any]:
    """Return what the record says instead when the signature was given for another: for whom, and by which letter."""
    if row is None:
        return {}
    return {
        "wording": lent_wording(row),
        "role": f"受{row.principal}委托",
        "authority": row.authority,
        "delegation": str(row),
        "letter": row.letter.sha256,
    }


def publish(minutes: Minutes, act: Act) -> Mapping[str, Any]:
    """Attach the certified file and let the recipients read: the distribution list is the grant."""
    minutes.file = act.data["file"]
    address_charged(minutes)
    groups = [group_of(Role.GOVERNMENT_LEADER, minutes.jurisdiction)]
    for recipient in minutes.recipients.filter(unit__isnull=False).select_related("unit"):
        groups += [group_of(role, recipient.unit) for role in sorted(DOERS) if recipient.unit]
    for group in groups:
        assign_perm("meetings.read_minutes", group, minutes)
    return {"sha256": minutes.file.sha256, "groups": len(groups)}
