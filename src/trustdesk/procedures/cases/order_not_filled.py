"""An order that was not filled: the cause, proved by candles or the book; what nobody can explain escalates itself."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from trustdesk.brands import Label
from trustdesk.exchange import BookRead, Candles, Order, Span, SymbolRead, width_for
from trustdesk.procedures import checks
from trustdesk.procedures.model.checks import Check, Facts, Look
from trustdesk.procedures.model.diagnosis import Chart, Diagnosis, Expected, Level, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Cues, Procedure
from trustdesk.procedures.rules import asking, charts, fees, order_picks, orders
from trustdesk.procedures.rules.machine import explaining
from trustdesk.procedures.rules.order_words import WORDS
from trustdesk.procedures.rules.orders import Market, OrderFinding
from trustdesk.procedures.rules.said import digits, filled

MOST_DAYS = timedelta(days=30)
BY_HAND = frozenset(
    {"unknown_code", "by_exchange", "account_blocked", "trailing", "overloaded", "edge_only", "malformed"}
)
RETRIED = frozenset({"unreachable", "nonsense"})


class OrderRead(msgspec.Struct, frozen=True, kw_only=True):
    """The orders of the account, the one that is meant, and the market around it."""

    orders: Sequence[Order] = ()
    order: Order | None = None
    candles: Candles | None = None
    trigger: Candles | None = None
    book: BookRead | None = None
    symbol: SymbolRead | None = None
    brand: str = ""


async def _read(look: Look, evidence: Evidence) -> OrderRead:
    found = [one for one in await checks.records(look, "orders") if isinstance(one, Order)]
    order = order_picks.meant(found, evidence.get("order"), evidence.amount("price"))
    if order is None:
        return OrderRead(orders=found, brand=look.tenant)
    market, series = look.window.markets[look.tenant], order.trigger_by or "last"
    last, other, book, symbol = await asyncio.gather(
        market.candles(_span(order, look.now), look.now),
        market.candles(_span(order, look.now, series=series), look.now),
        market.book(order.symbol, order.market, look.now),
        market.symbol(order.symbol, order.market, look.now),
    )
    return OrderRead(
        orders=found, order=order, candles=last, trigger=other, book=book, symbol=symbol, brand=look.tenant
    )


def _span(order: Order, now: datetime, series: str = "last") -> Span:
    window = orders.window_of(order, now)
    start = max(window.start, now - MOST_DAYS)
    margin = max((window.end - start) / 12, timedelta(minutes=10))
    since, until = start - margin, min(window.end + margin, now)
    width = width_for(since, until)
    return Span(
        symbol=order.symbol, market=order.market, since=_floor(since, width), until=_floor(until, 60),
        seconds=width, series=series,  # pyright: ignore[reportArgumentType] - one of the three
    )  # fmt: skip


def _floor(at: datetime, seconds: int) -> datetime:
    return at - timedelta(seconds=at.timestamp() % seconds)


ORDER_READ = Check("order_and_market", OrderRead, _read)


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Say why an order was not filled, by its record and the market while it lay there."""
    if (trouble := facts.trouble(ORDER_READ)) is not None:
        return asking.not_read(trouble)
    read = facts.of(ORDER_READ) or OrderRead()
    if read.order is None:
        return order_picks.which(read.orders, evidence.get("order"))
    found = orders.diagnose_order(read.order, _market(read), now, read.brand)
    return _told(read, read.order, found, now)


def _market(read: OrderRead) -> Market:
    return Market(
        candles=read.candles.candles if read.candles else (),
        trigger_candles=read.trigger.candles if read.trigger else (),
        seconds=read.candles.seconds if read.candles else 60,
        book=read.book.book if read.book else None,
        symbol=read.symbol.symbol if read.symbol else None,
    )


def _told(read: OrderRead, order: Order, found: OrderFinding, now: datetime) -> Diagnosis:
    said = WORDS[found.cause]
    values = order_picks.values(order, found, now)
    missing = read.candles.missing if read.candles else None
    move = "hand" if found.escalate or found.cause in BY_HAND else "tell"
    if found.cause == "no_market_data":
        move = "wait" if missing in RETRIED else "hand"
    sure = {"certain": "certain", "likely": "likely", "open": "unsure"}[found.confidence]
    return Diagnosis(
        code=found.cause,
        confidence=sure,  # pyright: ignore[reportArgumentType] - one of the three
        move=move,
        evidence=tuple(_proofs(read, order, found)),
        next_step=filled(said.next_step, **values),
        wording=filled(said.wording, **values),
        expected=Expected(60, 24 * 60) if move == "hand" else None,
        charts=tuple(_charts(read, order, found, now)),
    )


