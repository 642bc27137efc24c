"""Facts: published beside the truth they describe, heard by reactions with a durable cursor.

``publish`` writes rows of ``events`` in the caller's transaction; ``kit.reactor`` lets them be heard.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from trustdesk.kit import event_store
from trustdesk.kit.db import Tx
from trustdesk.kit.recordsets import as_json


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to the thing with the id ``about``. Subclasses are past participles."""

    kinds: ClassVar[dict[str, type["Fact"]]] = {}

    about: UUID

    def __init_subclass__(cls, **given: Any) -> None:
        """Register the kind by its class name, which is its name in the database too."""
        super().__init_subclass__(**given)
        Fact.kinds[cls.__name__] = cls


class Event(msgspec.Struct, frozen=True):
    """A published fact with its place in the order of events."""

    tenant: str
    xid: int
    id: int
    kind: str
    fact: Fact
    at: datetime


Place = tuple[int, int]  # the transaction and the id: the order of events
BEGINNING: Place = (0, 0)

React = Callable[[Tx, Sequence[Event]], Awaitable[None]]


class Reaction(msgspec.Struct, frozen=True):
    """What a room does when it hears facts of these kinds; idempotent, by its own unique keys.

    One that is ``patient`` costs much and is waited for by nobody at a screen: it keeps no other waiting,
    and gives way while many people write.
    """

    name: str
    kinds: tuple[type[Fact], ...]
    react: React
    patient: bool = False


class Page(msgspec.Struct, frozen=True):
    """Events beyond a place, up to another; only those that somebody listens to."""

    start: Place
    end: Place
    events: Sequence[Event]

    def of(self, reaction: Reaction) -> list[Event]:
        """Pick what the reaction listens to."""
        return [event for event in self.events if isinstance(event.fact, reaction.kinds)]

    def singly(self, reaction: Reaction) -> "list[Page]":
        """Cut the page into one for each event of the reaction, and the rest."""
        own = self.of(reaction)
        ends = [(event.xid, event.id) for event in own]
        cuts = list(zip([self.start, *ends], [*ends, self.end], [[one] for one in own] + [[]], strict=True))
        return [Page(*cut) for cut in cuts if cut[0] != cut[1]]


async def publish(tx: Tx, *facts: Fact) -> None:
    """Write the facts in this transaction; they are heard once it has committed."""
    if facts:
        await event_store.insert(tx, to_tell(tx, facts))


def to_tell(tx: Tx, facts: Sequence[Fact]) -> str:
    """Announce facts with the commit; gives them as ``event_store.INSERT`` takes them, for who writes it."""
    tx.news.update(fact.about for fact in facts)
    return as_json(
        [
            event_store.Row(place, type(fact).__name__, fact.about, as_json(fact))
            for place, fact in enumerate(facts)
        ]
    )


def decode(tenant: str, row: Any) -> Event:
    """Read an event row back into its fact."""
    fact = msgspec.json.decode(row["body"], type=Fact.kinds[row["kind"]])
    return Event(tenant, row["xid"], row["id"], row["kind"], fact, row["at"])
