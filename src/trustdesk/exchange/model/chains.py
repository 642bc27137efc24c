"""Nouns of the chains: what a node says of a transaction."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from trustdesk.kit.fields import ACCOUNT, PUBLIC

# ``reorganised``: the node knows a block of the receipt that is no longer part of its chain.
ChainState = Literal["confirmed", "pending", "failed", "not_found", "reorganised", "unreachable", "nonsense"]


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One movement of value in a transaction; ``units`` are the smallest ones, as digits."""

    source: Annotated[str, ACCOUNT]
    target: Annotated[str, ACCOUNT]
    units: Annotated[str, PUBLIC]
    contract: Annotated[str | None, PUBLIC] = None
    log_index: int | None = None
    decimals: int | None = None


class ChainFact(msgspec.Struct, frozen=True, kw_only=True):
    """What one chain says of a transaction, and when it was asked."""

    network: str
    state: ChainState
    read_at: datetime
    confirmations: int = 0
    at: datetime | None = None
    moved: tuple[Moved, ...] = ()
