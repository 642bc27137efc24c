"""Mails of every kind, poured in through a real mail server, and what must have become of each.

Pure on the side of judging: what the mail server took over, what rows there are, what was said.
"""

import smtplib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise
from typing import Literal

import msgspec

from tests.channels.email.servers import DESK, QUIET
from tests.faults.ground import BRAND, Ground
from trustdesk import conversations
from trustdesk.channels import post
from trustdesk.channels.email import jobs as email_jobs
from trustdesk.channels.setup.actions import put
from trustdesk.channels.setup.model import Wanted
from trustdesk.house import House
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor

Kind = Literal["plain", "twice", "loop", "bomb", "charset", "forged", "empty"]
KINDS: tuple[Kind, ...] = ("plain", "plain", "twice", "loop", "bomb", "charset", "forged", "empty")
BECOMES: dict[Kind, str] = {"loop": "dropped", "bomb": "quarantined"}


class Poured(msgspec.Struct, frozen=True):
    """A mail the mail server has taken over, so many times."""

    marker: str
    kind: Kind
    times: int


class Kept(msgspec.Struct, frozen=True):
    """A row, by the marker in its bytes."""

    marker: str
    state: str


def written(marker: str, kind: Kind) -> bytes:
    """One mail of a kind."""
    sender = f"Support <support@{DESK}>" if kind == "forged" else f"{marker}@{QUIET}"
    lines = [
        f"From: {sender}",
        f"To: support@{DESK}",
        f"Message-ID: <{marker}@{QUIET}>",
        f"Date: {format_datetime(datetime.now(UTC))}",
        f"X-Marker: {marker}",
        f"Subject: {marker}",
    ]
    lines += ["Auto-Submitted: auto-replied"] if kind == "loop" else []
    lines += [f"X-Line-{count}: x" for count in range(400)] if kind == "bomb" else []
    lines += ["Content-Type: text/plain; charset=gb2312"] if kind == "charset" else []
    body = f"words of {marker}\r\n".encode()
    if kind == "charset":
        body = f"你好，我的充值没有到账 {marker} 镕喆\r\n".encode("gb18030")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (b"" if kind == "empty" else body)


def pour(port: int, count: int, began: str) -> list[Poured]:
    """Hand so many mails to the mail server; returns what it took over."""
    poured: list[Poured] = []
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        for place in range(count):
            kind = KINDS[place % len(KINDS)]
            marker = f"{began}-{place}"
            raw = written(marker, kind)
            times = 2 if kind == "twice" else 1
            for _ in range(times):
                server.sendmail(f"{marker}@{QUIET}", [f"support@{DESK}"], raw)
            poured.append(Poured(marker, kind, times))
    return poured


def findings(poured: Sequence[Poured], kept: Sequence[Kept], said: Sequence[str]) -> Iterator[str]:
    """What is wrong: each mail is as many rows as it came times, and one message where it is one at all."""
    rows = Counter(one.marker for one in kept)
    states = {(one.marker, one.state) for one in kept}
    words = Counter(word for text in said for word in text.split() if "-" in word)
    for one in poured:
        if rows[one.marker] < one.times:
            yield f"lost: {one.kind} {one.marker}, {rows[one.marker]} of {one.times}"
        if rows[one.marker] > one.times:
            yield f"doubled: {one.kind} {one.marker}, {rows[one.marker]} of {one.times}"
        wanted = "quarantined" if one.kind == "forged" else BECOMES.get(one.kind, "taken")
        if rows[one.marker] and (one.marker, wanted) not in states:
            yield f"misjudged: {one.kind} {one.marker} is not {wanted}"
        spoken = words[one.marker] > 0
        if wanted == "taken" and rows[one.marker] and not spoken:
            yield f"unsaid: {one.kind} {one.marker}"
        if wanted != "taken" and spoken:
            yield f"said: {one.kind} {one.marker}"
    entries = Counter(text for text in said)
    yield from (f"said twice: {text!r}" for text, count in entries.items() if count > 1)


async def set_up(ground: Ground, **more: object) -> None:
    """Open the mail line, as an administrator does."""
    house = House(ground.settings())
    await house.db.open()
    try:
        who = Actor(tenant=BRAND, kind="agent", id="0", name="tests", role="admin", proved_at=clock.utc_now())
        values = {"enabled": True, "address": f"support@{DESK}", **more}
        async with house.db.transaction(BRAND) as tx:
            wanted = Wanted(version=0, values=values)
            assert await put(tx, who, house.keys, email_jobs.SECTION, wanted, clock.utc_now())
    finally:
        await house.db.close()


async def stored(ground: Ground) -> tuple[list[Kept], list[str]]:
    """Read what was kept and what customers have said by mail."""
    house = House(ground.settings())
    await house.db.open()
    try:
        async with house.db.transaction(BRAND) as tx:
            rows = await tx.rows("select id, state from arrivals where line = 'email'")
            kept = [
                Kept(_marker((await post.read(tx, house.keys, row["id"])).body), row["state"]) for row in rows
            ]
            found = await tx.rows(
                "select conversation, seq from messages where line = 'email' and author_kind = 'customer'"
            )
            places = [(row["conversation"], row["seq"]) for row in found]
            entries = await conversations.entries_at(tx, places)
            return kept, [one.text for one in entries.values()]
    finally:
        await house.db.close()


def unread(ground: Ground) -> int:
    """How many rows wait to be read."""
    with ground.admin() as connection:
        found = connection.execute(
            "select count(*) from arrivals where state in ('due', 'failed')"
        ).fetchone()
        return found[0] if found else 0


def stalls(ground: Ground, away: Sequence[tuple[datetime, datetime]]) -> list[tuple[float, datetime]]:
    """How long mails waited and none was settled while everything was up, and since when; the longest first."""
    with ground.admin() as connection:
        rows = connection.execute(
            "select received_at, settled_at from arrivals where line = 'email' and settled_at is not null"
        ).fetchall()
    found, waited_since = list[tuple[float, datetime]](), [received for received, _ in rows]
    ends = sorted([settled for _, settled in rows] + [end for _, end in away])
    for before, after in pairwise(ends):
        inside = [max(before, start) for start, end in away if start < after and end > before]
        until = min([after, *inside])
        begun = min((one for one in waited_since if before <= one < until), default=until)
        was_waiting = any(received < before and settled >= after for received, settled in rows)
        since = before if was_waiting else begun
        found.append(((until - since).total_seconds(), since))
    return sorted(found, reverse=True)


def make_due(ground: Ground) -> None:
    """Let every lease be over."""
    with ground.admin() as connection:
        connection.execute("update arrivals set next_at = clock_timestamp() where next_at is not null")


def _marker(raw: bytes) -> str:
    return raw.partition(b"X-Marker: ")[2].partition(b"\r\n")[0].decode()
