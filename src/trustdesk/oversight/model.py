"""Nouns of the room."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT

# Why somebody reads what is not theirs, and why they reveal a value: fixed lists, worded in both languages.
AccessReason = Literal[
    "returning_customer", "colleague_asked", "quality", "complaint", "investigation", "other"
]
RevealReason = Literal[
    "verify_customer", "contact_customer", "trace_transaction", "complaint", "fraud_check", "other"
]
EgressKind = Literal["customers", "reveals", "files", "transcripts", "search_results"]
AlertKind = Literal["canary", "reveal_quota", "reading_suspended", "breakglass", "double_claim"]
Held = Literal["contact", "account", "identity"]


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation opened to an agent until a time, and why."""

    id: UUID
    agent: UUID
    conversation: UUID
    reason: str
    note: Annotated[str, ACCOUNT]
    client_id: str
    at: datetime
    until: datetime


class Reveal(msgspec.Struct, frozen=True, kw_only=True):
    """A value that was asked for: which, by whom, why, until when it may be seen."""

    id: UUID
    agent: UUID
    conversation: UUID
    ref: str
    held: Held
    reason: RevealReason
    note: Annotated[str, ACCOUNT]
    client_id: str
    at: datetime
    until: datetime


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """Something compliance has to look at; ``once`` keeps the same from being told twice.

    ``agent`` is None for what comes of no agent.
    """

    id: UUID
    kind: AlertKind
    agent: UUID | None
    about: str
    once: str
    at: datetime
