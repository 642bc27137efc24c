"""Shapes that leave the house through webhooks and their routes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from trustdesk.channels.api.model import Delivery, Webhook
from trustdesk.conversations import Conversation, Entry
from trustdesk.kit.fields import ACCOUNT, CONTACT


class WebhookView(msgspec.Struct, frozen=True):
    """An endpoint; ``secret`` is in the answer to the request that made it, and nowhere else."""

    id: UUID
    url: Annotated[str, ACCOUNT]
    events: Sequence[str]
    created_by: str
    created_at: datetime
    secret: str | msgspec.UnsetType = msgspec.UNSET


class Webhooks(msgspec.Struct, frozen=True):
    """All endpoints of the brand."""

    items: Sequence[WebhookView]
    cursor: str | None = None


class Deliveries(msgspec.Struct, frozen=True):
    """A part of an endpoint's log, latest first."""

    items: Sequence[Delivery]
    cursor: str | None


class Told(msgspec.Struct, frozen=True):
    """The body of a webhook, as Standard Webhooks has it."""

    type: str
    timestamp: datetime
    data: dict[str, Any]


class ToldCustomer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The customer; ``external_id`` is the one under which the exchange itself brought them in."""

    id: UUID
    external_id: Annotated[str | None, CONTACT] = None


class ToldFile(msgspec.Struct, frozen=True):
    """An attachment; a private link is in the entry itself, read over HTTP, as links run out."""

    id: UUID
    name: Annotated[str, ACCOUNT]
    media_type: str
    size: int


def webhook_view(webhook: Webhook) -> WebhookView:
    """Show an endpoint without its secret."""
    return WebhookView(webhook.id, webhook.url, webhook.events, webhook.created_by, webhook.created_at)


def told_message(
    case: Conversation, entry: Entry, external_id: str | None, files: Sequence[ToldFile]
) -> dict[str, Any]:
    """Show what was written, whole: whoever delivers it has nothing else."""
    return {
        "line": entry.line,
        "customer": ToldCustomer(case.customer, external_id),
        "author": {"kind": entry.author_kind, "name": entry.author_name},
        "text": entry.text,
        "attachments": files,
    }
