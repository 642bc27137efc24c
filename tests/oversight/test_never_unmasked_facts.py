"""What the exchange tells of a customer stays masked in every answer, page, frame, call and row, for everybody.

The operations are those of the application itself: one that is added is asked, too.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, cast

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.routes import HTTPRoute

from tests.channels.api.receiver import Receiver
from tests.cluster import Database, TestCluster
from tests.exchange.sandbox import desk_with_sandbox, signed_in
from tests.procedures.people import facts
from tests.sealed import everything
from tests.world import BRAND, Person, World, fresh
from trustdesk import app as house_page
from trustdesk import exchange
from trustdesk.channels.api.rules import NEWS
from trustdesk.exchange import RECORDS
from trustdesk.exchange.rules.facts import facts_of
from trustdesk.kit.egress import ENVIRON
from trustdesk.kit.fields import PUBLIC

UIDS = ("20260001", "20260101", "20260301", "20260402")
ROLES = ("agent", "agent", "senior", "supervisor", "editor", "compliance", "admin")
NOBODY = ("key", "visitor", "stranger")
CASES = len(UIDS)
DOES = ("take", "give_back", "note", "start", "reveal", "access", "reply", "resolve", "reopen")
SLUGS = ("deposit_not_credited", "withdrawal_failed", "order_not_filled", "account_locked")
SERVER_ERRORS = 500
EASY = [
    HealthCheck.function_scoped_fixture,
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
]
SHORTEST = 6  # letters; a shorter value could be anything
GIVEN = {
    "brand": BRAND, "tongue": "en", "line": "email", "kind": "deposits", "version": "0", "slug": "forgot-password",
    "name": "x.png", "uid": "1", "month": "2026-11",
}  # fmt: skip


def closely_held(uid: str) -> set[str]:
    """Every value of the sandbox's customer that is of a class above public."""
    read = facts(uid)
    account: Any = read.values["account"]
    records: list[Any] = [one for kind in RECORDS for one in cast("list[Any]", read.values[kind])]
    values = {fact.value for one in (account, *records) for fact in facts_of(one) if fact.held is not PUBLIC}
    devices = {one.name for one in account.devices} | {one.device for one in account.events}
    return {value for value in values | devices if len(value) >= SHORTEST}


def readable(world: World) -> list[str]:
    """Every path of the desk that can be read, with or without signing in."""
    found: set[str] = set()
    for route in house_page._litestar(world.house).routes:
        if isinstance(route, HTTPRoute) and any("GET" in one.http_methods for one in route.route_handlers):
            found.add(route.path_format)
    return sorted(path for path in found if "{path" not in path)


class Play:
    """People, conversations of customers whom the exchange knows, and all that anybody was told."""

    def __init__(self, world: World, receiver: Receiver) -> None:
        self.world, self.receiver = world, receiver
        self.people: list[Person] = []
        self.numbers: list[str] = []
        self.paths = readable(world)
        self.said: list[str] = []
        self.revealed = 0
        self.statuses: dict[int, int] = {}
        self.held = sorted(set().union(*map(closely_held, UIDS)))

    async def begin(self) -> None:
        key = await self.world.integration()
        hook = {"client_id": fresh(), "url": self.receiver.url(), "events": sorted(set(NEWS.values()))}
        assert (await key.post("/api/v1/webhooks", json=hook)).status_code == 201
        self.people = [await self.world.agent(role) for role in ROLES]
        self.people += [key, await self.world.visitor(), self.world.meet("")]
        for uid in UIDS:
            _, number = await signed_in(
                self.world, uid, "my deposit has not arrived, and my withdrawal failed"
            )
            self.numbers.append(number)
        await self.settle()

    async def settle(self) -> None:
        await self.world.settle()
        await self.world.house.looker.settle()
        await exchange.send_due(self.world.house.db, self.world.house.window, BRAND)
        await self.world.settle()
        await self.world.house.sender.settle()

    async def look(self, person: Person, path: str, case: int) -> None:
        given = GIVEN | {"number": self.numbers[case], "id": fresh()}
        filled = re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: given[found[1]], path)
        answer = await person.get(filled)
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
        self.said.append(f"{filled} {answer.text} {answer.headers}")

    async def do(self, person: Person, verb: str, case: int) -> None:
        number = self.numbers[case]
        if verb == "reveal":
            await self.reveal(person, case)
            return
        match verb:
            case "take" | "give_back":
                answer = await person.act(
                    number, "assignee", assignee="me" if verb == "take" else None, force=True, refused=None
                )
            case "start":
                answer = await person.act(number, "procedures", slug=SLUGS[case], refused=None)
            case "access":
                answer = await person.look_into(number, "investigation", refused=None)
            case "reply":
                answer = await person.reply(number, "we look into it", refused=None)
            case "note":
                answer = await person.act(number, "notes", text="looked", refused=None)
            case _:
                answer = await person.act(
                    number, "status", status="resolved" if verb == "resolve" else "open", refused=None
                )
        self.said.append(f"{verb} {answer.text} {answer.headers}")

    async def reveal(self, person: Person, case: int) -> None:
        """Only who holds the conversation is given a value, and it is of that customer."""
        found = (await person.get(f"/api/v1/conversations/{self.numbers[case]}/facts")).json()
        for one in found.get("account", {}).get("facts", ()) if found.get("account") else ():
            if one.get("ref"):
                body = {"client_id": fresh(), "ref": one["ref"], "reason_code": "trace_transaction"}
                answer = await person.post("/api/v1/reveals", json=body)
                if answer.status_code != 201:
                    self.said.append(answer.text)
                    continue
                row = (await person.get(f"/api/v1/conversations/{self.numbers[case]}")).json()
                assert row["assignee"]["id"] == person.id
                assert answer.json()["value"] in closely_held(UIDS[case])
                self.revealed += 1

    def unmasked(self, *also: str) -> list[str]:
        """What was told and should not have been, each with where."""
        told = [*self.said, *also, *(call.body.decode() for call in self.receiver.calls)]
        # Not within a longer word: the sandbox's own numbers of records hold whose they are.
        wanted = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, self.held))})(?![A-Za-z0-9-])")
        return [f"{found[0]}: {one[:200]}" for one in told for found in wanted.finditer(one)]


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Let webhooks and the window reach this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def play(cluster: TestCluster, module_database: Database) -> AsyncIterator[Play]:
    async with desk_with_sandbox(cluster, module_database) as world:
        with Receiver() as receiver:
            made = Play(world, receiver)
            await made.begin()
            yield made


