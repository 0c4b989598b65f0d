"""Who may do what: one table action → roles for the whole system, filled by each app's permissions.py.

The kernel knows no roles; `members` provides them. Unknown actions raise, so that a typo never means yes or no.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

SYSTEM = 0  # stands for the jurisdiction of what belongs to no body


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held today on a body: on the whole jurisdiction, or on one of its member units.

    On SYSTEM it is held on the system itself (三员) and reaches only what belongs to the system.
    """

    role: str
    jurisdiction_id: int
    unit_id: int | None = None


class Scoped(Protocol):
    """What an object must tell for a permission question."""

    @property
    def jurisdiction_id(self) -> int | None:
        """Return the primary key of the body it belongs to."""
        ...

    def unit_scope(self) -> frozenset[int]:
        """Return the primary keys of the units whose roles reach this object."""


class UnknownAction(LookupError):
    """The action stands in no permission table."""


_roles_by_action: dict[str, frozenset[str]] = {}
_provider: list[Callable[[Any], frozenset[Grant]]] = []


def register(table: Mapping[str, Iterable[str]]) -> None:
    """Add one app's permission table; an action may be declared once."""
    for action, roles in table.items():
        if action in _roles_by_action:
            raise ValueError(f"action declared twice: {action}")
        _roles_by_action[action] = frozenset(roles)


def provide_roles(provider: Callable[[Any], frozenset[Grant]]) -> None:
    """Set the function that tells a user's grants of today."""
    _provider[:] = [provider]


def roles_of(user: Any) -> frozenset[Grant]:
    """Return the grants `user` holds today."""
    return _provider[0](user)


def roles_for(action: str) -> frozenset[str]:
    """Return the roles that may do `action`; raise UnknownAction for a name in no table."""
    try:
        return _roles_by_action[action]
    except KeyError:
        raise UnknownAction(action) from None


def actions() -> dict[str, frozenset[str]]:
    """Return the whole table, for generated documents and tests."""
    return dict(_roles_by_action)


def can(user: Any, action: str, obj: Scoped) -> bool:
    """Tell whether `user` may do `action` on `obj`. Superuser flags are ignored on purpose."""
    roles = roles_for(action)
    return any(grant.role in roles and reaches(grant, obj) for grant in roles_of(user))


def reaches(grant: Grant, obj: Scoped) -> bool:
    """Tell whether a grant's body contains `obj`; a grant on the system reaches only what is of the system, too."""
    if grant.jurisdiction_id == SYSTEM:
        return bool(getattr(obj, "is_of_system", False))
    if grant.jurisdiction_id != obj.jurisdiction_id:
        return False
    return grant.unit_id is None or grant.unit_id in obj.unit_scope()


def may_open(user: Any, row: Any) -> bool:
    """Tell whether `user` may see the page of `row`: asked before another page links to it. Costs one query."""
    return bool(type(row)._default_manager.visible_to(user).filter(pk=row.pk).exists())
