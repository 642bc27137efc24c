"""A liquidation, told afterwards: when the mark price crossed, by which formula, what a stop would have changed."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from trustdesk.brands import Label
from trustdesk.exchange import Candles, Liquidation, Order, Position, Span, SymbolRead, width_for
from trustdesk.procedures import checks
from trustdesk.procedures.model.checks import Check, Facts, Look
from trustdesk.procedures.model.diagnosis import Chart, Diagnosis, Expected, Level
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Cues, Procedure
from trustdesk.procedures.rules import asking, charts, fees, liquidation_proofs, liquidation_story
from trustdesk.procedures.rules.liquidation_proofs import values
from trustdesk.procedures.rules.liquidation_story import HUNDRED, TAKER, TICK, Prices, Told
from trustdesk.procedures.rules.liquidation_words import ESTIMATE, HELD, STOP, TOOLS, WORDS
from trustdesk.procedures.rules.machine import explaining
from trustdesk.procedures.rules.order_picks import moment
from trustdesk.procedures.rules.said import digits, filled

BEFORE, AFTER = timedelta(hours=3), timedelta(hours=1)
MOST_PERCENT = Decimal(90)
BY_HAND = frozenset({"mark_never_reached", "liquidation_differs", "cross_margin", "not_liquidated"})
RETRIED = frozenset({"unreachable", "nonsense"})


class LiquidationRead(msgspec.Struct, frozen=True, kw_only=True):
    """What is recorded of a position and its end, and the market around that time."""

    ended: Liquidation | None = None
    position: Position | None = None
    closing: Order | None = None
    mark: Candles | None = None
    last: Candles | None = None
    symbol: SymbolRead | None = None
    brand: str = ""


async def _read(look: Look, evidence: Evidence) -> LiquidationRead:
    ends = [one for one in await checks.records(look, "liquidations") if isinstance(one, Liquidation)]
    positions = [one for one in await checks.records(look, "positions") if isinstance(one, Position)]
    orders = [one for one in await checks.records(look, "orders") if isinstance(one, Order)]
    ended = _meant(ends, evidence.get("position"))
    position = next((one for one in positions if ended and one.id == ended.position), None)
    if ended is None and positions:
        position = positions[0]
    closing = liquidation_story.closing_order(position, orders) if position and not ended else None
    at = ended.at if ended else liquidation_story.ended_at(closing) if closing else None
    read = LiquidationRead(ended=ended, position=position, closing=closing, brand=look.tenant)
    if at is None or (symbol := (ended or position)) is None:
        return read
    return await _with_market(look, read, symbol.symbol, at)


async def _with_market(look: Look, read: LiquidationRead, symbol: str, at: datetime) -> LiquidationRead:
    market = look.window.markets[look.tenant]
    since, until = at - BEFORE, min(at + AFTER, look.now)
    floor = [one.replace(second=0, microsecond=0) for one in (since, until)]
    width = width_for(since, until)
    span = Span(symbol=symbol, market="contract", since=floor[0], until=floor[1], seconds=width)
    mark, last, rules = await asyncio.gather(
        market.candles(msgspec.structs.replace(span, series="mark"), look.now),
        market.candles(span, look.now),
        market.symbol(symbol, "contract", look.now),
    )
    return msgspec.structs.replace(read, mark=mark, last=last, symbol=rules)


def _meant(found: Sequence[Liquidation], reference: str | None) -> Liquidation | None:
    wanted = (reference or "").casefold()
    named = [one for one in found if wanted in {one.id.casefold(), one.position.casefold()}]
    return next(iter([*named, *found]), None)


LIQUIDATION_READ = Check("liquidation_and_market", LiquidationRead, _read)


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Say how a position ended: by force, by its owner's own order, or not at all."""
    del now
    if (trouble := facts.trouble(LIQUIDATION_READ)) is not None:
        return asking.not_read(trouble)
    read = facts.of(LIQUIDATION_READ) or LiquidationRead()
    if read.ended is None:
        return _otherwise(read)
    percent = evidence.amount("stop")
    distance = percent / HUNDRED if percent is not None and 0 < percent <= MOST_PERCENT else None
    told = liquidation_story.told(read.brand, read.ended, read.position, _prices(read), distance)
    return _told(read, read.ended, told)


def _prices(read: LiquidationRead) -> Prices:
    symbol = read.symbol.symbol if read.symbol else None
    return Prices(
        mark=read.mark.candles if read.mark else (),
        last=read.last.candles if read.last else (),
        tick=symbol.tick if symbol and symbol.tick else TICK,
        taker=symbol.taker if symbol and symbol.taker else TAKER,
    )


def _told(read: LiquidationRead, ended: Liquidation, told: Told) -> Diagnosis:
    said, shown = WORDS[told.code], values(ended, told)
    move = "hand" if told.code in BY_HAND else "tell"
    if told.code == "no_mark_prices":
        move = "wait" if read.mark and read.mark.missing in RETRIED else "hand"
    parts = [filled(said.wording, **shown)]
    if told.code == "liquidation_explained":
        parts += [filled(STOP, **shown)] if told.stop and told.stop.kept > 0 else []
        parts += [filled(HELD, **shown)] if told.leverage is not None else []
    parts += [ESTIMATE, TOOLS] if told.computed else []
    return Diagnosis(
        code=told.code,
        confidence="certain" if told.code == "liquidation_explained" else "likely",
        move=move,
        evidence=tuple(liquidation_proofs.proofs(ended, read.position, told, read.mark, read.last)),
        next_step=filled(said.next_step, **shown),
        wording=Label(" ".join(one.en for one in parts), "".join(one.zh for one in parts)),
        expected=Expected(60, 24 * 60) if move == "hand" else None,
        charts=tuple(_charts(read, ended, told)),
    )