def steps(play_paths: int) -> Any:
    look = st.tuples(st.just("look"), st.integers(0, play_paths - 1))
    act = st.tuples(st.just("do"), st.sampled_from(DOES))
    people = len(ROLES) + len(NOBODY)
    return st.lists(
        st.tuples(st.integers(0, people - 1), st.integers(0, CASES - 1), st.one_of(look, act)),
        min_size=10,
        max_size=30,
    )


@settings(max_examples=10, deadline=None, suppress_health_check=EASY)
@given(data=st.data())
async def test_no_answer_frame_call_or_fact_holds_an_unmasked_value(play: Play, data: st.DataObject) -> None:
    topics = (
        "inbox",
        *(f"{of}:{number}" for number in play.numbers for of in ("conversation", "procedures", "triage")),
    )
    async with play.people[0].live() as one, play.people[3].live() as boss:
        for live in (one, boss):
            for topic in topics:
                await live.say(t="sub", topic=topic, after=0)
        for who, case, (kind, what) in data.draw(steps(len(play.paths))):
            person = play.people[who]
            await (
                play.look(person, play.paths[what], case) if kind == "look" else play.do(person, what, case)
            )
        await play.settle()
        frames = [json.dumps(frame, ensure_ascii=False) for frame in (*one.frames, *boss.frames)]
    assert play.unmasked(*frames) == []
    play.said.clear()


async def test_every_path_is_read_by_everybody_while_the_case_is_theirs(
    play: Play, module_database: Database
) -> None:
    assert len(play.held) > 20
    holder, key = play.people[0], play.people[len(ROLES)]
    for case, number in enumerate(play.numbers):
        await play.do(key, "reopen", case)
        await key.act(number, "assignee", assignee=holder.id)
        row = (await holder.get(f"/api/v1/conversations/{number}")).json()
        assert row["assignee"]["id"] == holder.id
        await play.do(holder, "start", case)
    await play.settle()
    for person in (holder, play.people[ROLES.index("compliance")], *play.people[len(ROLES) :]):
        for path in play.paths:
            await play.look(person, path, 0)
    assert {status for status in play.statuses if status >= SERVER_ERRORS} == set()
    await play.look(holder, "/api/v1/conversations/{number}/facts", 1)
    assert '"state":"read"' in play.said[-1]
    assert "•••" in play.said[-1]
    assert play.unmasked() == []
    before = play.revealed
    await play.reveal(holder, 0)
    assert play.revealed > before
    assert play.statuses[200] > 100
    desk = everything(module_database, but="sandbox")
    assert [value for value in closely_held(UIDS[3]) if value.encode() in desk] == []
