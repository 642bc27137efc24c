"""Both ends of a line: a translator and a provider that do as they are told, and the post between them."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from tests.world import BRAND, Person, World, fresh
from trustdesk.channels import post
from trustdesk.channels.intake import Incoming, Intake
from trustdesk.channels.post import jobs, reactions
from trustdesk.customers import Sender
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor
from trustdesk.kit.reactor import Reactor

LINE = "pigeon"
ACTOR = Actor(tenant=BRAND, kind="system", id=LINE, name="")


class Reading:
    """Reads a body as the text of a letter from ``meta["sender"]``."""

    line = LINE

    def __init__(self) -> None:
        self.intake: Intake | None = None
        self.seen: list[post.Arrival] = []
        self.before: Callable[[post.Arrival], None] = lambda _arrival: None

    async def take(self, tenant: str, arrival: post.Arrival) -> post.Took:
        self.seen.append(arrival)
        self.before(arrival)
        if not arrival.body:
            return post.Took(state="dropped", reason="empty")
        assert self.intake is not None
        letter = Incoming(
            actor=ACTOR,
            client_id=str(arrival.id),
            sender=Sender(LINE, arrival.meta["sender"]),
            text=arrival.body.decode(),
        )
        await self.intake.take_in(letter)
        return post.Took(state="taken")


class Carrying:
    """Carries what it is given, unless told otherwise."""

    lines = (LINE,)

    def __init__(self) -> None:
        self.carried: list[post.Parcel] = []
        self.answer: Callable[[post.Parcel], post.Result] = lambda parcel: post.Sent(f"outside {parcel.id}")

    async def carry(self, tenant: str, parcel: post.Parcel) -> post.Result:
        self.carried.append(parcel)
        return self.answer(parcel)


class Line:
    """The post with this one line."""

    def __init__(self, world: World, reading: Reading, carrying: Carrying) -> None:
        house = world.house
        reading.intake = house.intake
        self.world = world
        self.arrivals = jobs.Arrivals(house.db, house.keys, [BRAND], [reading])
        self.deliveries = jobs.Deliveries(house.db, house.keys, [BRAND], [carrying])
        self._reactor = Reactor(house.db, [BRAND], reactions.reactions(carrying.lines))

    async def keep(self, text: str, sender: str = "", external_id: str = "", **meta: str) -> UUID | None:
        """A pigeon comes in."""
        raw = post.Raw(
            line=LINE,
            account="loft",
            external_id=external_id or fresh(),
            body=text.encode(),
            meta={"sender": sender or fresh(), **meta},
        )
        async with self.world.house.db.transaction(BRAND) as tx:
            return await post.keep(tx, self.world.house.keys, raw, clock.utc_now())

    async def row(self, id: UUID | None) -> tuple[str, int, str, bool]:
        """The state of an arrival, how often it was tried, why, and whether it will be tried by itself."""
        async with self.world.house.db.transaction(BRAND) as tx:
            row = await tx.row(
                "select state, attempts, reason, next_at is not null as due from arrivals where id = $1", id
            )
        assert row is not None
        return row["state"], row["attempts"], row["reason"], row["due"]

    async def hurry(self) -> None:
        """Let what waits for its time be due now, as if that time had passed."""
        async with self.world.house.db.transaction(BRAND) as tx:
            await tx.do("update arrivals set next_at = clock_timestamp() where next_at is not null")
            await tx.do("update deliveries set next_at = clock_timestamp() where next_at is not null")

    async def send(self) -> None:
        """Everything that was answered is written down and sent."""
        await self._reactor.settle()
        await self.deliveries.settle()

    async def conversation(self, key: Person, text: str, sender: str = "") -> str:
        """A letter by pigeon; the number of its conversation."""
        await self.keep(text, sender)
        await self.arrivals.settle()
        found = (await key.get("/api/v1/conversations", params={"view": "all"})).json()["items"]
        return next(one["number"] for one in found if one["preview"] == text)


async def until(true: Callable[[], bool]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)
