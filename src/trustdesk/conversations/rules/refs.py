"""References to single values: they say where a value stands and hold nothing of it."""

from typing import Literal, cast, get_args
from uuid import UUID

import msgspec

Kind = Literal["handle", "file", "fact"]
PARTS = 3


class Ref(msgspec.Struct, frozen=True):
    """A value of a conversation: a handle, a file's name, a fact of the exchange shown beside it."""

    kind: Kind
    conversation: UUID
    id: UUID


def write(kind: Kind, conversation: UUID, id: UUID) -> str:
    """Write a reference: ``kind:conversation:id``."""
    return f"{kind}:{conversation}:{id}"


def read(text: str) -> Ref | None:
    """Read a reference, or None for what is none."""
    parts = text.split(":")
    if len(parts) != PARTS or parts[0] not in get_args(Kind):
        return None
    try:
        return Ref(cast("Kind", parts[0]), UUID(parts[1]), UUID(parts[2]))
    except ValueError:
        return None
