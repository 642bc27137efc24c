"""A deposit over the wrong network: recovered with two people, or declined with the reason; claimed by one alone."""

from typing import Any
from uuid import UUID

import msgspec

from tests.exchange.sandbox import facts
from tests.procedures.papers import proved
from tests.procedures.story import BRAND, Story, txid
from tests.world import Person, World, fresh
from trustdesk.kit import clock
from trustdesk.procedures.actions import recovering
from trustdesk.procedures.model.running import Running
from trustdesk.procedures.store import running as store

TRUE, FALSE, THIEF, CLAIMED, ALONE = "20260201", "20260202", "20260203", "20260204", "20260205"
SLUG = "deposit_recovery"


async def approval(story: Story, supervisor: Person) -> str:
    """Ask for exactly what the view says, and have another person approve it."""
    [offered] = (await story.now(SLUG))["offered"]
    body = {
        "client_id": fresh(),
        "action": "procedure.action",
        "parameters": offered["parameters"],
        "reason": "examined, to be credited",
    }
    asked = await story.agent.post("/api/v1/approvals", json=body)
    assert asked.status_code == 201, asked.text
    id: str = asked.json()["id"]
    decided = await supervisor.post(f"/api/v1/approvals/{id}/decision", json={"approve": True})
    assert decided.status_code == 204, decided.text
    return id


async def examined(world: World, uid: str) -> Story:
    """The true story up to the second person's turn."""
    id = txid("bsc", uid, "480.000000")
    story = await Story.told(world, uid, f"我把 480 USDT 选错了网络，用 BSC 转的，TxID {id}")
    await story.moves(SLUG, "proofs")
    await proved(story)
    await story.moves(SLUG, "review")
    await story.moves(SLUG, "pass")
    return story


async def rows(world: World) -> list[dict[str, Any]]:
    async with world.house.db.transaction(BRAND) as tx:
        return [dict(row) for row in await tx.rows("select * from recoveries")]


async def test_the_right_address_on_the_wrong_chain_is_recovered_by_two_people(world: World) -> None:
    id = txid("bsc", TRUE, "480.000000")
    story = await Story.told(world, TRUE, f"我把 480 USDT 选错了网络，用 BSC 转的，TxID {id}")
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "same_key_other_chain"
    assert (found["state"], found["owner"]) == ("possible", "agent")
    assert found["diagnosis"]["fee"] == "25 USDT"
    assert found["diagnosis"]["expected"] == {"en": "3-10 days", "zh-CN": "3-10 天"}
    assert found["offered"] == []
    await story.moves(SLUG, "proofs")
    early = await story.do(SLUG, "moves", event="review")
    assert (early.status_code, early.json()["code"]) == (409, "papers_missing")
    assert early.json()["missing"] == ["identity", "ownership"]
    await proved(story)
    await story.moves(SLUG, "review")
    assert (await story.now(SLUG))["owner"] == "reviewer"
    await story.moves(SLUG, "pass")
    approved = await approval(story, await world.agent("supervisor"))
    asked = await story.do(SLUG, "requests", action="open_recovery", approval=approved)
    assert asked.status_code == 200, asked.text
    ended = await story.now(SLUG)
    assert (ended["state"], ended["ending"], ended["diagnosis"]["code"]) == (
        "credited",
        "solved",
        "recovered",
    )
    assert await story.happened(SLUG) == [
        "begun", "given", "recoverable", "proofs", "proofs", "proofs", "review", "pass", "request", "done", "credited",
    ]  # fmt: skip
    [row] = [one for one in await rows(world) if one["asset"] == "USDT" and one["state"] == "credited"]
    assert row["reviewed_by"] != row["approved_by"]
    deposits = await story.agent.get(f"/api/v1/conversations/{story.number}/records/deposits")
    [record] = deposits.json()["records"]
    assert (record["state"], facts(record)["amount"]) == ("unlocked", "455")


