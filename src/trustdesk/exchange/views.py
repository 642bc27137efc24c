"""Shapes that leave the house: what the exchange says of a customer, masked by class."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.exchange.model.chains import ChainState
from trustdesk.exchange.model.contract import Account, Lock, MaskedContact
from trustdesk.exchange.model.records import RecordKind
from trustdesk.exchange.model.requests import ActionKind, Backing
from trustdesk.exchange.rules.facts import Shape
from trustdesk.exchange.rules.recognise import Checksum
from trustdesk.kit.fields import ACCOUNT, masked

# How a reading went: ``read``; nobody asked as there is nobody to ask, or nobody to ask about;
# or the exchange does not know them, does not answer, or answers what cannot be.
FactState = Literal["read", "no_connector", "no_account", "unknown", "unreachable", "nonsense"]


class FactView(msgspec.Struct, frozen=True):
    """One value. What is held closely is masked; ``ref`` is what to reveal it by."""

    name: str
    value: Annotated[str, ACCOUNT]
    shape: Shape
    ref: str | None = None


class ChangeView(msgspec.Struct, frozen=True):
    """One step in the life of an order."""

    state: str
    at: datetime
    reason: str | None
    filled: str | None


class FactRecordView(msgspec.Struct, frozen=True):
    """One record of the exchange, newest first in every list."""

    kind: RecordKind
    id: str
    at: datetime
    state: str
    facts: Sequence[FactView]
    changes: Sequence[ChangeView] = ()


class SecurityEventView(msgspec.Struct, frozen=True):
    """Something that matters to the safety of the account."""

    kind: str
    at: datetime
    outcome: str
    region: str
    device: Annotated[str, ACCOUNT]


class DeviceView(msgspec.Struct, frozen=True):
    """A device that signed in."""

    name: Annotated[str, ACCOUNT]
    last_at: datetime
    region: str
    trusted: bool


class AccountView(msgspec.Struct, frozen=True):
    """The account behind the customer; contacts are masks, as the exchange gives no more."""

    facts: Sequence[FactView]
    kyc_state: str
    contacts: Sequence[MaskedContact]
    two_factor: Sequence[str]
    locks: Sequence[Lock]
    events: Sequence[SecurityEventView]
    devices: Sequence[DeviceView]


class FactsView(msgspec.Struct, frozen=True):
    """What was read, how it went, and when: ``read_at`` is the time of the reading."""

    state: FactState
    read_at: datetime
    account: AccountView | None = None
    records: Sequence[FactRecordView] = ()


class MatchView(msgspec.Struct, frozen=True):
    """Whether what the customer stated is what is registered; None when nobody could say."""

    state: FactState
    matches: bool | None


class ClaimView(msgspec.Struct, frozen=True):
    """What the customer stated beside what is recorded."""

    field: Literal["amount", "network"]
    stated: str
    recorded: str
    agrees: bool


class MentionView(msgspec.Struct, frozen=True, kw_only=True):
    """Something a message mentions, what it may be, and the record that holds it, if one does."""

    seq: int
    text: Annotated[str, ACCOUNT]
    kind: Literal["address", "transaction", "number"]
    networks: Sequence[str]
    check: Checksum
    record: RecordKind | None = None
    record_id: str | None = None
    state: str | None = None
    claims: Sequence[ClaimView] = ()


class MentionsView(msgspec.Struct, frozen=True):
    """What the customer's messages mention, held against the record."""

    state: FactState
    read_at: datetime
    items: Sequence[MentionView]


class MovedView(msgspec.Struct, frozen=True, kw_only=True):
    """One movement of value. ``asset`` is told only for a contract that is listed here."""

    source: FactView
    target: FactView
    amount: str | None
    contract: str | None
    asset: str | None
    belongs: str | None


class ChainView(msgspec.Struct, frozen=True, kw_only=True):
    """What one chain says of a transaction, as of ``read_at``."""

    network: str
    state: ChainState
    read_at: datetime
    confirmations: int
    at: datetime | None
    moved: Sequence[MovedView]


class LookupView(msgspec.Struct, frozen=True):
    """What a string may be, and what every chain says that could be asked."""

    kind: Literal["address", "transaction", "unknown"]
    check: Checksum
    candidates: Sequence[str]
    chains: Sequence[ChainView]


class StepUpView(msgspec.Struct, frozen=True):
    """An action laid before the customer in the exchange's app."""

    id: UUID
    action: ActionKind
    state: Literal["asked", "confirmed", "refused", "spent", "lapsed"]
    at: datetime
    until: datetime
    told: bool


class RequestView(msgspec.Struct, frozen=True):
    """What the exchange was asked to do, and what it answered."""

    id: UUID
    action: ActionKind
    state: Literal["waiting", "accepted", "done", "refused", "failed"]
    outcome: str | None
    asked_name: str
    at: datetime
    answered_at: datetime | None


class Offer(msgspec.Struct, frozen=True):
    """An action that may be asked for, and what must stand behind it."""

    action: ActionKind
    needs: Sequence[Backing]


class RequestsView(msgspec.Struct, frozen=True):
    """What may be asked of the exchange for this customer, and what has been."""

    possible: bool
    offers: Sequence[Offer]
    requests: Sequence[RequestView]
    step_ups: Sequence[StepUpView]


def account_view(account: Account, facts: Sequence[FactView]) -> AccountView:
    """Show an account; devices are masked like everything of the class."""
    events = [masked(one, ()) for one in account.events]
    devices = [masked(one, ()) for one in account.devices]
    return AccountView(
        facts=facts,
        kyc_state=account.kyc_state,
        contacts=account.contacts,
        two_factor=list(account.two_factor),
        locks=account.locks,
        events=[SecurityEventView(e.kind, e.at, e.outcome, e.region, e.device) for e in events],
        devices=[DeviceView(d.name, d.last_at, d.region, d.trusted) for d in devices],
    )
