"""A deposit over the wrong network: recovered with two people, or declined with the reason; claimed by one alone."""

from typing import Any

from tests.procedures.papers import proved
from tests.procedures.story import BRAND, Story, txid
from tests.world import Person, World, fresh

TRUE, FALSE, OTHER = "20260201", "20260202", "20260203"
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


async def examined(world: World, text: str = "") -> Story:
    """The true story up to the second person's turn."""
    id = txid("bsc", TRUE, "480.000000")
    story = await Story.told(world, TRUE, text or f"我把 480 USDT 选错了网络，用 BSC 转的，TxID {id}")
    assert (await story.do(SLUG, "moves", event="proofs")).status_code == 200
    await proved(story)
    assert (await story.do(SLUG, "moves", event="review")).status_code == 200
    assert (await story.do(SLUG, "moves", event="pass")).status_code == 200
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
    assert (await story.do(SLUG, "moves", event="proofs")).status_code == 200
    early = await story.do(SLUG, "moves", event="review")
    assert (early.status_code, early.json()["code"]) == (409, "papers_missing")
    assert early.json()["missing"] == ["identity", "ownership"]
    await proved(story)
    assert (await story.do(SLUG, "moves", event="review")).status_code == 200
    assert (await story.now(SLUG))["owner"] == "reviewer"
    assert (await story.do(SLUG, "moves", event="pass")).status_code == 200
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
        "begun", "given", "recoverable", "proofs", "proofs", "review", "pass", "request", "done", "credited",
    ]  # fmt: skip
    [row] = [one for one in await rows(world) if one["asset"] == "USDT" and one["state"] == "credited"]
    assert row["reviewed_by"] != row["approved_by"]
    deposits = await story.agent.get(f"/api/v1/conversations/{story.number}/records/deposits")
    assert [one["state"] for one in deposits.json()["records"]] == ["unlocked"]