async def test_what_went_to_a_foreign_wallet_is_declined_with_the_reason(world: World) -> None:
    id = txid("bsc", FALSE, "480.000000")
    story = await Story.told(world, FALSE, f"I sent 480 USDT over the wrong network, TxID {id}")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("foreign_address", "found")
    assert "does not belong to this exchange" in found["diagnosis"]["wording"]["en"]
    assert found["offered"] == []
    asked = await story.do(SLUG, "requests", action="open_recovery")
    assert (asked.status_code, asked.json()["code"]) == (409, "action_not_offered")
    await story.moves(SLUG, "refuse")
    ended = await story.now(SLUG)
    assert (ended["ending"], ended["owner"], ended["due_at"]) == ("refused", "nobody", None)


async def running_of(world: World, story: Story) -> Running:
    id = (await story.now(SLUG))["id"]
    async with world.house.db.transaction(BRAND) as tx:
        found = await store.find(tx, UUID(id))
    assert found is not None
    return found


async def test_somebody_elses_address_is_not_theirs_and_nobody_is_named(world: World) -> None:
    id = txid("bsc", CLAIMED, "480.000000")
    thief = await Story.told(world, THIEF, f"wrong network, 480 USDT, TxID {id}")
    found = await thief.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("not_own_address", "by_hand")
    assert CLAIMED not in str(found)
    assert found["offered"] == []


async def test_a_second_claim_gets_nothing_and_compliance_hears_of_it(world: World) -> None:
    id = txid("bsc", CLAIMED, "480.000000")
    first = await Story.told(world, CLAIMED, f"wrong network, 480 USDT, TxID {id}")
    claimed = await running_of(world, first)
    assert claimed.diagnosis is not None
    second = await Story.told(world, "20260001", "wrong network")
    other = await running_of(world, second)
    looks = await second.do(SLUG, "moves", event="look")
    assert looks.status_code == 200
    async with world.house.db.transaction(BRAND) as tx:
        again = msgspec.structs.replace(other, looking=True)
        said = await recovering.claimed(tx, again, claimed.diagnosis, clock.utc_now())
    assert (said.code, said.move, said.claim) == ("claimed_before", "hand", None)
    assert CLAIMED not in str(msgspec.to_builtins(said))
    alerts = await (await world.agent("compliance")).get("/api/v1/alerts")
    assert [one["about"] for one in alerts.json()["items"] if one["kind"] == "double_claim"] == [
        second.number
    ]
    assert [one["procedure"] for one in await rows(world) if one["procedure"] == other.id] == []


async def test_who_examined_it_does_not_approve_it(world: World) -> None:
    story = await examined(world, ALONE)
    colleague = await world.agent("supervisor")
    body: dict[str, Any] = {
        "client_id": fresh(),
        "action": "procedure.action",
        "parameters": (await story.now(SLUG))["offered"][0]["parameters"],
        "reason": "examined",
    }
    # The supervisor holds the case by now and asks; the agent, who examined it, must not be the one who approves.
    own = (await story.agent.post("/api/v1/approvals", json=body)).json()["id"]
    refused = await story.agent.post(f"/api/v1/approvals/{own}/decision", json={"approve": True})
    assert refused.status_code == 403
    without = await story.do(SLUG, "requests", action="open_recovery")
    assert (without.status_code, without.json()["code"]) == (403, "two_people_needed")
    other = body | {"client_id": fresh(), "parameters": body["parameters"] | {"subject": "9999 USDT"}}
    wrong = (await story.agent.post("/api/v1/approvals", json=other)).json()["id"]
    assert (
        await colleague.post(f"/api/v1/approvals/{wrong}/decision", json={"approve": True})
    ).status_code == 204
    asked = await story.do(SLUG, "requests", action="open_recovery", approval=wrong)
    assert (asked.status_code, asked.json()["code"]) == (403, "not_approved")
    assert (await story.now(SLUG))["state"] == "approval"
    assert [
        one["state"] for one in await rows(world) if str(one["procedure"]) == (await story.now(SLUG))["id"]
    ] == ["claimed"]
