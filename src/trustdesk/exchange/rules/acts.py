"""What a step-up is bound to, and what an action needs. Pure."""

import base64
import hashlib
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import rfc8785

from trustdesk.exchange.model.requests import NEEDS, ActionKind, Backing

OPEN_FOR = timedelta(minutes=10)  # how long an action lies before the customer
USABLE_FOR = timedelta(minutes=10)  # how long after it a confirmation may be used
PAUSES = (1, 5, 15, 60, 240)  # minutes between tries to reach the exchange
MOST_TRIES = 12


def act_hash(id: UUID, action: ActionKind, uid: str, audience: str) -> str:
    """Hash exactly what is to be confirmed: this action, for this account, on this desk, asked once."""
    said = {"action": action, "audience": audience, "id": str(id), "uid": uid}
    digest = hashlib.sha256(rfc8785.dumps(said)).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def missing(action: ActionKind, given: Collection[Backing]) -> list[Backing]:
    """Tell what an action still needs."""
    return sorted(NEEDS[action] - set(given))


def next_try(attempts: int) -> timedelta | None:
    """Tell how long to wait after this many tries, or None to give up."""
    if attempts >= MOST_TRIES:
        return None
    return timedelta(minutes=PAUSES[min(attempts, len(PAUSES)) - 1])
