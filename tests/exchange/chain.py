"""A real local EVM chain: Foundry's anvil, one block for each transaction, a token of our own on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.house.tree import ROOT
from tests.ports import free_pair

BINARY = ROOT / "web" / "node_modules" / "@foundry-rs" / "anvil-linux-amd64" / "bin" / "anvil"
CODE = (Path(__file__).parent / "token" / "Token.bin").read_text().strip()
SUPPLY = 10**15


class Chain:
    """A node, and what can be done on its chain."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.accounts: list[str] = []

    async def rpc(self, method: str, *params: Any) -> Any:
        async with httpx.AsyncClient(timeout=10) as client:
            body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            answer = (await client.post(self.url, json=body)).json()
        assert "error" not in answer, answer
        return answer["result"]

    async def send(self, **what: Any) -> str:
        """Send from the first account; the id of the transaction."""
        return await self.rpc("eth_sendTransaction", {"from": self.accounts[0], "gas": "0x200000", **what})

    async def deploy(self) -> str:
        """Put the token on the chain; its address."""
        made = await self.send(data=f"0x{CODE}{SUPPLY:064x}")
        return (await self.rpc("eth_getTransactionReceipt", made))["contractAddress"]

    async def transfer(self, token: str, to: str, units: int) -> str:
        """Move units of the token; the id of the transaction."""
        return await self.send(to=token, data=f"0xa9059cbb{to[2:].lower():0>64}{units:064x}")


@asynccontextmanager
async def running_chain() -> AsyncIterator[Chain]:
    """Run a chain of its own until the end of the block."""
    port = free_pair()
    command = [str(BINARY), "--port", str(port), "--silent", "--chain-id", "1", "--no-request-size-limit"]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdout=quiet, stderr=quiet)
    chain = Chain(f"http://127.0.0.1:{port}")
    try:
        async with asyncio.timeout(30):
            while not chain.accounts:
                assert process.returncode is None
                try:
                    chain.accounts = await chain.rpc("eth_accounts")
                except httpx.TransportError:
                    await asyncio.sleep(0.02)
        yield chain
    finally:
        process.terminate()
        await process.wait()
