"""Shapes that leave the house."""

from typing import Annotated

import msgspec

from trustdesk.kit.fields import ACCOUNT


class HiddenView(msgspec.Struct, frozen=True):
    """Secrets of one kind that were hidden in a conversation; ``again`` if one of them had come before."""

    kind: str
    times: int
    again: bool


class VerdictBody(msgspec.Struct, frozen=True):
    """What a look-up has shown of 64 hex digits: a transaction, or none."""

    value: Annotated[str, msgspec.Meta(pattern="^(0x)?[0-9a-fA-F]{64}$"), ACCOUNT]
    transaction: bool


class SettledView(msgspec.Struct, frozen=True):
    """The verdict as it stands, and how often the value had been hidden before."""

    transaction: bool
    hidden: int
