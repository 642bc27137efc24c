"""The schedule: what is due goes, a moment earlier it stays, and again nothing is left to do."""

from datetime import timedelta

from tests.retention.people import SAID, compliance, scheduled, told
from tests.world import BRAND, World, fresh
from trustdesk.kit import clock
from trustdesk.retention import due, jobs, keep_to

MOMENT = timedelta(seconds=1)
GONE = "⟦erased: retention⟧"


async def texts(world: World, key: object, number: str) -> set[str]:
    return {one["text"] for one in await key.entries(number) if one["text"]}  # type: ignore[attr-defined]


async def test_never_early_and_only_what_has_ended(world: World) -> None:
    key = await world.integration()
    ended, open_ = await told(world, key, fresh()), await told(world, key, fresh())
    assert (await key.act(ended, "status", status="resolved")).status_code < 300
    async with world.house.db.transaction(BRAND) as tx:
        last = await tx.value("select last_at from conversations where number = $1", ended)
    brand = scheduled(world, messages_days=30)
    exactly = last + timedelta(days=30)
    # What the neighbours have ended before is due by then, and goes first.
    await jobs.run(world.house.db, world.house.blobs, brand, exactly)
    assert await jobs.run(world.house.db, world.house.blobs, brand, exactly) == {}
    assert SAID in await texts(world, key, ended)
    assert await jobs.run(world.house.db, world.house.blobs, brand, exactly + MOMENT) == {"messages": 1}
    assert await texts(world, key, ended) == {GONE}
    assert SAID in await texts(world, key, open_)
    assert await jobs.run(world.house.db, world.house.blobs, brand, exactly + MOMENT) == {}


async def test_what_is_due_is_counted_and_not_touched(world: World) -> None:
    key = await world.integration()
    number = await told(world, key, fresh())
    assert (await key.act(number, "status", status="closed")).status_code < 300
    later = clock.utc_now() + timedelta(days=400)
    async with world.house.db.transaction(BRAND) as tx:
        shown = {
            one.kept: (one.days, one.due)
            for one in await due(tx, scheduled(world, messages_days=365).retention, later)
        }
    assert shown["messages"][0] == 365
    assert shown["messages"][1] >= 1
    assert (shown["files"], shown["contact"], shown["audit"]) == ((None, 0), (None, 0), (None, 0))
    assert SAID in await texts(world, key, number)


async def test_without_a_schedule_everything_is_kept(world: World) -> None:
    key = await world.integration()
    number = await told(world, key, fresh())
    far = clock.utc_now() + timedelta(days=30_000)
    async with world.house.db.transaction(BRAND) as tx:
        assert await keep_to(tx, world.house.blobs, None, far) == {}
    assert SAID in await texts(world, key, number)


async def test_who_has_not_been_heard_of_is_forgotten_with_a_count_in_the_audit(world: World) -> None:
    key = await world.integration()
    quiet = await told(world, key, fresh())
    assert (await key.act(quiet, "status", status="resolved")).status_code < 300
    visitor = await world.visitor(name="Somebody")
    brand = scheduled(world, contact_days=100, visits_days=100)
    done = await jobs.run(world.house.db, world.house.blobs, brand, clock.utc_now() + timedelta(days=101))
    assert done["contact"] >= 1
    row = await key.row(quiet)
    assert (row["customer"]["name"], row["customer_detail"]["handles"], row["preview"]) == ("", [], GONE)
    assert (await visitor.get("/api/v1/widget/conversation")).status_code == 401
    async with world.house.db.transaction(BRAND) as tx:
        detail = await tx.value(
            "select detail from audit where action = 'retention.run' and detail like '%contact%' order by at desc limit 1"
        )
    assert f'"contact":{done["contact"]}' in detail


async def test_compliance_sees_it_all(world: World) -> None:
    asker, _ = await compliance(world)
    shown = (await asker.get("/api/v1/retention")).json()
    assert [one["kept"] for one in shown["schedule"]] == ["messages", "files", "contact", "visits", "audit"]
    assert {"holds", "erasures"} <= shown.keys()
