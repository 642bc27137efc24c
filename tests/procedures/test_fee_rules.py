"""Fees against recorded fills, in the right coin and rounded as that exchange does it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.procedures.rules import fees
from trustdesk.procedures.rules.fees import Execution

D = Decimal


def fill(**more: Any) -> Execution:
    said: dict[str, Any] = {
        "side": "buy",
        "price": D(1),
        "amount": D(1),
        "base": "BTC",
        "quote": "USDT",
    } | more
    return Execution(**said)


def test_bitget_takes_a_spot_buys_fee_in_the_coin_received_and_writes_it_negative() -> None:
    rule = fees.rule_of("bitget", "spot")
    found = fees.check_fee(
        fill(price=D(24000), amount=D("0.000246")), D("0.001"), "-0.000000246", "BTC", rule
    )
    assert found.computed.rounded == D("2.46E-7")
    assert (found.computed.coin, found.verdict) == ("BTC", "agrees")


def test_bitmart_takes_it_in_the_quote_coin() -> None:
    rule = fees.rule_of("bitmart", "spot")
    found = fees.check_fee(fill(amount=D("5.9402034")), D("0.001"), "0.0059402", "USDT", rule)
    assert found.computed.exact == D("0.0059402034")
    assert (found.computed.coin, found.verdict, found.difference) == ("USDT", "agrees", D(0))


@pytest.mark.parametrize(("value", "recorded"), [("123.498", "0.0679239"), ("122.5299", "0.06739145")])
def test_bybit_takes_it_in_the_settlement_coin_with_eight_places(value: str, recorded: str) -> None:
    rule = fees.rule_of("bybit", "linear")
    found = fees.check_fee(fill(amount=D(value), kind="linear"), D("0.00055"), recorded, "USDT", rule)
    assert found.computed.rounded == D(recorded)
    assert found.verdict == "agrees"


def test_a_fee_of_a_coin_margined_contract_is_in_the_coin() -> None:
    held = fill(amount=D(10000), price=D(8000), kind="inverse", quote="USD")
    found = fees.fee_of(held, D("0.00055"), fees.rule_of("bybit", "inverse"))
    assert (found.of, found.rounded, found.coin) == (D("1.25"), D("0.00068750"), "BTC")


def test_a_sell_pays_in_the_quote_coin() -> None:
    assert fees.fee_coin(fill(side="sell"), fees.rule_of("bitget", "spot")) == "USDT"


def test_too_much_too_little_and_a_coin_that_cannot_be_computed() -> None:
    rule = fees.rule_of("nobody", "spot")
    held = fill(price=D(90000), amount=D("0.05"))

    def said(recorded: str, coin: str = "BTC") -> fees.CheckedFee:
        return fees.check_fee(held, D("0.001"), recorded, coin, rule)

    assert (said("0.00005").verdict, said("0.0000425").verdict, said("0.0001").verdict) == (
        "agrees",
        "less",
        "more",
    )
    assert said("0.0001").rate == D("0.002")
    assert said("4.5", "USDT").verdict == "agrees"
    assert (said("0.002", "BNB").verdict, said("0.002", "BNB").rate) == ("other_coin", None)


@pytest.mark.parametrize(
    ("symbol", "base", "quote"),
    [
        ("BTCUSDT", "BTC", "USDT"),
        ("BTC/USDT:USDT", "BTC", "USDT"),
        ("ETH-USD", "ETH", "USD"),
        ("USDT", "", ""),
    ],
)
def test_symbols_are_taken_apart(symbol: str, base: str, quote: str) -> None:
    assert fees.parts(symbol) == ((base, quote) if base else None)


@given(
    st.decimals("0.00000001", "1000000", places=8),
    st.decimals("0.01", "100000", places=2),
    st.decimals("-0.001", "0.01", places=6),
)
def test_what_an_exchange_rounds_is_told_as_agreeing(amount: D, price: D, rate: D) -> None:
    ways: list[tuple[str, Any]] = [("bybit", "linear"), ("binance", "spot"), ("bitmart", "spot")]
    for exchange, kind in ways:
        rule = fees.rule_of(exchange, kind)
        held = fill(price=price, amount=amount, kind=kind)
        computed = fees.fee_of(held, rate, rule)
        found = fees.check_fee(held, rate, f"{computed.rounded:f}", computed.coin, rule)
        assert (found.verdict, found.difference) == ("agrees", D(0))
        assert abs(computed.rounded - computed.exact) < D("0.00000001")
