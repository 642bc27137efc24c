"""Who is erased, or never said yes, is forgotten; of what went out long ago only the counts stay."""

from uuid import UUID

from tests.subscriptions.people import announce, browse, circulars, counts, known, send
from tests.subscriptions.twin import Browser, Relay
from tests.world import BRAND, Person, World
from trustdesk import customers
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.ids import uuid7
from trustdesk.subscriptions.model import Subscriber, Wish
from trustdesk.subscriptions.store import subscribers

WISH = Wish(kinds=["maintenance"], language="en")


async def reader(tx: Tx, address: str, *, said_yes: bool = True) -> UUID:
    """Somebody who subscribed by mail."""
    fresh = Subscriber(
        id=uuid7(),
        way="email",
        target=address,
        kinds=WISH.kinds,
        language="en",
        confirmed_at=clock.utc_now() if said_yes else None,
    )
    lookup = customers.handle_lookup(tx, "email", address)
    return (await subscribers.put(tx, "email", lookup, fresh, WISH, clock.utc_now())).id


async def customer_at(tx: Tx, address: str) -> UUID:
    """A customer known by this address."""
    [customer] = await customers.recognise(tx, [customers.Sender("email", address, "Wang Wei", "en")])
    return customer


async def nightly(world: World) -> None:
    [job] = [one for one in world.house.jobs() if one.name == "subscriptions.forget"]
    await job.run(world.house.db, BRAND, {})


async def test_an_erased_customer_is_forgotten_with_their_key_and_nobody_else(world: World) -> None:
    async with world.house.db.transaction(BRAND) as tx:
        gone, there = await reader(tx, "wei@customers.example"), await reader(tx, "lin@customers.example")
        customer = await customer_at(tx, "wei@customers.example")
        await customer_at(tx, "lin@customers.example")
        stored = await tx.value("select target from subscribers where tenant = $1 and id = $2", BRAND, gone)
    async with world.house.db.transaction(BRAND) as tx:
        assert await customers.lock_to_forget(tx, customer)
        await tx.destroy_keys(await customers.forget(tx, customer, clock.utc_now()), "request")
    await world.settle()
    assert await known(world) == [there]
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.opened([(f"subscribers|{gone}|target", stored)]) == ["⟦erased: request⟧"]


async def test_the_browser_of_an_erased_customer_is_forgotten(world: World, relay: Relay) -> None:
    visitor: Person = await world.visitor()
    own, other = Browser(relay), Browser(relay)
    path = f"/api/v1/widget/{BRAND}/browsers"
    body = {"kinds": ["risk"], "language": "en"}
    await visitor.post(path, json=body | {"browser": own.json})
    await browse(world, other)
    async with world.house.db.transaction(BRAND) as tx:
        assert await customers.lock_to_forget(tx, UUID(visitor.id))
        await tx.destroy_keys(await customers.forget(tx, UUID(visitor.id), clock.utc_now()), "request")
    await world.settle()
    assert len(await known(world)) == 1
    assert (await browse(world, other)).status_code == 200
    assert len(await known(world)) == 1


async def test_who_never_said_yes_is_forgotten_after_three_days(world: World) -> None:
    async with world.house.db.transaction(BRAND) as tx:
        silent, fresh, said = [await reader(tx, f"{name}@x.example", said_yes=name == "c") for name in "abc"]
        await tx.do(
            """update subscribers set asked_at = asked_at - interval '73 hours'
            where tenant = $1 and id = any($2)""",
            BRAND,
            [silent, said],
        )
    await nightly(world)
    assert set(await known(world)) == {fresh, said}


async def test_of_what_went_out_long_ago_the_counts_stay(world: World, relay: Relay) -> None:
    editor = await world.agent("editor")
    await browse(world, Browser(relay))
    one, recent = await announce(editor), await announce(editor)
    await send(world)
    before = await circulars(editor, one)
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update circulars set due_at = due_at - interval '91 days' where tenant = $1 and announcement = $2",
            BRAND,
            UUID(one["id"]),
        )
    await nightly(world)
    async with world.house.db.transaction(BRAND) as tx:
        left = await tx.rows(
            """select distinct c.announcement from circular_copies p
            join circulars c on c.tenant = $1 and c.id = p.circular where p.tenant = $1""",
            BRAND,
        )
    ids = {str(row["announcement"]) for row in left}
    assert (one["id"] in ids, recent["id"] in ids) == (False, True)
    [after] = await circulars(editor, one)
    assert (after["ways"], counts(after, "push")) == (before[0]["ways"], {"sent": 1})
