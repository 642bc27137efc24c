"""Shapes that leave the house: how each answer has fared on its way."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.channels.post.model import DeliveryState
from trustdesk.kit.fields import ACCOUNT


class DeliveryView(msgspec.Struct, frozen=True, kw_only=True):
    """How the entry ``seq`` has fared; ``at`` is when it was sent or given up.

    ``perhaps_twice``: whoever sent it died before it could be noted, and it was sent again.
    """

    id: UUID
    seq: int
    line: str
    state: DeliveryState
    attempts: int
    perhaps_twice: bool
    reason: Annotated[str, ACCOUNT]
    at: datetime | None
    next_at: datetime | None


class DeliveriesView(msgspec.Struct, frozen=True):
    """How everything written in a conversation has fared that went out on a line."""

    items: Sequence[DeliveryView]
