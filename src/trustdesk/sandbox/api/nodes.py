"""The sandbox's chains, asked as real nodes are asked."""

from datetime import datetime
from typing import Any

import msgspec
from litestar import get, post

from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound
from trustdesk.sandbox import store
from trustdesk.sandbox.model import Transaction
from trustdesk.sandbox.rules import chains
from trustdesk.sandbox.rules.world import CHAINS


class Call(msgspec.Struct, frozen=True):
    """A call of JSON-RPC."""

    method: str
    params: list[Any] = []
    id: int | str | None = None


class TronCall(msgspec.Struct, frozen=True):
    """A call of TRON's HTTP API."""

    value: str = ""


@post("/chains/{brand:str}/{network:str}", status_code=200)
async def post_rpc(db: Database, now: datetime, brand: str, network: str, data: Call) -> dict[str, Any]:
    """Answer as an EVM node does."""
    if not CHAINS.get(network):
        raise NotFound
    named = str(data.params[0]) if data.params else ""
    found = await _find(db, brand, network, named.lower())
    answer = chains.rpc(data.method, data.params, CHAINS[network], found, int(now.timestamp()))
    return {"jsonrpc": "2.0", "id": data.id, "result": answer}


@post("/chains/{brand:str}/tron/wallet/gettransactioninfobyid", status_code=200)
async def post_tron(db: Database, brand: str, data: TronCall) -> dict[str, Any]:
    """Answer as a TRON node does: an empty object for what is not there."""
    found = await _find(db, brand, "tron", data.value.lower())
    return chains.tron_info(found) if found else {}


@post("/chains/{brand:str}/tron/wallet/getnowblock", status_code=200)
async def post_tron_head(brand: str) -> dict[str, Any]:
    """Give the newest block."""
    return {"block_header": {"raw_data": {"number": chains.HEAD}}}


@post("/chains/{brand:str}/tron/wallet/triggerconstantcontract", status_code=200)
async def post_tron_constant(brand: str) -> dict[str, Any]:
    """Answer what a token says of itself: its places."""
    return {"constant_result": [f"{chains.PLACES:064x}"]}


@get("/chains/{brand:str}/bitcoin/tx/{txid:str}")
async def get_transaction(db: Database, brand: str, txid: str) -> dict[str, Any]:
    """Answer as an Esplora server does."""
    found = await _find(db, brand, "bitcoin", txid.lower())
    if found is None:
        raise NotFound
    return chains.esplora(found)


@get("/chains/{brand:str}/bitcoin/blocks/tip/height")
async def get_height(brand: str) -> int:
    """Give the height of the newest block."""
    return chains.HEAD


async def _find(db: Database, brand: str, network: str, txid: str) -> Transaction | None:
    async with db.transaction(brand) as tx:
        body = await store.one(tx, f"chain/{network}", txid)
    return None if body is None else msgspec.json.decode(body, type=Transaction)


ROUTES = [post_rpc, post_tron, post_tron_head, post_tron_constant, get_transaction, get_height]
