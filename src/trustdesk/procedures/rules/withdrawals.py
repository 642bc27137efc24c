"""How a withdrawal stands and what it waits for, told from the exchange's own record. Pure."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from trustdesk.exchange import Network, Withdrawal
from trustdesk.procedures.rules.refusals import CHANGES, PURCHASES, Refusal, network_of

Standing = Literal[
    "checking",  # the exchange looks at it
    "more_needed",  # it waits for something from the customer
    "waiting",  # in the queue of its network
    "waiting_network",  # its network stands still
    "overdue",  # longer than withdrawals take
    "sent",  # on the chain, not yet deep enough
    "confirmed",  # arrived, the chain is the proof
    "cancelled",
    "failed",
    "refused",
]
Topic = Literal["pending", "failed", "fee", "limit", "how_to"]
UNDER_WAY = frozenset({"checking", "waiting", "sent"})
LONGEST_DAYS = 3  # working days, after which somebody has to look
RECENT = timedelta(days=14)
SATURDAY = 5
DIGITS = re.compile(r"[0-9]{1,30}(\.[0-9]{1,36})?")
ABOUT = ("withdraw", "cash out", "cashout", "提现", "提币", "提款")
MORE = frozenset({"more_information_required", "more_needed"})
# What exchanges call the nine causes in their records.
REASONS: dict[str, Refusal] = {
    "deposit_lock": "deposit_lock",
    "deposit_not_unlocked": "deposit_lock",
    "address_mismatch": "address_not_of_network",
    "invalid_address": "address_not_of_network",
    "memo_missing": "memo_missing",
    "tag_missing": "memo_missing",
    "security_lock": "recent_change",
    "over_limit": "over_limit",
    "daily_limit": "over_limit",
    "over_balance": "over_balance",
    "insufficient_balance": "over_balance",
    "under_minimum": "under_minimum",
    "network_suspended": "network_suspended",
    **dict.fromkeys(CHANGES, "recent_change"),
    **dict.fromkeys(PURCHASES, "purchase_lock"),
}
CUES: tuple[tuple[Topic, tuple[str, ...]], ...] = (
    ("failed", (
        "fail", "refused", "rejected", "error", "cannot withdraw", "can't withdraw", "失败", "被拒", "驳回",
        "无法提", "提不了", "不能提",
    )),
    ("pending", (
        "pending", "not arrived", "not received", "still", "stuck", "waiting", "没到", "未到", "处理中",
        "审核中", "还没", "卡住",
    )),
    ("fee", ("fee", "手续费", "费用", "多少钱")),
    ("limit", ("limit", "maximum", "how much can", "限额", "额度", "上限", "最多")),
)  # fmt: skip


class Fee(msgspec.Struct, frozen=True):
    """What a withdrawal of a coin costs on one network, and whether it can be made now."""

    network: str
    fee: Decimal
    least: Decimal | None
    possible: bool
    read_at: datetime


def topic_of(text: str) -> Topic:
    """Tell what of withdrawals somebody asks about; the wish to make one is what is left."""
    low = text.lower()
    for topic, cues in CUES:
        if any(cue in low for cue in cues):
            return topic
    return "how_to"


def standing(one: Withdrawal, networks: Sequence[Network], now: datetime) -> Standing:
    """Tell how a withdrawal stands."""
    if one.state not in UNDER_WAY:
        return one.state
    if one.reason in MORE:
        return "more_needed"
    moves = network_of(networks, one.asset, one.network)
    if one.state == "waiting" and (one.reason == "network_suspended" or (moves and not moves.withdrawals)):
        return "waiting_network"
    return "overdue" if now > due_at(one) else one.state


def cause_of(one: Withdrawal) -> Refusal | None:
    """Tell which of the nine causes a refused withdrawal names, if it names one."""
    return REASONS.get(one.reason or "")


def due_at(one: Withdrawal) -> datetime:
    """Tell by when a withdrawal is done as a rule: three working days (Monday to Friday, UTC) later."""
    at, left = one.at, LONGEST_DAYS
    while left:
        at += timedelta(days=1)
        left -= at.weekday() < SATURDAY
    return at


def heard(text: str) -> Topic | None:
    """Hear in a message what somebody asks about; None where it says neither that nor withdrawals."""
    topic, low = topic_of(text), text.lower()
    return topic if topic != "how_to" or any(word in low for word in ABOUT) else None


def meant(found: Sequence[Withdrawal], named: Sequence[str], now: datetime) -> Withdrawal | None:
    """Find the withdrawal that is meant: the one that is named, one under way, or the latest of two weeks.

    ``named`` holds numbers of records, transactions and amounts as digits. Amounts are compared as such.
    """
    amounts = {Decimal(one) for one in named if DIGITS.fullmatch(one)}
    by_name = [one for one in found if one.id in named or (one.txid and one.txid in named)]
    by_amount = [one for one in found if Decimal(one.amount) in amounts]
    under_way = [one for one in found if one.state in UNDER_WAY]
    recent = [one for one in found if now - one.at <= RECENT]
    return max(by_name or by_amount or under_way or recent, key=lambda one: one.at, default=None)


def first(found: Sequence[Withdrawal]) -> bool:
    """Whether nothing has ever left this account, so that the first reminders are due."""
    return not any(one.state == "confirmed" for one in found)


def known_address(found: Sequence[Withdrawal], address: str) -> bool:
    """Whether something has arrived at this very address before."""
    return any(one.address == address and one.state == "confirmed" for one in found)


def fees(networks: Sequence[Network], asset: str) -> list[Fee]:
    """List what withdrawing a coin costs, cheapest first; what stands still comes last."""
    found = [
        Fee(one.network, Decimal(one.fee), _least(one), one.withdrawals, one.at)
        for one in networks
        if one.asset == asset
    ]
    return sorted(found, key=lambda one: (not one.possible, one.fee, one.network))


def _least(one: Network) -> Decimal | None:
    return None if one.least_out is None else Decimal(one.least_out)
