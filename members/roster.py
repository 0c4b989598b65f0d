"""The roster (成员名册): who holds which post on a day, and entering and ending posts by the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from pypinyin import lazy_pinyin

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.templatetags.ui import cn_date
from members.appointing import ensure_may_give, ensure_may_readdress, ensure_not_oneself
from members.models import Appointment, Jurisdiction, MemberUnit, Role, Succession, User
from members.models.appointment import UNIT_ROLES
from members.models.user import plain_name
from members.rules import require
from members.services import appoint, correct_appointment, end_appointment

ANOTHER = "新"  # written instead of a login: of the same name, but another person


@dataclass(frozen=True, slots=True)
class Place:
    """One unit of the roster, or the body itself (`unit` None), with the posts held there on the day asked for."""

    name: str
    unit: MemberUnit | None
    posts: list[Appointment]

    @property
    def lacks_liaison(self) -> bool:
        """Whether a member unit has nobody as liaison officer on that day; a group's units have theirs."""
        return bool(self.unit and self.unit.has_liaison) and not any(post.role == Role.LIAISON for post in self.posts)


def posts_on(body: Jurisdiction, day: date) -> QuerySet[Appointment]:
    """Return the posts held on `day`: those of the whole body first, then by unit in the notice's order."""
    rows = Appointment.objects.filter(jurisdiction=body).on(day).select_related("user", "unit", "jurisdiction")
    return rows.order_by("unit__position", "is_deputy", "pk")


def places_on(body: Jurisdiction, day: date) -> list[Place]:
    """Return every member unit with its posts on `day`, the body itself before them, units without a seat after."""
    held: dict[int | None, list[Appointment]] = {}
    for post in posts_on(body, day):
        held.setdefault(post.unit_id, []).append(post)
    stood = Q(is_member=True) & (Q(ended_on=None) | Q(ended_on__gte=day)) | Q(pk__in=[pk for pk in held if pk])
    units = MemberUnit.ever.filter(stood, jurisdiction=body).order_by("position")
    centre, names = Place(body.body_name, None, held.get(None, [])), _names_on(body, day)
    return [centre, *(Place(names.get(unit.pk, unit.name), unit, held.get(unit.pk, [])) for unit in units)]


def _names_on(body: Jurisdiction, day: date) -> dict[int, str]:
    """Return the names of `day` of the units that have been renamed since."""
    kind, done = Succession.Kind.RENAME, Succession.State.EFFECTIVE
    since = Succession.objects.filter(jurisdiction=body, kind=kind, state=done, effective_on__gt=day)
    return dict(since.order_by("-effective_on", "-pk").values_list("unit", "unit_name"))  # the first one since counts


@transaction.atomic
def enter_post(
    body: Jurisdiction,
    *,
    name: str,
    login: str = "",
    email: str = "",
    by: Any,
    request_key: UUID | None = None,
    **post: Any,
) -> Appointment:
    """Enter who holds a post; a person not known at that place is entered too, without a login.

    `post`: role, unit (None: the whole body), post, starts_on, ends_on, document, is_deputy, phone; `login` as for
    `person_at`. Raises Refused when the role does not fit the place, another person holds the post in that time, the
    name is that of several, or the post or the mail address is not `by`'s to give.
    """
    require(by, "roster.edit", body)
    if done := audit.find_request(request_key):
        return Appointment.objects.get(pk=done.details["appointment"])
    role, unit = post["role"], post["unit"]
    if (role in UNIT_ROLES) != (unit is not None):
        where = "须选择单位" if role in UNIT_ROLES else "属于整个联席会议，请不要选择单位"
        raise Refused(f"“{Role(role).label}”{where}。")
    ensure_may_give(role, body, by=by)
    person = person_at(body, unit, plain_name(name), login)
    ensure_not_oneself(person, by=by)
    appointment = appoint(person, body=body, by=by, **post)
    readdress(person, email, by=by)
    audit.record("roster.edit", body, by=by, request_key=request_key, details={"appointment": appointment.pk})
    return appointment


