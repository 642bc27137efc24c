"""The nine causes for which a withdrawal is refused, each with the figure that proves it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.exchange import Account, Asset, Deposit, Limit, Lock, Network
from trustdesk.procedures.rules.refusals import (
    EXACT,
    Cause,
    Holdings,
    Wanted,
    left_today,
    lifted_at,
    next_day,
    refusals,
)
from trustdesk.sandbox.rules import made

NOW = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
TRON = made.address("tron", "a wallet of their own")
EVM = made.address("ethereum", "a wallet of their own")


def account(**more: Any) -> Account:
    return msgspec.structs.replace(made.account("20260301", NOW), **more)


def network(**more: Any) -> Network:
    said: dict[str, Any] = {
        "asset": "USDT", "network": "tron", "at": NOW, "deposits": True, "withdrawals": True, "minimum": "1",
        "fee": "1.6", "credit_at": 20, "unlock_at": 20, "least_out": "10",
    }  # fmt: skip
    return Network(**said | more)


def asset(free: str, **more: Any) -> Asset:
    said: dict[str, Any] = {"id": "A1", "at": NOW, "asset": "USDT", "wallet": "spot"}
    return Asset(free=free, **said | more)


def deposit(amount: str, **more: Any) -> Deposit:
    said: dict[str, Any] = {
        "id": "D1", "at": NOW - HOUR, "asset": "USDT", "network": "ethereum", "state": "credited",
        "address": EVM, "txid": made.txid("ethereum", "x"), "confirmations": 20, "credit_at": 12, "unlock_at": 64,
    }  # fmt: skip
    return Deposit(amount=amount, **said | more)


def held(**more: Any) -> Holdings:
    said: dict[str, Any] = {"account": account(), "networks": [network()], "assets": [asset("1000")]}
    return Holdings(**said | more)


def wanted(**more: Any) -> Wanted:
    said: dict[str, Any] = {"asset": "USDT", "network": "tron", "amount": Decimal(100), "address": TRON}
    return Wanted(**said | more)


def test_nothing_stands_in_the_way_of_an_ordinary_withdrawal() -> None:
    assert refusals(wanted(), held(), NOW) == []


CASES: list[tuple[str, Wanted, Holdings, Cause]] = [
    (
        "a deposit was credited and is not unlocked yet",
        wanted(amount=Decimal("1100.5")),
        held(deposits=[deposit("250.000000")]),
        Cause(code="deposit_lock", figure=Decimal("250.000000"), asset="USDT"),
    ),
    (
        "what was bought by card may not leave yet",
        wanted(),
        held(account=account(locks=[Lock("withdrawals", "one_click_buy", NOW - HOUR, NOW + 47 * HOUR)])),
        Cause(code="purchase_lock", until=NOW + 47 * HOUR, reason="one_click_buy"),
    ),
    (
        "an address of another chain",
        wanted(address=EVM),
        held(),
        Cause(code="address_not_of_network", reason="other_chain"),
    ),
    (
        "an address with a slip of the fingers",
        wanted(address=TRON[:-1] + ("a" if TRON[-1] != "a" else "b")),
        held(),
        Cause(code="address_not_of_network", reason="mistyped"),
    ),
    (
        "the network wants a memo",
        wanted(network="ton", address="UQ" + "A" * 46),
        held(networks=[network(network="ton", memo=True)]),
        Cause(code="memo_missing"),
    ),
    (
        "the password was changed three hours ago",
        wanted(),
        held(account=account(locks=[Lock("withdrawals", "password_changed", NOW - 3 * HOUR)])),
        Cause(code="recent_change", until=NOW + 21 * HOUR, reason="password_changed"),
    ),
    (
        "more than is left of today's limit",
        wanted(amount=Decimal("500.01")),
        held(account=account(limits=[Limit("withdrawals", "USDT", "20000", "19500")])),
        Cause(code="over_limit", figure=Decimal(500), asset="USDT", until=datetime(2026, 11, 27, tzinfo=UTC)),
    ),
    (
        "amount and fee together are more than there is",
        wanted(amount=Decimal("998.41")),
        held(),
        Cause(code="over_balance", figure=Decimal(1000), asset="USDT"),
    ),
    (
        "less than the least that can be withdrawn",
        wanted(amount=Decimal("9.999999")),
        held(),
        Cause(code="under_minimum", figure=Decimal(10), asset="USDT"),
    ),
    (
        "the network stands still",
        wanted(),
        held(networks=[network(withdrawals=False, reason="node_upgrade")]),
        Cause(code="network_suspended", reason="node_upgrade"),
    ),
]


@pytest.mark.parametrize(
    ("want", "holdings", "cause"), [one[1:] for one in CASES], ids=[one[0] for one in CASES]
)
def test_each_cause_is_named_with_its_proof(want: Wanted, holdings: Holdings, cause: Cause) -> None:
    found = [one for one in refusals(want, holdings, NOW) if one.code == cause.code]
    assert found == [cause]


def test_all_nine_have_a_case() -> None:
    assert {one[3].code for one in CASES} == {
        "deposit_lock", "purchase_lock", "address_not_of_network", "memo_missing", "recent_change", "over_limit",
        "over_balance", "under_minimum", "network_suspended",
    }  # fmt: skip


def test_the_fee_counts_to_the_last_place() -> None:
    assert refusals(wanted(amount=Decimal("998.4")), held(), NOW) == []


def test_a_lock_that_has_passed_is_none() -> None:
    passed = account(locks=[Lock("withdrawals", "password_changed", NOW - 24 * HOUR)])
    assert refusals(wanted(), held(account=passed), NOW) == []


def test_a_memo_may_come_along() -> None:
    memo = held(networks=[network(memo=True)])
    assert refusals(wanted(memo="1041"), memo, NOW) == []


def test_an_address_on_a_network_we_cannot_read_is_not_doubted() -> None:
    far = held(networks=[network(network="kaspa")])
    assert refusals(wanted(network="kaspa", address="kaspa:qq0000"), far, NOW) == []


def test_a_limit_in_another_coin_only_counts_when_it_is_used_up() -> None:
    spent = account(limits=[Limit("withdrawals", "BTC", "1", "1")])
    assert [one.code for one in refusals(wanted(), held(account=spent), NOW)] == ["over_limit"]
    left = account(limits=[Limit("withdrawals", "BTC", "1", "0.99")])
    assert refusals(wanted(), held(account=left), NOW) == []


def test_a_limit_of_deposits_does_not_stop_a_withdrawal() -> None:
    spent = account(limits=[Limit("deposits", "USDT", "1", "1")])
    assert refusals(wanted(), held(account=spent), NOW) == []


def test_a_lock_says_itself_when_it_ends() -> None:
    assert lifted_at(Lock("withdrawals", "email_changed", NOW, NOW + HOUR)) == NOW + HOUR
    assert lifted_at(Lock("withdrawals", "risk_review", NOW)) is None


@pytest.mark.parametrize("at", ["2026-11-26T00:00:00", "2026-11-26T23:59:59.999999"])
def test_the_day_of_limits_ends_at_midnight_utc(at: str) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert next_day(now) == datetime(2026, 11, 27, tzinfo=UTC)


digits = st.decimals(
    min_value=0, max_value=Decimal(10) ** 29, places=18, allow_nan=False, allow_infinity=False
)


@given(digits, digits, digits)
def test_amounts_are_compared_exactly(free: Decimal, amount: Decimal, fee: Decimal) -> None:
    here = held(networks=[network(fee=f"{fee:f}", least_out=None)], assets=[asset(f"{free:f}")])
    codes = [one.code for one in refusals(wanted(amount=amount), here, NOW)]
    whole = int(free.scaleb(18, EXACT)), int(amount.scaleb(18, EXACT)), int(fee.scaleb(18, EXACT))
    assert codes == (["over_balance"] if whole[1] + whole[2] > whole[0] else [])


@given(digits, digits)
def test_what_is_left_is_never_less_than_nothing(most: Decimal, used: Decimal) -> None:
    left = left_today(Limit("withdrawals", "USDT", f"{most:f}", f"{used:f}"))
    assert left >= 0
    assert (left == 0) == (used >= most)
