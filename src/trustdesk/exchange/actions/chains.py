"""Asking the chains: one transaction at every chain it may be on, each with its own deadline and breaker.

A chain that hangs costs whoever asks about it a few seconds and nobody else anything. What was read is
kept a short while, with the time of the reading.
"""

import asyncio
import base64
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec

from trustdesk.brands import Brand, ChainNode
from trustdesk.exchange.model.chains import ChainFact, Moved
from trustdesk.exchange.rules import bitcoind, evm, others
from trustdesk.exchange.rules.answers import Nonsense
from trustdesk.exchange.rules.recognise import EVM
from trustdesk.kit.breakers import Breaker
from trustdesk.kit.egress import Answer, Bounds, Egress, Refused, Unreachable
from trustdesk.kit.settings import Misconfigured, Settings

T = TypeVar("T")

BOUNDS = Bounds(seconds=3.0, bytes=512 * 1024)
FRESH = timedelta(seconds=15)
MOST_KEPT = 2_000
AT_ONCE = 8
OK, MISSING = 200, 404
SANDBOX = ("ethereum", "bsc", "polygon", "tron", "bitcoin")


class Node:
    """One chain, asked through the one way out."""

    def __init__(self, node: ChainNode, egress: Egress, key: str = "", bounds: Bounds = BOUNDS) -> None:
        """Take where it is, and the key that it wants, if it wants one."""
        self.network = node.network
        self._node = node
        self._egress = egress
        self._bounds = bounds
        self._breaker = Breaker(at_once=AT_ONCE)
        self._headers = {"content-type": "application/json", "accept": "application/json"}
        if key:
            basic = node.kind == "bitcoind"  # user:password
            said = f"Basic {base64.b64encode(key.encode()).decode()}" if basic else f"Bearer {key}"
            self._headers |= {"authorization": said, "tron-pro-api-key": key}

    async def look_up(self, txid: str, now: datetime) -> ChainFact:
        """Ask about a transaction; never raises for what is out there."""
        ask = {
            "evm": self._evm, "tron": self._tron, "esplora": self._esplora, "bitcoind": self._bitcoind,
        }[self._node.kind]  # fmt: skip
        try:
            return await ask(txid, now)
        except Unreachable:
            return ChainFact(network=self.network, state="unreachable", read_at=now)
        except (Nonsense, ValueError, OverflowError):
            return ChainFact(network=self.network, state="nonsense", read_at=now)

    async def _evm(self, txid: str, now: datetime) -> ChainFact:
        named = txid if txid.startswith("0x") else f"0x{txid}"
        sent, receipt, head = await asyncio.gather(
            self._rpc("eth_getTransactionByHash", [named], evm.Sent),
            self._rpc("eth_getTransactionReceipt", [named], evm.Receipt),
            self._rpc("eth_blockNumber", [], evm.Quantity),
        )
        if head is None or (receipt is not None and receipt.transaction_hash.lower() != named.lower()):
            raise Nonsense("no head, or another transaction's receipt")
        block = (
            await self._rpc("eth_getBlockByNumber", [receipt.block_number, False], evm.Block)
            if receipt
            else None
        )
        found = evm.fact(self.network, evm.Seen(sent, receipt, block, evm.number(head)), now)
        return msgspec.structs.replace(found, moved=await self._with_decimals(found.moved))

    async def _with_decimals(self, moved: Sequence[Moved]) -> tuple[Moved, ...]:
        contracts = list(dict.fromkeys(one.contract for one in moved if one.contract))[:AT_ONCE]
        said = await asyncio.gather(*map(self._decimals, contracts))
        known = dict(zip(contracts, said, strict=True))
        return tuple(
            msgspec.structs.replace(one, decimals=known.get(one.contract)) if one.contract else one
            for one in moved
        )

    async def _decimals(self, contract: str) -> int | None:
        if self._node.kind == "evm":
            call = {"to": contract, "data": evm.DECIMALS_CALL}
            return evm.decimals(await self._rpc("eth_call", [call, "latest"], str))
        asked = {"owner_address": contract, "contract_address": contract, "function_selector": "decimals()"}
        body = msgspec.json.encode(asked | {"visible": True})
        said = await self._post("/wallet/triggerconstantcontract", body, others.TronConstant)
        return evm.decimals(f"0x{said.constant_result[0]}" if said.constant_result else None)

    async def _tron(self, txid: str, now: datetime) -> ChainFact:
        body = msgspec.json.encode({"value": txid.removeprefix("0x")})
        info, head = await asyncio.gather(
            self._post("/wallet/gettransactioninfobyid", body, others.TronInfo),
            self._post("/wallet/getnowblock", b"{}", others.TronHead),
        )
        found = others.tron_fact(self.network, info, head.block_header.raw_data.number, now)
        return msgspec.structs.replace(found, moved=await self._with_decimals(found.moved))

    async def _esplora(self, txid: str, now: datetime) -> ChainFact:
        found = await self._through(lambda: self._get(f"/tx/{txid.removeprefix('0x')}"))
        if found.status == MISSING:
            return ChainFact(network=self.network, state="not_found", read_at=now)
        head = await self._through(lambda: self._get("/blocks/tip/height"))
        spending = _decoded(found, others.Spending)
        return others.esplora_fact(self.network, spending, _decoded(head, int), now)

    async def _bitcoind(self, txid: str, now: datetime) -> ChainFact:
        params = [txid.removeprefix("0x"), 2]
        body = msgspec.json.encode(
            {"jsonrpc": "1.0", "id": 1, "method": "getrawtransaction", "params": params}
        )
        url = self._node.url.rstrip("/")
        found = await self._through(lambda: self._egress.post(url, body, self._headers, self._bounds))
        # An error of the call comes with status 500 or 404 and a body that says which.
        said = _decoded(Answer(OK, found.body), bitcoind.BitcoindAnswer)
        if said.error is not None and said.error.code == bitcoind.NOT_FOUND:
            return ChainFact(network=self.network, state="not_found", read_at=now)
        if said.result is None or said.result.txid.lower() != txid.removeprefix("0x").lower():
            raise Nonsense("no transaction, or another one")
        return bitcoind.bitcoind_fact(self.network, said.result, now)

    async def _rpc(self, method: str, params: Sequence[Any], kind: Any) -> Any:  # noqa: ANN401 - as the call says
        body = msgspec.json.encode({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        answer = await self._post("", body, evm.Answer[kind])
        if answer.error is not None and method != "eth_call":
            raise Nonsense(f"{method}: {answer.error}"[:200])
        return answer.result

    async def _post(self, path: str, body: bytes, kind: type[T]) -> T:
        url = self._node.url.rstrip("/") + path
        found = await self._through(lambda: self._egress.post(url, body, self._headers, self._bounds))
        return _decoded(found, kind)

    async def _get(self, path: str) -> Answer:
        return await self._egress.get(self._node.url.rstrip("/") + path, self._headers, bounds=self._bounds)

    async def _through(self, call: Callable[[], Awaitable[Answer]]) -> Answer:
        try:
            return await self._breaker.through(call)
        except Refused as error:
            raise Unreachable(str(error)) from error


class Chains:
    """The chains of one brand."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """Take a node for each chain that can be asked."""
        self._nodes = {node.network: node for node in nodes}
        self._kept: dict[tuple[str, str], ChainFact] = {}

    def known(self, networks: Sequence[str]) -> list[str]:
        """Tell which of these chains can be asked."""
        return [network for network in networks if network in self._nodes]

    async def look_up(self, txid: str, networks: Sequence[str], now: datetime) -> list[ChainFact]:
        """Ask every chain that a transaction may be on, at once."""
        return list(await asyncio.gather(*(self._one(name, txid, now) for name in self.known(networks))))

    async def _one(self, network: str, txid: str, now: datetime) -> ChainFact:
        kept = self._kept.get((network, txid.lower()))
        if kept is not None and now - kept.read_at < FRESH:
            return kept
        found = await self._nodes[network].look_up(txid, now)
        if found.state not in {"unreachable", "nonsense"}:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[network, txid.lower()] = found
        return found


def chains_of(
    brand: Brand, settings: Settings, egress: Egress, environ: Mapping[str, str] = os.environ
) -> Chains:
    """Make the chains of a brand: its own nodes, else the sandbox's where one runs."""
    nodes = list(brand.chains)
    if not nodes and settings.sandbox_url and brand.connector is None:
        base = f"{settings.sandbox_url}/chains/{brand.slug}"
        nodes = [ChainNode(name, _kind(name), f"{base}/{name}") for name in SANDBOX]
    return Chains([Node(node, egress, _key(brand.slug, node, environ)) for node in nodes])


def _kind(network: str) -> Any:  # noqa: ANN401 - one of the three
    return "evm" if network in EVM else "tron" if network == "tron" else "esplora"


def _key(brand: str, node: ChainNode, environ: Mapping[str, str]) -> str:
    if node.key_env is None:
        return ""
    if not environ.get(node.key_env):
        raise Misconfigured(
            "brands_dir", f"{brand}.toml names {node.key_env}, which the environment does not hold"
        )
    return environ[node.key_env]


def _decoded(answer: Answer, kind: type[T]) -> T:
    if answer.status != OK:
        raise Unreachable(f"status {answer.status}")
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Nonsense(str(error)[:200]) from error
