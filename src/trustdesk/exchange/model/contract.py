"""The connector contract, version 1: the shapes an exchange's back office answers with.

Amounts are strings of digits, never numbers. Contacts leave the exchange as masks only. Fields
that a later minor version adds are ignored by an older desk.
"""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from trustdesk.kit.fields import ACCOUNT, PUBLIC

VERSION = "1"
MOST_ITEMS = 200

Uid = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}\Z")]
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_:.-]{1,80}\Z")]
Digits = Annotated[str, msgspec.Meta(pattern=r"^-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,36})?\Z")]
Coin = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9]{1,20}\Z")]
Chain = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]{2,30}\Z")]
Symbol = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9/:_-]{2,40}\Z")]
Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_]{1,60}\Z")]
Short = Annotated[str, msgspec.Meta(max_length=120)]
Place = Annotated[str, msgspec.Meta(max_length=200)]
At = Annotated[datetime, msgspec.Meta(tz=True)]
Market = Literal["spot", "contract"]
Side = Literal["buy", "sell"]


class About(msgspec.Struct, frozen=True):
    """What answers here."""

    contract: Literal["1"]
    name: Short
    actions: list[Code] = []


class MaskedContact(msgspec.Struct, frozen=True):
    """A registered contact: the mask is all that leaves the exchange."""

    kind: Literal["email", "phone"]
    masked: Annotated[Short, PUBLIC]


class Lock(msgspec.Struct, frozen=True):
    """Something the account may not do, since when and why."""

    kind: Literal["frozen", "sign_in", "withdrawals", "trading"]
    reason: Code
    since: At
    until: At | None = None


class Limit(msgspec.Struct, frozen=True):
    """How much may move in a day by the account's level; days begin at 00:00 UTC, ``used`` is today's."""

    of: Literal["deposits", "withdrawals"]
    asset: Coin
    most: Digits
    used: Digits = "0"


class SecurityEvent(msgspec.Struct, frozen=True):
    """Something that matters to the safety of the account."""

    kind: Code
    at: At
    outcome: Code = "done"
    region: Short = ""
    device: Annotated[Short, ACCOUNT] = ""


class Device(msgspec.Struct, frozen=True):
    """A device that signed in."""

    name: Annotated[Short, ACCOUNT]
    last_at: At
    region: Short = ""
    trusted: bool = False


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account as support has to know it."""

    uid: Annotated[Uid, ACCOUNT]
    tier: Short
    kyc_state: Literal["none", "pending", "approved", "refused", "expired"]
    kyc_level: Short
    region: Short
    opened_at: At
    kyc_reason: Code | None = None
    contacts: list[MaskedContact] = []
    two_factor: list[Literal["totp", "passkey", "sms", "email"]] = []
    locks: list[Lock] = []
    events: list[SecurityEvent] = []
    devices: list[Device] = []
    limits: list[Limit] = []


class Wallet(msgspec.Struct, frozen=True, kw_only=True):
    """A deposit address, on one network."""

    id: Id
    at: At
    asset: Coin
    network: Chain
    address: Annotated[Place, ACCOUNT]
    memo: Annotated[Short | None, ACCOUNT] = None
    state: Literal["active", "retired"] = "active"
    wallet: Code = "spot"


class Asset(msgspec.Struct, frozen=True, kw_only=True):
    """What is held of one coin in one wallet."""

    id: Id
    at: At
    asset: Coin
    wallet: Code
    free: Annotated[Digits, ACCOUNT]
    locked: Annotated[Digits, ACCOUNT] = "0"


class Deposit(msgspec.Struct, frozen=True, kw_only=True):
    """What came in from a chain. ``credit_at`` and ``unlock_at`` are two numbers of confirmations."""

    id: Id
    at: At
    asset: Coin
    network: Chain
    amount: Digits
    state: Literal["seen", "confirming", "credited", "unlocked", "held", "refused", "rolled_back"]
    address: Annotated[Place, ACCOUNT]
    txid: Annotated[Place, ACCOUNT]
    memo: Annotated[Short | None, ACCOUNT] = None
    log_index: int | None = None
    reason: Code | None = None
    confirmations: int = 0
    credit_at: int = 1
    unlock_at: int = 1
    wallet: Code = "spot"
    credited_at: At | None = None


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """What went out, or waits to."""

    id: Id
    at: At
    asset: Coin
    network: Chain
    amount: Digits
    fee: Digits
    state: Literal["checking", "waiting", "sent", "confirmed", "refused", "cancelled", "failed"]
    address: Annotated[Place, ACCOUNT]
    memo: Annotated[Short | None, ACCOUNT] = None
    txid: Annotated[Place | None, ACCOUNT] = None
    reason: Code | None = None
    done_at: At | None = None


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """What moved between wallets or sub-accounts of the same customer."""

    id: Id
    at: At
    asset: Coin
    amount: Digits
    source: Code
    target: Code
    state: Literal["done", "pending", "failed"] = "done"


class Promotion(msgspec.Struct, frozen=True, kw_only=True):
    """Taking part in a promotion, and what came of it."""

    id: Id
    at: At
    name: Short
    state: Literal["joined", "qualified", "paid", "not_qualified", "ended"]
    reward: Digits | None = None
    asset: Coin | None = None
    reason: Code | None = None
    until: At | None = None


class FeeTier(msgspec.Struct, frozen=True, kw_only=True):
    """The rates that hold for this account, as fractions of one."""

    id: Id
    at: At
    tier: Short
    market: Market
    maker: Digits
    taker: Digits


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """A coin on a network as the exchange runs it now.

    ``minimum`` is the least that is credited, ``least_out`` the least that can be withdrawn.
    """

    asset: Coin
    network: Chain
    at: At
    deposits: bool
    withdrawals: bool
    minimum: Digits
    fee: Digits
    credit_at: int
    unlock_at: int
    contract: Annotated[Place | None, PUBLIC] = None
    memo: bool = False
    reason: Code | None = None
    least_out: Digits | None = None
