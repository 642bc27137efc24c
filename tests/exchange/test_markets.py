"""Market facts: over HTTP from the sandbox, through a library in a child without a network, and what may go wrong."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.library import interpreter
from tests.world import World
from trustdesk.exchange import Candle, MarketLibrary, Markets, Span, width_for
from trustdesk.exchange.rules import markets as rules
from trustdesk.exchange.rules.answers import Nonsense
from trustdesk.kit import clock
from trustdesk.kit.egress import load
from trustdesk.kit.settings import Settings

BRAND = "bitget"
START = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
MILLIS = int(START.timestamp() * 1000)
ROWS = [
    [MILLIS, "91200.01", "91210.50", "91150.00", "91190.10", "12.345678901234567890"],
    [MILLIS + 60_000, "91190.10", "91191", "91190", "91190.5", "0.00000001"],
]
SPAN = Span(symbol="BTCUSDT", market="spot", since=START, until=START + timedelta(minutes=1))
ANSWERS: dict[str, Any] = {
    "/markets": [
        {
            "id": "BTCUSDT", "symbol": "BTC/USDT", "contract": False, "active": True, "taker": "0.001",
            "maker": "-0.0001", "precision": {"price": "0.01", "amount": "0.000001"},
            "limits": {"amount": {"min": "0.000011"}, "cost": {"min": "5"}},
        },
        {"id": "BTCUSDT", "symbol": "BTC/USDT:USDT", "contract": True, "linear": True, "active": False},
    ],
    "/candles": ROWS,
    "/book": {"bids": [["91190.1", "0.5"], ["91190.0", "2"]], "asks": [["91190.2", "0.00000001"]]},
    "/currencies": {
        "USDT": {
            "networks": {
                "TRC20": {
                    "deposit": True, "withdraw": False, "fee": "1.6", "limits": {"deposit": {"min": "1"}},
                    "info": {"depositConfirm": "20", "withdrawConfirm": "40"},
                },
                "NEW": {"deposit": None, "withdraw": None, "fee": 0.5, "info": {"confirmation": "soon"}},
            }
        }
    },
}  # fmt: skip


@asynccontextmanager
async def answering(answers: Mapping[str, Any]) -> AsyncIterator[tuple[str, list[str]]]:
    """An exchange's public interface; and the paths it was asked for. Bytes are answered as they are."""
    asked: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = head.split(" ")[1]
        asked.append(path)
        found = answers.get(path.partition("?")[0])
        body = found if isinstance(found, bytes) else json.dumps(found).encode()
        status = 500 if found is None else 200
        writer.write(
            b"HTTP/1.1 %d X\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % (status, len(body)) + body
        )
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


@asynccontextmanager
async def library(
    place: Path, base: str, exchange: str = "bybit", name: str = "spoken"
) -> AsyncIterator[Markets]:
    market = Markets(MarketLibrary(interpreter(place, base), exchange, load(demo=True), name))
    try:
        yield market
    finally:
        await market.close()


async def test_candles_keep_every_digit_on_their_way_through_the_library(tmp_path: Path) -> None:
    async with answering(ANSWERS) as (base, asked), library(tmp_path, base) as market:
        found = await market.candles(SPAN, clock.utc_now())
        mark = await market.candles(
            Span(symbol="BTC/USDT:USDT", market="contract", since=START, until=START, series="mark"),
            clock.utc_now(),
        )
        index = await market.candles(
            Span(symbol="BTCUSDT", market="contract", since=START, until=START, series="index"),
            clock.utc_now(),
        )
    assert found.missing is None
    assert found.candles[0] == Candle(
        at=START, open=Decimal("91200.01"), high=Decimal("91210.50"), low=Decimal("91150.00"),
        close=Decimal("91190.10"), volume=Decimal("12.345678901234567890"),
    )  # fmt: skip
    assert len(found.candles) == 2
    assert (mark.missing, index.missing) == (None, "not_offered")
    assert asked[0] == "/markets"
    assert any("price=mark" in path for path in asked)


