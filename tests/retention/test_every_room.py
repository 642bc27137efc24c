"""Erasing reaches every room: whoever holds something of the customer, beside their conversations, forgets it."""

from collections.abc import AsyncIterator
from typing import Any, LiteralString
from uuid import UUID

import psycopg
import pytest_asyncio
from psycopg import sql

from tests.channels.form.people import Writer, number
from tests.cluster import Database, TestCluster
from tests.exchange.sandbox import desk_with_sandbox, held, signed_in
from tests.guard.paths import PICTURE
from tests.retention.people import approved, compliance, erase, subject
from tests.sealed import everything
from tests.world import BRAND, Person, World, fresh
from trustdesk import customers
from trustdesk.kit import clock

ROWS: dict[str, LiteralString] = {
    "anti_phishing_codes": "customer = %(customer)s",
    "crossings": "customer = %(customer)s",
    "customer_proofs": "customer = %(customer)s",
    "step_ups": "customer = %(customer)s",
    "exchange_requests": "customer = %(customer)s",
    "exchange_values": "conversation = %(conversation)s",
    "contact_codes": "id = any(%(codes)s)",
    "form_letters": "id = any(%(letters)s)",
}
NOTHING: dict[str, list[Any]] = {table: [] for table in ROWS}
WAITED = "The mail I lost my passport in: wallaby"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database) -> AsyncIterator[World]:
    async with desk_with_sandbox(cluster, module_database) as started:
        yield started


class Left:
    """A customer who has left something in every room, and where it is kept."""

    def __init__(self, world: World, database: Database, person: Person, case: str) -> None:
        self.world, self.database, self.person, self.case = world, database, person, case
        self.address = f"{fresh()}@mail.example"
        self.found: dict[str, Any] = {}

    async def everything(self, agent: Person) -> None:
        """Ask the exchange, prove an address, write from it, and wait."""
        await held(self.world, agent, self.case)
        words = await self.person.put("/api/v1/widget/anti-phishing", json={"words": "blue heron"})
        assert words.status_code == 200, words.text
        assert (await agent.act(self.case, "step-ups", action="unlock")).status_code == 201
        asked = await agent.act(self.case, "requests", action="freeze", reason="customer_asked")
        assert asked.status_code == 201, asked.text
        assert (await agent.get(f"/api/v1/conversations/{self.case}/facts")).json()["state"] == "read"
        await self.prove()
        await self.write()
        await self.find()

    async def prove(self) -> None:
        """Prove an address in the chat, and ask for a crossing."""
        asked = await self.person.post("/api/v1/widget/contact", json={"address": self.address})
        id = asked.json()["id"]
        async with self.world.house.db.transaction(BRAND) as tx:
            carried = await customers.code_to_send(tx, self.world.house.keys, UUID(id), clock.utc_now())
        assert carried is not None
        body = {"id": id, "digits": carried.code}
        proved = await self.person.post("/api/v1/widget/contact/proof", json=body)
        assert proved.json() == {"apart": False}
        self.found["codes"] = [UUID(id)]

    async def write(self) -> None:
        """One letter of the form that is in a conversation, one that waits, with a file."""
        async with Writer(self.world) as writer:
            writer.address = self.address
            assert number(await writer.press(await writer.mail(await writer.write())))
            files = [("files", ("wallaby.png", PICTURE))]
            waits = await writer.write("deposit", None, files, **{"a.what": WAITED, "name": "Wang Wallaby"})
            self.found["codes"].append((await writer.mail(waits)).id)

    async def find(self) -> None:
        """Where all of it is kept."""
        async with self.world.house.db.transaction(BRAND) as tx:
            row = await tx.row("select id, customer from conversations where number = $1", self.case)
            assert row
            letters = await tx.rows(
                """select id, attachments from form_letters where address_mark = (select address_mark
                    from form_letters where code = $1)""",
                self.found["codes"][-1],
            )
            await customers.offer_crossing(
                tx,
                self.world.house.keys,
                customer=row["customer"],
                conversation=row["id"],
                to="webchat",
                now=clock.utc_now(),
            )
        self.found |= {"customer": row["customer"], "conversation": row["id"]}
        self.found["letters"] = [letter["id"] for letter in letters]
        [self.found["file"]] = [file for letter in letters for file in letter["attachments"]]

    def rows(self) -> dict[str, list[Any]]:
        """What is kept, table by table, as the superuser sees it."""
        with psycopg.connect(self.database.admin_url) as db:
            return {
                table: db.execute(
                    sql.SQL("select * from {} where {}").format(sql.Identifier(table), sql.SQL(where)),
                    self.found,
                ).fetchall()
                for table, where in ROWS.items()
            }

    async def file(self) -> Any:
        async with self.world.house.db.transaction(BRAND) as tx:
            row = await tx.row("select name, blob, erased_at from files where id = $1", self.found["file"])
            assert row
            names = await tx.opened([(f"files|{self.found['file']}|name", row["name"])])
        return (
            names[0],
            await self.world.house.blobs.get(row["blob"]) is not None,
            row["erased_at"] is not None,
        )


async def somebody(world: World, database: Database, uid: str) -> Left:
    person, case = await signed_in(world, uid)
    left = Left(world, database, person, case)
    await left.everything(await world.agent(capacity=20))
    return left


def bytes_of(rows: dict[str, list[Any]]) -> set[str]:
    """Every value of these rows that is sealed or a hash of its own, as the superuser would read it."""
    values = [value for found in rows.values() for row in found for value in row]
    return {value.hex() for value in values if isinstance(value, bytes) and len(value) > 15}


async def test_nothing_is_left_in_any_room(world: World, module_database: Database) -> None:
    left = await somebody(world, module_database, "20260101")
    other = await somebody(world, module_database, "20260102")
    before, others = left.rows(), other.rows()
    assert {table: len(rows) > 0 for table, rows in before.items()} == dict.fromkeys(ROWS, True)
    assert (len(before["form_letters"]), await left.file()) == (2, ("wallaby.png", True, False))
    asker, decider = await compliance(world)
    customer = await subject(asker, left.case)
    assert customer == str(left.found["customer"])
    given = await approved(asker, decider, "customer.erase", customer=customer)
    assert (await erase(asker, customer, given)).status_code == 201
    await world.settle()
    assert left.rows() == NOTHING
    assert await left.file() == ("⟦erased: request⟧", False, True)
    haystack = everything(module_database).decode(errors="replace")
    secrets = bytes_of(before) - bytes_of(others)
    assert len(secrets) > 5
    assert [one for one in secrets if one in haystack] == []
    assert other.rows() == others
    assert await other.file() == ("wallaby.png", True, False)


async def test_hearing_of_it_twice_changes_nothing(world: World, module_database: Database) -> None:
    left = await somebody(world, module_database, "20260201")
    asker, decider = await compliance(world)
    customer = await subject(asker, left.case)
    given = await approved(asker, decider, "customer.erase", customer=customer)
    assert (await erase(asker, customer, given)).status_code == 201
    for _ in range(2):
        async with world.house.db.transaction(BRAND) as tx:
            await tx.do("update reaction_cursors set xid = '0', id = 0 where reaction like 'forget%'")
        await world.settle()
    assert left.rows() == NOTHING
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from reaction_failures") == 0
