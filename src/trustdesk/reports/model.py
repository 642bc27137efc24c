"""Nouns of the room."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.fields import ACCOUNT


class LineHealth(msgspec.Struct, frozen=True):
    """What a line could not deliver: ``late`` is tried again, ``lost`` waits for somebody to do so."""

    name: str
    late: int
    lost: int
    error: Annotated[str, ACCOUNT] = ""


Probe = Callable[[Tx], Awaitable[LineHealth]]
