"""One brand never reads or changes anything of another, even if the application forgot every check it has."""

import itertools
import uuid
from typing import Any

import httpx
import psycopg
import pytest
import pytest_asyncio

from tests.cluster import Database
from tests.incidents.bodies import body_of
from tests.incidents.crossing import (
    ATTACKER,
    MARK,
    VICTIM,
    confused,
    ids_of,
    operations,
    people_of,
    planted,
    standing,
    unchecked,
)
from tests.world import Live, Person, World, fresh

OWN = "zqown"
DESTRUCTIVE = ("DELETE /api/v1/session", "POST /api/v1/session/everywhere", "DELETE /api/v1/widget/session",
               "POST /api/v1/session/step-up/challenge", "POST /api/v1/session/step-up")  # fmt: skip
TOPICS = ("inbox", "alerts", "conversation:{number}", "conversation:current", "conversation:{id}")


class Brands:
    """What the victim has, and who knocks from the other side."""

    def __init__(self, world: World, number: str, ids: dict[str, str], people: dict[str, Person]) -> None:
        self.world, self.number, self.ids, self.people = world, number, ids, people
        self.secret_ids: set[str] = set()
        self.answered: dict[str, set[int]] = {}

    async def knock(self) -> list[str]:
        """Call every operation with everything of the victim that fits; what leaked, by operation."""
        leaks: list[str] = []
        for method, path, handler in operations(self.world):
            if f"{method} {path}" not in DESTRUCTIVE:
                named = "{" in path.replace("{number", "")
                for id in self.ids.values() if named else [self.ids["agent"], self.ids["file"]]:
                    known = {"id": id, "client_id": fresh(), "brand": VICTIM, "number": self.number}
                    known |= {"conversation": self.number, "parameters": {"conversation": self.number}}
                    known |= {"attachments": [id] if id == self.ids["file"] else []}
                    known |= {"action": "transcript.export"}
                    known |= {"texts": {"en": "hello"}, "userName": f"{fresh()}@desk.example"}
                    where = path.format(number=self.number, id=id, delivery=id, brand=VICTIM, scim=id)
                    leaks += await self._ask(method, where, path, body_of(handler, known))
        return leaks

    async def _ask(self, method: str, where: str, path: str, body: Any) -> list[str]:
        leaks: list[str] = []
        for name, person in self.people.items():
            if path.endswith("/files"):
                answer = await person.request(method, where, content=b"%PDF-1.4", params={"name": "x.pdf"})
            else:
                answer = await person.request(
                    method, where, json=body, params={"q": "deposit", "view": "all"}
                )
            self.answered.setdefault(f"{method} {path}", set()).add(answer.status_code)
            if told := self.leaked(answer, where, str(body)):
                leaks.append(f"{method} {path} as {name}: {told} in {answer.text[:300]}")
        return leaks

    def leaked(self, answer: httpx.Response, *given: str) -> str:
        """What of the victim's an answer holds that was not in the question."""
        said = answer.text + str(answer.headers)
        if MARK in said.replace(str(answer.request.url), ""):
            return MARK
        return next((id for id in self.secret_ids if id in said and not any(id in one for one in given)), "")

    async def listen(self) -> list[str]:
        """Follow every topic with the victim's names; what was said that is theirs."""
        leaks: list[str] = []
        for (name, person), topic in itertools.product(self.people.items(), TOPICS):
            wanted = topic.format(number=self.number, id=self.ids["customer"])
            async with Live(self.world.base_url, person.token) as live:
                for after in (0, None, "0"):
                    await live.say(t="sub", topic=wanted, after=after)
                await live.say(t="viewing", topic=wanted, on=True)
                await live.say(t="read", topic=wanted, seq=1)
                await live.say(t="ping")
                await live.until("pong")
                said = str(live.frames)
                leaks += [f"{topic} as {name}"] if MARK in said else []
        return leaks


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def brands(world: World) -> Brands:
    number, ids = await planted(world, VICTIM, MARK)
    await planted(world, ATTACKER, OWN)
    made = Brands(world, number, ids, await people_of(world, ATTACKER))
    made.secret_ids = await ids_of(world, VICTIM)
    assert len(made.secret_ids) > 20
    return made


async def test_with_the_applications_checks_off_no_operation_and_no_topic_crosses(
    brands: Brands,
) -> None:
    before = await standing(brands.world, VICTIM)
    with unchecked():
        assert await brands.knock() == []
        assert await brands.listen() == []
        # The checks were off indeed: a visitor reads the macros.
        assert OWN in (await brands.people["visitor"].get("/api/v1/macros")).text
    assert await standing(brands.world, VICTIM) == before
    shapes = {what for what, codes in brands.answered.items() if codes == {400}}
    assert len(shapes) <= len(brands.answered) // 10, f"refused before anything is done: {shapes}"


async def test_when_every_statement_names_the_other_brand_row_level_security_alone_holds(
    brands: Brands,
) -> None:
    before = await standing(brands.world, VICTIM)
    with unchecked() as patch:
        confused(patch, brands.world)
        assert await brands.knock() == []
        assert await brands.listen() == []
    assert await standing(brands.world, VICTIM) == before


@pytest.mark.parametrize("table", ["macros", "webhooks", "agents"])
async def test_a_table_whose_policy_is_gone_is_caught(
    brands: Brands, module_database: Database, table: str
) -> None:
    with psycopg.connect(module_database.migrate_url, autocommit=True) as owner:
        owner.execute(f"alter table {table} disable row level security")  # pyright: ignore[reportArgumentType, reportCallIssue]
        try:
            with unchecked() as patch:
                confused(patch, brands.world)
                assert await brands.knock() != []
        finally:
            owner.execute(f"alter table {table} enable row level security")  # pyright: ignore[reportArgumentType, reportCallIssue]


async def test_no_statement_of_one_brand_touches_a_row_of_another_in_any_table(brands: Brands) -> None:
    """Every table with rows of the victim: select, update and delete find none, a copy is refused."""
    before = await standing(brands.world, VICTIM)
    filled = {table for table, (rows, _) in before.items() if rows}
    assert len(filled) >= 25
    for table in sorted(filled):
        async with brands.world.house.db.transaction(ATTACKER) as tx:
            seen = f"select count(*) from {table} where tenant = '{VICTIM}'"
            assert await tx.value(seen) == 0, table  # pyright: ignore[reportArgumentType] - a table by name
            for verb in (f"update {table} set tenant = tenant", f"delete from {table}"):
                may = "has_table_privilege($1, $2)"
                if await tx.value(f"select {may}", table, verb.split()[0]):
                    assert await tx.do(f"{verb} where tenant = '{VICTIM}'") == 0, (table, verb)  # pyright: ignore[reportArgumentType]
    assert await standing(brands.world, VICTIM) == before


async def test_a_row_cannot_be_written_in_another_brands_name(brands: Brands) -> None:
    mine = "insert into teams (tenant, id, name) values ($1, $2, 'x')"
    with pytest.raises(Exception, match="row-level security"):
        async with brands.world.house.db.transaction(ATTACKER) as tx:
            await tx.do(mine, VICTIM, uuid.uuid4().hex[:8])
