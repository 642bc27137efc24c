"""A liquidation as recorded, computed again and held against the market: what an answer is made of. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from trustdesk.exchange import Candle, Liquidation, Order, Position
from trustdesk.procedures.rules import fees, formulas, postmortem
from trustdesk.procedures.rules.formulas import Computed
from trustdesk.procedures.rules.liquidation import (
    Kind,
    LeveragedPosition,
    NeedsWholeAccount,
    bankruptcy_price,
)
from trustdesk.procedures.rules.postmortem import Crossing, Stop
from trustdesk.procedures.rules.tiers import Tier

ZERO = Decimal(0)
TICK = Decimal("0.01")
TAKER = Decimal("0.0006")
HUNDRED = Decimal(100)
MINUTE = timedelta(minutes=1)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What can be said of a liquidation. ``computed``: by each formula in force, the nearest first."""

    code: str
    held: LeveragedPosition
    coin: str
    crossing: Crossing
    computed: Sequence[Computed] = ()
    bankruptcy: Decimal | None = None
    stop: Stop | None = None
    leverage: Decimal | None = None


class Prices(msgspec.Struct, frozen=True, kw_only=True):
    """Candles of the mark and of the last price, and the rules of the symbol as far as they are known."""

    mark: Sequence[Candle] = ()
    last: Sequence[Candle] = ()
    tick: Decimal = TICK
    taker: Decimal = TAKER


def kind_of(symbol: str) -> Kind:
    """Tell a coin margined contract by its quote in dollars."""
    coins = fees.parts(symbol)
    return "inverse" if coins is not None and coins[1] == "USD" else "linear"


def leveraged(ended: Liquidation, position: Position | None) -> LeveragedPosition:
    """Put a position together from both records; the margin is the recorded one, where there is one."""
    whole = position is not None and Decimal(position.amount) == Decimal(ended.amount)
    return LeveragedPosition(
        side=ended.side,
        entry=Decimal(ended.entry),
        quantity=Decimal(ended.amount),
        leverage=Decimal(ended.leverage),
        kind=kind_of(ended.symbol),
        margin_mode=position.margin_mode if position else "isolated",
        initial=Decimal(position.margin) if position is not None and whole else None,
    )


def told(
    brand: str, ended: Liquidation, position: Position | None, prices: Prices, distance: Decimal | None
) -> Told:
    """Compute a liquidation again and judge it; ``distance`` of the alternative stop is a fraction of the entry."""
    held, recorded = leveraged(ended, position), Decimal(ended.liquidation)
    tier = Tier(floor=ZERO, rate=Decimal(ended.maintenance_rate), offset=Decimal(ended.maintenance_offset))
    crossing = postmortem.crossing(prices.mark, prices.last, recorded, held.side)
    coins = fees.parts(ended.symbol) or ("", ended.fee_asset)
    coin = coins[0] if held.kind == "inverse" else coins[1]
    base = Told(code="cross_margin", held=held, coin=coin, crossing=crossing)
    in_force = formulas.formulas_for(brand, held.kind, ended.at.date())
    try:
        found = formulas.computed(
            held, [tier], in_force, taker=prices.taker, tick=prices.tick, recorded=recorded
        )
    except NeedsWholeAccount:
        return base
    away = distance if distance is not None else half_way(held, recorded)
    extreme = crossing.worst_mark if crossing.worst_mark is not None else Decimal(ended.mark)
    nearest = found[0].estimate
    return msgspec.structs.replace(
        base,
        code=_code(prices, crossing, found, ended),
        computed=found,
        bankruptcy=bankruptcy_price(held),
        stop=postmortem.stop_instead(held, away, prices.mark, prices.taker),
        leverage=postmortem.leverage_that_held(held, [tier], nearest.family, nearest.fee, extreme),
    )


def half_way(held: LeveragedPosition, recorded: Decimal) -> Decimal:
    """Give the distance of a stop half-way to the liquidation, as a fraction of the entry, to a tenth of a percent."""
    way = abs(held.entry - recorded) / held.entry / 2
    return max(way.quantize(Decimal("0.001")), Decimal("0.001"))


def closing_order(position: Position, orders: Sequence[Order]) -> Order | None:
    """Give the newest filled order on the other side after the position came to be."""
    way = "sell" if position.side == "long" else "buy"
    return next(
        (
            one
            for one in sorted(orders, key=lambda one: one.at, reverse=True)
            if one.symbol == position.symbol
            and one.market == "contract"
            and one.side == way
            and one.state == "filled"
            and one.at >= position.at
        ),
        None,
    )


def ended_at(order: Order) -> datetime:
    """Tell when an order was filled."""
    return next((one.at for one in reversed(order.changes) if one.state == "filled"), order.at)


def _code(prices: Prices, crossing: Crossing, found: Sequence[Computed], ended: Liquidation) -> str:
    if not prices.mark:
        return "no_mark_prices"
    near = [one for one in prices.mark if abs(one.at - ended.at) <= 10 * MINUTE]
    if crossing.mark is None and near:
        return "mark_never_reached"
    if not formulas.explains(found[0], prices.tick):
        return "liquidation_differs"
    return "liquidation_explained" if crossing.mark is not None else "no_mark_prices"
