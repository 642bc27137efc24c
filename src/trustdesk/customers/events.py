"""Facts of the room; ids only."""

from trustdesk.kit.events import Fact


class ContactCodeAsked(Fact, frozen=True, kw_only=True):
    """Somebody wants to prove an address; ``about`` is the code that its line has to carry there."""
