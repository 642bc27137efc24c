"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT


class RatedAgent(msgspec.Struct, frozen=True):
    """Who held the conversation when it was rated."""

    id: UUID
    name: str


class RatingView(msgspec.Struct, frozen=True):
    """One rating."""

    conversation: str
    score: int
    text: Annotated[str, ACCOUNT]
    agent: RatedAgent | None
    at: datetime


class AgentRatings(msgspec.Struct, frozen=True):
    """An agent's ratings together; ``average`` has two decimals. No agent: nobody held the conversation."""

    agent: RatedAgent | None
    average: float
    count: int


class Ratings(msgspec.Struct, frozen=True):
    """A part of the ratings, latest first, and every agent's average over all of them."""

    items: Sequence[RatingView]
    cursor: str | None
    agents: Sequence[AgentRatings]
