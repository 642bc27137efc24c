"""Looking transactions up: on a real chain, on answers recorded in shape, and on what goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
import pytest_asyncio

from tests.exchange.chain import Chain, running_chain
from trustdesk.brands import ChainNode
from trustdesk.exchange import Chains, Node
from trustdesk.exchange.rules import evm, others
from trustdesk.exchange.rules.amounts import written
from trustdesk.kit import clock
from trustdesk.kit.egress import Bounds, load

NOW = datetime(2026, 11, 26, tzinfo=UTC)
TARGET = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
MISSING = "0x" + "ab" * 32


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def chain() -> AsyncIterator[Chain]:
    async with running_chain() as started:
        yield started


def node(url: str, kind: Any = "evm", seconds: float = 3.0) -> Node:
    return Node(ChainNode("ethereum", kind, url), load(demo=True), "", Bounds(seconds))


async def test_a_token_transfer_is_read_off_a_real_chain(chain: Chain) -> None:
    token = await chain.deploy()
    txid = await chain.transfer(token, TARGET, 480_500_001)
    await chain.rpc("anvil_mine", "0x5")
    found = await node(chain.url).look_up(txid, clock.utc_now())
    assert (found.state, found.confirmations) == ("confirmed", 6)
    [moved] = found.moved
    assert (moved.target, moved.units, moved.decimals, moved.log_index) == (TARGET, "480500001", 6, 0)
    assert moved.contract is not None
    assert moved.contract.lower() == token.lower()
    assert written(moved.units, moved.decimals) == "480.500001"


async def test_the_chains_own_coin_is_read_too(chain: Chain) -> None:
    txid = await chain.send(to=TARGET, value=hex(1_250_000_000_000_000_001))
    found = await node(chain.url).look_up(txid, clock.utc_now())
    assert [(one.units, one.contract) for one in found.moved] == [("1250000000000000001", None)]
    assert written(found.moved[0].units, 18) == "1.250000000000000001"


async def test_what_failed_moved_nothing(chain: Chain) -> None:
    token = await chain.deploy()
    txid = await chain.transfer(token, TARGET, 10**18)
    found = await node(chain.url).look_up(txid, clock.utc_now())
    assert (found.state, found.moved) == ("failed", ())


async def test_what_waits_is_pending_and_what_is_not_there_is_not_found(chain: Chain) -> None:
    await chain.rpc("evm_setAutomine", False)
    try:
        txid = await chain.send(to=TARGET, value="0x1")
        assert (await node(chain.url).look_up(txid, clock.utc_now())).state == "pending"
    finally:
        await chain.rpc("evm_setAutomine", True)
        await chain.rpc("anvil_mine", "0x1")
    assert (await node(chain.url).look_up(MISSING, clock.utc_now())).state == "not_found"


async def test_a_transaction_that_a_reorganisation_took_back_is_gone(chain: Chain) -> None:
    before = await chain.rpc("evm_snapshot")
    txid = await chain.send(to=TARGET, value="0x7")
    assert (await node(chain.url).look_up(txid, clock.utc_now())).state == "confirmed"
    assert await chain.rpc("evm_revert", before)
    assert (await node(chain.url).look_up(txid, clock.utc_now())).state == "not_found"


def test_a_receipt_of_a_block_that_is_no_longer_there_is_told() -> None:
    receipt = evm.Receipt(MISSING, "0x10", "0x" + "01" * 32)
    sent = evm.Sent(MISSING, TARGET)
    other = evm.Block("0x" + "02" * 32, "0x10", "0x65000000")
    assert evm.fact("ethereum", evm.Seen(sent, receipt, other, 20), NOW).state == "reorganised"
    assert evm.fact("ethereum", evm.Seen(sent, receipt, None, 20), NOW).state == "reorganised"


TRON = {
    "id": "7c2d4206c03a883dd9066d620335dc1be272a8dc733cfa3f6d10308faa37facc",
    "fee": 345000,
    "blockNumber": 32880000,
    "blockTimeStamp": 1700000000000,
    "contractResult": ["0000000000000000000000000000000000000000000000000000000000000001"],
    "receipt": {"energy_usage_total": 14650, "result": "SUCCESS"},
    "log": [
        {
            "address": "a614f803b6fd780986a42c78ec9c7f77e6ded13c",
            "topics": [
                "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
                "0000000000000000000000004a0c8fa3b1e0e9e5b2b4a6ea1ad6a3a0ad1f0a6b",
                "000000000000000000000000a614f803b6fd780986a42c78ec9c7f77e6ded13c",
            ],
            "data": "0000000000000000000000000000000000000000000000000000000005f5e100",
        }
    ],
}


def test_tron_is_read() -> None:
    info = msgspec.convert(TRON, others.TronInfo)
    found = others.tron_fact("tron", info, 32880019, NOW)
    assert (found.state, found.confirmations, found.at) == (
        "confirmed",
        20,
        datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
    )
    [moved] = found.moved
    assert (moved.contract, moved.target) == ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",) * 2
    assert moved.units == "100000000"
    reverted = msgspec.structs.replace(info, receipt=others.TronOutcome("REVERT"))
    assert others.tron_fact("tron", reverted, 32880019, NOW).state == "failed"
    assert others.tron_fact("tron", others.TronInfo(), 1, NOW).state == "not_found"


ESPLORA = {
    "txid": "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b",
    "vin": [{"is_coinbase": False, "prevout": {"scriptpubkey_address": "1Source", "value": 5000}}],
    "vout": [
        {"scriptpubkey_address": "1Target", "value": 4000},
        {"scriptpubkey": "6a", "scriptpubkey_type": "op_return", "value": 0},
    ],
    "status": {"confirmed": True, "block_height": 100, "block_time": 1700000000},
}


def test_the_bitcoin_family_is_read() -> None:
    found = others.esplora_fact("bitcoin", msgspec.convert(ESPLORA, others.Spending), 102, NOW)
    assert (found.state, found.confirmations) == ("confirmed", 3)
    assert [(one.source, one.target, one.units) for one in found.moved] == [("1Source", "1Target", "4000")]
    waiting = ESPLORA | {"status": {"confirmed": False}}
    found = others.esplora_fact("bitcoin", msgspec.convert(waiting, others.Spending), 102, NOW)
    assert (found.state, found.confirmations) == ("pending", 0)


@pytest.mark.parametrize(
    "body",
    [b"", b"rubbish", b"[]", b'{"result": 7}', b'{"result": {"hash": "no"}}', b"\xff\xfe", b"[" * 9000],
    ids=["empty", "rubbish", "list", "number", "shape", "bytes", "deep"],
)
@pytest.mark.parametrize("kind", ["evm", "tron", "esplora", "bitcoind"])
async def test_nonsense_is_told(body: bytes, kind: str) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        found = await node(f"http://127.0.0.1:{port}", kind).look_up(MISSING, clock.utc_now())
    assert found.state == "nonsense"


async def test_a_chain_that_hangs_costs_only_its_deadline_and_is_then_left_alone() -> None:
    connections = 0

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.read()
        writer.close()

    async with await asyncio.start_server(hang, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        chains = Chains([node(f"http://127.0.0.1:{port}", seconds=0.1)])
        for _ in range(4):
            [found] = await chains.look_up(MISSING, ["ethereum", "bsc"], clock.utc_now())
            assert found.state == "unreachable"
        asked = connections
        await asyncio.gather(*(chains.look_up(MISSING, ["ethereum"], clock.utc_now()) for _ in range(50)))
        assert connections == asked
    assert asked <= 9


async def test_what_was_read_is_kept_a_while_with_its_time(chain: Chain) -> None:
    txid = await chain.send(to=TARGET, value="0x9")
    chains = Chains([node(chain.url)])
    [first] = await chains.look_up(txid, ["ethereum"], clock.utc_now())
    await chain.rpc("anvil_mine", "0x3")
    [again] = await chains.look_up(txid, ["ethereum"], clock.utc_now())
    assert again == first


# ``getrawtransaction`` with verbosity 2, in the shape that bitcoind documents.
BITCOIND: dict[str, Any] = {
    "in_active_chain": True,
    "txid": "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b",
    "vin": [
        {
            "txid": "ab" * 32,
            "vout": 1,
            "prevout": {
                "generated": False,
                "height": 800000,
                "value": 0.51000001,
                "scriptPubKey": {"address": "bc1qsource"},
            },
        }
    ],
    "vout": [
        {
            "value": 0.10000001,
            "n": 0,
            "scriptPubKey": {"type": "witness_v0_keyhash", "address": "bc1qtarget"},
        },
        {"value": 0.40900000, "n": 1, "scriptPubKey": {"type": "pubkeyhash", "addresses": ["1Change"]}},
        {"value": 0.0, "n": 2, "scriptPubKey": {"type": "nulldata"}},
    ],
    "blockhash": "00" * 32,
    "confirmations": 3,
    "blocktime": 1700000000,
}


@asynccontextmanager
async def answering(body: bytes, status: int = 200) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A node that answers with this whatever it is asked; and what it was asked."""
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(
            b"HTTP/1.1 %d X\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % (status, len(body)) + body
        )
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


