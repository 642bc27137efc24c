"""Nouns of the room: who wants to hear of what, what goes out, and what became of each copy."""

from datetime import datetime
from typing import Annotated, Literal, Protocol
from uuid import UUID

import msgspec

from trustdesk.announcements import Kind
from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.kit.i18n import Locale

Means = Literal["email", "push"]
CircularState = Literal["planned", "spreading", "spread", "dropped"]
CopyState = Literal["due", "sent", "failed", "unsure", "gone", "dropped"]
Kinds = Annotated[list[Kind], msgspec.Meta(min_length=1, max_length=5)]
NOBODY = UUID(int=0)  # whose copy goes to a place that everybody reads


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to hear of, in which language; ``customer`` when it is known who they are."""

    kinds: Kinds
    language: Locale
    customer: UUID | None = None


class Subscriber(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who subscribed; ``target`` is an address, or a browser as JSON. Unconfirmed, nothing goes."""

    id: UUID
    way: Means
    target: Annotated[str, CONTACT]
    kinds: list[Kind]
    language: Locale
    confirmed_at: datetime | None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that asks whoever reads at an address whether they want this; ``known``: they have said so."""

    id: UUID
    address: Annotated[str, CONTACT]
    language: Locale
    url: str
    known: bool


class Circular(msgspec.Struct, frozen=True, kw_only=True):
    """An announcement on its way to all who subscribed; beyond round 0 the correction of that version."""

    id: UUID
    announcement: UUID
    round: int
    state: CircularState
    due_at: datetime
    reached: UUID
    asked_by: str
    tallies: str | None = None


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """One copy of a circular that was taken to be sent; ``age`` in seconds since it was made due."""

    id: UUID
    announcement: UUID
    round: int
    subscriber: UUID
    attempts: int
    age: float


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What a herald carries: ``id`` is the same at each attempt, ``to`` is the subscriber's own target.

    ``manage`` opens the page on which the subscriber changes or ends it. ``lasts``: seconds it is of use.
    """

    id: UUID
    to: Annotated[str, CONTACT]
    announcement: UUID
    kind: Kind
    language: Locale
    title: str
    text: str
    url: str
    manage: str
    corrected: bool
    lasts: int

    @property
    def urgent(self) -> bool:
        """Tell whether it must not wait: money is at risk."""
        return self.kind == "risk"


class Sent(msgspec.Struct, frozen=True):
    """It was taken."""


class Later(msgspec.Struct, frozen=True):
    """Not now: try again by ourselves, after ``seconds`` if the other side said so."""

    reason: Annotated[str, ACCOUNT]
    seconds: float | None = None


class Failed(msgspec.Struct, frozen=True):
    """Not at all: a person decides what to do."""

    reason: Annotated[str, ACCOUNT]


class Gone(msgspec.Struct, frozen=True):
    """Nobody is there any more: the subscription ends."""

    reason: Annotated[str, ACCOUNT]


class Unsure(msgspec.Struct, frozen=True):
    """It left, and nobody said whether it was taken: a person looks and decides."""

    reason: Annotated[str, ACCOUNT]


Outcome = Sent | Later | Failed | Gone | Unsure


class Herald(Protocol):
    """Carries announcements out on one way. A social line is one more of these, and a line in ``foundation``.

    ``again``: whoever hears it twice sees it once, so that a copy nobody can tell the fate of is sent anew.
    ``at_once`` copies go side by side: as many are left to a person when a node is killed.
    """

    way: str
    again: bool
    at_once: int

    async def place(self, tenant: str) -> str:
        """Name where it goes, as editors know it; empty when it is not set up."""
        ...

    async def per_minute(self, tenant: str) -> int:
        """Tell how many copies may go in a minute."""
        ...

    async def carry(self, tenant: str, word: Word) -> Outcome:
        """Try once; an exception counts as ``Later``."""
        ...


class Asker(Protocol):
    """Carries the mail that asks whether an address wants to hear of announcements."""

    async def ask(self, tenant: str, question: Question) -> Outcome:
        """Try once."""
        ...


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """What is written of a copy after an attempt; ``again_in`` are seconds, None is for good."""

    id: UUID
    attempts: int
    state: CopyState
    reason: Annotated[str, ACCOUNT] = ""
    again_in: float | None = None
    subscriber: UUID = NOBODY


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How the copies of one way have fared."""

    way: str
    due: int = 0
    sent: int = 0
    failed: int = 0
    unsure: int = 0
    gone: int = 0
    dropped: int = 0
