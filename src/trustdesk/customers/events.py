"""Facts of the room; ids only."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk.kit.events import Fact


class ContactCodeAsked(Fact, frozen=True, kw_only=True):
    """Somebody wants to prove an address; ``about`` is the code that its line has to carry there."""


class CustomerErased(Fact, frozen=True, kw_only=True):
    """Nothing of a customer is left here; ``letters`` waited for the proof of an address of theirs.

    ``handles`` are the keyed hashes by which they were known: who keeps something by one forgets it.
    """

    letters: Sequence[UUID] = ()
    handles: Sequence[bytes] = ()
