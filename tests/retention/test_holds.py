"""Legal holds: what is held is neither erased nor forgotten, and it takes two to lift one."""

from datetime import timedelta

from tests.retention.people import PDF, approved, compliance, erase, hold, scheduled, subject, told
from tests.world import BRAND, World, fresh
from trustdesk.kit import clock
from trustdesk.retention import jobs


async def test_a_hold_stands_in_the_way_until_two_lift_it(world: World) -> None:
    key, (asker, decider) = await world.integration(), await compliance(world)
    number = await told(world, key, fresh())
    customer = await subject(asker, number)
    held = await hold(asker, number, whole=True)
    assert held.status_code == 201
    erasure = await approved(asker, decider, "customer.erase", customer=customer)
    refused = await erase(asker, customer, erasure)
    assert (refused.status_code, refused.json()["code"]) == (409, "legal_hold")
    id = held.json()["id"]
    path = f"/api/v1/retention/holds/{id}/lift"
    alone = await asker.post(path, json={"approval": fresh(), "reason": "over"})
    assert (alone.status_code, alone.json()["code"]) == (403, "not_approved")
    other = await approved(asker, decider, "hold.lift", hold=fresh())
    assert (await asker.post(path, json={"approval": other, "reason": "over"})).status_code == 403
    given = await approved(asker, decider, "hold.lift", hold=id)
    assert (await asker.post(path, json={"approval": given, "reason": "over"})).status_code == 204
    done = await erase(asker, customer, erasure)  # the approval was not spent on a refusal
    assert (done.status_code, done.json()["state"]) == (201, "done")


async def test_the_same_hold_sent_again_is_one(world: World) -> None:
    key, (asker, _) = await world.integration(), await compliance(world)
    number, client_id = await told(world, key, fresh()), fresh()
    first, second = [await hold(asker, number, client_id=client_id) for _ in range(2)]
    assert first.json() == second.json()
    other = await hold(asker, number, client_id=client_id, reason="something else")
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")


async def test_only_compliance_holds(world: World) -> None:
    key = await world.integration()
    number = await told(world, key, fresh())
    for role in ("agent", "senior", "supervisor", "editor", "admin"):
        assert (await hold(await world.agent(role), number)).status_code == 403
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from holds where number = $1", number) == 0


async def test_what_is_held_outlives_its_time(world: World) -> None:
    key, (asker, _) = await world.integration(), await compliance(world)
    held, free = await told(world, key, fresh()), await told(world, key, fresh())
    loose = await key.post("/api/v1/files", files={"file": ("loose.pdf", PDF, "application/pdf")})
    assert loose.status_code == 201  # and sent with nothing
    for number in (held, free):
        assert (await key.act(number, "status", status="resolved")).status_code < 300
    assert (await hold(asker, held)).status_code == 201
    brand = scheduled(world, messages_days=30, files_days=30, contact_days=30, visits_days=30)
    later = clock.utc_now() + timedelta(days=31)
    done = await jobs.run(world.house.db, world.house.blobs, brand, later)
    assert done["messages"] >= 1
    assert done["files"] >= 1
    entries = {number: await key.entries(number) for number in (held, free)}
    assert entries[held][0]["attachments"] or entries[held][1]["attachments"]
    texts = {number: [one["text"] for one in found if one["text"]] for number, found in entries.items()}
    assert set(texts[free]) == {"⟦erased: retention⟧"}
    assert not any(text.startswith("⟦erased") for text in texts[held])
    assert (await key.row(held))["customer"]["name"] == "Wang Xiaoming"
