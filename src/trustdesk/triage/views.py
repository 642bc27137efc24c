"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from trustdesk.triage.model import Calibration, EntityKind, Measured, Mood, ProposalKind, Urgency

Way = Literal["into", "from", "here", ""]


class TopicName(Struct, frozen=True):
    """A topic as people read it, and how likely it is that it is this."""

    code: str
    en: str
    zh: str
    confidence: float = 0.0


class QuickReply(Struct, frozen=True):
    """An answer by a tap: what the button says, and the ordinary message it sends."""

    label: str
    text: str


class AskView(Struct, frozen=True):
    """What is still to be asked, in the customer's language, with the usual answers if there are any."""

    code: str
    text: str
    replies: Sequence[QuickReply] = ()


class AlikeView(Struct, frozen=True):
    """Another conversation that may be the same matter. Of somebody else's only that it is there.

    ``join`` tells what the reader may do: ``into`` it, take it in ``from`` there, or part what is joined
    ``here`` already; empty where there is nothing to do.
    """

    number: str
    same_customer: bool
    status: str
    join: Way = ""


class TriageView(Struct, frozen=True, kw_only=True):
    """What triage made of a conversation; ``state`` is ``waiting`` until it has been read."""

    state: str
    language: str | None = None
    topic: TopicName | None = None
    candidates: list[TopicName] = []
    urgency: Urgency = "none"
    entities: list[EntityKind] = []
    sentiment: Mood = "calm"
    abuse: bool = False
    complaint: bool = False
    version: int = 0
    corrected: bool = False
    corrected_at: datetime | None = None
    asks: list[AskView] = []
    alike: list[AlikeView] = []
    joined_to: str | None = None
    topics: list[TopicName] = []


class IntakeView(Struct, frozen=True):
    """The short card a customer sees after the first message: what would help, all of it optional."""

    asks: list[AskView]


class CardView(Struct, frozen=True, kw_only=True):
    """A model's card, without its confusion matrix."""

    version: int
    state: str
    made_at: datetime | None
    examples: int
    own: int
    accuracy: float
    measured: dict[str, Measured]
    calibration: dict[str, Calibration]


class ModelsView(Struct, frozen=True):
    """All models, the newest first, the one from the start last; ``own`` counts corrections by now."""

    items: list[CardView]
    active: int
    own: int


class ConfusionView(Struct, frozen=True):
    """Which topic was taken for which: a row for each that it was, a column for each it was taken for."""

    card: CardView
    topics: list[TopicName]
    rows: list[list[int]]


class ProposalView(Struct, frozen=True, kw_only=True):
    """What might be written, from what was asked."""

    id: str
    kind: ProposalKind
    locale: str
    topic: TopicName | None
    title: str
    question: str
    answer: str
    words: list[str]
    size: int
    at: datetime


class UnhelpfulView(Struct, frozen=True):
    """An article that more readers say does not help than do."""

    slug: str
    locale: str
    title: str
    helpful: int
    unhelpful: int


class ProposalsView(Struct, frozen=True):
    """What waits for who keeps the articles."""

    items: list[ProposalView]
    unhelpful: list[UnhelpfulView]


class DraftedView(Struct, frozen=True):
    """The article that was begun from a proposal."""

    slug: str
