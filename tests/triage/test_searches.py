"""What readers search for in vain is counted without them, gathered, and becomes a draft."""

from typing import Any

import pytest

from tests.assistant.people import furnish
from tests.triage.steps import id_of, read
from tests.world import BRAND, Person, World, fresh
from trustdesk.knowledge import Searched
from trustdesk.triage import Searches
from trustdesk.triage.actions.searching import kept

HELP = f"/help/{BRAND}/en"
STAKED = "staking rewards for solana"


async def counted(world: World) -> list[tuple[str, int, int, int]]:
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows("select words, times, opened, unhelped from searches order by words")
    return [tuple(row.values()) for row in rows]


async def searched(searches: Searches, words: str, readers: int, *did: str) -> None:
    for reader in range(readers):
        for one in ("asked", *did):
            await searches.note(BRAND, Searched(words, "en", one, f"reader {reader}"))  # type: ignore[arg-type]


async def proposed(editor: Person, words: str) -> list[dict[str, Any]]:
    answer = await editor.get("/api/v1/triage/proposals")
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json()["items"] if one["kind"] == "search" and words in one["words"]]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("  Staking   Rewards ", "staking rewards"),
        ("where are the 500 USDT of wang@example.com", "where are the of"),
        ("my password is Tr0ub4dor&3 help", "my password is help"),
        ("0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", ""),
        ("！？", ""),
        ("质押收益", "质押收益"),
    ],
)
def test_of_what_was_searched_only_bare_words_are_kept(words: str, left: str) -> None:
    assert kept(words) == left


async def test_a_search_an_opened_article_and_a_verdict_are_counted_once_a_reader(world: World) -> None:
    await furnish(world)
    stranger = world.stranger
    for _ in range(2):
        assert (await stranger.get(f"{HELP}/search?q=Fees")).status_code == 200
        assert (await stranger.get(f"{HELP}/deposit-not-credited?q=fees")).status_code == 200
    assert ("fees", 1, 1, 0) in await counted(world)
    page = await stranger.get(f"{HELP}/deposit-not-credited?q=fees")
    assert f'action="{HELP}/deposit-not-credited/vote?q=fees"' in page.text
    voted = await stranger.post(f"{HELP}/deposit-not-credited/vote?q=fees", data={"helpful": "no"})
    assert voted.headers["location"] == f"{HELP}/deposit-not-credited?voted=no&q=fees"
    assert ("fees", 1, 1, 1) in await counted(world)
    assert (await stranger.get(f"{HELP}/deposit-not-credited")).status_code == 200
    assert ("fees", 1, 1, 1) in await counted(world)


async def test_what_several_readers_search_in_vain_becomes_a_draft(world: World) -> None:
    editor, searches = await world.agent(role="editor"), Searches(world.house.db)
    await searched(searches, STAKED, 3)
    await searched(searches, "solana staking reward", 1)
    await searched(searches, "how to reset my password", 5, "opened")
    await searched(searches, "a rare wish of one reader", 1)
    await world.house.triage.gather(BRAND)
    await world.house.triage.gather(BRAND)
    [one] = await proposed(editor, STAKED)
    assert await proposed(editor, "how to reset my password") == []
    assert (one["size"], one["words"], one["question"], one["answer"]) == (4, [STAKED], "", "")
    path = f"/api/v1/triage/proposals/{one['id']}"
    assert (await (await world.agent()).post(f"{path}/draft", json={})).status_code == 403
    slug = (await editor.post(f"{path}/draft", json={})).json()["slug"]
    article = (await editor.get(f"/api/v1/knowledge/articles/{slug}")).json()
    assert article["texts"]["en"]["questions"] == [STAKED]
    await world.house.triage.gather(BRAND)
    assert await proposed(editor, STAKED) == []


async def test_an_opened_article_that_does_not_help_is_a_search_in_vain(world: World) -> None:
    editor, searches = await world.agent(role="editor"), Searches(world.house.db)
    words = "lend my coins to friends"
    await searched(searches, words, 3, "opened")
    await world.house.triage.gather(BRAND)
    assert await proposed(editor, words) == []
    for reader in range(3):
        await searches.note(BRAND, Searched(words, "en", "unhelped", f"reader {reader}"))
    await world.house.triage.gather(BRAND)
    assert [(one["size"], one["words"]) for one in await proposed(editor, words)] == [(3, [words])]


async def test_an_answer_that_did_not_help_is_none(world: World) -> None:
    visitor = await world.visitor()
    body = {"client_id": fresh(), "text": "How do I deposit coins?"}
    number = (await visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"]
    await read(world, number)
    said = {"client_id": fresh(), "helped": False}
    assert (await visitor.post("/api/v1/widget/assistant/person", json=said)).status_code == 200
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("update readings set answered = 0.9")
        found = await tx.rows(
            "select unhelped from readings where conversation = $1", await id_of(world, number)
        )
    assert [row["unhelped"] for row in found] == [True]
