"""Training on what people corrected; choosing which version reads; what the help centre lacks."""

from typing import Any
from uuid import UUID

from tests.triage.steps import id_of, read, thought
from tests.world import BRAND, Person, World, fresh
from trustdesk.kit import clock
from trustdesk.triage import train
from trustdesk.triage.actions import proposing


async def models(editor: Person) -> dict[str, Any]:
    answer = await editor.get("/api/v1/triage/models")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def held(world: World, key: Person, text: str) -> tuple[Person, str]:
    agent = await world.agent()
    number = await world.letter(key, text=text)
    await agent.act(number, "assignee", assignee=agent.id)
    await read(world, number)
    return agent, number


async def test_a_brand_learns_its_own_and_goes_back(world: World) -> None:
    key, editor = await world.integration(), await world.agent(role="editor")
    assert (await (await world.agent()).get("/api/v1/triage/models")).status_code == 403
    before = await models(editor)
    assert (before["active"], [one["state"] for one in before["items"]]) == (0, ["starter"])
    for text in ("my grid bot has stopped", "the grid robot does nothing", "grid bot stuck at start"):
        agent, number = await held(world, key, text)
        await agent.put(
            f"/api/v1/conversations/{number}/triage", json={"client_id": fresh(), "topic": "trade.failed"}
        )
    assert (await editor.post("/api/v1/triage/models", json={})).status_code == 202
    card = await train(world.house.db, world.house.library.meaning, BRAND, "test")
    assert (card.version, card.own, card.state) == (1, 3, "candidate")
    told = await models(editor)
    assert (told["active"], told["own"], [one["version"] for one in told["items"]]) == (0, 3, [1, 0])
    agent, number = await held(world, key, "grid bot stopped again")
    active = await editor.put("/api/v1/triage/active", json={"version": 1})
    assert (active.json()["active"], active.json()["items"][0]["state"]) == (1, "active")
    agent, number = await held(world, key, "the grid bot has stopped once more")
    read_by = await thought(agent, number)
    assert (read_by["version"], read_by["topic"]["code"]) == (1, "trade.failed")
    matrix = (await editor.get("/api/v1/triage/models/1")).json()
    assert len(matrix["rows"]) == len(matrix["topics"]) == 41
    assert sum(map(sum, matrix["rows"])) == card.examples
    assert (await editor.put("/api/v1/triage/active", json={"version": 9})).status_code == 404
    assert (await editor.get("/api/v1/triage/models/9")).status_code == 404
    back = await editor.put("/api/v1/triage/active", json={"version": 0})
    assert (back.json()["active"], back.json()["items"][0]["state"]) == (0, "retired")
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows("select action from audit where action like 'triage.%' order by at, id")
    done = [row["action"] for row in rows]
    assert done.count("triage.activate") == 2
    assert "triage.train" in done


async def gathered(world: World) -> int:
    async with world.house.db.transaction(BRAND) as tx:
        return await proposing.gather(tx, clock.utc_now())


async def proposals(editor: Person) -> list[dict[str, Any]]:
    answer = await editor.get("/api/v1/triage/proposals")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_what_several_people_ask_becomes_a_draft(world: World) -> None:
    key, editor = await world.integration(), await world.agent(role="editor")
    numbers: list[str] = []
    for text in (
        "How do staking rewards for Solana work?",
        "Staking rewards Solana, how are they counted? Wang Wei, wang@example.com",
        "how are my staking rewards on Solana calculated",
    ):
        _, number = await held(world, key, text)
        numbers.append(number)
    async with world.house.db.transaction(BRAND) as tx:
        ids: list[UUID] = [await id_of(world, number) for number in numbers]
        await tx.do("update readings set answered = 0.9 where not conversation = any($1)", ids)
        await tx.do("update readings set answered = 0.1 where conversation = any($1)", ids)
    assert await gathered(world) == 1
    assert await gathered(world) == 1
    [gap] = [one for one in await proposals(editor) if one["kind"] == "gap"]
    assert gap["size"] == 3
    assert {"solana", "staking"} <= set(gap["words"])
    assert "wang" not in str(gap).casefold()
    path = f"/api/v1/triage/proposals/{gap['id']}"
    assert (await (await world.agent()).post(f"{path}/draft", json={})).status_code == 403
    first = await editor.post(f"{path}/draft", json={})
    assert first.status_code == 200, first.text
    assert (await editor.post(f"{path}/draft", json={})).json() == first.json()
    article = await editor.get(f"/api/v1/knowledge/articles/{first.json()['slug']}")
    assert article.status_code == 200
    assert "staking" in article.text
    assert [one for one in await proposals(editor) if one["kind"] == "gap"] == []


async def test_articles_are_searched_before_gaps_are_told(world: World) -> None:
    key = await world.integration()
    _, number = await held(world, key, "How do I deposit coins?")
    async with world.house.db.transaction(BRAND) as tx:
        before = await tx.value(
            "select answered from readings where conversation = $1", await id_of(world, number)
        )
    assert before == -1
    await world.house.triage.search(BRAND)
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from readings where answered < 0") == 0


async def test_an_answer_is_shown_without_anybody_in_it(world: World) -> None:
    key, editor = await world.integration(), await world.agent(role="editor")
    agent, number = await held(world, key, "Can I gift a coin to a friend? I am Wang Wei, wang@example.com")
    answer = (
        "Yes, Wang Wei: choose a coin, then Gift, and give the address of your friend; it costs 0.5 USDT."
    )
    await agent.reply(number, answer)
    await agent.act(number, "status", status="resolved")
    await world.settle()
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("update readings set answered = 0.9")
        await tx.do("update readings set answered = 0.1 where conversation = $1", await id_of(world, number))
    await gathered(world)
    [one] = [one for one in await proposals(editor) if one["kind"] == "answer"]
    for word in ("Wang", "wang@", "0.5"):
        assert word not in str(one), one
    assert "choose a coin" in one["answer"]
    path = f"/api/v1/triage/proposals/{one['id']}"
    assert (await editor.post(f"{path}/dismiss", json={})).status_code == 204
    assert (await editor.post(f"{path}/draft", json={})).status_code == 409
    await gathered(world)
    assert [one for one in await proposals(editor) if one["kind"] == "answer"] == []
