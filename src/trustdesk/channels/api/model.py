"""Nouns of outgoing webhooks."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.conversations import ClientId
from trustdesk.kit.fields import ACCOUNT, CONTACT, SECRET

News = Literal[
    "conversation.opened",
    "conversation.reopened",
    "conversation.assigned",
    "conversation.snoozed",
    "conversation.resolved",
    "conversation.closed",
    "conversation.status_changed",
    "conversation.labelled",
    "conversation.rated",
    "conversation.brought_along",
    "conversation.joined",
    "message.received",
    "reply.written",
    "note.written",
]
State = Literal["due", "sent", "failed"]


class WebhookBody(msgspec.Struct, frozen=True):
    """Where to tell, and which news."""

    client_id: ClientId
    url: Annotated[str, msgspec.Meta(min_length=8, max_length=2_000), ACCOUNT]
    events: Annotated[list[News], msgspec.Meta(min_length=1, max_length=20)]


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint of the exchange that is told news."""

    id: UUID
    url: Annotated[str, ACCOUNT]
    events: list[str]
    secret_sealed: Annotated[bytes, SECRET]
    created_by: str
    created_at: datetime


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of news on its way to one endpoint; ``status`` and ``error`` are of the last attempt."""

    id: UUID
    event: str
    state: State
    attempts: int
    status: int | None
    error: Annotated[str, ACCOUNT]
    created_at: datetime
    next_at: datetime | None
    sent_at: datetime | None


class Fresh(msgspec.Struct, frozen=True, kw_only=True):
    """News to be written down for one endpoint, by the data key of what it tells of."""

    id: UUID
    webhook: UUID
    event_id: int
    event_kind: str
    body: Annotated[str, CONTACT]
    key: str


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery that was claimed, with what it takes to make it."""

    id: UUID
    webhook: UUID
    url: Annotated[str, ACCOUNT]
    secret_sealed: Annotated[bytes, SECRET]
    body: Annotated[str, CONTACT]
    attempts: int


class Result(msgspec.Struct, frozen=True):
    """What came of an attempt: the status answered, or why there was none."""

    status: int | None
    error: Annotated[str, ACCOUNT] = ""
