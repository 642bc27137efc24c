"""Who has the word: the assistant holds nobody back who wants a person, and gives over everything."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from tests.assistant.people import ask, furnish, said, set_up, work
from tests.world import BRAND, Person, World, fresh
from trustdesk.kit import i18n

ENGLISH = i18n.words("en")
QUESTION = "how do I create api keys"


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def furnished(world: World) -> AsyncIterator[None]:
    await furnish(world)
    await set_up(world, mode="answer")
    yield


async def answered(world: World, text: str = QUESTION) -> tuple[Person, str]:
    """A visitor whose question the assistant has answered."""
    visitor = await world.visitor()
    number = await ask(visitor, text)
    await work(world, number)
    assert len(await said(visitor)) == 1
    return visitor, number


async def tap(visitor: Person, **more: Any) -> dict[str, Any]:
    sent = await visitor.post("/api/v1/widget/assistant/person", json={"client_id": fresh(), **more})
    assert sent.status_code == 200, sent.text
    return sent.json()


async def place(visitor: Person) -> dict[str, Any] | None:
    return (await visitor.get("/api/v1/widget/conversation")).json()["queue"]


async def test_what_the_assistant_has_waits_for_nobody_until_a_person_is_wanted(world: World) -> None:
    agent = await world.agent(capacity=0)
    visitor, number = await answered(world)
    assert await place(visitor) is None
    assert await tap(visitor) == {"state": "people"}
    await world.settle()
    assert (await place(visitor) or {})["position"] >= 1
    row = await agent.row(number)
    assert row["status"] == "open"
    assert row["tags"] == ["assistant"]


async def test_the_place_counts_from_the_first_message(world: World) -> None:
    visitor, number = await answered(world)
    await tap(visitor)
    await world.settle()
    async with world.house.db.transaction(BRAND) as tx:
        row = await tx.row(
            """select q.entered_at, (select at from messages where conversation = c.id and seq = 1) as at
            from queue q join conversations c on c.id = q.conversation where c.number = $1""",
            number,
        )
    assert row is not None
    assert row["entered_at"] == row["at"]


async def test_whoever_takes_over_reads_a_summary(world: World) -> None:
    agent = await world.agent()
    visitor = await world.visitor()
    txid = "0x" + "ab" * 32
    number = await ask(visitor, f"{QUESTION} TxID {txid} for 250 USDT, order 88812345678")
    await work(world, number)
    if (await said(visitor))[-1]["event"]["kind"] != "handed_over":
        await tap(visitor, helped=False)
    notes = [one for one in await agent.entries(number) if one["kind"] == "note"]
    assert len(notes) == 1
    assert notes[0]["text"].splitlines() == [
        f"Asked: {QUESTION} TxID {txid} for 250 USDT, order 88812345678",
        f"Has named: transaction {txid}; amount 250 USDT; number 88812345678",
        *[line for line in notes[0]["text"].splitlines() if line.startswith("Has read:")],
        "Known as: a visitor, nothing proved",
        *[line for line in notes[0]["text"].splitlines() if line.startswith("Why a person:")],
        "Nothing of this was answered yet.",
    ]


async def test_a_second_tap_says_nothing_more(world: World) -> None:
    agent = await world.agent(capacity=0)
    visitor, number = await answered(world)
    await tap(visitor)
    before = await agent.entries(number)
    assert await tap(visitor) == {"state": "people"}
    assert await tap(visitor, helped=False) == {"state": "people"}
    assert await agent.entries(number) == before


async def test_with_people_the_assistant_is_silent(world: World) -> None:
    visitor, number = await answered(world)
    await tap(visitor)
    await world.settle()
    count = len(await said(visitor))
    await ask(visitor, "how do I create api keys for a second program")
    await work(world, number)
    assert len(await said(visitor)) == count


async def test_solved_ends_it_and_the_next_word_begins_anew(world: World) -> None:
    visitor, number = await answered(world)
    [one] = await said(visitor)
    done = await visitor.post("/api/v1/widget/assistant/solved", json={"seq": one["seq"]})
    assert done.json() == {"state": "assistant"}
    thread = (await visitor.get("/api/v1/widget/conversation")).json()
    assert thread["conversation"]["status"] == "resolved"
    again = await visitor.post("/api/v1/widget/assistant/solved", json={"seq": one["seq"]})
    assert again.status_code == 200
    await ask(visitor, QUESTION)
    await work(world, number)
    assert [one["event"]["kind"] for one in await said(visitor)] == ["answered", "answered"]


async def test_a_tap_for_solved_that_comes_late_changes_nothing(world: World) -> None:
    visitor, _ = await answered(world)
    [one] = await said(visitor)
    await tap(visitor)
    late = await visitor.post("/api/v1/widget/assistant/solved", json={"seq": one["seq"]})
    assert late.json() == {"state": "people"}
    thread = (await visitor.get("/api/v1/widget/conversation")).json()
    assert thread["conversation"]["status"] == "open"


async def test_an_agent_who_answers_first_has_the_word(world: World) -> None:
    agent, visitor = await world.agent(capacity=0), await world.visitor()
    number = await ask(visitor, QUESTION)
    await agent.reply(number, "Good day")
    await work(world, number)
    assert await said(visitor) == []


async def test_the_same_turn_twice_says_one_thing(world: World) -> None:
    visitor, number = await answered(world)
    await work(world, number)
    assert len(await said(visitor)) == 1


async def test_after_enough_answers_a_person_comes(world: World) -> None:
    await set_up(world, mode="answer", most_answers=1)
    try:
        visitor, number = await answered(world)
        await ask(visitor, "why has my order not been filled")
        await work(world, number)
        last = (await said(visitor))[-1]
        assert last["text"] == ENGLISH.text("assistant.person.not_helped")
    finally:
        await set_up(world, mode="answer")


async def test_beside_the_queue_it_answers_those_who_wait(world: World) -> None:
    await set_up(world, mode="answer", before_queue=False)
    try:
        visitor, _ = await answered(world)
        assert (await place(visitor) or {})["position"] >= 1
    finally:
        await set_up(world, mode="answer")


async def test_nobody_is_kept_waiting_for_an_answer_that_does_not_come(world: World) -> None:
    visitor = await world.visitor()
    number = await ask(visitor, QUESTION)
    await world.settle()  # it is heard, but no worker takes it up
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            """update assistant_turns set asked_at = asked_at - interval '1 minute'
            where conversation = (select id from conversations where number = $1)""",
            number,
        )
    await let_go(world)
    [one] = await said(visitor)
    assert one["text"] == ENGLISH.text("assistant.person.late")
    assert (await place(visitor) or {})["position"] >= 1


async def test_what_was_answered_long_ago_is_its_customers_turn(world: World) -> None:
    visitor, number = await answered(world)
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            """update assistant_turns set said_at = said_at - interval '11 minutes'
            where conversation = (select id from conversations where number = $1)""",
            number,
        )
    await let_go(world)
    thread = (await visitor.get("/api/v1/widget/conversation")).json()
    assert thread["conversation"]["status"] == "waiting"
    assert await tap(visitor) == {"state": "people"}
    await world.settle()
    assert (await place(visitor) or {})["position"] >= 1


async def test_a_stranger_has_no_conversation_to_tap_in(world: World) -> None:
    stranger = await world.visitor()
    sent = await stranger.post("/api/v1/widget/assistant/person", json={"client_id": fresh()})
    assert sent.status_code == 404
    sent = await stranger.post("/api/v1/widget/assistant/solved", json={"seq": 1})
    assert sent.status_code == 404


async def test_a_transcript_holds_what_the_assistant_said(world: World) -> None:
    visitor, _ = await answered(world)
    for query in ("format=text", "format=html", "format=html&share=true"):
        taken = await visitor.get(f"/api/v1/widget/transcript?{query}")
        assert taken.status_code == 200
        assert "Create one key for one program" in taken.text


async def let_go(world: World) -> None:
    [job] = [one for one in world.house.jobs() if one.name == "assistant.let_go"]
    await job.run(world.house.db, BRAND, {})
    await world.settle()
