"""Nouns of recovery: what an exchange does, at which price; data of the brand, with source and day."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

Digits = Annotated[str, msgspec.Meta(pattern=r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?\Z")]
Paper = Literal["identity", "selfie", "address", "ownership"]
# What can have happened, each a different answer.
RecoveryKind = Literal[
    "same_key_other_chain", "retired_address", "memo_missing", "unlisted_token", "tron_key_on_evm"
]


class Fee(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of three: so much, so many withdrawal fees, or a percentage of what lies above an amount."""

    flat: Digits | None = None
    times_withdrawal_fee: Digits | None = None
    percent: Digits | None = None
    above: Digits = "0"


class Tier(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """From this amount on, these papers are asked for instead."""

    start: Digits
    proofs: tuple[Paper, ...]


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is done in one kind of case. Days are working days, least and most."""

    outcome: Literal["credit", "refund", "refuse"]
    days: tuple[int, int]
    fee: Fee = Fee()
    minimum: Digits = "0"
    oldest_days: int | None = None
    proofs: tuple[Paper, ...] = ("identity", "ownership")
    tiers: tuple[Tier, ...] = ()
    excluded: tuple[str, ...] = ()


class Token(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A coin where this exchange takes no deposits, by the contract that issues it."""

    network: str
    contract: str
    asset: str


class Policies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of one brand. What is not named is decided by a person."""

    at: date
    source: str
    asset: str = "USDT"
    tokens: tuple[Token, ...] = ()
    same_key_other_chain: Policy | None = None
    retired_address: Policy | None = None
    memo_missing: Policy | None = None
    unlisted_token: Policy | None = None
    tron_key_on_evm: Policy | None = None

    def of(self, kind: RecoveryKind) -> Policy | None:
        """Find what is done in one kind of case."""
        return getattr(self, kind)

    def coin(self, network: str, contract: str | None) -> str | None:
        """Name the coin that a contract issues, if it is a known one."""
        plain = (contract or "").lower()
        found = (one.asset for one in self.tokens if (one.network, one.contract.lower()) == (network, plain))
        return next(found, None)


class Terms(msgspec.Struct, frozen=True):
    """What a policy comes to in one case: the fee in the coin that is recovered, the papers, how long."""

    outcome: Literal["credit", "refund"]
    fee: Decimal
    papers: tuple[Paper, ...]
    days: tuple[int, int]
