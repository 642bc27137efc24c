"""Nouns of the room."""

from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT


class File(msgspec.Struct, frozen=True):
    """An attachment that was taken in; ``size`` in bytes, width and height in pixels for images."""

    id: UUID
    name: Annotated[str, ACCOUNT]
    media_type: str
    size: int
    width: int | None
    height: int | None
    blob: Annotated[str, ACCOUNT]


class Upload(msgspec.Struct, frozen=True):
    """Bytes as they came in, and what their sender calls them."""

    name: str
    body: bytes
