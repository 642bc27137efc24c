"""Nouns of the room."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.fields import ACCOUNT


class LineHealth(msgspec.Struct, frozen=True):
    """What a line could not deliver: ``late`` is tried again, ``lost`` waits for somebody to do so.

    ``oldest`` is since when the first that is late waits, ``received_at`` when it was last written on.
    """

    name: str
    late: int
    lost: int
    error: Annotated[str, ACCOUNT] = ""
    received_at: datetime | None = None
    oldest: datetime | None = None


Probe = Callable[[Tx], Awaitable[LineHealth]]
