"""Whatever anybody of any role does, no answer and no frame holds an unmasked value but a reveal to the holder."""

import asyncio
import json
from typing import Any

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import BRAND, Person, World, fresh

ROLES = ("agent", "agent", "senior", "supervisor", "editor", "compliance", "admin", "breakglass", "key")
CASES = 3
MARK = "planted"  # is in every value that must stay masked, and nowhere else
VERBS = ("row", "entries", "inbox", "search", "transcript", "draft", "access", "take", "give_back",
         "note", "resolve", "close", "reveal_handle", "reveal_file", "ratings", "queue", "staff", "alerts")  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.integers(0, len(ROLES) - 1),
        st.sampled_from(VERBS),
        st.integers(0, CASES - 1),
        st.sampled_from(("html", "json", "text")),
    ),
    min_size=8,
    max_size=40,
)


class Play:
    """People of every role, conversations whose handles and files have planted names, and all that was said."""

    def __init__(self, key: Person, people: list[Person], numbers: list[str]) -> None:
        self.key = key
        self.people = people
        self.numbers = numbers
        self.said: list[str] = []
        self.refs: dict[str, tuple[str, str]] = {}
        self.revealed = 0

    async def step(self, who: int, verb: str, case: int, form: str) -> None:
        person, number = self.people[who], self.numbers[case]
        if verb.startswith("reveal"):
            await self.reveal(person, number, self.refs[number][verb == "reveal_file"])
            return
        answer = await self.act(person, verb, number, form)
        self.said.append(answer.text + str(answer.headers))

    async def reveal(self, person: Person, number: str, ref: str) -> None:
        holder = (await self.key.row(number))["assignee"]
        body = {"client_id": fresh(), "ref": ref, "reason_code": "fraud_check"}
        answer = await person.post("/api/v1/reveals", json=body)
        if answer.status_code == 201:
            assert holder is not None
            assert holder["id"] == person.id
            assert MARK in answer.json()["value"]
            self.revealed += 1
        else:
            self.said.append(answer.text)

    async def act(self, person: Person, verb: str, number: str, form: str) -> Any:  # noqa: PLR0911 - one each
        path = f"/api/v1/conversations/{number}"
        match verb:
            case "row" | "entries" | "transcript" | "draft":
                part = {"row": "", "entries": "/messages"}.get(verb, f"/{verb}")
                return await person.get(path + part, params={"format": form} if verb == "transcript" else {})
            case "inbox" | "search":
                asked = {"view": "all", "limit": 200} if verb == "inbox" else {"q": "help"}
                return await person.get("/api/v1/conversations", params=asked)
            case "access":
                return await person.look_into(number, "investigation", refused=None)
            case "take" | "give_back":
                who = "me" if verb == "take" else None
                return await person.act(number, "assignee", assignee=who, force=form == "html", refused=None)
            case "note":
                return await person.act(number, "notes", text="looked", refused=None)
            case "resolve" | "close":
                return await person.act(
                    number, "status", status="resolved" if verb == "resolve" else "open", refused=None
                )
            case _:
                return await person.get(f"/api/v1/{verb}")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def play(world: World) -> Play:
    key = await world.integration()
    people = [key if role == "key" else await world.agent(role) for role in ROLES if role != "breakglass"]
    people.append(await world.agent("breakglass", ends_at="2100-01-01T00:00:00Z"))
    numbers: list[str] = []
    for _ in range(CASES):
        external = f"{MARK}-{fresh()[:8]}@mail.example"
        taken = await key.post(
            "/api/v1/files", params={"name": f"{MARK} passport.pdf"}, content=b"%PDF-1.7 page"
        )
        numbers.append(
            await world.letter(
                key, "help me", customer={"external_id": external}, attachments=[taken.json()["id"]]
            )
        )
    made = Play(key, people, numbers)
    for number in numbers:
        handle = (await key.row(number))["customer_detail"]["handles"][0]["ref"]
        file = (await key.entries(number))[0]["attachments"][0]["ref"]
        made.refs[number] = (handle, file)
    return made


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_no_answer_and_no_frame_holds_an_unmasked_value(
    world: World, play: Play, steps: list[tuple[int, str, int, str]]
) -> None:
    async with play.people[0].live() as one, play.people[3].live() as boss:
        for live in (one, boss):
            for topic in ("inbox", *(f"conversation:{number}" for number in play.numbers)):
                await live.say(t="sub", topic=topic, after=0)
        for step in steps:
            await play.step(*step)
        await asyncio.sleep(0.15)
        play.said += [json.dumps(frame, ensure_ascii=False) for frame in (*one.frames, *boss.frames)]
    assert [said for said in play.said if MARK in said] == []
    assert len(play.said) > 0
    play.said.clear()


async def test_the_facts_hold_none_and_the_play_is_not_empty(world: World, play: Play) -> None:
    holder, number = play.people[0], play.numbers[0]
    await play.key.act(number, "status", status="open")
    await play.key.act(number, "assignee", assignee=holder.id)
    before = play.revealed
    for place in (0, 1):
        await play.reveal(holder, number, play.refs[number][place])
    assert play.revealed == before + 2
    async with world.house.db.transaction(BRAND) as tx:
        bodies = await tx.rows("select body::text as body from events where tenant = $1", BRAND)
        audit = await tx.rows(
            "select detail || reason || about_id as row from audit where tenant = $1", BRAND
        )
    assert len(bodies) > CASES
    assert [row["body"] for row in bodies if MARK in row["body"]] == []
    assert [row["row"] for row in audit if MARK in row["row"]] == []
