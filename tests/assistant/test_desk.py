"""What agents have of the assistant: a suggestion to begin from, a summary."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.assistant.people import furnish, set_up
from tests.world import World, fresh


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def furnished(world: World) -> AsyncIterator[None]:
    await furnish(world)
    yield


async def test_a_suggestion_rests_on_an_article_and_goes_nowhere_by_itself(world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key, "How do I create API keys?")
    before = await agent.entries(number)
    found = (await agent.post(f"/api/v1/conversations/{number}/suggestion")).json()
    assert found["text"].splitlines()[0] == "Our article “API keys” says:"
    assert found["text"].splitlines()[-1] == f"{world.base_url}/help/bitget/en/api-keys"
    assert ([one["slug"] for one in found["cited"]], found["by"]) == (["api-keys"], "embedded")
    assert await agent.entries(number) == before


async def test_nothing_is_suggested_rather_than_guessed(world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key, "who won the football match yesterday")
    found = (await agent.post(f"/api/v1/conversations/{number}/suggestion")).json()
    assert found == {"text": "", "cited": [], "score": 0.0, "by": "embedded"}


async def test_switched_off_it_suggests_nothing(world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key, "How do I create API keys?")
    await set_up(world, mode="off")
    try:
        found = (await agent.post(f"/api/v1/conversations/{number}/suggestion")).json()
    finally:
        await set_up(world)
    assert found["text"] == ""


async def test_a_summary_is_in_the_readers_language(world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    customer = {"external_id": fresh(), "name": "Wang Wei"}
    number = await world.letter(key, "Where are my 250 USDT?", customer=customer)
    await world.letter(key, "Order 88812345678, please", customer=customer)
    await agent.reply(number, "Good day, I am looking.")
    path = f"/api/v1/conversations/{number}/summary"
    english = (await agent.get(path)).json()
    assert english["text"].splitlines() == [
        "Asked: Where are my 250 USDT?",
        "Also wrote: Order 88812345678, please",
        "Has named: amount 250 USDT; number 88812345678",
        "Known as: a visitor, nothing proved",
        "Last answer of ours: Good day, I am looking.",
    ]
    assert [(one["kind"], one["text"]) for one in english["facts"]] == [
        ("amount", "250 USDT"),
        ("order", "88812345678"),
    ]
    chinese = (await agent.get(path, headers={"accept-language": "zh-CN"})).json()
    assert chinese["text"].splitlines()[0] == "客户的问题：Where are my 250 USDT?"


async def test_who_may_not_read_is_given_no_summary(world: World) -> None:
    key, stranger = await world.integration(), await world.agent(brand="bybit")
    number = await world.letter(key)
    for sent in (
        await stranger.get(f"/api/v1/conversations/{number}/summary"),
        await stranger.post(f"/api/v1/conversations/{number}/suggestion"),
        await stranger.post(f"/api/v1/conversations/{number}/rewrite", json={"text": "hello"}),
    ):
        assert sent.status_code == 404
