"""A first message is read: the conversation is labelled where nobody has chosen, and a person overrules it."""

from typing import Any

from tests.triage.steps import id_of, read, thought
from tests.world import BRAND, Person, World, fresh
from trustdesk.conversations import ConversationErased
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7


async def taken(world: World, **more: Any) -> tuple[Person, Person, str]:
    """A conversation that an agent holds: who can look at it, and its number."""
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key, **more)
    await agent.act(number, "assignee", assignee=agent.id)
    return key, agent, number


async def labels(key: Person, number: str) -> tuple[str | None, int, list[str], str]:
    row = await key.row(number)
    return row["topic"], row["priority"], row["tags"], row["language"]


async def test_theft_goes_first_and_reading_again_changes_nothing(world: World) -> None:
    key, agent, number = await taken(world, text="My account was hacked, all my coins are gone! UID 12345678")
    assert (await thought(agent, number))["state"] == "waiting"
    await read(world, number)
    told = await thought(agent, number)
    assert (told["topic"]["code"], told["urgency"], told["sentiment"]) == (
        "security.stolen",
        "theft",
        "distressed",
    )
    assert told["entities"] == ["account"]
    assert [one["code"] for one in told["asks"]] == ["when"]
    assert await labels(key, number) == ("stolen", 3, ["theft"], "en")
    before = await key.entries(number)
    await read(world, number)
    assert await key.entries(number) == before


async def test_what_people_have_chosen_stays(world: World) -> None:
    key, agent, number = await taken(world, text="我的账户被盗了，币都没了")
    await agent.act(number, "labels", priority=0, language="en")
    await read(world, number)
    assert await labels(key, number) == ("stolen", 0, ["theft"], "en")
    visitor = await world.visitor()
    body = {"client_id": fresh(), "text": "有人登录了我的账号，不是我", "topic": "order"}
    chosen = (await visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"]
    await read(world, chosen)
    assert await labels(key, chosen) == ("order", 3, ["theft"], "zh-CN")


async def test_what_is_none_of_it_is_left_alone(world: World) -> None:
    key, agent, number = await taken(world, text="Can you tell me a good recipe for pancakes?")
    await world.settle()
    before = await key.entries(number)
    await read(world, number)
    assert await key.entries(number) == before
    assert (await thought(agent, number))["topic"] is None
    assert await labels(key, number) == (None, 1, [], "en")


async def test_nothing_of_the_words_is_kept(world: World) -> None:
    _, _, number = await taken(
        world, text="Bumblebee 77: my deposit of 500 USDT has not arrived, TxID 0x" + "ab" * 32
    )
    await read(world, number)
    async with world.house.db.transaction(BRAND) as tx:
        kept = await tx.row("select * from readings where conversation = $1", await id_of(world, number))
    assert kept is not None
    assert kept["entities"][:3] == ["transaction", "amount", "coin"]
    for secret in ("Bumblebee", "abab", "500"):
        assert secret not in repr(dict(kept))
        assert secret.encode() not in b"".join(kept["marks"])


async def test_insults_are_answered_once_and_close_nothing(world: World) -> None:
    key, agent, number = await taken(world, text="My withdrawal hangs, you are idiots")
    await read(world, number)
    await key.act(number, "labels", tags=[])
    await read(world, number)
    said = [
        one["text"]
        for one in await key.entries(number)
        if one["kind"] == "message" and one["author"]["kind"] == "system"
    ]
    assert sum("supervisor" in text for text in said) == 1
    assert (await key.row(number))["status"] == "open"
    assert (await thought(agent, number))["abuse"] is True


async def test_a_person_says_what_it_really_is(world: World) -> None:
    key, agent, number = await taken(world, text="My withdrawal is still being processed")
    await read(world, number)
    path = f"/api/v1/conversations/{number}/triage"
    body = {"client_id": fresh(), "topic": "promo.rules"}
    other = await world.agent(role="editor")
    assert (await other.put(path, json=body)).status_code in (403, 404)
    assert (await agent.put(path, json=body | {"topic": "no.such"})).status_code == 400
    assert (await thought(agent, number))["corrected"] is False
    answer = await agent.put(path, json=body)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["topic"]["code"], answer.json()["corrected"]) == ("promo.rules", True)
    again = await agent.put(path, json=body)
    assert again.json()["topic"]["code"] == "promo.rules"
    assert (await labels(key, number))[0] == "promotion"
    await read(world, number)
    assert (await thought(agent, number))["topic"]["code"] == "promo.rules"


async def test_the_same_transaction_is_met_again(world: World) -> None:
    hash_ = "0x" + "7c" * 32
    _, agent, first = await taken(world, text=f"Where is my deposit? TxID {hash_}")
    _, other, second = await taken(world, text=f"Please credit this transaction: {hash_}")
    await read(world, first)
    await read(world, second)
    assert (await thought(other, second))["alike"] == [
        {"number": first, "same_customer": False, "status": "open", "join": ""}
    ]
    assert [one["number"] for one in (await thought(agent, first))["alike"]] == [second]


async def test_the_same_customer_elsewhere_is_offered(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    visitor = await world.visitor()
    sent = await visitor.post(
        "/api/v1/widget/messages", json={"client_id": fresh(), "text": "My deposit has not arrived"}
    )
    number = sent.json()["conversation"]
    assert (await visitor.get("/api/v1/widget/intake")).json() == {"asks": []}
    await read(world, number)
    asked = (await visitor.get("/api/v1/widget/intake")).json()["asks"]
    assert [one["code"] for one in asked] == ["asset", "network", "amount", "transaction"]
    await agent.act(number, "assignee", assignee=agent.id)
    await agent.reply(number, "Good day, I am looking.")
    assert (await visitor.get("/api/v1/widget/intake")).json() == {"asks": []}
    assert (await thought(agent, number))["alike"] == []
    assert key.token


async def test_a_reading_is_heard_of_by_a_job(world: World) -> None:
    key = await world.integration()
    number = await world.letter(key, text="How do I deposit?")
    await world.settle()
    async with world.house.db.transaction(BRAND) as tx:
        due = await tx.value(
            """select count(*) from procrastinate_jobs, jsonb_array_elements(args->'places') as place
            where task_name = 'triage.read' and place->>0 = $1""",
            str(await id_of(world, number)),
        )
    assert due == 1


async def test_what_was_made_of_it_goes_with_the_conversation(world: World) -> None:
    _, _, number = await taken(world, text="My deposit has not arrived")
    await read(world, number)
    id = await id_of(world, number)
    async with world.house.db.transaction(BRAND) as tx:
        await publish(tx, ConversationErased(about=id))
    await world.settle()
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from readings where conversation = $1", id) == 0


async def test_many_are_read_together_and_one_that_cannot_be_stops_no_other(world: World) -> None:
    key, agent = await world.integration(), await world.agent("supervisor")
    texts = ["My deposit has not arrived", "提币一直没有到账", "I cannot log in any more", "\U0001f642"]
    numbers = [await world.letter(key, text) for text in texts]
    places = [(await id_of(world, number), 1) for number in numbers]
    nobody = (uuid7(), 1)
    await world.house.triage.read(BRAND, [nobody, *places])
    found = [(await thought(agent, number)) for number in numbers]
    topics = [one["topic"] and one["topic"]["code"] for one in found]
    assert topics == ["deposit.not_credited", "withdraw.pending", "account.login", None]
    assert [one["language"] for one in found] == ["en", "zh", "en", None]
