"""From which level on a customer may see or do what: one table."""

from collections.abc import Mapping

from trustdesk.customers.model import Level, Thing
from trustdesk.kit.errors import LevelTooLow

NEEDED: Mapping[Thing, Level] = {
    # Whoever stands at the counter may speak, and read what was said to them there.
    Thing.WRITE: Level.VISITOR,
    Thing.READ_OWN: Level.VISITOR,
    Thing.RATE: Level.VISITOR,
    Thing.TAKE_TRANSCRIPT: Level.VISITOR,
    # How a case stands may be told to who answers at its contact.
    Thing.CASE_STATUS: Level.CONTACT,
    # A freeze protects and takes nothing: whoever answers at the contact may have it, at once.
    Thing.FREEZE: Level.CONTACT,
    # What belongs to an account is for who signed in to that account.
    Thing.EARLIER_CHATS: Level.EXCHANGE,
    Thing.BRING_ALONG: Level.EXCHANGE,
    Thing.ACCOUNT_DATA: Level.EXCHANGE,
    # What changes an account is confirmed one by one, in the exchange's own app.
    Thing.ACCOUNT_ACTION: Level.STEP_UP,
}


def allows(level: int, thing: Thing) -> bool:
    """Whether a customer proved to ``level`` may have or do ``thing``."""
    return level >= NEEDED[thing]


def allowed(level: int) -> list[Thing]:
    """Everything a level allows, from the least to the most."""
    return [thing for thing, needed in NEEDED.items() if level >= needed]


def check(level: int, thing: Thing) -> None:
    """Raise ``LevelTooLow`` unless the level allows it."""
    if not allows(level, thing):
        raise LevelTooLow(thing.value, needed=int(NEEDED[thing]))