async def test_the_book_the_rules_of_a_symbol_and_networks(tmp_path: Path) -> None:
    now = clock.utc_now()
    async with answering(ANSWERS) as (base, _), library(tmp_path, base) as market:
        book = (await market.book("BTCUSDT", "spot", now)).book
        symbol = (await market.symbol("BTCUSDT", "spot", now)).symbol
        halted = (await market.symbol("BTCUSDT", "contract", now)).symbol
        networks = await market.networks("USDT", now)
        assert (await market.symbol("NOPE", "spot", now)).missing == "unknown_symbol"
        assert (await market.networks("NOPE", now)).missing == "not_offered"
    assert book is not None
    assert [(one.price, one.amount) for one in book.asks] == [(Decimal("91190.2"), Decimal("1E-8"))]
    assert book.bids[0].price == Decimal("91190.1")
    assert symbol is not None
    assert (symbol.tick, symbol.least_value, symbol.maker) == (
        Decimal("0.01"),
        Decimal(5),
        Decimal("-0.0001"),
    )
    assert halted is not None
    assert not halted.trading
    tron, new = networks.networks
    assert (tron.credit_at, tron.unlock_at, tron.fee, tron.withdrawals) == (20, 40, Decimal("1.6"), False)
    assert (new.credit_at, new.deposits, new.fee) == (None, None, Decimal("0.5"))
    assert networks.read_at == now


async def test_what_is_missing_says_why_and_breaks_nothing(tmp_path: Path) -> None:
    now = clock.utc_now()
    async with answering({}) as (base, asked):
        for exchange, name, why in (
            ("bitmart", "spoken", "no_such_exchange"),
            ("bybit", "no_such_library", "library_missing"),
            ("bybit", "spoken", "unreachable"),
            ("stubborn", "spoken", "unreachable"),
        ):
            async with library(tmp_path, base, exchange, name) as market:
                assert (await market.candles(SPAN, now)).missing == why
        assert asked == ["/markets"]
    nowhere = Markets(MarketLibrary("", "bybit", load(demo=True)))
    assert (await nowhere.candles(SPAN, now)).missing == "library_missing"
    gone = Markets(MarketLibrary(str(tmp_path / "absent"), "bybit", load(demo=True)))
    assert (await gone.book("BTCUSDT", "spot", now)).missing == "unreachable"
    assert (await Markets(None).networks("USDT", now)).missing == "not_set_up"


async def test_a_library_that_dies_is_started_again(tmp_path: Path) -> None:
    async with answering(ANSWERS) as (base, _), library(tmp_path, base) as market:
        assert (await market.symbol("BTCUSDT", "spot", clock.utc_now())).missing is None
        source: Any = market._source
        source._child.kill()
        await source._child.wait()
        assert (await market.book("BTCUSDT", "spot", clock.utc_now())).missing is None


async def test_what_was_read_is_kept_a_while_with_its_time(tmp_path: Path) -> None:
    now = clock.utc_now()
    async with answering(ANSWERS) as (base, asked), library(tmp_path, base) as market:
        first = await market.candles(SPAN, now)
        count = len(asked)
        again = await market.candles(SPAN, now + timedelta(seconds=29))
        assert (again.read_at, len(asked)) == (first.read_at, count)
        later = await market.candles(SPAN, now + timedelta(seconds=31))
        assert later.read_at == now + timedelta(seconds=31)
        assert len(asked) > count


@pytest.mark.parametrize(
    "rows",
    [
        [[MILLIS, 91200.01, "1", "1", "1", "1"]],
        [[MILLIS, "1e309", "1e309", "1e309", "1e309", None]],
        [[MILLIS, "-1", "1", "-1", "1", None]],
        [[MILLIS, "NaN", "1", "1", "1", None]],
        [[MILLIS, "5", "4", "3", "3", None]],
        [[MILLIS, "5", "6", "6", "5", None]],
        [["soon", "5", "6", "4", "5", None]],
        {"rows": []},
    ],
)
def test_candles_that_cannot_be(rows: Any) -> None:
    with pytest.raises(Nonsense):
        rules.candles(json.dumps(rows).encode(), SPAN)


