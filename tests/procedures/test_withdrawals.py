"""How a withdrawal stands, which one somebody means, what it costs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from trustdesk.exchange import Network, Withdrawal
from trustdesk.procedures.rules import withdrawals as rules
from trustdesk.sandbox.rules import made

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)  # a Thursday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def out(id: str = "W1", **more: Any) -> Withdrawal:
    said: dict[str, Any] = {
        "at": NOW - 8 * HOUR, "asset": "USDT", "network": "tron", "amount": "1200.5", "fee": "1.6",
        "state": "waiting", "address": made.address("tron", "elsewhere"),
    }  # fmt: skip
    return Withdrawal(id=id, **said | more)


def network(name: str, fee: str, **more: Any) -> Network:
    said: dict[str, Any] = {
        "asset": "USDT", "at": NOW, "deposits": True, "withdrawals": True, "minimum": "1", "credit_at": 1,
        "unlock_at": 1,
    }  # fmt: skip
    return Network(network=name, fee=fee, **said | more)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (out(state="checking", reason="risk_review"), "checking"),
        (out(state="checking", reason="more_information_required"), "more_needed"),
        (out(), "waiting"),
        (out(reason="network_suspended"), "waiting_network"),
        (out(at=NOW - 8 * DAY), "overdue"),
        (out(state="sent", txid="ab"), "sent"),
        (out(state="confirmed", txid="ab"), "confirmed"),
        (out(state="cancelled"), "cancelled"),
        (out(state="failed"), "failed"),
        (out(state="refused", reason="daily_limit"), "refused"),
    ],
)
def test_how_it_stands(one: Withdrawal, expected: str) -> None:
    assert rules.standing(one, [network("tron", "1.6")], NOW) == expected


def test_one_waits_for_a_network_that_stands_still_even_if_it_does_not_say_so() -> None:
    assert rules.standing(out(), [network("tron", "1.6", withdrawals=False)], NOW) == "waiting_network"


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-11-23T10:00", "2026-11-26T10:00"),  # Monday to Thursday
        ("2026-11-26T10:00", "2026-12-01T10:00"),  # Thursday over the weekend to Tuesday
        ("2026-11-28T10:00", "2026-12-02T10:00"),  # Saturday to Wednesday
    ],
)
def test_three_working_days(at: str, due: str) -> None:
    begun = out(at=datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert rules.due_at(begun) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        ("deposit_not_unlocked", "deposit_lock"),
        ("one_click_buy", "purchase_lock"),
        ("invalid_address", "address_not_of_network"),
        ("tag_missing", "memo_missing"),
        ("phone_changed", "recent_change"),
        ("daily_limit", "over_limit"),
        ("insufficient_balance", "over_balance"),
        ("under_minimum", "under_minimum"),
        ("network_suspended", "network_suspended"),
        ("a_code_of_their_own", None),
        (None, None),
    ],
)
def test_what_exchanges_call_the_nine_causes(reason: str | None, cause: str | None) -> None:
    assert rules.cause_of(out(state="refused", reason=reason)) == cause


def test_the_one_that_is_named_is_meant() -> None:
    found = [out("W1"), out("W2", amount="75", state="confirmed", txid="cafe" * 16)]
    assert rules.meant(found, ["cafe" * 16], NOW) == found[1]
    assert rules.meant(found, ["75.00"], NOW) == found[1]
    assert rules.meant(found, ["W1"], NOW) == found[0]


def test_else_the_latest_under_way_then_the_latest_of_two_weeks() -> None:
    old, under_way = out("W1", at=NOW - 3 * DAY), out("W2", at=NOW - 2 * DAY)
    done = out("W3", at=NOW - HOUR, state="confirmed")
    assert rules.meant([done, old, under_way], ["1e309"], NOW) == under_way
    assert rules.meant([done], [], NOW) == done
    assert rules.meant([out("W4", at=NOW - 15 * DAY, state="confirmed")], [], NOW) is None
    assert rules.meant([], [], NOW) is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("How do I withdraw USDT?", "how_to"),
        ("怎么提现到自己的钱包", "how_to"),
        ("My withdrawal is still pending", "pending"),
        ("提现一直审核中，还没到账", "pending"),
        ("Withdrawal failed again", "failed"),
        ("提现被拒是什么原因", "failed"),
        ("What is the withdrawal fee of USDT on TRON?", "fee"),
        ("提币手续费怎么收", "fee"),
        ("What is my daily limit", "limit"),
        ("每天最多能提多少", "limit"),
    ],
)
def test_what_is_asked_is_told_by_plain_words(text: str, topic: str) -> None:
    assert rules.topic_of(text) == topic


def test_fees_are_listed_cheapest_first_and_what_stands_still_last() -> None:
    listed = rules.fees(
        [
            network("ethereum", "2.79"),
            network("tron", "0.1", withdrawals=False),
            network("polygon", "0.5", least_out="2"),
        ],
        "USDT",
    )
    assert [(one.network, one.fee, one.least, one.possible) for one in listed] == [
        ("polygon", Decimal("0.5"), Decimal(2), True),
        ("ethereum", Decimal("2.79"), None, True),
        ("tron", Decimal("0.1"), None, False),
    ]


def test_the_first_withdrawal_and_a_new_address_are_known() -> None:
    before = out(state="confirmed")
    assert rules.first([out(), out(state="failed")])
    assert not rules.first([before])
    assert rules.known_address([before], before.address)
    assert not rules.known_address([out()], before.address)