async def test_bitcoind_is_asked_by_its_own_interface() -> None:
    async with answering(msgspec.json.encode({"result": BITCOIND, "error": None, "id": 1})) as (url, asked):
        place = ChainNode("bitcoin", "bitcoind", url)
        reader = Node(place, load(demo=True), "desk:secret", Bounds(3.0))
        found = await reader.look_up(BITCOIND["txid"], clock.utc_now())
    assert (found.state, found.confirmations) == ("confirmed", 3)
    assert [(one.source, one.target, one.units, one.log_index) for one in found.moved] == [
        ("bc1qsource", "bc1qtarget", "10000001", 0),
        ("bc1qsource", "1Change", "40900000", 1),
    ]
    assert found.at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert b"authorization: Basic ZGVzazpzZWNyZXQ=" in asked[0]


@pytest.mark.parametrize(
    ("body", "status", "state"),
    [
        (
            {"result": None, "error": {"code": -5, "message": "No such mempool or blockchain transaction"}},
            500,
            "not_found",
        ),
        ({"result": None, "error": {"code": -28, "message": "Loading block index"}}, 500, "nonsense"),
        ({"result": BITCOIND | {"confirmations": -1}}, 200, "reorganised"),
        ({"result": BITCOIND | {"in_active_chain": False, "confirmations": 0}}, 200, "reorganised"),
        (
            {"result": {k: v for k, v in BITCOIND.items() if k not in {"blockhash", "confirmations"}}},
            200,
            "pending",
        ),
        ({"result": BITCOIND | {"txid": "cd" * 32}}, 200, "nonsense"),
        (
            {"result": BITCOIND | {"vout": [{"value": -1, "n": 0, "scriptPubKey": {"address": "x"}}]}},
            200,
            "nonsense",
        ),
        (
            {"result": BITCOIND | {"vout": [{"value": 1e300, "n": 0, "scriptPubKey": {"address": "x"}}]}},
            200,
            "nonsense",
        ),
    ],
)
async def test_what_bitcoind_may_answer(body: Any, status: int, state: str) -> None:
    async with answering(msgspec.json.encode(body), status) as (url, _):
        reader = Node(ChainNode("bitcoin", "bitcoind", url), load(demo=True), "", Bounds(3.0))
        found = await reader.look_up(BITCOIND["txid"], clock.utc_now())
    assert found.state == state
