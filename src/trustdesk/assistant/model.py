"""Nouns of the room: what was asked, what it rests on, what is answered, how it is set up."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from trustdesk.brands import Label
from trustdesk.kit.fields import ACCOUNT
from trustdesk.kit.i18n import Locale

LINE = "assistant"  # under which the room's settings stand beside those of the lines

AssistantMode = Literal["off", "suggest", "answer"]
Kind = Literal["answered", "asked", "handed_over", "quiet"]
# Why a person is called: asked for, danger, anger, no article, unclear twice, no help, failure, lateness.
HandOver = Literal["wanted", "urgent", "upset", "unknown", "unsure", "not_helped", "failed", "late", ""]
AnsweredBy = Literal["embedded", "endpoint"]
Purpose = Literal["answer", "rewrite", "translate", "suggest", "summary"]
CallOutcome = Literal["used", "refused", "failed", "unused"]
Origin = Literal["article", "announcement", "incident"]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Something of ours that answers a question: its words, where they stand, how well it fits (0 to 1).

    ``lines`` are quoted as they are; ``whole`` is all that is said there. ``url`` begins at the desk.
    """

    origin: Origin = "article"
    slug: str
    title: str
    url: str
    locale: Locale
    lines: Sequence[str]
    summary: str = ""
    whole: str = ""
    version: int = 0
    topics: Sequence[str] = ()
    score: float = 0.0


class Cited(msgspec.Struct, frozen=True):
    """What an answer rests on, as it is named and linked."""

    origin: Origin
    slug: str
    title: str
    url: str
    locale: Locale
    version: int = 0


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What is said to a question. ``answered`` rests on ``cited``; ``asked`` offers ``choices``."""

    kind: Kind
    text: str = ""
    cited: Sequence[Cited] = ()
    choices: Sequence[str] = ()
    why: HandOver = ""
    score: float = 0.0
    topic: str = ""
    by: AnsweredBy = "embedded"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a customer wants to know. ``clarified`` when they have been asked back once already.

    ``earlier`` is what they wrote before in the same conversation, ``files`` how they named what they sent.
    """

    text: Annotated[str, ACCOUNT]
    locale: Locale
    earlier: Annotated[Sequence[str], ACCOUNT] = ()
    files: Annotated[Sequence[str], ACCOUNT] = ()
    clarified: bool = False
    foreign: bool = False  # the customer writes in a language in which we have no words


Percent = Annotated[int, Meta(ge=0, le=100, extra={"unit": "percent", "group": "care"})]
LineName = Annotated[str, Meta(pattern="^(webchat|app|telegram|wechat|qq|discord|x|facebook)$")]


class AssistantSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How the assistant of a brand is set up; it says nothing to customers until it is told to.

    ``sure`` and ``fair`` are the scores from which on it answers, and asks back. With ``before_queue``
    a conversation it answers waits for no person until the customer asks for one; otherwise both at once.
    """

    mode: Annotated[AssistantMode, Meta(extra={"group": "speaks"})] = "suggest"
    lines: Annotated[list[LineName], Meta(max_length=8, extra={"group": "speaks"})] = msgspec.field(
        default_factory=lambda: ["webchat", "app"]
    )
    before_queue: Annotated[bool, Meta(extra={"group": "speaks"})] = True
    sure: Percent = 48
    fair: Percent = 32
    most_answers: Annotated[int, Meta(ge=1, le=10, extra={"group": "care"})] = 3
    patience_minutes: Annotated[int, Meta(ge=2, le=120, extra={"group": "care", "unit": "minutes"})] = 10
    writes: Annotated[bool, Meta(extra={"group": "endpoint"})] = True

    def __post_init__(self) -> None:
        """Refuse to be surer of asking back than of answering."""
        if self.fair > self.sure:
            raise ValueError("fair: above_sure")


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """How far the assistant is in a conversation; with people it says nothing more by itself."""

    conversation: UUID
    state: Literal["assistant", "people"]
    asked_seq: int = 0
    said_seq: int = 0
    answers: int = 0
    clarified: bool = False
    why: HandOver = ""
    read: list[str] = []
    topic: str = ""
    asked_at: datetime
    said_at: datetime | None = None


# Who has the next word, besides time itself: what is snoozed comes back by itself.
Awaited = Literal["agent", "customer", "desk", "reviewer", "approver", "exchange", "chain", "time", "nobody"]


class Await(msgspec.Struct, frozen=True):
    """What is waited for: from whom, since when, until when, and in which procedure."""

    who: Awaited
    since: datetime | None = None
    until: datetime | None = None
    what: Label | None = None


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent gave to a colleague, or to the queue, in one act; ``was`` is their presence before."""

    id: UUID
    agent: UUID
    target: UUID | None
    target_name: str
    conversations: list[UUID]
    seqs: list[int]
    was: Literal["online", "away", "offline"]
    at: datetime
    undone_at: datetime | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the assistant did, for the record: what it rests on and how sure it was, never the words."""

    id: UUID
    conversation: UUID
    question_seq: int
    kind: Kind
    why: HandOver
    by: AnsweredBy
    slugs: list[str]
    score: float
    took_ms: int
    at: datetime
    helped: bool | None = None


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call to the endpoint: for what, how it went, what it took and cost."""

    id: UUID
    conversation: UUID | None
    purpose: Purpose
    model: str
    outcome: CallOutcome
    reason: str
    tokens_in: int
    tokens_out: int
    cost: Decimal
    took_ms: int
    at: datetime
