"""The transition engine: the only code that writes a `state` column.

A workflow is a table of transitions. Each act runs in one transaction, always in this order: lock the row → state
allowed? → permission? → guards → effect → write state → one log entry → bridges; a job then tells the people.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pgtrigger
from django.db import OperationalError, models, transaction
from django.urls import reverse
from psycopg2.errors import DeadlockDetected, LockNotAvailable

from jointmeeting.kernel import access, acts, audit, notify
from jointmeeting.kernel.errors import Forbidden, NotApplicable, Refused
from jointmeeting.kernel.models import LogEntry

STAY = ""  # as a target: the act leaves the state as it is
Guard = Callable[[Any, Any], Refused | None]
Bridge = Callable[[Any, LogEntry], object]

_general_guards: list[Guard] = []
_bridges: dict[str, list[Bridge]] = {}
_workflows: list["Workflow"] = []


@dataclass(frozen=True, slots=True)
class Act:
    """One performance of a transition, as effects see it. `by=None` is the system."""

    by: Any
    comment: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


Effect = Callable[[Any, Act], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a workflow table. `permission` is also the log name and the notification key."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    permission: str
    needs_comment: bool = False
    guards: tuple[Guard, ...] = ()
    effect: Effect | None = None
    by_system: bool = False
    needs_password: bool = False
    tone: str = "plain"  # main | official | plain: how its button looks
    notice: str = ""  # what will go out to others, shown before it does
    seen: Callable[[Any], str] | None = None  # the hash of what is signed; the form brings back the one it showed


@dataclass(frozen=True, slots=True)
class Available:
    """A transition offered to a person, as the action bar shows it; `refusal` says why it is not possible just now."""

    obj: Any
    transition: Transition
    refusal: Refused | None

    @property
    def label(self) -> str:
        """The word on the button."""
        return self.transition.label

    @property
    def test_id(self) -> str:
        """The act's own name, for tests in the browser."""
        return self.transition.permission

    @property
    def url(self) -> str:
        """Where the act is asked and performed."""
        name = self.transition.permission.replace(".", "_")
        return reverse(f"{self.obj._meta.app_label}:{name}", args=[self.obj.pk])

    @property
    def is_main(self) -> bool:
        """Whether it is the act the page is for."""
        return self.transition.tone == "main"

    @property
    def is_official(self) -> bool:
        """Whether it is a signature."""
        return self.transition.tone == "official"


class Workflow:
    """The transitions of one model, and the database trigger that allows no other."""

    def __init__(
        self, model: type[models.Model], states: type[models.TextChoices], initial: str, *table: Transition
    ) -> None:
        self.model, self.states, self.initial = model, states, initial
        self.transitions = {row.name: row for row in table}
        pairs = sorted({(str(s), str(row.target)) for row in table for s in row.sources if row.target not in {s, STAY}})
        pgtrigger.register(
            pgtrigger.FSM(name="state_guard", field="state", transitions=pairs),
            pgtrigger.Protect(
                name="initial_state", operation=pgtrigger.Insert, condition=~pgtrigger.Q(new__state=str(initial))
            ),
        )(model)
        for row in table:
            acts.register_label(row.permission, row.label)
        _workflows.append(self)

    def perform(
        self,
        obj: Any,
        name: str,
        *,
        by: Any,
        comment: str = "",
        data: Mapping[str, Any] | None = None,
        request_key: UUID | None = None,
    ) -> LogEntry:
        """Perform a transition and return its log entry; raise Refused with the reason otherwise.

        The same `request_key` performs once: a second call returns the entry of the first.
        """
        row, act = self.transitions[name], Act(by, comment.strip(), data or {})
        with _in_turn():
            if done := audit.find_request(request_key):
                return done
            locked = self.model._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=obj.pk)
            if refusal := self.refusal(locked, row, by):
                raise refusal
            if row.needs_comment and not act.comment:
                raise Refused(f"请填写{row.label}的理由。")
            if row.seen and act.data.get("seen", (now := row.seen(locked))) != now:
                raise Refused(f"打开本页后文稿已有改动，{row.label}没有进行。请重新打开，阅看现在的文稿后再办理。")
            entry = self._apply(locked, row, act, request_key)
        obj.refresh_from_db()
        return entry

    def _apply(self, locked: Any, row: Transition, act: Act, request_key: UUID | None) -> LogEntry:
        """Effect, state, log entry, bridges, and the telling of people, for an act that was allowed."""
        before = locked.state
        details = (row.effect and row.effect(locked, act)) or {}
        locked.state = row.target or before
        locked.save()
        entry = audit.record(
            row.permission,
            locked,
            by=act.by,
            comment=act.comment,
            states=(before, locked.state),
            details=details,
            request_key=request_key,
        )
        for bridge in _bridges.get(row.permission, ()):
            bridge(locked, entry)
        notify.announce(entry)
        return entry

    def available(self, obj: Any, user: Any) -> list[Available]:
        """Return what `user` may do with `obj` in its state, each with the reason why not yet, if any."""
        offered = [
            Available(obj, row, self._guarded(obj, row, user))
            for row in self.transitions.values()
            if obj.state in row.sources and not row.by_system and access.can(user, row.permission, obj)
        ]
        return [act for act in offered if not isinstance(act.refusal, NotApplicable)]

    def refusal(self, obj: Any, row: Transition, user: Any) -> Refused | None:
        """Return why `user` (None: the system) cannot perform `row` on `obj` now, or None."""
        if not (row.by_system if user is None else not row.by_system and access.can(user, row.permission, obj)):
            return Forbidden(f"您的岗位不能办理“{row.label}”。如确需办理，请联系联席会议办公室。")
        if obj.state not in row.sources:
            now = self.states(obj.state).label
            return Refused(f"当前状态为“{now}”，不能{row.label}。请刷新页面，查看最新情况。")
        return self._guarded(obj, row, user)

    def _guarded(self, obj: Any, row: Transition, user: Any) -> Refused | None:
        for guard in (*_general_guards, *row.guards):
            if refusal := guard(obj, user):
                return refusal
        return None


@contextmanager
def _in_turn() -> Iterator[None]:
    """Run in one transaction; whom the database gives up for somebody who holds the same rows is told to try again."""
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, DeadlockDetected | LockNotAvailable):
            raise Refused("另一人正在同时办理，请稍后重试。") from error
        raise


def register_guard(guard: Guard) -> None:
    """Add a guard that every transition of every app asks first."""
    _general_guards.append(guard)


def connect(act: str, bridge: Bridge) -> None:
    """Run `bridge` in the same transaction whenever `act` is performed (only jointmeeting/bridges.py calls this)."""
    _bridges.setdefault(act, []).append(bridge)


def all_workflows() -> list[Workflow]:
    """Return every workflow, for generated documents and tests."""
    return list(_workflows)
