"""A value together with the sentence it was read from."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

CERTAIN = 0.95  # the wording leaves one reading
LIKELY = 0.8  # the usual meaning of the wording
WEAK = 0.6  # read from the shape of the text; a person should look


class Refusal(Exception):
    """The text is no notice that can be read; the message is a Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands: `quote` is `text[start:end]` of the normalised text, `clause` such as 三（一）."""

    start: int
    end: int
    quote: str
    clause: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value read from the notice, with its evidence."""

    value: T
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should look at; `code` is a word of `charter_schema.NoteCode`."""

    code: str
    printed: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What damaged text very likely says; binds nobody until a person confirms it."""

    field: str
    printed: str
    value: object
    start: int
    end: int