def _proofs(read: OrderRead, order: Order, found: OrderFinding) -> Iterator[Proof]:
    yield from order_picks.order_proofs(order, found)
    at = read.candles.read_at if read.candles else None
    if found.reach is not None and found.reach.extreme is not None:
        yield Proof(
            label=order_picks.extreme_name(order, found, long=True),
            value=digits(found.reach.extreme),
            source="market",
            verdict="bad" if found.escalate else "plain",
            read_at=at,
        )
    elif read.candles is not None and read.candles.missing is not None:
        yield Proof(
            label=Label("Prices", "行情"), value=order_picks.MISSING[read.candles.missing], source="market",
            verdict="open", read_at=at,
        )  # fmt: skip
    book_at = read.book.read_at if read.book else None
    yield from order_picks.book_proofs(found, book_at)


def _charts(read: OrderRead, order: Order, found: OrderFinding, now: datetime) -> Iterator[Chart]:
    """Draw the candles with the order over them, and the book where it decides."""
    quote = (fees.parts(order.symbol) or ("", ""))[1]
    price = Decimal(order.price) if order.price else None
    triggers = found.cause.startswith("trigger") and read.trigger is not None
    shown = read.trigger if triggers else read.candles
    if shown is not None and shown.candles:
        levels = order_picks.moments(order, now)
        if price is not None:
            levels.insert(0, Level(Label("Price of the order", "委托价格"), price, "accent"))
        if order.trigger is not None:
            levels.append(Level(Label("Trigger", "触发价"), Decimal(order.trigger), "warning"))
        if found.reach is not None and found.reach.how == "through" and found.reach.at is not None:
            levels.append(
                Level(
                    Label("First beyond", "首次越过"), charts.seconds(found.reach.at), "danger", across=False
                )
            )  # fmt: skip
        name = order_picks.SERIES[order.trigger_by or "last"] if triggers else charts.LAST
        yield Chart(
            title=order_picks.titled(order),
            unit=quote,
            series=(charts.candle_series(shown.candles, name),),
            levels=tuple(levels),
            note=order_picks.noted(order, found, shown.read_at),
        )
    if read.book is not None and read.book.book is not None and found.cause in order_picks.BOOK_DECIDES:
        yield charts.book_chart(
            read.book.book, quote, order_picks.book_noted(read.book.read_at), price
        )  # fmt: skip


PROCEDURE = Procedure(
    slug="order_not_filled",
    title=Label("Order not filled", "委托未成交"),
    asks=(
        Ask(
            name="order",
            kind="reference",
            label=Label("Order number", "委托号"),
            question=Label(
                "Which order is it? Its number stands in the order history; no screenshot is needed.",
                "请问是哪一笔委托？委托号可在历史委托中查看，无需截图。",
            ),
        ),
        Ask(
            name="price",
            kind="amount",
            label=Label("Price of the order", "委托价格"),
            question=Label("At which price was it placed?", "委托价格是多少？"),
        ),
    ),
    never_ask=(
        *asking.NEVER,
        Label("Why they trade, or what they mean to do next", "客户的交易意图或后续打算"),
    ),
    checks=(ORDER_READ,),
    diagnose=diagnose,
    machine=explaining(),
    cues=Cues(
        words=(
            re.compile(r"order.{0,60}(not|n't|never|un)\s?-?(been )?(get |got )?(fill|execut|match|trigger)"),
            re.compile(r"(not|n't|never).{0,24}(fill|execut|trigger).{0,40}order"),
            re.compile(r"(reject|cancel).{0,30}\border"),
            re.compile(r"\border.{0,40}(reject|cancel)"),
            re.compile(r"(委托|挂单|订单|限价单|止损单).{0,30}(没|未|不|没有).{0,6}(成交|触发|执行)"),
            re.compile(r"(没|未|不)(有)?成交"),
            re.compile(r"(委托|挂单|订单).{0,16}(被拒|被撤|被取消|失败)"),
        ),
        topics=("order",),
    ),
)  # fmt: skip
