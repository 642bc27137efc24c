"""Adding to the audit: in the caller's transaction, in clear only what is public, for good."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import asyncpg
import msgspec
import pytest

from tests.cluster import Database
from trustdesk import evidence
from trustdesk.evidence import About, Hidden, Why
from trustdesk.kit import db
from trustdesk.kit.actors import Actor
from trustdesk.kit.fields import CONTACT

BRAND = "bitget"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=10)
AGENT = Actor(tenant=BRAND, kind="agent", id="7", name="Ann", role="senior", session="s-1")


@pytest.fixture
async def base(database: Database) -> Any:
    opened = db.Database(database.database_url, node="tests", size=3)
    await opened.open()
    yield opened
    await opened.close()


async def rows(base: db.Database, brand: str = BRAND) -> list[Any]:
    async with base.transaction(brand) as tx:
        return list(await tx.rows("select * from audit order by xid, id"))


async def test_a_row_says_who_did_what_to_whom_and_why(base: db.Database) -> None:
    async with base.transaction(BRAND) as tx:
        await evidence.append(
            tx,
            AGENT,
            "contact.reveal",
            About("customer", "42"),
            {"field": "phone", "quota": [3, 20], "sent": True, "value": Hidden("+8613800001234")},
            Why("call-back", "the customer asked to be called"),
        )
    [row] = await rows(base)
    said = {name: row[name] for name in ("actor", "role", "session", "action", "about_kind", "about_id")}
    assert said == {
        "actor": "agent:7",
        "role": "senior",
        "session": "s-1",
        "action": "contact.reveal",
        "about_kind": "customer",
        "about_id": "42",
    }
    assert (row["reason"], row["purpose"]) == ("call-back", "the customer asked to be called")
    assert "13800001234" not in row["detail"]
    detail = json.loads(row["detail"])
    assert list(detail) == ["field", "quota", "sent", "value"]
    assert (detail["field"], detail["quota"], detail["sent"]) == ("phone", [3, 20], True)
    salt = bytes.fromhex(detail["value"]["salt"])
    assert len(salt) == 16
    assert detail["value"]["sha256"] == hashlib.sha256(salt + b"+8613800001234").hexdigest()


class Changed(msgspec.Struct):
    name: str
    email: Annotated[str, CONTACT]


async def test_a_struct_is_written_by_the_classes_of_its_fields(base: db.Database) -> None:
    async with base.transaction(BRAND) as tx:
        await evidence.append(tx, AGENT, "agent.hire", About("agent", "8"), Changed("Bo", "bo@desk.example"))
    [row] = await rows(base)
    detail = json.loads(row["detail"])
    assert detail["name"] == "Bo"
    assert detail["email"].keys() == {"salt", "sha256"}
    assert "bo@" not in row["detail"]


async def test_what_is_rolled_back_was_never_written(base: db.Database) -> None:
    async def fails() -> None:
        async with base.transaction(BRAND) as tx:
            await evidence.append(tx, AGENT, "contact.reveal", About("customer", "42"))
            raise LookupError

    with pytest.raises(LookupError):
        await fails()
    assert await rows(base) == []


async def test_once_in_a_window_for_the_same_actor_session_and_thing(base: db.Database) -> None:
    other = msgspec.structs.replace(AGENT, session="s-2")
    for actor, thing, now in (
        (AGENT, "C-1", NOW),
        (AGENT, "C-1", NOW + timedelta(minutes=9, seconds=59)),
        (AGENT, "C-2", NOW),
        (other, "C-1", NOW),
        (AGENT, "C-1", NOW + WINDOW),
    ):
        async with base.transaction(BRAND) as tx:
            await evidence.append_once(
                tx, actor, "conversation.open", About("conversation", thing), now, WINDOW
            )
    told = [(row["session"], row["about_id"]) for row in await rows(base)]
    assert told == [("s-1", "C-1"), ("s-1", "C-2"), ("s-2", "C-1"), ("s-1", "C-1")]


async def test_two_at_once_leave_one(base: db.Database) -> None:
    async with base.transaction(BRAND) as first:
        await evidence.append_once(
            first, AGENT, "conversation.open", About("conversation", "C-1"), NOW, WINDOW
        )
        async with base.transaction(BRAND) as second:
            await second.rows("set local lock_timeout = '50ms'")
            with pytest.raises(asyncpg.LockNotAvailableError):
                async with second.attempt():
                    await evidence.append_once(
                        second, AGENT, "conversation.open", About("conversation", "C-1"), NOW, WINDOW
                    )
    assert len(await rows(base)) == 1


@pytest.mark.parametrize("verb", ["update audit set role = 'x'", "delete from audit", "truncate audit"])
async def test_nothing_is_taken_back(base: db.Database, verb: Any) -> None:
    async with base.transaction(BRAND) as tx:
        await evidence.append(tx, AGENT, "contact.reveal", About("customer", "42"))
    before = await rows(base)
    async with base.transaction(BRAND) as tx:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with tx.attempt():
                await tx.do(verb)
    assert await rows(base) == before


async def test_another_brand_sees_nothing(base: db.Database) -> None:
    async with base.transaction(BRAND) as tx:
        await evidence.append(tx, AGENT, "contact.reveal", About("customer", "42"))
    assert await rows(base, "bybit") == []
