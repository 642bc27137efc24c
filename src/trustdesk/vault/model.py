"""Nouns of the room."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

DocumentKind = Literal["identity", "selfie", "address", "ownership"]
DocumentState = Literal["asked", "sent", "accepted", "refused", "expired"]
Decision = Literal["accepted", "refused"]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One document that was asked for; its bytes are elsewhere, and only while it is ``sent``."""

    id: UUID
    conversation: UUID
    number: str
    kind: DocumentKind
    state: DocumentState
    asked_by: UUID
    asked_name: str
    asked_at: datetime
    until: datetime
    media_type: str | None = None
    size: int | None = None
    blob: str | None = None
    sealed_key: bytes | None = None
    sent_at: datetime | None = None
    viewed_by: UUID | None = None
    viewed_at: datetime | None = None
    decided_at: datetime | None = None
