"""Shapes that leave the house."""

from collections.abc import Sequence

import msgspec

from trustdesk.channels.health.model import LineFailure, LineFigures, LineTrouble, State


class LineCard(msgspec.Struct, frozen=True):
    """How a line fares, in one word and in figures; whether it has settings, and is open by them."""

    state: State
    set_up: bool
    open: bool
    figures: LineFigures
    troubles: Sequence[LineTrouble]


class LineCards(msgspec.Struct, frozen=True):
    """Every line of the brand, and whether who asks may download what arrived as it came."""

    items: Sequence[LineCard]
    may_read_raw: bool


class LineFailures(msgspec.Struct, frozen=True):
    """What waits for a person, latest first."""

    items: Sequence[LineFailure]
    cursor: str | None


class TriedAgain(msgspec.Struct, frozen=True):
    """How many are tried again."""

    count: int
