"""A story told by a customer of the sandbox, and the agent who holds it: how tests walk a procedure."""

import asyncio
from typing import Any, Self

import httpx

from tests.exchange.sandbox import held, signed_in
from tests.world import Person, World, fresh
from trustdesk import exchange, procedures
from trustdesk.sandbox.rules import made

BRAND = "bitget"


def txid(network: str, uid: str, amount: str) -> str:
    """The TxID of the sandbox's transfer of this amount to this customer."""
    return made.txid(network, BRAND, uid, amount)


class Story:
    """One conversation in which procedures run."""

    def __init__(self, world: World, person: Person, agent: Person, number: str) -> None:
        self.world, self.person, self.agent, self.number = world, person, agent, number

    @classmethod
    async def told(cls, world: World, uid: str, text: str) -> Self:
        """A customer who has signed in tells it; an agent takes it; everything that follows by itself has."""
        person, number = await signed_in(world, uid, text)
        agent = await world.agent()
        await held(world, agent, number)
        story = cls(world, person, agent, number)
        await story.settle()
        return story

    async def settle(self) -> None:
        """Let everything happen that happens by itself: reactions, looks, requests and their answers."""
        for _ in range(3):
            await self.world.settle()
            await self.world.house.looker.settle()
            await exchange.send_due(self.world.house.db, self.world.house.window, BRAND)
            await self.world.settle()

    async def says(self, text: str) -> None:
        """The customer writes once more."""
        body = {"client_id": fresh(), "text": text}
        sent = await self.person.post("/api/v1/widget/messages", json=body)
        assert sent.status_code == 201, sent.text
        await self.settle()

    async def all(self) -> dict[str, Any]:
        """The procedures as the agent sees them."""
        answer = await self.agent.get(f"/api/v1/conversations/{self.number}/procedures")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def now(self, slug: str) -> dict[str, Any]:
        """One procedure as the agent sees it, the one that runs or the latest."""
        return next(one for one in (await self.all())["items"] if one["slug"] == slug)

    async def ended(self, slug: str) -> dict[str, Any]:
        """One procedure once it has ended: the exchange may take its time to answer."""
        async with asyncio.timeout(20):
            while (found := await self.now(slug))["ended_at"] is None:
                await self.settle()
        return found

    async def start(self, slug: str) -> httpx.Response:
        """The agent starts one."""
        body = {"client_id": fresh(), "slug": slug}
        answer = await self.agent.post(f"/api/v1/conversations/{self.number}/procedures", json=body)
        await self.settle()
        return answer

    async def do(self, slug: str, verb: str, **body: Any) -> httpx.Response:
        """The agent does something to a procedure: evidence, moves, requests."""
        id = (await self.now(slug))["id"]
        answer = await self.agent.post(f"/api/v1/procedures/{id}/{verb}", json={"client_id": fresh(), **body})
        await self.settle()
        return answer

    async def happened(self, slug: str) -> list[str]:
        """The events of a procedure, in order."""
        return [one["kind"] for one in (await self.now(slug))["happened"]]

    async def late(self) -> None:
        """Run the clocks."""
        await procedures.run_clocks(self.world.house.db, BRAND)
        await self.settle()

    async def moves(self, slug: str, *events: str) -> None:
        """The agent brings a procedure on, step by step; each has to be taken."""
        for event in events:
            answer = await self.do(slug, "moves", event=event)
            assert answer.status_code == 200, (event, answer.text)
