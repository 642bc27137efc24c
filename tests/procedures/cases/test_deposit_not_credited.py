"""A deposit that has not arrived: a true and a false story, walked through the desk and the sandbox."""

from tests.procedures.story import Story, txid
from tests.world import World

TRUE, FALSE = "20260101", "20260102"
SLUG = "deposit_not_credited"


async def test_a_deposit_on_its_way_is_found_by_its_transaction(world: World) -> None:
    id = txid("ethereum", TRUE, "250.000000")
    story = await Story.told(world, TRUE, f"我的充值没有到账，250 USDT，交易哈希 TxID：{id}")
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "confirming"
    assert (found["state"], found["owner"]) == ("waiting", "chain")
    assert found["diagnosis"]["confidence"] == "certain"
    assert "7/12" in found["diagnosis"]["wording"]["zh-CN"]
    assert [one["kind"] for one in found["happened"]] == ["begun", "given", "wait"]
    assert {one["name"]: one["value"] for one in found["asks"]} == {
        "txid": id,
        "amount": "250",
        "network": None,
    }


async def test_a_deposit_that_was_credited_is_found_in_another_wallet(world: World) -> None:
    story = await Story.told(
        world, FALSE, f"My deposit is missing! TxID {txid('ethereum', FALSE, '250.000000')}"
    )
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "credited_elsewhere"
    assert (found["state"], found["owner"]) == ("found", "agent")
    assert "contract wallet" in found["diagnosis"]["wording"]["en"]
    solved = await story.do(SLUG, "moves", event="solve")
    assert solved.status_code == 200, solved.text
    ended = await story.now(SLUG)
    assert (ended["ending"], ended["owner"], ended["due_at"]) == ("solved", "nobody", None)