def _otherwise(read: LiquidationRead) -> Diagnosis:
    """Say what became of a position that was not liquidated."""
    position, order = read.position, read.closing
    code = "not_liquidated"
    if position is not None and position.state == "open":
        code = "position_open"
    elif order is not None:
        code = "closed_by_own_stop" if order.trigger is not None else "closed_by_order"
    said, shown = WORDS[code], liquidation_proofs.order_values(position, order)
    return Diagnosis(
        code=code,
        confidence="likely" if code == "not_liquidated" else "certain",
        move="hand" if code == "not_liquidated" else "tell",
        evidence=tuple(liquidation_proofs.otherwise(position, order)),
        next_step=filled(said.next_step, **shown),
        wording=filled(said.wording, **shown),
        charts=tuple(_stop_chart(read, position, order)) if position and order else (),
    )


def _charts(read: LiquidationRead, ended: Liquidation, told: Told) -> Iterator[Chart]:
    """Draw mark and last price with the lines that matter."""
    if read.mark is None or not read.mark.candles:
        return
    side = ended.side
    levels = [
        Level(Label("Entry", "开仓价"), Decimal(ended.entry), "accent"),
        Level(Label("Liquidation", "强平价"), Decimal(ended.liquidation), "danger"),
        Level(Label("Bankruptcy", "破产价"), Decimal(ended.bankruptcy), "muted"),
    ]
    if told.stop is not None:
        levels.append(Level(Label("A stop here", "若设止损"), told.stop.price, "good"))
    at = told.crossing.mark or ended.at
    levels.append(
        Level(Label("Mark price crossed", "标记价格触及"), charts.seconds(at), "danger", across=False)
    )
    series = [charts.line_series(read.mark.candles, side, charts.MARK)]
    if read.last is not None and read.last.candles:
        series.append(charts.line_series(read.last.candles, side, charts.LAST))
    yield Chart(
        title=Label("Mark price around the liquidation", "强平前后的标记价格"),
        unit=(fees.parts(ended.symbol) or ("", ""))[1],
        series=tuple(series),
        levels=tuple(levels),
        note=filled(
            Label(
                "The mark price came to {mark}, the last price to {last}; the liquidation price was {price}. Prices read at {at}.",
                "标记价格触及 {mark}，最新成交价为 {last}，强平价为 {price}。行情读取时间 {at}。",
            ),
            mark=_digits(told.crossing.worst_mark), last=_digits(told.crossing.worst_last),
            price=digits(Decimal(ended.liquidation)), at=moment(read.mark.read_at),
        ),
    )  # fmt: skip


def _stop_chart(read: LiquidationRead, position: Position, order: Order) -> Iterator[Chart]:
    shown = read.mark if order.trigger_by == "mark" else read.last
    if shown is None or not shown.candles:
        return
    levels = [Level(Label("Entry", "开仓价"), Decimal(position.entry), "accent")]
    if order.trigger is not None:
        levels.append(Level(Label("Trigger of the stop", "止损触发价"), Decimal(order.trigger), "warning"))
    if position.liquidation is not None:
        levels.append(Level(Label("Liquidation", "强平价"), Decimal(position.liquidation), "danger"))
    done = liquidation_story.ended_at(order)
    levels.append(Level(Label("Filled", "成交"), charts.seconds(done), "muted", across=False))
    name = charts.MARK if order.trigger_by == "mark" else charts.LAST
    yield Chart(
        title=Label("Prices when the stop was triggered", "止损触发前后的价格"),
        unit=(fees.parts(order.symbol) or ("", ""))[1],
        series=(charts.candle_series(shown.candles, name),),
        levels=tuple(levels),
        note=filled(
            Label("The price reached the trigger at {trigger}. Prices read at {at}.", "价格到达触发价 {trigger}。行情读取时间 {at}。"),
            trigger=_digits(None if order.trigger is None else Decimal(order.trigger)), at=moment(shown.read_at),
        ),
    )  # fmt: skip


def _digits(amount: Decimal | None) -> str:
    return "-" if amount is None else digits(amount)


PROCEDURE = Procedure(
    slug="liquidation",
    title=Label("Liquidation", "强制平仓"),
    asks=(
        Ask(
            name="position",
            kind="reference",
            label=Label("Position or liquidation number", "仓位号或强平记录号"),
            question=Label("Which position is it about?", "请问是哪一个仓位？"),
        ),
        Ask(
            name="stop",
            kind="amount",
            label=Label("Distance of a stop to compare with, in percent", "用于对比的止损距离（%）"),
            question=Label(
                "At which distance from the entry would a stop have been?", "假设止损设在距开仓价百分之几？"
            ),
        ),
    ),
    never_ask=(
        *asking.NEVER,
        Label("Whether they want to deposit or to trade again", "是否愿意再次充值或继续交易"),
    ),
    checks=(LIQUIDATION_READ,),
    diagnose=diagnose,
    machine=explaining(),
    cues=Cues(
        words=(
            re.compile(r"liquidat"),
            re.compile(r"position.{0,30}(gone|closed by (you|itself)|wiped)"),
            re.compile(r"margin call"),
            re.compile(r"爆仓|强平|强制平仓|穿仓"),
            re.compile(r"仓位.{0,12}(没了|被平|消失)"),
        ),
        topics=("liquidation",),
        weight=1,
    ),
)  # fmt: skip
