"""Nouns of the room."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.kit.fields import CONTACT, PUBLIC


class Customer(msgspec.Struct, frozen=True):
    """A person as the desk knows them; ``name`` is what they chose to be called."""

    id: UUID
    name: Annotated[str, PUBLIC]
    locale: Annotated[str, PUBLIC]
    created_at: datetime


class Handle(msgspec.Struct, frozen=True):
    """Where a customer can be reached: an id on one line."""

    line: str
    external_id: Annotated[str, CONTACT]


class Sender(msgspec.Struct, frozen=True):
    """Who a letter says it is from, before the customer is recognised."""

    line: str
    external_id: str
    name: str = ""
    locale: str = ""
