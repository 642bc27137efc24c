"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime

import msgspec


class KeyView(msgspec.Struct, frozen=True):
    """The public key of a brand's checkpoints and transcripts: as verifiers of notes take it, and in hex."""

    origin: str
    key: str
    ed25519: str


class CheckpointView(msgspec.Struct, frozen=True):
    """One checkpoint: how many leaves it covers, when it was made, and the signed note itself."""

    size: int
    at: datetime
    checkpoint: str


class Checkpoints(msgspec.Struct, frozen=True):
    """A part of a brand's checkpoints, newest first; ``cursor`` asks for older ones."""

    items: Sequence[CheckpointView]
    cursor: str | None
