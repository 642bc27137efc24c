"""The nine causes for which an exchange refuses a withdrawal, told before it is tried. Pure.

They are those of the public help pages: money of a deposit or a card purchase that may not leave yet,
an address of another chain, a missing tag, the day after a change of the account, limit, balance,
minimum, and a network that stands still. Amounts are ``Decimal`` and never rounded.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from decimal import Context, Decimal
from typing import Literal

import msgspec

from trustdesk.exchange import Account, Asset, Deposit, Limit, Lock, Network, recognise

Refusal = Literal[
    "deposit_lock",
    "purchase_lock",
    "address_not_of_network",
    "memo_missing",
    "recent_change",
    "over_limit",
    "over_balance",
    "under_minimum",
    "network_suspended",
]
EXACT = Context(prec=120)  # more digits than two amounts of the contract can have together
CHANGES = frozenset(
    {"password_changed", "phone_changed", "email_changed", "two_factor_changed", "fund_password_changed"}
)
AFTER_CHANGE = timedelta(hours=24)
PURCHASES = frozenset({"one_click_buy", "card_purchase"})
# Networks whose addresses we can tell; of any other nothing is said against an address.
READABLE = frozenset(
    {
        "ethereum", "bsc", "polygon", "arbitrum", "optimism", "base", "avalanche-c", "tron", "bitcoin",
        "litecoin", "dogecoin", "bitcoin-cash", "ripple", "stellar", "ton", "solana",
    }
)  # fmt: skip


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A withdrawal as somebody wants it; what they have not said is empty."""

    asset: str
    network: str = ""
    amount: Decimal | None = None
    address: str = ""
    memo: str = ""


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """What the exchange says of an account and of its networks, at one time."""

    account: Account
    networks: Sequence[Network] = ()
    assets: Sequence[Asset] = ()
    deposits: Sequence[Deposit] = ()


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in the way: the figure that proves it, and until when, where it passes by itself."""

    code: Refusal
    figure: Decimal | None = None
    asset: str = ""
    until: datetime | None = None
    reason: str = ""


def refusals(wanted: Wanted, held: Holdings, now: datetime) -> list[Cause]:
    """Name everything that stands in the way, what the customer cannot change first."""
    network = network_of(held.networks, wanted.asset, wanted.network)
    return [
        *_network(network),
        *_locks(held.account.locks, now),
        *_address(wanted, network),
        *_least(wanted, network),
        *_limit(wanted, held.account.limits, now),
        *_balance(wanted, held, network),
    ]


def network_of(networks: Sequence[Network], asset: str, network: str) -> Network | None:
    """Find how a coin moves on a network, or None where it does not move at all."""
    return next((one for one in networks if (one.asset, one.network) == (asset, network)), None)


def next_day(now: datetime) -> datetime:
    """When daily limits begin anew: 00:00 UTC. ``now`` is aware, in UTC."""
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


def left_today(limit: Limit) -> Decimal:
    """How much of a limit is left; never less than nothing."""
    return max(Decimal(0), EXACT.subtract(Decimal(limit.most), Decimal(limit.used)))


def lifted_at(lock: Lock) -> datetime | None:
    """When a lock ends: as it says itself, or a day after the change that made it."""
    if lock.until is None and lock.reason in CHANGES:
        return lock.since + AFTER_CHANGE
    return lock.until


def holds(lock: Lock, now: datetime) -> bool:
    """Whether a lock still holds."""
    until = lifted_at(lock)
    return until is None or now < until


def unlocking(deposits: Sequence[Deposit], asset: str) -> Decimal:
    """How much was credited but may not leave yet: fewer confirmations than unlocking needs."""
    total = Decimal(0)
    for one in deposits:
        if one.asset == asset and one.state == "credited" and one.confirmations < one.unlock_at:
            total = EXACT.add(total, Decimal(one.amount))
    return total


def free(assets: Sequence[Asset], asset: str) -> Decimal:
    """How much of a coin can leave, in all wallets together."""
    total = Decimal(0)
    for one in assets:
        if one.asset == asset:
            total = EXACT.add(total, Decimal(one.free))
    return total


def _network(network: Network | None) -> Iterator[Cause]:
    if network is not None and not network.withdrawals:
        yield Cause(code="network_suspended", reason=network.reason or "")


def _locks(locks: Sequence[Lock], now: datetime) -> Iterator[Cause]:
    for lock in locks:
        if lock.kind == "withdrawals" and holds(lock, now):
            if lock.reason in CHANGES:
                yield Cause(code="recent_change", until=lifted_at(lock), reason=lock.reason)
            elif lock.reason in PURCHASES:
                yield Cause(code="purchase_lock", until=lock.until, reason=lock.reason)


def _address(wanted: Wanted, network: Network | None) -> Iterator[Cause]:
    if wanted.address and wanted.network in READABLE:
        what = recognise(wanted.address)
        fits = what is not None and what.kind == "address" and wanted.network in what.networks
        if not fits or (what is not None and what.check == "bad"):
            yield Cause(code="address_not_of_network", reason="mistyped" if fits else "other_chain")
    if network is not None and network.memo and wanted.address and not wanted.memo:
        yield Cause(code="memo_missing")


def _least(wanted: Wanted, network: Network | None) -> Iterator[Cause]:
    if network is None or network.least_out is None or wanted.amount is None:
        return
    if wanted.amount < (least := Decimal(network.least_out)):
        yield Cause(code="under_minimum", figure=least, asset=wanted.asset)


def _limit(wanted: Wanted, limits: Sequence[Limit], now: datetime) -> Iterator[Cause]:
    """Compare with a limit in the same coin; one in another is only known to be used up."""
    for limit in limits:
        if limit.of == "withdrawals":
            left = left_today(limit)
            same = limit.asset == wanted.asset and wanted.amount is not None
            if left == 0 or (same and wanted.amount is not None and wanted.amount > left):
                yield Cause(code="over_limit", figure=left, asset=limit.asset, until=next_day(now))


def _balance(wanted: Wanted, held: Holdings, network: Network | None) -> Iterator[Cause]:
    """Compare amount and fee with what can leave; what unlocks by itself is told apart."""
    if wanted.amount is None or not any(one.asset == wanted.asset for one in held.assets):
        return
    fee = Decimal(network.fee) if network else Decimal(0)
    needed, there = EXACT.add(wanted.amount, fee), free(held.assets, wanted.asset)
    if needed <= there:
        return
    soon = unlocking(held.deposits, wanted.asset)
    if needed <= EXACT.add(there, soon):
        yield Cause(code="deposit_lock", figure=soon, asset=wanted.asset)
    else:
        yield Cause(code="over_balance", figure=there, asset=wanted.asset)
