"""The disk is full, of the database, of its log, of the files: refused, never acknowledged, and healed without hands."""

import asyncio
import smtplib
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.channels.email.servers import DESK, QUIET
from tests.channels.email.zone import Nobody
from tests.faults.checker import names
from tests.faults.desk import SERVE, WORK, opened, running
from tests.faults.disks import Disk
from tests.faults.ground import Ground, copied
from tests.faults.load import crowd, proved
from tests.faults.mails import set_up, stored, written
from tests.faults.nodes import Node
from tests.faults.test_database import refusals, written_again
from tests.ports import free_pair

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

BROKEN = "tests.faults.broken"
HEAP, LOG = "var/postgres/data/base", "var/postgres/data/pg_wal"
TAKEN, FULL = 250, 452


async def test_a_full_database_refuses_and_heals(template: Path) -> None:
    disk = Disk(HEAP, 96)
    with copied(template, disk) as ground, Nobody() as zone:
        await set_up(ground)
        port = free_pair()
        mail = {"TRUSTDESK_MAIL_PORT": str(port), "TRUSTDESK_NAME_SERVERS": zone.address}
        nodes = [
            Node(ground, "front", SERVE),
            Node(ground, "back", SERVE),
            Node(ground, "mail", WORK, **mail),
        ]
        async with running(ground, *nodes) as desk:
            await crowd(desk)
            answers = {"before": await asyncio.to_thread(mailed, port, "before", 3)}
            await desk.until(lambda: desk.acked >= 60, 20)
            await asyncio.to_thread(disk.fill)
            desk.fault("the database's disk is full")
            await desk.until(lambda: refusals(desk, 507) >= 60, 30)
            answers["full"] = await asyncio.to_thread(mailed, port, "full", 3)
            await asyncio.to_thread(disk.make_room)
            await written_again(desk)
            answers["after"] = await asyncio.to_thread(mailed, port, "after", 3)
            history = await desk.finish()
            kept = {one.marker for one in (await stored(ground))[0]}
        proved(history, acked=100, faults=1)
        assert refusals(desk, 507) >= 60, "nobody was refused"
        assert answers == {"before": [TAKEN] * 3, "full": [FULL] * 3, "after": [TAKEN] * 3}
        assert kept == {f"{when}-{place}" for when in ("before", "after") for place in range(3)}
        assert [node.deaths for node in desk.nodes] == [0, 0, 0], "a node went down with the disk"


async def test_a_full_log_refuses_and_heals(template: Path) -> None:
    disk = Disk(LOG, 160)
    with copied(template, disk) as ground:
        nodes = [Node(ground, "front", SERVE), Node(ground, "back", SERVE)]
        async with running(ground, *nodes) as desk:
            await crowd(desk)
            await desk.until(lambda: desk.acked >= 60, 20)
            await asyncio.to_thread(disk.fill)
            desk.fault("the log's disk is full")
            await asyncio.to_thread(used_up, ground)
            before = desk.acked
            await desk.until(lambda: refusals(desk, 503) >= 60, 30)
            assert desk.acked == before, "somebody was thanked by a database that stood still"
            await asyncio.to_thread(disk.make_room)
            await written_again(desk)
            proved(await desk.finish(), acked=100, faults=1)
        assert refusals(desk, 503) >= 60, "nobody was refused"
        assert [node.deaths for node in desk.nodes] == [0, 0], "a node went down with the disk"


async def test_who_thanks_before_the_log_has_it_loses(template: Path) -> None:
    disk = Disk(LOG, 160)
    with copied(template, disk) as ground:
        async with opened(ground, (BROKEN, "hasty", "serve")) as desk:
            await crowd(desk)
            await desk.until(lambda: desk.acked >= 60, 20)
            await asyncio.to_thread(disk.fill)
            await asyncio.to_thread(used_up, ground)
            await asyncio.to_thread(disk.make_room)
            await written_again(desk)
            history = await desk.finish(patience=2)
    assert "lost" in names(history)


def used_up(ground: Ground) -> None:
    """Write on in the log until there is room for no more of it and the server has to go."""
    with suppress(psycopg.Error), psycopg.connect(ground.admin_url, autocommit=True) as connection:
        for _ in range(40):
            connection.execute("select pg_logical_emit_message(true, 'ballast', repeat('x', 8000000))")
        raise AssertionError("the log was never full")


def mailed(port: int, when: str, count: int) -> list[int]:
    """Hand mails of some size, which nobody needs to read, to the desk; what it answered to each."""
    return [answered(port, f"{when}-{place}") for place in range(count)]


def answered(port: int, marker: str) -> int:
    raw = written(marker, "loop") + b"and more words of it\r\n" * 10_000
    with smtplib.LMTP("127.0.0.1", port, timeout=30) as server:
        try:
            server.sendmail(f"{marker}@{QUIET}", [f"support@{DESK}"], raw)
        except smtplib.SMTPDataError as refused:
            return refused.smtp_code
        except smtplib.SMTPRecipientsRefused as refused:
            return next(iter(refused.recipients.values()))[0]
    return TAKEN
