"""Liquidation prices against published numbers, and what must hold whatever the numbers are."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trustdesk.exchange import Candle
from trustdesk.procedures.rules import formulas, postmortem
from trustdesk.procedures.rules import liquidation as rules
from trustdesk.procedures.rules.liquidation import LeveragedPosition
from trustdesk.procedures.rules.tiers import Tier, holding, tier_offsets, with_offsets

D = Decimal

HALF = Tier(floor=D(0), rate=D("0.005"))
START = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def position(side: Any = "long", entry: str = "20000", **more: Any) -> LeveragedPosition:
    said: dict[str, Any] = {"quantity": D(1), "leverage": D(50)} | more
    return LeveragedPosition(side=side, entry=D(entry), **said)


@pytest.mark.parametrize(
    ("held", "rate", "price"),
    [
        (position("short", "28000", leverage=D(100)), "0.004", "28168"),
        (position("long", "10", leverage=D(10)), "0.01", "9.1"),
        (position("short", "10", leverage=D(10)), "0.01", "10.9"),
        (position(), "0.005", "19700"),
        (position("short"), "0.005", "20300"),
        (position("short", added=D(3000)), "0.005", "23300"),
        (position(funding=D(-200)), "0.005", "19900"),
    ],
)
def test_by_the_value_at_entry(held: LeveragedPosition, rate: str, price: str) -> None:
    assert rules.by_entry_value(held, Tier(floor=D(0), rate=D(rate))) == D(price)


@pytest.mark.parametrize(("side", "price"), [("long", "19710.38"), ("short", "20286.39")])
def test_by_the_value_at_the_mark_price_on_the_tick(side: Any, price: str) -> None:
    found = rules.liquidation_price(position(side), [HALF], "mark", D("0.0006"))
    assert found.price is not None
    assert rules.on_tick(found.price, D("0.01"), position(side).side) == D(price)
    nearest = {"long": D("19710.38"), "short": D("20286.40")}[side]
    assert abs(found.price - nearest) <= D("0.005")


def test_a_long_is_rounded_up_and_a_short_down() -> None:
    assert rules.on_tick(D("100.01"), D("0.5"), "long") == D("100.5")
    assert rules.on_tick(D("100.49"), D("0.5"), "short") == D("100.0")
    assert rules.on_tick(D("100.5"), D("0.5"), "long") == rules.on_tick(D("100.5"), D("0.5"), "short")


def test_bankruptcy_and_order_cost() -> None:
    held = position("long", "10000")
    assert rules.bankruptcy_price(held) == D(9800)
    assert rules.order_cost(held, D("0.0006")) == D("211.88")
    assert rules.bankruptcy_price(position("short", "10000")) == D(10200)
    assert rules.bankruptcy_price(position(leverage=D(1))) is None


def test_inverse_contracts() -> None:
    held = position("long", "8000", quantity=D(10000), kind="inverse")
    found = rules.by_entry_value(held, HALF)
    with localcontext(prec=60):
        assert found == D(8000) * 50 / (50 + 1 - D("0.005") * 50)
        assert rules.bankruptcy_price(held) == D(8000) * 50 / 51
    short = position("short", "8000", quantity=D(10000), kind="inverse")
    other = rules.by_entry_value(short, HALF)
    assert other is not None
    with localcontext(prec=60):
        assert abs(other - D(8000) * 50 / (50 - 1 + D("0.005") * 50)) < D("1e-50")


def test_a_short_of_a_coin_margined_contract_without_leverage_is_never_liquidated() -> None:
    held = position("short", "8000", quantity=D(10000), kind="inverse", leverage=D(1))
    assert rules.liquidation_price(held, [HALF], "mark").price is None


def test_cross_margin_needs_the_whole_account() -> None:
    with pytest.raises(rules.NeedsWholeAccount):
        rules.liquidation_price(position(margin_mode="cross"), [HALF])


def test_cross_margin_with_the_whole_account() -> None:
    bitcoin = position(entry="32481.98", quantity=D("109.488"), margin_mode="cross")
    ether = position(entry="1456.84", quantity=D("3683.979"), margin_mode="cross")
    first = Tier(floor=D(0), rate=D("0.025"), offset=D(16300))
    second = Tier(floor=D(0), rate=D("0.1"), offset=D(135365))
    wallet = D("1535443.01")
    of_bitcoin = rules.cross_liquidation_price(
        [(bitcoin, first)], rules.WholeAccount(wallet=wallet, others=((ether, D("1335.18"), second),))
    )
    of_ether = rules.cross_liquidation_price(
        [(ether, second)], rules.WholeAccount(wallet=wallet, others=((bitcoin, D("31967.27"), first),))
    )
    assert of_bitcoin is not None
    assert of_ether is not None
    assert of_bitcoin.quantize(D("0.01")) == D("26316.89")
    assert of_ether.quantize(D("0.01")) == D("1153.26")


BRACKETS = [
    Tier(floor=D(0), cap=D(50_000), rate=D("0.004")),
    Tier(floor=D(50_000), cap=D(250_000), rate=D("0.005")),
    Tier(floor=D(250_000), cap=D(1_000_000), rate=D("0.01")),
    Tier(floor=D(1_000_000), rate=D("0.025")),
]


def test_offsets_join_the_tiers() -> None:
    assert tier_offsets(BRACKETS) == [D(0), D(50), D(1300), D(16300)]


def test_the_tier_is_the_one_that_holds_at_the_liquidation_price() -> None:
    held = position(
        entry="20000", quantity=D("12.6"), leverage=D(20)
    )  # worth 252,000, and less where it ends
    found = rules.liquidation_price(held, BRACKETS, "mark")
    assert found.tier.rate == D("0.005")
    assert holding(with_offsets(BRACKETS), rules.value(held, held.entry)).rate == D("0.01")
    assert rules.liquidation_price(held, BRACKETS, "entry").tier.rate == D("0.01")
    assert rules.liquidation_price(held, BRACKETS, "entry", tier_at="liquidation").tier.rate == D("0.005")


sides = st.sampled_from(["long", "short"])
kinds = st.sampled_from(["linear", "inverse"])
prices = st.decimals("0.01", "200000", places=2)
quantities = st.decimals("0.001", "5000", places=3)
leverages = st.integers(2, 125).map(D)


@given(sides, kinds, prices, quantities, leverages)
def test_nothing_is_left_at_the_liquidation_price(
    side: Any, kind: Any, entry: D, quantity: D, leverage: D
) -> None:
    held = LeveragedPosition(side=side, entry=entry, quantity=quantity, leverage=leverage, kind=kind)
    fee = D("0.0006")
    found = rules.liquidation_price(held, BRACKETS, "mark", fee)
    assume(found.price is not None)
    assert found.price is not None
    with localcontext(prec=60):
        kept = rules.maintenance_margin(held, found.price, found.tier, "mark")
        left = rules.equity(held, found.price) - kept - rules.value(held, found.price) * fee
        assert abs(left) <= D("1e-30")


@given(sides, prices, quantities, leverages)
def test_a_tier_fits_the_value_at_its_price(side: Any, entry: D, quantity: D, leverage: D) -> None:
    held = LeveragedPosition(side=side, entry=entry, quantity=quantity, leverage=leverage)
    found = rules.liquidation_price(held, BRACKETS, "mark", D("0.0006"))
    assume(found.price is not None)
    assert found.price is not None
    at = rules.value(held, found.price)
    assert found.tier.floor <= at
    assert found.tier.cap is None or at <= found.tier.cap


@given(sides, kinds, prices, st.integers(2, 124))
def test_more_leverage_ends_sooner(side: Any, kind: Any, entry: D, leverage: int) -> None:
    def ends(times: int) -> D | None:
        held = LeveragedPosition(side=side, entry=entry, quantity=D(1), leverage=D(times), kind=kind)
        return rules.by_mark_value(held, with_offsets([HALF])[0], D("0.0006"))

    less, more = ends(leverage), ends(leverage + 1)
    assert more is not None
    assert less is None or (less < more if side == "long" else less > more)


def test_formulas_are_dated() -> None:
    def versions(exchange: str, on: date) -> list[str]:
        return [one.version for one in formulas.formulas_for(exchange, "linear", on)]

    assert versions("bybit", date(2024, 6, 1)) == ["bybit-2024"]
    assert versions("bybit", date(2025, 9, 1)) == ["bybit-2025", "bybit-2024"]
    assert versions("bybit", date(2026, 11, 1)) == ["bybit-2025"]
    assert versions("nobody", date(2026, 11, 1)) == ["mark", "entry"]


def test_the_recorded_price_tells_which_formula_was_used() -> None:
    both = formulas.formulas_for("bybit", "linear", date(2025, 9, 1))
    for recorded, version in (("19710.38", "bybit-2025"), ("19700.00", "bybit-2024")):
        found = formulas.computed(
            position(), [HALF], both, taker=D("0.0006"), tick=D("0.01"), recorded=D(recorded)
        )
        assert found[0].formula.version == version
        assert found[0].price == D(recorded)
        assert formulas.explains(found[0], D("0.01"))
        assert not formulas.explains(found[1], D("0.01"))


def candles(*lows: str) -> list[Candle]:
    return [
        Candle(at=START + timedelta(minutes=n), open=D(low), high=D(low) + 5, low=D(low), close=D(low))
        for n, low in enumerate(lows)
    ]


def test_the_mark_price_triggers_and_the_last_price_is_what_charts_show() -> None:
    mark = candles("19900", "19711", "19708.90")
    last = candles("19900", "19720", "19715")
    found = postmortem.crossing(mark, last, D("19710.38"), "long")
    assert found.mark == START + timedelta(minutes=2)
    assert found.last is None
    assert (found.worst_mark, found.worst_last) == (D("19708.90"), D(19715))


def test_what_a_stop_would_have_cost() -> None:
    found = postmortem.stop_instead(position(), D("0.01"), candles("19900", "19790", "19708"), D("0.0006"))
    assert (found.price, found.loss, found.fee) == (D(19800), D(200), D("11.88"))
    assert found.kept == D("188.12")
    assert found.at == START + timedelta(minutes=1)


def test_the_leverage_that_would_have_held() -> None:
    held = postmortem.leverage_that_held(position(), [HALF], "mark", D("0.0006"), D("19650"))
    assert held == D(40)
    assert postmortem.leverage_that_held(position(), [HALF], "mark", D("0.0006"), D("18000")) == D(5)
