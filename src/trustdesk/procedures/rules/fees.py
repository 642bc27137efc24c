"""The fee of a concrete fill, computed again: in the right coin, rounded as that exchange does it. Pure.

What was checked on recorded fills: Bitget takes a spot buy's fee in the coin received and writes it
negative; BitMart takes it in the quote coin; Bybit's linear contracts take it in the settlement coin with
8 places, half up. Fees are read as the strings they were written in; a float never comes near them.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext
from typing import Literal

import msgspec

Market = Literal["spot", "contract"]
Kind = Literal["spot", "linear", "inverse"]
TakenIn = Literal["received", "quote", "base", "settle"]
Verdict = Literal["agrees", "rounding", "less", "more", "other_coin"]

DIGITS = 60
ONE = Decimal(1)
COARSE = Decimal("0.01")  # beyond this part of a fee it is no longer a matter of rounding


class FeeRule(msgspec.Struct, frozen=True, kw_only=True):
    """How an exchange takes a fee: in which coin, with how many places (None: unrounded), which way."""

    taken_in: TakenIn
    places: int | None = 8
    rounding: str = ROUND_HALF_UP
    raw_negative: bool = False


# By exchange and kind; what is not here is taken as the usual case and said to be so.
RULES: dict[tuple[str, Kind], FeeRule] = {
    ("bitget", "spot"): FeeRule(taken_in="received", places=None, raw_negative=True),
    ("bitmart", "spot"): FeeRule(taken_in="quote", places=8, rounding=ROUND_DOWN),
    ("bybit", "spot"): FeeRule(taken_in="received", places=None),
    ("bybit", "linear"): FeeRule(taken_in="settle", places=8, rounding=ROUND_HALF_UP),
    ("bybit", "inverse"): FeeRule(taken_in="settle", places=8, rounding=ROUND_HALF_UP),
    ("binance", "spot"): FeeRule(taken_in="received", places=8, rounding=ROUND_DOWN),
    ("okx", "spot"): FeeRule(taken_in="received", places=None, raw_negative=True),
}
USUAL: dict[Kind, FeeRule] = {
    "spot": FeeRule(taken_in="received", places=None),
    "linear": FeeRule(taken_in="settle"),
    "inverse": FeeRule(taken_in="settle"),
}


class Execution(msgspec.Struct, frozen=True, kw_only=True):
    """One fill. ``amount`` is in the base coin; of an inverse contract in the quote currency."""

    side: Literal["buy", "sell"]
    price: Decimal
    amount: Decimal
    base: str
    quote: str
    kind: Kind = "spot"


class ComputedFee(msgspec.Struct, frozen=True, kw_only=True):
    """The fee as it should be: exact, and rounded as the exchange does."""

    exact: Decimal
    rounded: Decimal
    coin: str
    rate: Decimal
    of: Decimal


class CheckedFee(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded fee beside the computed one; ``difference``: recorded minus computed, ``rate``: charged."""

    computed: ComputedFee
    recorded: Decimal
    coin: str
    difference: Decimal
    verdict: Verdict
    rate: Decimal | None


def rule_of(exchange: str, kind: Kind) -> FeeRule:
    """Give how an exchange takes fees; the usual way where nothing is known of it."""
    return RULES.get((exchange, kind), USUAL[kind])


def fee_coin(fill: Execution, rule: FeeRule) -> str:
    """Give the coin a fee is taken in."""
    if rule.taken_in == "settle":
        return fill.base if fill.kind == "inverse" else fill.quote
    if rule.taken_in == "received":
        return fill.base if fill.side == "buy" else fill.quote
    return fill.quote if rule.taken_in == "quote" else fill.base


def fee_of(fill: Execution, rate: Decimal, rule: FeeRule) -> ComputedFee:
    """Compute the fee of a fill: amount in the fee's coin times the rate. A negative rate is a rebate."""
    coin = fee_coin(fill, rule)
    with localcontext(prec=DIGITS):
        of = _traded(fill, coin)
        exact = of * rate
        rounded = exact if rule.places is None else exact.quantize(ONE.scaleb(-rule.places), rule.rounding)
    return ComputedFee(exact=exact, rounded=rounded, coin=coin, rate=rate, of=of)


def check_fee(fill: Execution, rate: Decimal, recorded: str, coin: str, rule: FeeRule) -> CheckedFee:
    """Compare a recorded fee (the raw string) with the computed one.

    ``rounding``: apart by less than one unit of the last recorded place, and by a hundredth at most.
    ``other_coin``: it was taken in a coin (a discount coin, say) in which it cannot be computed without that
    coin's price at the time.
    """
    written = Decimal(recorded)
    paid = -written if rule.raw_negative and written < 0 else written
    known = {fill.base, fill.quote}
    if coin != (expected := fee_coin(fill, rule)) and coin in known:
        rule = msgspec.structs.replace(rule, taken_in="base" if coin == fill.base else "quote")
    computed = fee_of(fill, rate, rule)
    if coin not in known and coin != expected:
        return CheckedFee(
            computed=computed,
            recorded=paid,
            coin=coin,
            difference=Decimal(0),
            verdict="other_coin",
            rate=None,
        )
    with localcontext(prec=DIGITS):
        difference = paid - computed.rounded
        charged = paid / computed.of if computed.of else None
    verdict = _verdict(computed, paid, difference)
    return CheckedFee(
        computed=computed, recorded=paid, coin=coin, difference=difference, verdict=verdict, rate=charged
    )


def parts(symbol: str) -> tuple[str, str] | None:
    """Take a symbol apart into base and quote; None where nobody can tell."""
    plain = symbol.partition(":")[0]
    for sign in "/-_":
        if sign in plain:
            base, _, quote = plain.partition(sign)
            return (base, quote) if base and quote else None
    ends = ("USDT", "USDC", "FDUSD", "TUSD", "USD", "EUR", "TRY", "BTC", "ETH", "BNB")
    return next(((plain[: -len(end)], end) for end in ends if plain.endswith(end) and plain != end), None)


def _traded(fill: Execution, coin: str) -> Decimal:
    if fill.kind == "inverse":
        return fill.amount / fill.price if coin == fill.base else fill.amount
    return fill.amount if coin == fill.base else fill.amount * fill.price


def _verdict(computed: ComputedFee, paid: Decimal, difference: Decimal) -> Verdict:
    if not difference or paid == computed.exact:
        return "agrees"
    exponent = paid.as_tuple().exponent
    unit = ONE.scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
    with localcontext(prec=DIGITS):
        near = (
            {computed.exact.quantize(unit, way) for way in (ROUND_DOWN, ROUND_UP)} if unit else set[Decimal]()
        )
    if paid in near and abs(difference) <= abs(computed.exact) * COARSE:
        return "rounding"
    return "less" if difference < 0 else "more"
