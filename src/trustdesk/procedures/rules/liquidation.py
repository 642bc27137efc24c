"""Where a contract position is liquidated: exact, both formula families, both kinds of contract. Pure.

Units. Linear (USDT margined): quantity in the base coin, money in the quote coin. Inverse (coin margined):
quantity in the quote currency, money in the base coin. Prices are quote per base, rates fractions of one.
``s`` is +1 for a long and -1 for a short, ``E`` the entry price, ``Q`` the quantity, ``L`` the leverage,
``M`` the margin (``EQ/L``, what was added, and funding received or paid), ``r`` and ``d`` the maintenance
rate and offset of a tier, ``f`` the fee rate of closing.

Family ``entry`` (help centre of Bybit 2024, KuCoin, Bitget's beginner page) takes the maintenance margin of
the value at entry: ``LP = E - s(M - (EQr - d))/Q``. Family ``mark`` (Binance isolated with f = 0 and d =
"cum"; Bitget, BloFin, Gate, OKX, Bybit later with f = taker) takes it of the value at the liquidation price:
``LP = (M + d - sQE) / (Q(r + f - s))``. Inverse contracts follow from the same two sentences with the value
``Q/price``: ``LP = Q / (Q/E + s(M - MM))`` and ``LP = Q(r + f + s) / (M + d + sQ/E)``.

All of it is an estimate: the exchange's record decides.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from typing import Literal

import msgspec

from trustdesk.procedures.rules.tiers import Tier, holding, with_offsets

Side = Literal["long", "short"]
Kind = Literal["linear", "inverse"]
Family = Literal["entry", "mark"]

ZERO, ONE = Decimal(0), Decimal(1)
DIGITS = 60  # of every division; amounts are shown with far fewer


class NeedsWholeAccount(Exception):
    """A cross position draws on the whole account: its price cannot be told from the position alone."""


class LeveragedPosition(msgspec.Struct, frozen=True, kw_only=True):
    """One position. ``added``: margin put in (negative: taken out); ``funding``: received (or paid)."""

    side: Side
    entry: Decimal
    quantity: Decimal
    leverage: Decimal
    kind: Kind = "linear"
    margin_mode: Literal["isolated", "cross"] = "isolated"
    added: Decimal = ZERO
    funding: Decimal = ZERO
    initial: Decimal | None = None  # the recorded initial margin, where it is not EQ/L

    @property
    def sign(self) -> Decimal:
        """+1 for a long, -1 for a short."""
        return ONE if self.side == "long" else -ONE


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """A liquidation price by one family and tier; ``price`` None: no price above zero liquidates it."""

    family: Family
    price: Decimal | None
    tier: Tier
    fee: Decimal = ZERO


def value(position: LeveragedPosition, price: Decimal) -> Decimal:
    """Value of the position at a price: ``Q·price``, of an inverse contract ``Q/price``."""
    with localcontext(prec=DIGITS):
        linear = position.kind == "linear"
        return position.quantity * price if linear else position.quantity / price


def profit(position: LeveragedPosition, price: Decimal) -> Decimal:
    """Profit (negative: loss) at a price: ``sQ(price - E)``, of an inverse contract ``sQ(1/E - 1/price)``."""
    with localcontext(prec=DIGITS):
        change = value(position, price) - value(position, position.entry)
        return position.sign * (change if position.kind == "linear" else -change)


def initial_margin(position: LeveragedPosition) -> Decimal:
    """Margin at opening: the recorded one, else the value at entry divided by the leverage."""
    if position.initial is not None:
        return position.initial
    with localcontext(prec=DIGITS):
        return value(position, position.entry) / position.leverage


def margin(position: LeveragedPosition) -> Decimal:
    """Margin that stands behind the position now: initial, added and funding."""
    with localcontext(prec=DIGITS):
        return initial_margin(position) + position.added + position.funding


def equity(position: LeveragedPosition, price: Decimal) -> Decimal:
    """Margin and profit at a price."""
    with localcontext(prec=DIGITS):
        return margin(position) + profit(position, price)


def maintenance_margin(position: LeveragedPosition, price: Decimal, tier: Tier, family: Family) -> Decimal:
    """Margin that has to be kept: ``value·r - d``, of the value at entry or at this price, by family."""
    with localcontext(prec=DIGITS):
        base = value(position, position.entry if family == "entry" else price)
        return base * tier.rate - (tier.offset or ZERO)


def by_entry_value(position: LeveragedPosition, tier: Tier) -> Decimal | None:
    """Liquidation price of family ``entry``, unrounded; None when no price above zero liquidates."""
    with localcontext(prec=DIGITS):
        room = margin(position) - maintenance_margin(position, position.entry, tier, "entry")
        if position.kind == "linear":
            return _positive(position.entry - position.sign * room / position.quantity)
        left = position.quantity / position.entry + position.sign * room
        return position.quantity / left if left > 0 else None


def by_mark_value(position: LeveragedPosition, tier: Tier, fee: Decimal = ZERO) -> Decimal | None:
    """Liquidation price of family ``mark``, unrounded; None when no price above zero liquidates."""
    return _solved([position], [tier], margin(position), fee)


def liquidation_price(
    position: LeveragedPosition,
    tiers: Sequence[Tier],
    family: Family = "mark",
    fee: Decimal = ZERO,
    tier_at: Literal["entry", "liquidation"] | None = None,
) -> Estimate:
    """Estimate where an isolated position is liquidated, unrounded, with the tier that holds there.

    Family ``mark`` is solved for each tier and the one in whose span the value at the liquidation price
    lies is kept; family ``entry`` looks its tier up by the value at entry unless ``tier_at`` says otherwise.
    Raises ``NeedsWholeAccount`` for a cross position: see ``cross_liquidation_price``.
    """
    if position.margin_mode == "cross":
        raise NeedsWholeAccount("the other positions and the wallet balance of the account are needed")
    known = with_offsets(tiers)
    if (tier_at or ("entry" if family == "entry" else "liquidation")) == "entry":
        tier = holding(known, value(position, position.entry))
        return _estimate(position, tier, family, fee)
    found = [_estimate(position, tier, family, fee) for tier in known]
    never = next((one for one in found if one.price is None), found[-1])
    return next((one for one in found if _consistent(position, one, known)), never)


class WholeAccount(msgspec.Struct, frozen=True, kw_only=True):
    """A cross account in one coin: its wallet, and the positions in other contracts with mark and tier."""

    wallet: Decimal
    others: tuple[tuple[LeveragedPosition, Decimal, Tier], ...] = ()


def cross_liquidation_price(
    legs: Sequence[tuple[LeveragedPosition, Tier]], account: WholeAccount, fee: Decimal = ZERO
) -> Decimal | None:
    """Mark price of one contract at which a cross account is liquidated, the other marks standing still.

    ``legs`` are the positions in that contract: one, or a long and a short. The margin is the wallet with
    profit and maintenance of the others: Binance's published formula for cross margin.
    """
    with localcontext(prec=DIGITS):
        rest = sum(
            (
                profit(other, mark) - maintenance_margin(other, mark, tier, "mark")
                for other, mark, tier in account.others
            ),
            ZERO,
        )
        return _solved([leg for leg, _ in legs], [tier for _, tier in legs], account.wallet + rest, fee)


def bankruptcy_price(position: LeveragedPosition) -> Decimal | None:
    """Price at which the whole margin is lost: ``E(1 - s/L)`` when nothing was added; None: none."""
    return _solved([position], [Tier(floor=ZERO, rate=ZERO, offset=ZERO)], margin(position), ZERO)


def order_cost(position: LeveragedPosition, taker: Decimal) -> Decimal:
    """What opening takes: ``EQ/L``, the taker fee of opening, and that of closing at the bankruptcy price."""
    with localcontext(prec=DIGITS):
        ends = bankruptcy_price(position)
        closing = value(position, ends) * taker if ends is not None else ZERO
        return initial_margin(position) + value(position, position.entry) * taker + closing


def on_tick(price: Decimal, tick: Decimal, side: Side) -> Decimal:
    """Put a liquidation price on the tick: a long's up, a short's down, so that it is never told too late."""
    way = ROUND_CEILING if side == "long" else ROUND_FLOOR
    with localcontext(prec=DIGITS):
        return ((price / tick).to_integral_value(rounding=way) * tick).quantize(tick)


def _solved(
    legs: Sequence[LeveragedPosition], tiers: Sequence[Tier], room: Decimal, fee: Decimal
) -> Decimal | None:
    """Price at which margin and profit of these legs equal their maintenance and closing fee."""
    with localcontext(prec=DIGITS):
        linear = legs[0].kind == "linear"
        turned = ONE if linear else -ONE
        given = room + sum((tier.offset or ZERO for tier in tiers), ZERO)
        given -= turned * sum((leg.sign * value(leg, leg.entry) for leg in legs), ZERO)
        asked = sum(
            (
                leg.quantity * (tier.rate + fee - turned * leg.sign)
                for leg, tier in zip(legs, tiers, strict=True)
            ),
            ZERO,
        )
        if not asked or not given:
            return None
        return _positive(given / asked if linear else asked / given)


def _estimate(position: LeveragedPosition, tier: Tier, family: Family, fee: Decimal) -> Estimate:
    if family == "entry":
        return Estimate(family=family, price=by_entry_value(position, tier), tier=tier)
    return Estimate(family=family, price=by_mark_value(position, tier, fee), tier=tier, fee=fee)


def _consistent(position: LeveragedPosition, found: Estimate, tiers: Sequence[Tier]) -> bool:
    if found.price is None:
        return False
    at = value(position, found.price)
    return found.tier.floor <= at and (
        found.tier is tiers[-1] or found.tier.cap is None or at <= found.tier.cap
    )


def _positive(price: Decimal) -> Decimal | None:
    return price if price > 0 else None
