"""Nouns of the room."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.fields import ACCOUNT


class File(msgspec.Struct, frozen=True):
    """An attachment that was taken in; ``size`` in bytes, width and height in pixels for images.

    ``held`` names the kinds of secret for which a picture was veiled before it was kept; ``unread`` says that
    nobody could look for any in it.
    """

    id: UUID
    name: Annotated[str, ACCOUNT]
    media_type: str
    size: int
    width: int | None
    height: int | None
    blob: Annotated[str, ACCOUNT]
    held: Sequence[str] = ()
    unread: bool = False


class Upload(msgspec.Struct, frozen=True):
    """Bytes as they came in, and what their sender calls them."""

    name: str
    body: bytes


class Names:
    """How names of files are rid of secrets: who knows secrets lives on a floor above and is handed in.

    ``clean`` takes tenant and name and gives the name that may be kept, with what was found in it;
    ``record`` remembers that about the file. ``secrets`` names the kinds of secrets in a text that no file
    may hold; ``found`` gives them as what ``record_picture`` remembers about a picture.
    """

    def __init__(
        self,
        clean: Callable[[str, str], tuple[str, Sequence[Any]]],
        record: Callable[[Tx, UUID, Sequence[Any], datetime], Awaitable[None]],
        secrets: Callable[[str, str], Sequence[str]],
        found: Callable[[str, str], Sequence[Any]],
        record_picture: Callable[[Tx, UUID, Sequence[Any], datetime], Awaitable[None]],
    ) -> None:
        """Take all of them."""
        self.clean = clean
        self.record = record
        self.secrets = secrets
        self.found = found
        self.record_picture = record_picture