def test_a_crossed_book_is_nonsense() -> None:
    with pytest.raises(Nonsense):
        rules.book(b'{"bids": [["2", "1"]], "asks": [["1", "1"]]}', START)


def test_candles_are_put_in_order_and_those_outside_are_left_out() -> None:
    stray = [MILLIS + 3_600_000, *ROWS[0][1:]]
    found = rules.candles(json.dumps([stray, *reversed(ROWS), ROWS[0]]).encode(), SPAN)
    assert [one.at for one in found] == [START, START + timedelta(minutes=1)]


def test_statuses_that_the_library_leaves_as_they_are() -> None:
    assert [rules.deposit_state(raw) for raw in ("3", "7", "70011", "70013", "10011", "99")] == [
        "credited", "rolled_back", "rolled_back", "rolled_back", "held", None,
    ]  # fmt: skip
    assert [rules.withdrawal_state(raw) for raw in ("MoreInformationRequired", "BlockchainConfirmed", "odd")] == [
        "checking", "confirmed", None,
    ]  # fmt: skip


def test_a_long_time_is_read_in_wider_candles() -> None:
    hours = [1, 9, 30, 24 * 7, 24 * 365]
    assert [width_for(START, START + timedelta(hours=one)) for one in hours] == [60, 60, 300, 3600, 86_400]


async def test_the_sandbox_has_a_market_in_which_its_stories_happened(world: World) -> None:
    market = world.house.window.markets[BRAND]
    now = clock.utc_now()
    since = now - timedelta(hours=12)
    spot = await market.candles(Span(symbol="BTCUSDT", market="spot", since=since, until=now), now)
    assert spot.missing is None
    assert min(one.low for one in spot.candles) == Decimal("91150.00")
    assert len(spot.candles) >= 60 * 11
    marks = Span(symbol="BTCUSDT", market="contract", since=since, until=now, series="mark")
    mark = await market.candles(marks, now)
    assert min(one.low for one in mark.candles) == Decimal("19708.90")
    assert sum(one.low <= Decimal("19710.38") for one in mark.candles) == 1
    lasts = Span(symbol="BTCUSDT", market="contract", since=since, until=now)
    assert min(one.low for one in (await market.candles(lasts, now)).candles) == Decimal("19715.00")
    book = (await market.book("BTCUSDT", "spot", now)).book
    assert book is not None
    assert book.bids[0].price < book.asks[0].price
    assert (await market.symbol("BTCUSDT", "contract", now)).symbol is not None
    assert (await market.symbol("NOPE", "spot", now)).missing == "unknown_symbol"
    names = {one.network for one in (await market.networks("USDT", now)).networks}
    assert names == {"ethereum", "polygon", "tron"}


def test_an_interpreter_without_the_library_is_no_reason_not_to_start(world: World) -> None:
    assert Settings().market_python == ""
    assert sys.executable
    assert world.house.window.markets[BRAND] is not None


async def test_who_gives_up_does_not_make_the_next_begin_anew(tmp_path: Path) -> None:
    gate, asked = asyncio.Event(), [0]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        asked[0] += 1
        await gate.wait()
        body = json.dumps(ANSWERS["/markets"]).encode()
        writer.write(b"HTTP/1.1 200 X\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with library(tmp_path, base) as market:
            first = asyncio.ensure_future(market.symbol("BTCUSDT", "spot", clock.utc_now()))
            while not asked[0]:
                await asyncio.sleep(0.01)
            first.cancel()
            await asyncio.wait([first])
            gate.set()
            assert (await market.symbol("BTCUSDT", "spot", clock.utc_now())).symbol is not None
            assert asked == [1]
