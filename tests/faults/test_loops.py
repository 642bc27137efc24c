"""Two desks wired mail to mail: they exchange two mails at most, then there is silence."""

import asyncio
import smtplib
from collections.abc import Callable

import pytest

from tests.channels.email.letters import mail
from tests.channels.email.servers import DESK, OTHER, dovecot, postfix
from tests.channels.email.zone import Nobody
from tests.faults.desk import WORK
from tests.faults.ground import Ground, copied
from tests.faults.mails import set_up, unread
from tests.faults.nodes import Node
from tests.ports import free_pair

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]


def kept(ground: Ground) -> int:
    with ground.admin() as connection:
        found = connection.execute("select count(*) from arrivals").fetchone()
        return found[0] if found else 0


def due(ground: Ground) -> int:
    with ground.admin() as connection:
        found = connection.execute("select count(*) from deliveries where state = 'due'").fetchone()
        return found[0] if found else 0


async def test_two_desks_fall_silent(template: object, ground: Ground) -> None:
    here, there = free_pair(), free_pair()
    with (
        Nobody() as names,
        dovecot() as boxes,
        postfix(here, boxes.lmtp_port, there) as mta,
        copied(template) as other,  # pyright: ignore[reportArgumentType] - the folder of the session
    ):
        sends = {"smtp_host": "127.0.0.1", "smtp_port": mta.port, "smtp_security": "none"}
        await set_up(ground, **sends)
        await set_up(other, **sends, address=f"help@{OTHER}")
        told = {"TRUSTDESK_NAME_SERVERS": names.address, "TRUSTDESK_EGRESS_ALLOW": "127.0.0.0/8"}
        nodes = [
            Node(ground, "here", WORK, **told, TRUSTDESK_MAIL_PORT=str(here)),
            Node(other, "there", WORK, **told, TRUSTDESK_MAIL_PORT=str(there)),
        ]
        try:
            await asyncio.gather(*(node.start() for node in nodes))
            await asyncio.to_thread(hand_over, mta.port)
            async with asyncio.timeout(60):
                while await asyncio.to_thread(kept, other) == 0:
                    await asyncio.sleep(0.05)
            await silence(mta.waiting, [ground, other])
            assert kept(ground) == 1
            assert kept(other) == 1
        finally:
            for node in nodes:
                await node.stop()


def hand_over(port: int) -> None:
    """A mail to this desk in the name of the other one, as a forger or an eager agent would send it."""
    with smtplib.SMTP("127.0.0.1", port) as server:
        letter = mail(f"help@{OTHER}", "Hello from the other desk")
        server.sendmail(f"help@{OTHER}", [f"support@{DESK}"], letter.as_bytes())


async def silence(waiting: Callable[[], int], grounds: list[Ground]) -> None:
    """Wait until nothing is on its way anywhere, twice in a row."""
    calm = 0
    async with asyncio.timeout(60):
        while calm < 3:
            busy = waiting() + sum([unread(one) + due(one) for one in grounds])
            calm = 0 if busy else calm + 1
            await asyncio.sleep(0.5)
