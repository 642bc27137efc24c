"""How a liquidation is shown: its record, what was computed, what the market did. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from trustdesk.brands import Label
from trustdesk.exchange import Candles, Liquidation, Order, Position
from trustdesk.procedures.model.diagnosis import Proof
from trustdesk.procedures.rules.liquidation_story import HUNDRED, Told, ended_at
from trustdesk.procedures.rules.liquidation_words import EXTREMES, MODES, SIDES
from trustdesk.procedures.rules.order_picks import SERIES, moment
from trustdesk.procedures.rules.said import digits, filled

NONE = "-"
NEVER = Label("not in these prices", "未出现")
FAMILIES = {
    "entry": Label("maintenance of the value at entry", "按开仓价值计维持保证金"),
    "mark": Label("maintenance of the value at the mark price", "按标记价值计维持保证金"),
}


def values(ended: Liquidation, told: Told) -> dict[str, object]:
    """Give what the words about a liquidation speak of."""
    stop = told.stop
    return {
        "side": SIDES[ended.side],
        "amount": _digits(ended.amount),
        "symbol": ended.symbol,
        "entry": _digits(ended.entry),
        "leverage": _digits(ended.leverage),
        "at": moment(ended.at),
        "recorded": _digits(ended.liquidation),
        "mark": _digits(ended.mark),
        "worst_last": _maybe(told.crossing.worst_last),
        "worst_mark": _maybe(told.crossing.worst_mark),
        "extreme_name": EXTREMES[ended.side],
        "computed": _maybe(told.computed[0].price if told.computed else None),
        "distance": digits(stop.distance * HUNDRED) if stop else NONE,
        "stop": _maybe(stop.price if stop else None),
        "kept": digits(stop.kept.quantize(Decimal("0.01"))) if stop else NONE,
        "coin": told.coin,
        "held": _maybe(told.leverage),
    }


def proofs(
    ended: Liquidation, position: Position | None, told: Told, mark: Candles | None, last: Candles | None
) -> Iterator[Proof]:
    """Show what an answer about a liquidation rests on."""
    yield from _record(ended, position)
    yield from _computed(told)
    read_at = mark.read_at if mark else None
    crossed = told.crossing.mark
    yield Proof(
        label=Label("Mark price first there", "标记价格首次触及"),
        value=moment(crossed) if crossed else NEVER,
        source="market",
        verdict="plain" if crossed else "bad" if mark and mark.candles else "open",
        read_at=read_at,
    )
    if told.crossing.worst_last is not None:
        yield Proof(
            label=Label("Last price at its furthest", "最新成交价极值"),
            value=digits(told.crossing.worst_last),
            source="market",
            read_at=last.read_at if last else None,
        )
    if told.stop is not None:
        yield from _stop(told)


def otherwise(position: Position | None, order: Order | None) -> Iterator[Proof]:
    """Show what became of a position that was not liquidated."""
    yield Proof(
        label=Label("Liquidations recorded", "强平记录"),
        value=Label("none", "无"),
        source="exchange",
        verdict="plain",
    )
    if position is not None:
        yield Proof(label=Label("Position", "仓位"), value=_position(position), source="exchange")
    if order is not None:
        yield Proof(label=Label("Closed by order", "平仓委托"), value=order.id, source="exchange")
        if order.trigger is not None:
            yield Proof(label=Label("Its trigger", "触发价"), value=_digits(order.trigger), source="exchange")
        yield Proof(label=Label("Filled at", "成交时间"), value=moment(ended_at(order)), source="exchange")


def order_values(position: Position | None, order: Order | None) -> dict[str, object]:
    """Give what the words about a position that was not liquidated speak of."""
    return {
        "order": order.id if order else NONE,
        "trigger": _digits(order.trigger if order else None),
        "series": SERIES[(order.trigger_by if order else None) or "last"],
        "average": _digits(order.average if order else None),
        "at": moment(ended_at(order)) if order else NONE,
        "recorded": _digits(position.liquidation if position else None),
    }


def _record(ended: Liquidation, position: Position | None) -> Iterator[Proof]:
    mode = MODES[position.margin_mode] if position else Label("margin mode not told", "保证金模式未知")
    line = Label(
        "{side} {amount} {symbol} @ {entry}, {leverage}x, {mode}",
        "{amount} {symbol} {side} @ {entry}，{leverage} 倍，{mode}",
    )
    shown = filled(
        line, side=SIDES[ended.side], amount=_digits(ended.amount), symbol=ended.symbol,
        entry=_digits(ended.entry), leverage=_digits(ended.leverage), mode=mode,
    )  # fmt: skip
    yield Proof(label=Label("Position", "仓位"), value=shown, source="exchange")
    yield Proof(label=Label("Liquidated", "强平时间"), value=moment(ended.at), source="exchange")
    named = (
        (Label("Liquidation price, recorded", "强平价（记录）"), ended.liquidation),
        (Label("Bankruptcy price, recorded", "破产价（记录）"), ended.bankruptcy),
        (Label("Mark price at that moment", "当时标记价格"), ended.mark),
        (Label("Last price at that moment", "当时最新成交价"), ended.last),
    )
    for label, value in named:
        yield Proof(label=label, value=_digits(value), source="exchange")
    yield Proof(
        label=Label("Maintenance rate and offset", "维持保证金率与扣减额"),
        value=f"{digits(Decimal(ended.maintenance_rate) * HUNDRED)} %, {_digits(ended.maintenance_offset)}",
        source="exchange",
    )


def _computed(told: Told) -> Iterator[Proof]:
    for one in told.computed:
        agrees = one.apart is not None and one.apart <= Decimal("0.01")
        yield Proof(
            label=filled(
                Label("Computed, {how} ({source})", "估算：{how}（{source}）"),
                how=FAMILIES[one.formula.family], source=one.formula.version,
            ),
            value=_maybe(one.price),
            source="desk",
            verdict="good" if agrees else "plain",
        )  # fmt: skip
    if told.bankruptcy is not None:
        yield Proof(
            label=Label("Bankruptcy price, computed", "破产价（估算）"),
            value=digits(told.bankruptcy.quantize(Decimal("0.00000001"))),
            source="desk",
        )


def _stop(told: Told) -> Iterator[Proof]:
    stop = told.stop
    if stop is None:
        return
    yield Proof(
        label=filled(
            Label("A stop {distance} % from the entry", "距开仓价 {distance} % 的止损"),
            distance=digits(stop.distance * HUNDRED),
        ),
        value=filled(
            Label(
                "{price}: loss {loss}, fee {fee}, left {kept} {coin}", "{price}：亏损 {loss}，手续费 {fee}，保留 {kept} {coin}"
            ),
            price=digits(stop.price), loss=_cents(stop.loss), fee=_cents(stop.fee), kept=_cents(stop.kept),
            coin=told.coin,
        ),
        source="desk",
    )  # fmt: skip
    if told.leverage is not None:
        yield Proof(
            label=Label("Highest usual leverage that would have held", "当时不会触及强平的最高常用杠杆"),
            value=f"{digits(told.leverage)}x",
            source="desk",
        )


def _position(position: Position) -> Label:
    line = Label(
        "{side} {amount} {symbol} @ {entry}, {leverage}x", "{amount} {symbol} {side} @ {entry}，{leverage} 倍"
    )
    return filled(
        line, side=SIDES[position.side], amount=_digits(position.amount), symbol=position.symbol,
        entry=_digits(position.entry), leverage=_digits(position.leverage),
    )  # fmt: skip


def _digits(text: str | None) -> str:
    return NONE if text is None else digits(Decimal(text))


def _maybe(amount: Decimal | None) -> str:
    return NONE if amount is None else digits(amount)


def _cents(amount: Decimal) -> str:
    return digits(
        amount.quantize(Decimal("0.01")) if abs(amount) >= 1 else amount.quantize(Decimal("0.00000001"))
    )
