"""Rows from before there were keys: counted, sealed once, read and found as ever, whatever dies meanwhile."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
from psycopg import sql

from tests.channels.api.receiver import Receiver
from tests.cluster import Database, TestCluster
from tests.retention.everywhere import DRAFTED, PASTED, SPOKEN, VISITOR, everywhere
from tests.retention.people import MAIL, NAME, NOTED, PHONE, PICTURE, RATED, SAID, approved, compliance, erase
from tests.retention.people import subject as customer_of
from tests.sealed import FIELDS, everything, sealed
from tests.world import BRAND, World, fresh, running
from trustdesk import auditing, keeping, tending
from trustdesk.arguments import parser
from trustdesk.conversations.rules.segments import search_words
from trustdesk.kit.egress import ENVIRON

TIED = "Wang says so himself"
PLANTED = (TIED, SAID, NAME, MAIL, PHONE, NOTED, RATED, PICTURE, DRAFTED, PASTED, VISITOR, SPOKEN)
KEYLESS = (
    "update customers set key = ''",
    "update conversations set key = ''",
    "update customer_handles set lookup = null",
)
SAID_BY = 2
KNOWN = {one.table for one in tending.UNSEALED}
COUNTED = (
    "5 customers, 5 customer_handles, 1 customer_ties, 5 conversations, 2 files, 1 drafts, 1 ratings, "
    "1 impostor_reports, "
)
Texts = dict[tuple[str, str], str]


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Let webhooks call this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


@pytest.fixture
async def desk(cluster: TestCluster, database: Database) -> AsyncIterator[tuple[World, str, Texts]]:
    """A desk as it was before there were keys, the number of a conversation, and all that is plain in it."""
    async with running(cluster, database) as world:
        key = await world.integration()
        with Receiver() as receiver:
            hook = {
                "client_id": fresh(),
                "url": receiver.url(),
                "events": ["message.received", "note.written"],
            }
            assert (await key.post("/api/v1/webhooks", json=hook)).status_code == 201
            number = await everywhere(world)
            await tied(world)
            await world.settle()
            await world.house.sender.settle()
        yield world, number, await made_plain(world, database)


async def tied(world: World) -> None:
    """Say of two customers that they are one."""
    agent, key = await world.agent(), await world.integration()
    one, other = await world.letter(key, "me"), await world.letter(key, "me again")
    body = {"client_id": fresh(), "number": other, "reason": TIED}
    assert (await agent.post(f"/api/v1/conversations/{one}/ties", json=body)).status_code == 201


async def read(world: World, database: Database) -> Texts:
    """All that is sealed or plain, by column and row, opened."""
    found: Texts = {}
    for column, tenant, where, stored in sealed(database):
        if column.partition(".")[0] not in KNOWN:
            continue
        async with world.house.db.transaction(tenant) as tx:
            [found[column, where]] = await tx.opened([(where, stored)])
    return found


async def made_plain(world: World, database: Database) -> Texts:
    """Write everything back as it was before there were keys."""
    texts = await read(world, database)
    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        for (column, where), plain in texts.items():
            table, field = column.split(".")
            named = FIELDS[table, field]
            query = sql.SQL("update {} set {} = %s where {} = %s")
            connection.execute(
                query.format(sql.Identifier(table), sql.Identifier(field), sql.SQL(named)), (plain, where)
            )
            if column == "messages.text":
                words = " ".join(f"'{word}'" for word in search_words(plain))
                connection.execute(
                    sql.SQL("update messages set words = %s::tsvector where {} = %s").format(sql.SQL(named)),
                    (words, where),
                )
        for statement in KEYLESS:
            connection.execute(statement)
    return texts


def test_every_table_that_was_there_before_is_known() -> None:
    assert {table for table, _ in FIELDS} - KNOWN == {"procedures", "procedure_events", "subscribers"}


async def command(world: World, *words: str) -> str:
    return await keeping.run(world.house.settings, parser().parse_args(words))


async def unsealed(world: World) -> list[str]:
    return [one.text for one in await tending.examine(world.house.settings) if one.code == "unsealed"]


async def killed(world: World, database: Database, point: str) -> None:
    """Run the command in a process that dies at this point."""
    environ = os.environ | {
        "DATABASE_URL": database.database_url,
        "DATA_DIR": str(world.house.settings.data_dir),
        "TRUSTDESK_SECRET": world.house.settings.secret,
        "TRUSTDESK_FAILPOINTS": point,
    }
    words = ("-m", "trustdesk", "keys", "seal")
    dying = await asyncio.create_subprocess_exec(sys.executable, *words, env=environ)
    assert await dying.wait() == -signal.SIGKILL


async def test_what_was_plain_is_sealed_and_reads_as_before(
    desk: tuple[World, str, Texts], database: Database
) -> None:
    world, number, texts = desk
    assert set(PLANTED) <= set(texts.values())
    [said] = await unsealed(world)
    assert said.startswith(f"{BRAND}: from before there were keys, and plain: {COUNTED}")
    assert said.endswith("run `trustdesk keys seal`")
    await world.house.sealer.settle(BRAND)
    done = await command(world, "keys", "seal")
    assert f"{BRAND}  {COUNTED}" in done
    assert await unsealed(world) == []
    assert await read(world, database) == texts
    assert [column for column, _, _, stored in sealed(database) if not stored.startswith("\x01")] == []
    haystack = everything(database)
    assert [one for one in PLANTED if one.encode() in haystack] == []
    assert f"{BRAND}  nothing was plain" in await command(world, "keys", "seal")
    words = ("audit", "verify", "--brand", BRAND)
    verified = await auditing.run(world.house.settings, parser().parse_args(words))
    assert verified.startswith(f"{BRAND}: intact, ")
    hits = (await (await world.agent()).get("/api/v1/conversations", params={"q": "31337 tuesday"})).json()
    assert {one["number"] for one in hits["items"]} >= {number}
    assert len(hits["items"]) == SAID_BY
    again = {"external_id": MAIL, "name": NAME}
    assert await world.letter(await world.integration(), "It is me again", customer=again) == number


async def test_killed_anywhere_and_run_again_it_is_the_same(
    desk: tuple[World, str, Texts], database: Database
) -> None:
    world, _, texts = desk
    for point in ("before_commit:1", "batch_sealed:0.5", "after_commit:0.2,before_commit:0.2"):
        await killed(world, database, point)
        world.house.db.forget_keys()
        assert await read(world, database) == texts
    await command(world, "keys", "seal")
    assert (await read(world, database), await unsealed(world)) == (texts, [])


async def test_two_at_once_beside_a_desk_that_writes(
    desk: tuple[World, str, Texts], database: Database
) -> None:
    world, number, texts = desk
    key = await world.integration()

    async def go_on() -> None:
        for count in range(5):
            assert (await key.reply(number, f"and {count}")).status_code == 201

    await asyncio.gather(command(world, "keys", "seal"), command(world, "keys", "seal"), go_on())
    await command(world, "keys", "seal")
    assert await unsealed(world) == []
    now = await read(world, database)
    kept = {place: text for place, text in texts.items() if place[0] != "conversations.preview"}
    assert {place: now[place] for place in kept} == kept


async def test_nothing_is_erased_that_is_still_plain(
    desk: tuple[World, str, Texts], database: Database
) -> None:
    world, number, _ = desk
    key = await world.integration()
    assert (await key.reply(number, "sealed by a key")).status_code == 201
    asker, decider = await compliance(world)
    customer = await customer_of(asker, number)
    approval = await approved(asker, decider, "customer.erase", customer=customer)
    refused = await erase(asker, customer, approval)
    assert (refused.status_code, "trustdesk keys seal" in refused.text) == (409, True)
    assert SAID.encode() in everything(database)
    await command(world, "keys", "seal")
    assert (await erase(asker, customer, approval)).json()["state"] == "done"
    texts = {entry["text"] for entry in await key.entries(number)}
    assert texts == {"⟦erased: request⟧"}