@transaction.atomic
def end_post(appointment: Appointment, *, on: date, by: Any) -> None:
    """End a post on its last day `on`. Raises Refused for a post that is not `by`'s to give.

    A director may end his own term, for whoever follows him needs the post free, but not make it longer.
    """
    require(by, "roster.edit", appointment.jurisdiction)
    ensure_may_give(appointment.role, appointment.jurisdiction, by=by)
    if appointment.ends_on and on > appointment.ends_on:
        ensure_not_oneself(appointment.user, by=by)
    end_appointment(appointment, by=by, on=on)


@transaction.atomic
def correct_post(appointment: Appointment, *, ends_on: date | None, by: Any, **fields: Any) -> None:
    """Put right what was entered wrongly: post, phone, document, ends_on, with a reason.

    Raises Refused as `end_post` does: a correction is no way to a longer term of one's own.
    """
    require(by, "roster.edit", appointment.jurisdiction)
    ensure_may_give(appointment.role, appointment.jurisdiction, by=by)
    if appointment.ends_on and (ends_on is None or ends_on > appointment.ends_on):
        ensure_not_oneself(appointment.user, by=by)
    correct_appointment(appointment, ends_on=ends_on, by=by, **fields)


@transaction.atomic
def readdress(person: User, email: str, *, by: Any) -> bool:
    """Give a person another mail address, the only place that does; tell whether there was something to change.

    Raises Refused where it is not `by`'s to say. The log names the person, not the address.
    """
    if not email or email == person.email:
        return False
    ensure_may_readdress(person, by=by)
    person.email = email
    person.save(update_fields=["email"])
    audit.record("user.readdress", person, by=by)
    return True


def person_at(body: Jurisdiction, unit: MemberUnit | None, name: str, login: str = "") -> User:
    """Return the person of that name who has or had a post at the same place, else a new one who cannot log in yet.

    Two may have one name: then `login` says which, or ANOTHER that it is neither. Raises Refused as `namesake` does.
    """
    person = namesake(body, unit, name, login)
    return person or User.objects.create_user(free_login(name), name=name)


def namesake(body: Jurisdiction, unit: MemberUnit | None, name: str, login: str = "") -> User | None:
    """Return who of that name has or had a post at the place, None where there is nobody or `login` is ANOTHER.

    Raises Refused for a login nobody of that name has there, and for a name of several without one.
    """
    if login == ANOTHER:
        return None
    here = Appointment.objects.filter(jurisdiction=body, unit=unit, user__name=name).select_related("user")
    known = {post.user.username: post for post in here.order_by("starts_on", "pk")}
    place = unit or body.office_name
    if login and login not in known:
        raise Refused(f"{place}没有登录名为“{login}”的{name}。请核对登录名；是另一位同名人员的，填“{ANOTHER}”。")
    if not login and len(known) > 1:
        said = "；".join(f"{key}（{post.post}，{cn_date(post.starts_on)}起任职）" for key, post in known.items())
        raise Refused(
            f"{place}有{len(known)}位同名的{name}：{said}。请在“登录名”中写明是哪一位；都不是的，填“{ANOTHER}”。"
        )
    post = known.get(login) if login else next(iter(known.values()), None)
    return post.user if post else None


def free_login(name: str) -> str:
    """Return a login from the pinyin of `name` that nobody has: ceshijia, ceshijia2, …"""
    stem = "".join(char for char in "".join(lazy_pinyin(name)).lower() if char.isascii() and char.isalnum())[:40]
    stem = stem or "renyuan"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(login for login in _numbered(stem, len(taken)) if login not in taken)


def _numbered(stem: str, taken: int) -> Iterable[str]:
    yield stem
    yield from (f"{stem}{n}" for n in range(2, taken + 3))
