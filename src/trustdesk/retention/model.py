"""Nouns of the room."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT

Kept = Literal["messages", "files", "contact", "visits", "audit"]
ErasureState = Literal["begun", "done", "stopped"]


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """What may not be erased: a customer with everything of theirs, or one of their conversations."""

    id: UUID
    customer: UUID
    conversation: UUID | None
    number: str
    reason: Annotated[str, ACCOUNT]
    set_by: UUID
    set_name: str
    at: datetime
    client_id: str


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that four eyes agreed on, and how far it has come."""

    id: UUID
    customer: UUID
    reason: Annotated[str, ACCOUNT]
    asked_by: UUID
    asked_name: str
    approval: UUID
    at: datetime
    state: ErasureState = "begun"


class Held(msgspec.Struct, frozen=True):
    """Who and what is held: customers with everything of theirs, single conversations, and whose they are."""

    customers: list[UUID]
    conversations: list[UUID]
    owners: list[UUID]

    @property
    def people(self) -> list[UUID]:
        """Customers of whom anything is held."""
        return [*self.customers, *self.owners]
