"""Shapes that leave the house, and the one-time door on the files' own origin."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from trustdesk.kit import ids
from trustdesk.kit.errors import Expired, NotFound
from trustdesk.kit.secrets import Keys
from trustdesk.vault.model import Document, DocumentKind, DocumentState
from trustdesk.vault.rules import may_view

PURPOSE = "vault"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # when no signature of ours had run out


class DocumentView(msgspec.Struct, frozen=True):
    """A document as staff know of it; ``viewable`` once, by who holds the conversation."""

    id: UUID
    kind: DocumentKind
    state: DocumentState
    asked_name: str
    asked_at: datetime
    until: datetime
    sent_at: datetime | None
    viewed_at: datetime | None
    decided_at: datetime | None
    viewable: bool


class Documents(msgspec.Struct, frozen=True):
    """What was asked for in a conversation, the latest first."""

    items: Sequence[DocumentView]


class AskedView(msgspec.Struct, frozen=True):
    """A document the customer is asked for: the page on which it can be sent, once, until then."""

    kind: DocumentKind
    url: str
    until: datetime


class Doors:
    """Makes and reads the one-time addresses of the upload page."""

    def __init__(self, keys: Keys, files_url: str, clock: Callable[[], datetime]) -> None:
        """Take the keys to sign with, the origin of the page, and the clock."""
        self._keys = keys
        self._files_url = files_url
        self._clock = clock

    def asked(self, tenant: str, document: Document) -> AskedView:
        """Show a customer what they are asked for."""
        subject = f"{tenant}.{document.id}"
        token = f"{subject}.{self._keys.sign(PURPOSE, subject, document.until)}"
        return AskedView(document.kind, f"{self._files_url}/v/{token}", document.until)

    def subject(self, token: str) -> tuple[str, UUID]:
        """Read what an address stands for, as (tenant, document); raises ``NotFound`` or ``Expired``."""
        tenant, _, rest = token.partition(".")
        id, _, signature = rest.partition(".")
        subject, document = f"{tenant}.{id}", ids.parse(id)
        if document is None or not self._keys.verify(PURPOSE, subject, signature, LONG_AGO):
            raise NotFound
        if not self._keys.verify(PURPOSE, subject, signature, self._clock()):
            raise Expired
        return tenant, document


def document_view(document: Document, now: datetime) -> DocumentView:
    """Show a document to staff."""
    return DocumentView(
        id=document.id,
        kind=document.kind,
        state=document.state,
        asked_name=document.asked_name,
        asked_at=document.asked_at,
        until=document.until,
        sent_at=document.sent_at,
        viewed_at=document.viewed_at,
        decided_at=document.decided_at,
        viewable=may_view(document, now),
    )
