"""An announcement on its way to many while its sender is killed, and whether each got it as the rows say."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.channels.email.servers import CUSTOMERS, DESK
from tests.faults.ground import BRAND, Ground
from tests.subscriptions.twin import Browser, Relay
from trustdesk import customers
from trustdesk.announcements.actions import keeping
from trustdesk.announcements.model import Languages, NewAnnouncement, Written
from trustdesk.channels.email import jobs as email_jobs
from trustdesk.channels.setup import Wanted, put
from trustdesk.house import House
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.ids import uuid7
from trustdesk.kit.pushes import Browser as Known
from trustdesk.subscriptions.actions import browsers
from trustdesk.subscriptions.model import Subscriber, Wish
from trustdesk.subscriptions.store import subscribers

WISH = Wish(kinds=["maintenance"], language="en")


async def announced(ground: Ground, port: int, readers: Sequence[str], relay: Relay, most: int) -> None:
    """Let readers and browsers subscribe, and publish something."""
    house = House(ground.settings())
    await house.db.open()
    now = clock.utc_now()
    who = Actor(tenant=BRAND, kind="agent", id="0", name="tests", role="admin", proved_at=now)
    mail = {"enabled": True, "address": f"support@{DESK}", "smtp_host": "127.0.0.1", "smtp_port": port}
    mail |= {"smtp_security": "none", "announcements_per_minute": 6_000}
    try:
        async with house.db.transaction(BRAND) as tx:
            wanted = Wanted(version=0, values=mail)
            assert await put(tx, who, house.keys, email_jobs.SECTION, wanted, now)
            for name in readers:
                await _reader(tx, f"{name}@{CUSTOMERS}")
            for _ in range(most):
                await browsers.subscribe(tx, Known(**Browser(relay).json), WISH, now)
        async with house.db.transaction(BRAND) as tx:
            written = Languages(en=Written(title="Maintenance", text="Deposits pause."))
            body = NewAnnouncement(
                client_id=str(uuid7()), kind="maintenance", state="published", languages=written
            )
            await keeping.add(tx, house.guard, who, body, clock.utc_now())
    finally:
        await house.db.close()


async def _reader(tx: Tx, address: str) -> None:
    now = clock.utc_now()
    fresh = Subscriber(
        id=uuid7(),
        way="email",
        target=address,
        kinds=WISH.kinds,
        language=WISH.language,
        confirmed_at=now,
    )
    lookup = customers.handle_lookup(tx, "email", address)
    await subscribers.put(tx, "email", lookup, fresh, WISH, now)


def under_way(ground: Ground) -> int:
    """How many copies are yet to be settled; all of them while the circular is not spread."""
    with ground.admin() as connection:
        found = connection.execute(
            """select (select count(*) from circulars where state = 'spread'),
                (select count(*) from circular_copies where next_at is not null)"""
        ).fetchone()
        return (found[1] if found[0] else 1_000_000) if found else 1_000_000


async def states(ground: Ground) -> dict[str, list[str]]:
    """How each target's copies stand: an address's name, or a browser's."""
    house = House(ground.settings())
    await house.db.open()
    try:
        async with house.db.transaction(BRAND) as tx:
            rows = await tx.rows("select subscriber, state from circular_copies")
            people = await subscribers.find(tx, [row["subscriber"] for row in rows])
    finally:
        await house.db.close()
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(named(people[row["subscriber"]].target), []).append(row["state"])
    return found


def named(target: str) -> str:
    """The name in an address, or in a browser's endpoint."""
    if target.startswith("{"):
        return target.partition("/push/")[2].partition('"')[0]
    return target.partition("@")[0]


def boxes(folder: Path, readers: Sequence[str]) -> dict[str, int]:
    """How many mails lie in each reader's box."""
    return {name: sum(1 for _ in (folder / "mail" / name).glob("new/*")) for name in readers}


def findings(wanted: Sequence[str], rows: Mapping[str, Sequence[str]], got: Mapping[str, int]) -> list[str]:
    """What is not as promised: lost, doubled, or said to be otherwise than it is."""
    found: list[str] = []
    for name in wanted:
        states, many = rows.get(name, ()), got.get(name, 0)
        if len(states) != 1:
            found.append(f"{name}: {len(states)} copies")
        elif states[0] == "sent" and many != 1:
            found.append(f"{name}: sent, and arrived {many} times")
        elif states[0] == "unsure" and many > 1:
            found.append(f"{name}: unsure, and arrived {many} times")
        elif states[0] not in ("sent", "unsure"):
            found.append(f"{name}: {states[0]}")
    return found + [f"{name}: nobody wanted it" for name in got if name not in wanted and got[name]]
