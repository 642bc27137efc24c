"""The contract of lines, passed by the bring-your-own line."""

import pytest

from tests.channels.api.receiver import Receiver
from tests.channels.contract import Contract, hurry
from tests.world import BRAND, Person, World, fresh


class ApiWay:
    """A system of the exchange that brings letters in and hears by webhook."""

    line = "api"
    keeps_raw = False

    def __init__(self, world: World, key: Person, receiver: Receiver) -> None:
        self.world = world
        self._key = key
        self._receiver = receiver

    async def bring(self, sender: str, text: str, id: str, *, forged: bool = False, days_old: int = 0) -> int:
        customer = {"external_id": sender, "name": "Wang Wei", "locale": "en"}
        who = self.world.meet("td_bitget_" + "a" * 43) if forged else self._key
        body = {"client_id": id, "customer": customer, "text": text}
        return (await who.post("/api/v1/messages", json=body)).status_code

    async def poison(self, id: str) -> int:
        return (await self._key.post("/api/v1/messages", content=b"\xff{")).status_code

    async def rows(self) -> int:
        async with self.world.house.db.transaction(BRAND) as tx:
            return await tx.value(
                "select count(*) from messages where line = 'api' and author_kind = 'customer'"
            )

    async def read(self) -> None:
        """A letter is read when it is taken."""

    def handle(self, sender: str) -> tuple[str, str]:
        return "api", sender

    async def break_once(self) -> None:
        self._receiver.answers["/contract"].append(503)

    async def send(self) -> None:
        for _ in range(2):
            await self.world.settle()
            await hurry(self.world)
            await self.world.house.sender.settle()

    def sent(self, sender: str) -> list[str]:
        calls = {call.headers["webhook-id"]: call.told["data"] for call in self._receiver.to("/contract")}
        mine = [data for data in calls.values() if data["customer"].get("external_id") == sender]
        return [data["text"] for data in mine if data["author"]["kind"] != "system"]


class TestApi(Contract):
    @pytest.fixture
    async def way(self, world: World, receiver: Receiver) -> ApiWay:
        key = await world.integration()
        hook = {"client_id": fresh(), "url": receiver.url("/contract"), "events": ["reply.written"]}
        added = await key.post("/api/v1/webhooks", json=hook)
        assert added.status_code == 201, added.text
        return ApiWay(world, key, receiver)
