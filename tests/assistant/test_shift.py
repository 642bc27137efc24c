"""The end of a shift: what one holds and what it waits for, given away in one act, and taken back in one."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from tests.assistant.endpoint import Obedient
from tests.assistant.test_endpoint import OURS
from tests.world import Person, World, fresh
from trustdesk.assistant import Endpoint, Prices
from trustdesk.assistant.jobs.handing import sum_up_for_the_next
from trustdesk.assistant.rules.awaiting import awaits
from trustdesk.brands import Label
from trustdesk.conversations import Conversation
from trustdesk.procedures import Progress

SHIFT = "/api/v1/shift"
GIVE = f"{SHIFT}/handovers"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CASE = Conversation(
    id=UUID(int=1),
    number="BG-1",
    customer=UUID(int=2),
    line="webchat",
    topic=None,
    language="en",
    status="open",
    priority=0,
    assignee=None,
    team=None,
    tags=[],
    seq=3,
    staff_seq=0,
    staff_by="",
    preview="",
    last_author="customer",
    last_at=NOW,
    listed_at=NOW,
    waiting_since=NOW,
    snoozed_until=None,
    resolved_at=None,
    rating=None,
    created_at=NOW,
)
RECOVERY = Progress(
    slug="deposit_recovery",
    title=Label("Recovery", "找回"),
    state="at_exchange",
    steps=[],
    owner="exchange",
    due_at=NOW + timedelta(hours=4),
    wording=None,
    expected=None,
    fee=None,
    ending=None,
)


async def holding(world: World, agent: Person, *texts: str) -> list[str]:
    key = await world.integration()
    numbers = [await world.letter(key, text) for text in texts]
    for number in numbers:
        await agent.reply(number, "I am looking.")
    return numbers


async def holders(world: World, numbers: list[str]) -> list[str | None]:
    key = await world.integration()
    rows = [await key.row(number) for number in numbers]
    return [row["assignee"]["id"] if row["assignee"] else None for row in rows]


async def notes(agent: Person, number: str) -> list[str]:
    return [one["text"] for one in await agent.entries(number) if one["kind"] == "note"]


def test_what_a_conversation_waits_for_is_told_with_from_whom_and_until_when() -> None:
    waiting = msgspec.structs.replace(CASE, status="waiting", waiting_since=None)
    snoozed = msgspec.structs.replace(waiting, status="snoozed", snoozed_until=NOW + timedelta(days=1))
    ended = msgspec.structs.replace(RECOVERY, ending="solved")
    told = [
        [(one.who, one.until) for one in awaits(case, running)]
        for case, running in (
            (CASE, []),
            (CASE, [RECOVERY]),
            (waiting, [ended]),
            (snoozed, []),
            (msgspec.structs.replace(waiting, status="open"), []),
        )
    ]
    assert told == [
        [("agent", None)],
        [("agent", None), ("exchange", NOW + timedelta(hours=4))],
        [("customer", None)],
        [("time", NOW + timedelta(days=1))],
        [("nobody", None)],
    ]


async def test_an_agent_sees_all_they_hold(world: World) -> None:
    agent = await world.agent()
    mine = await holding(world, agent, "Where is deposit one?", "Where is deposit two?")
    shown = (await agent.get(SHIFT)).json()["items"]
    assert [one["number"] for one in shown] == mine
    assert [[wait["who"] for wait in one["awaits"]] for one in shown] == [["customer"], ["customer"]]
    assert shown[0]["summary"]["text"].splitlines()[-1] == "Last answer of ours: I am looking."
    assert (await (await world.agent()).get(SHIFT)).json() == {"items": []}


async def test_everything_goes_to_a_colleague_with_a_note_once(world: World) -> None:
    agent, next_one = await world.agent(), await world.agent()
    mine = await holding(world, agent, "Where is deposit one?", "Where is deposit two?")
    once = {"client_id": fresh(), "to": next_one.id}
    given = await agent.post(GIVE, json=once)
    assert (given.status_code, given.json()["count"], given.json()["target_name"]) == (
        201,
        2,
        next_one.known["name"],
    )
    assert await holders(world, mine) == [next_one.id, next_one.id]
    assert (await agent.post(GIVE, json=once)).json() == given.json()
    assert (await agent.post(GIVE, json={**once, "to": None})).status_code == 422
    for number in mine:
        [note] = await notes(next_one, number)
        assert note.endswith("Last answer of ours: I am looking.")


async def test_undone_it_is_as_before_but_for_what_a_colleague_has_answered(world: World) -> None:
    agent, next_one = await world.agent(), await world.agent()
    mine = await holding(world, agent, "Where is deposit one?", "Where is deposit two?")
    given = (await agent.post(GIVE, json={"client_id": fresh(), "to": next_one.id})).json()
    await next_one.reply(mine[1], "I have it now.")
    undo = f"{GIVE}/{given['id']}/undo"
    assert (await next_one.post(undo)).status_code == 404
    for _ in range(2):
        undone = (await agent.post(undo)).json()
        assert (undone["undone"], undone["stayed"]) == (True, 1)
        assert await holders(world, mine) == [agent.id, next_one.id]


async def test_to_the_queue_one_steps_away_and_comes_back_with_undo(world: World) -> None:
    agent = await world.agent(brand="bitmart", capacity=9)
    key = await world.integration(brand="bitmart")
    number = await world.letter(key)
    await agent.put("/api/v1/presence", json={"state": "online"})
    await world.settle()
    await agent.reply(number, "I am looking.")
    given = (await agent.post(GIVE, json={"client_id": fresh()})).json()
    assert (given["target_name"], given["count"]) == (None, 1)
    await world.settle()
    assert (await key.row(number))["assignee"] is None
    await agent.post(f"{GIVE}/{given['id']}/undo")
    await world.settle()
    assert (await key.row(number))["assignee"]["id"] == agent.id
    [me] = [one for one in (await agent.get("/api/v1/staff")).json()["items"] if one["id"] == agent.id]
    assert me["state"] == "online"
    await agent.put("/api/v1/presence", json={"state": "offline"})


async def test_half_an_hour_later_it_stays(world: World) -> None:
    agent, next_one = await world.agent(), await world.agent()
    mine = await holding(world, agent, "Where is deposit one?")
    given = (await agent.post(GIVE, json={"client_id": fresh(), "to": next_one.id})).json()
    async with world.house.db.transaction("bitget") as tx:
        await tx.do("update handovers set at = at - interval '31 minutes' where id = $1", UUID(given["id"]))
    assert (await agent.post(f"{GIVE}/{given['id']}/undo")).status_code == 409
    assert await holders(world, mine) == [next_one.id]


async def test_nobody_hands_over_to_themselves_or_to_nobody_known(world: World) -> None:
    agent = await world.agent()
    mine = await holding(world, agent, "Where is deposit one?")
    for to in (agent.id, str(UUID(int=9))):
        assert (await agent.post(GIVE, json={"client_id": fresh(), "to": to})).status_code == 400
    assert await holders(world, mine) == [agent.id]
    assert await notes(agent, mine[0]) == []


async def test_with_an_endpoint_a_better_summary_stands_beside_ours(world: World) -> None:
    agent = await world.agent()
    [number] = await holding(world, agent, "Where are my 250 USDT? [[ECHO]]")
    async with world.house.db.transaction("bitget") as tx:
        id = await tx.value("select id from conversations where number = $1", number)
    parts = world.house.assistant
    with Obedient() as model:
        model.says = "The customer misses 250 USDT; we are looking."
        better = msgspec.structs.replace(parts, endpoint=Endpoint(OURS, model.url, "sums", "", Prices()))
        # It repeats whatever it was told, rules and all: nothing of that is left as a note.
        await sum_up_for_the_next(better, "bitget", id, "en")
        assert len(model.asked) == 1
        before = await notes(agent, number)
        [plain] = await holding(world, agent, "Where are my 250 USDT?")
        async with world.house.db.transaction("bitget") as tx:
            id = await tx.value("select id from conversations where number = $1", plain)
        for _ in range(2):
            await sum_up_for_the_next(better, "bitget", id, "en")
    assert await notes(agent, plain) == [
        "Summed up by the language model:\nThe customer misses 250 USDT; we are looking."
    ]
    assert all("JSON document" not in one for one in before)
    officer = await world.agent("supervisor")
    record = (await officer.get("/api/v1/assistant/record")).json()
    assert sum(one["calls"] for one in record["calls"] if one["model"] == "sums") == 3
    assert {one["purpose"] for one in record["calls"] if one["model"] == "sums"} == {"summary"}
