"""Shapes of the widget."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.brands import HoursView
from trustdesk.conversations import EntryView, Status
from trustdesk.customers import StandingView
from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.procedures import Progress, Safety
from trustdesk.routing import PlaceView
from trustdesk.vault import AskedView


class VisitorView(msgspec.Struct, frozen=True):
    """The customer, to themselves."""

    id: UUID
    name: str


class VisitView(msgspec.Struct, frozen=True):
    """A visit that has begun or was raised; the token is this device's and shown once.

    ``afresh``: somebody else had signed in on this device, so that nothing of theirs may stay on it.
    """

    token: str
    customer: VisitorView
    afresh: bool = False


class Answerer(msgspec.Struct, frozen=True):
    """Who takes care of the conversation, by public name."""

    name: str


class StaffMark(msgspec.Struct, frozen=True):
    """How far staff have read."""

    staff_read: int


class OwnConversation(msgspec.Struct, frozen=True):
    """The customer's conversation, as they may see it."""

    number: str
    status: Status
    seq: int
    assignee: Answerer | None
    rated: bool
    marks: StaffMark


class ThreadView(msgspec.Struct, frozen=True):
    """Everything the widget needs to begin with."""

    conversation: OwnConversation | None
    entries: Sequence[EntryView]
    queue: PlaceView | None
    hours: HoursView
    standing: StandingView
    document: AskedView | None
    safety: Safety | None = None
    progress: Annotated[Sequence[Progress], ACCOUNT] = ()


class SentView(msgspec.Struct, frozen=True):
    """A message as it was stored: where, and with its secrets masked."""

    conversation: str
    seq: int
    id: UUID
    text: str
    masked: list[str]


class ReachView(msgspec.Struct, frozen=True):
    """How a visitor can be reached, to themselves: a hint of the address, and the anti-phishing code.

    ``follow`` is the path of the page of their case, signed for them where their level allows it.
    ``answers``: what is answered after they have left comes by mail, too.
    """

    address: Annotated[str, CONTACT]
    words: Annotated[str, ACCOUNT]
    may_set_words: bool
    follow: str
    answers: bool


class ContactAsked(msgspec.Struct, frozen=True):
    """A code is on its way; ``id`` names the mail."""

    id: UUID
    until: datetime


class ContactProved(msgspec.Struct, frozen=True):
    """The address is proved; ``apart`` tells that it is known from another conversation."""

    apart: bool


class PhishingCode(msgspec.Struct, frozen=True):
    """The anti-phishing code as it is kept."""

    words: Annotated[str, ACCOUNT]
