"""The sandbox's market, public as an exchange's is: candles, the book, symbols, networks."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from litestar import Request, get

from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound
from trustdesk.sandbox import store
from trustdesk.sandbox.rules import market as rules
from trustdesk.sandbox.rules.world import Anchor, networks

MINUTE = timedelta(minutes=1)


@get("/market/{brand:str}/candles")
async def get_candles(request: Request[Any, Any, Any], db: Database, now: datetime, brand: str) -> list[Any]:
    """Give candles of a span; a minute that has not ended is not given."""
    asked = request.query_params
    key = _known(request)
    since, until = (datetime.fromisoformat(asked[name]) for name in ("since", "until"))
    anchor = await _anchor(db, brand)
    seconds = int(asked["seconds"])
    span = (since, min(until, now - timedelta(seconds=seconds)), seconds)
    return list(rules.candles(key, asked.get("series", "last"), anchor, span))


@get("/market/{brand:str}/book")
async def get_book(
    request: Request[Any, Any, Any], db: Database, now: datetime, brand: str
) -> dict[str, Any]:
    """Give the book."""
    return rules.book(_known(request), _minute(await _anchor(db, brand), now), now)


@get("/market/{brand:str}/symbol")
async def get_symbol(
    request: Request[Any, Any, Any], db: Database, now: datetime, brand: str
) -> dict[str, Any]:
    """Tell how a symbol may be traded."""
    return rules.symbol(_known(request), _minute(await _anchor(db, brand), now))


@get("/market/{brand:str}/networks")
async def get_networks(brand: str, now: datetime, asset: str) -> list[dict[str, Any]]:
    """Tell how a coin moves."""
    return [rules.network(one) for one in networks(now) if one.asset == asset]


def _known(request: Request[Any, Any, Any]) -> rules.Key:
    symbol, market = (request.query_params.get(name, "") for name in ("symbol", "market"))
    if not rules.known(symbol, market):
        raise NotFound
    return symbol, market


async def _anchor(db: Database, brand: str) -> datetime:
    async with db.transaction(brand) as tx:
        found = await store.one(tx, "market", "anchor")
    if found is None:
        raise NotFound
    return msgspec.json.decode(found, type=Anchor).at


def _minute(anchor: datetime, now: datetime) -> int:
    return int((now - anchor) / MINUTE)


ROUTES = [get_candles, get_book, get_symbol, get_networks]
