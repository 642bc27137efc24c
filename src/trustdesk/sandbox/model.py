"""Nouns of the sandbox exchange."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT

ChallengeState = Literal["open", "confirmed", "refused"]


class Transaction(msgspec.Struct, frozen=True, kw_only=True):
    """A transfer on one of the sandbox's chains; ``age`` is how many blocks have come since."""

    txid: str
    network: str
    age: int
    at: datetime
    source: Annotated[str, ACCOUNT]
    target: Annotated[str, ACCOUNT]
    amount: str
    decimals: int = 6
    contract: str | None = None
    failed: bool = False
    memo: str = ""


class Entry(msgspec.Struct, frozen=True):
    """One thing the sandbox knows: ``body`` is the contract's own JSON."""

    uid: str
    kind: str
    id: str
    at: datetime
    body: bytes


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """A challenge that lies before a customer in the exchange's app."""

    id: UUID
    uid: str
    body: bytes
    state: ChallengeState
