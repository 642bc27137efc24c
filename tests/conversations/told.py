"""A conversation in which everything happens, and its people."""

from typing import Any

import pytest_asyncio

from tests.world import Person, World, fresh

SAID = 'Order 123456789 of 0.5 BTC, mail li.lei@example.com, <b>"not" bold</b> & TxID ' + "ab" * 32


class Told:
    """A conversation with everything in it, and its people."""

    def __init__(self, visitor: Person, agent: Person, number: str) -> None:
        self.visitor, self.agent, self.number = visitor, agent, number

    async def own(self, form: str = "json", **more: Any) -> Any:
        asked = {"format": form, **more}
        return await self.visitor.get("/api/v1/widget/transcript", params=asked)

    async def staff(self, form: str = "json", language: str = "en", **more: Any) -> Any:
        path = f"/api/v1/conversations/{self.number}/transcript"
        headers = {"accept-language": language}
        return await self.agent.get(path, params={"format": form, **more}, headers=headers)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told(world: World) -> Told:
    visitor, agent = await world.visitor(name="Li Lei"), await world.agent()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": SAID})
    number = sent.json()["conversation"]
    await agent.act(number, "notes", text="looks like the pattern of last week")
    await agent.act(number, "assignee", assignee="me")
    await agent.act(number, "labels", tags=["deposit"])
    assert (
        await agent.reply(number, "您好 Li Lei,\r\n充值已到账。\u00a0Call +44 20 7946 0018")
    ).status_code == 201
    await agent.act(number, "status", status="resolved")
    rated = {"client_id": fresh(), "score": 5, "text": "thanks to 13800138000"}
    assert (await visitor.post("/api/v1/widget/rating", json=rated)).status_code == 201
    return Told(visitor, agent, number)
