"""A withdrawal: one that waits for its network, and one that arrived although its owner says it did not."""

from tests.procedures.story import Story
from tests.world import World

TRUE, FALSE = "20260301", "20260302"
SLUG = "withdrawal"


async def test_a_withdrawal_that_waits_is_found_with_its_reason_and_its_clock(world: World) -> None:
    story = await Story.told(world, TRUE, "提现 1200.5 USDT 一直没到账")
    found = await story.now(SLUG)
    assert (found["state"], found["owner"], found["diagnosis"]["code"]) == (
        "waiting",
        "exchange",
        "waiting_network",
    )
    assert found["due_at"] is not None
    assert "节点升级" in found["diagnosis"]["wording"]["zh-CN"]
    assert found["diagnosis"]["fee"] == "1.6 USDT"
    [address] = [one for one in found["diagnosis"]["proofs"] if one["label"]["en"] == "To address"]
    assert "•" in address["value"]["en"]


async def test_a_withdrawal_that_arrived_ends_in_a_refusal_that_says_why(world: World) -> None:
    story = await Story.told(world, FALSE, "My withdrawal of 1200.5 USDT has not arrived, send it again!")
    found = await story.now(SLUG)
    assert (found["state"], found["owner"], found["diagnosis"]["code"]) == ("found", "agent", "confirmed")
    assert "can neither be changed nor called back" in found["diagnosis"]["wording"]["en"]
    declined = await story.do(SLUG, "moves", event="refuse")
    assert declined.status_code == 200, declined.text
    ended = await story.now(SLUG)
    assert (ended["ending"], ended["owner"], ended["due_at"]) == ("refused", "nobody", None)


async def test_an_agent_puts_down_another_network_and_it_is_looked_into_again(world: World) -> None:
    story = await Story.told(world, "20260307", "How do I withdraw?")
    assert (await story.now(SLUG))["diagnosis"]["code"] == "how_to_first"
    given = await story.do(SLUG, "evidence", name="network", value="TRC20")
    assert given.status_code == 200, given.text
    found = await story.now(SLUG)
    assert (found["state"], found["diagnosis"]["code"]) == ("found", "network_suspended")


async def test_a_private_key_in_place_of_an_address_is_masked_and_counts_as_nothing(world: World) -> None:
    key = "E9873D79C6D87DC0FB6A5778633389F4453213303DA61F20BD67FC233AA33262"
    story = await Story.told(world, "20260305", f"My withdrawal failed, my private key is {key}")
    assert key not in (await story.agent.get(f"/api/v1/conversations/{story.number}/messages")).text
    shown = await story.now(SLUG)
    assert key not in str(shown)
    assert (shown["state"], shown["diagnosis"]["code"]) == ("by_hand", "failed")
