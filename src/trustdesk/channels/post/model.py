"""Nouns of the post: what arrived and what became of it, what goes out and what became of that."""

from datetime import datetime
from typing import Annotated, Literal, Protocol
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT, CONTACT

ArrivalState = Literal["due", "taken", "dropped", "quarantined", "failed"]
DeliveryState = Literal["due", "sent", "failed"]


class Glimpse(msgspec.Struct, frozen=True):
    """What is shown of something that was set aside: who it says it is from, and about what."""

    sender: Annotated[str, CONTACT] = ""
    subject: Annotated[str, ACCOUNT] = ""


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """Something a line has brought in, as it came.

    ``account`` is the mailbox or bot it came to; ``external_id`` names it there for good. Two members of
    ``meta`` have a meaning here: what has the same ``sender`` is read in the order in which it came, and
    ``about`` names what it speaks of, so that a later word about the same thing finds it.
    """

    line: str
    account: str
    external_id: Annotated[str, ACCOUNT]
    body: Annotated[bytes, CONTACT]
    meta: Annotated[dict[str, str], CONTACT] = {}


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What was kept, opened for whoever translates it; ``let_in`` by a person after it had been set aside."""

    id: UUID
    line: str
    account: str
    external_id: Annotated[str, ACCOUNT]
    body: Annotated[bytes, CONTACT]
    meta: Annotated[dict[str, str], CONTACT]
    received_at: datetime
    let_in: bool = False


class Took(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an arrival: a letter, nothing of interest, or something that waits for a person.

    Its conversation is named by its id or by its number, whichever is at hand. Of what is set aside
    ``glimpse`` is shown to whoever judges it; with ``may_enter`` they may let it in.
    """

    state: Literal["taken", "dropped", "quarantined"]
    conversation: UUID | None = None
    number: str = ""
    reason: Annotated[str, ACCOUNT] = ""
    glimpse: Glimpse = Glimpse()
    may_enter: bool = False


class Translator(Protocol):
    """Reads what one line has brought in."""

    @property
    def line(self) -> str: ...

    async def take(self, tenant: str, arrival: Arrival) -> Took:
        """Turn it into a letter, or say why not. Comes again after a crash: ``arrival.id`` is the client id.

        An exception is a failure that is tried again, and in the end waits for a person.
        """
        ...


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """A reply on its way out; ``id`` is the same at each attempt, ``target`` is the handle it goes to.

    Where a reply goes out in several parts, the first ``parts`` of them are out already, and the provider
    calls the first of these ``external_id``. ``left``: it was said in a chat that the customer has left.
    """

    id: UUID
    conversation: UUID
    number: str
    seq: int
    line: str
    customer: UUID
    target: Annotated[str, CONTACT]
    text: Annotated[str, ACCOUNT]
    attachments: list[UUID]
    author_kind: str
    author_name: str
    language: str
    attempts: int
    parts: int = 0
    external_id: Annotated[str, ACCOUNT] = ""
    left: bool = False


class Sent(msgspec.Struct, frozen=True):
    """The provider took it, and calls it this."""

    external_id: Annotated[str, ACCOUNT]


class Later(msgspec.Struct, frozen=True):
    """Not now: try again by ourselves, after the provider's own ``seconds`` or our usual wait."""

    reason: Annotated[str, ACCOUNT]
    seconds: float | None = None


class Failed(msgspec.Struct, frozen=True):
    """Not at all: a person decides what to do."""

    reason: Annotated[str, ACCOUNT]


Result = Sent | Later | Failed


class Carrier(Protocol):
    """Sends replies out on these lines."""

    @property
    def lines(self) -> tuple[str, ...]: ...

    async def carry(self, tenant: str, parcel: Parcel) -> Result:
        """Try once; an exception counts as ``Later``."""
        ...


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An arrival as its row."""

    id: UUID
    line: str
    account: str
    external_id: Annotated[str, ACCOUNT]
    sealed: bytes
    received_at: datetime
    attempts: int
    let_in: bool = False


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """What is written of an arrival after an attempt; ``again_in`` are seconds, None is for good."""

    id: UUID
    state: ArrivalState
    conversation: UUID | None = None
    number: str = ""
    reason: Annotated[str, ACCOUNT] = ""
    again_in: float | None = None
    glimpse: Glimpse = Glimpse()
    may_enter: bool = False


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery that was taken to be sent; ``age`` in seconds since it was last made due by somebody."""

    id: UUID
    conversation: UUID
    seq: int
    line: str
    customer: UUID
    attempts: int
    age: float
    perhaps_twice: bool
    parts: int = 0
    external_id: Annotated[str, ACCOUNT] = ""
    left_from: int | None = None


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery as it stands."""

    id: UUID
    conversation: UUID
    seq: int
    line: str
    state: DeliveryState
