"""What the assistant works with; other rooms and the outside stand behind these shapes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from trustdesk import conversations, knowledge
from trustdesk.assistant.actions.endpoint import Endpoint
from trustdesk.assistant.model import AssistantSettings, Passage, Question
from trustdesk.brands import Brand
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.i18n import Locale


class Articles(Protocol):
    """Where articles are searched."""

    async def find(self, tenant: str, asked: str, locale: Locale, most: int = 20) -> list[knowledge.Hit]:
        """Find what answers a question, the best first, each with its score between 0 and 1."""
        ...


class Sources(Protocol):
    """What else may answer a question besides articles: announcements, incidents."""

    async def find(self, tenant: str, asked: Question) -> Sequence[Passage]:
        """Find what answers a question, the best first."""
        ...


class Procedures(Protocol):
    """The guided cases of the trade, begun for what a conversation is about."""

    async def begin(self, tx: Tx, case: conversations.Conversation, topic: str, now: datetime) -> None:
        """Begin the one for this topic, if there is one and none runs; the same again changes nothing."""
        ...


class Account(Protocol):
    """What the exchange knows of the customer of a conversation, closely held values masked."""

    async def told(self, tenant: str, case: conversations.Conversation, kind: str) -> str:
        """Tell the latest records of a kind, or what stands in the way, in plain text."""
        ...


Settled = Callable[[Tx], Awaitable[AssistantSettings]]


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the assistant of a desk works with; without ``endpoint`` it quotes and words by itself."""

    db: Database
    brands: Mapping[str, Brand]
    articles: Articles
    sources: Sequence[Sources]
    settled: Settled
    procedures: Procedures
    account: Account
    endpoint: Endpoint | None
    base_url: str
