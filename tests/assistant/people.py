"""Who the tests of the assistant meet: a brand it answers for, a customer who asks, what it said."""

from typing import Any
from uuid import UUID

import pytest

from tests.world import BRAND, Person, World, fresh
from trustdesk import assisting, knowledge
from trustdesk.channels import setup
from trustdesk.kit import clock
from trustdesk.kit.actors import system

SHELF = frozenset(
    {
        "account-stolen",
        "api-keys",
        "deposit-not-credited",
        "no-advice",
        "order-not-filled",
        "two-factor-lost",
        "withdrawal-failed",
        "withdrawal-fee",
        "withdrawal-pending",
    }
)


# What the texts mean, found out once in a session of tests: (model, mark, vector).
_LEARNT: list[tuple[str, bytes, bytes]] = []


async def furnish(world: World, brand: str = BRAND) -> None:
    """Put some of our own articles on the shelf, and wait until what they mean is known."""
    # A busy build machine is given time to find out what a question means; else words alone would answer.
    pytest.MonkeyPatch().setattr("trustdesk.knowledge.jobs.PATIENCE_SECONDS", 30.0)
    every = knowledge.sources(world.house.settings.articles_dir)
    async with world.house.db.transaction(brand) as tx:
        some = filter(lambda pair: pair[1].slug in SHELF, every)
        await knowledge.take_in(tx, system(brand), some, clock.utc_now())
        for learnt in _LEARNT:
            await tx.do(
                "insert into article_vectors (tenant, model, mark, vector) values ($1, $2, $3, $4)",
                brand,
                *learnt,
            )
    await world.house.library.learnt(brand)
    if not _LEARNT:
        async with world.house.db.transaction(brand) as tx:
            rows = await tx.rows("select model, mark, vector from article_vectors where tenant = $1", brand)
            _LEARNT.extend((row["model"], row["mark"], row["vector"]) for row in rows)


async def set_up(world: World, brand: str = BRAND, **values: Any) -> None:
    """Set the assistant of a brand up, as the file of settings would."""
    async with world.house.db.transaction(brand) as tx:
        stored, _ = await setup.now_set(tx, world.house.keys, assisting.SECTION)
        wanted = setup.Wanted(version=stored.version, values=values, via="file")
        await setup.put(tx, system(brand), world.house.keys, assisting.SECTION, wanted, clock.utc_now())
    world.house.setup.wake(brand)


async def ask(who: Person, text: str, **more: Any) -> str:
    """Write to the desk; the number of the conversation."""
    sent = await who.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": text, **more})
    assert sent.status_code in {200, 201}, sent.text
    return sent.json()["conversation"]


async def work(world: World, number: str, brand: str = BRAND) -> None:
    """Let everything that has happened be heard, and the assistant take its turn."""
    await world.settle()
    async with world.house.db.transaction(brand) as tx:
        id: UUID = await tx.value("select id from conversations where number = $1", number)
    [job] = [one for one in world.house.jobs() if one.name == "assistant.answer"]
    await job.run(world.house.db, brand, {"conversation": str(id)})
    await world.settle()


async def said(who: Person) -> list[dict[str, Any]]:
    """What the assistant said in the visitor's own conversation, as the visitor sees it."""
    thread = (await who.get("/api/v1/widget/conversation")).json()
    return [one for one in thread["entries"] if (one["event"] or {}).get("what") == "assistant"]


async def asked_and_answered(world: World, text: str, locale: str = "en", **more: Any) -> dict[str, Any]:
    """Let a new visitor ask one thing; what the assistant says to it."""
    visitor = await world.visitor(locale=locale)
    await work(world, await ask(visitor, text, **more))
    [one] = await said(visitor)
    return one
