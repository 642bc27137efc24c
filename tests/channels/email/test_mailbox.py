"""A mailbox read over IMAP: each mail once, whoever has read it before, however often we begin again."""

import asyncio
import contextlib
import smtplib
from uuid import uuid4

import pytest

from tests.channels.email.letters import Post, mail, somebody
from tests.channels.email.servers import CUSTOMERS, PASSWORD, Boxes
from tests.world import BRAND
from trustdesk.kit import failpoints


def deliver(boxes: Boxes, user: str, text: str) -> str:
    """Put a mail into a mailbox, as its own mail server does; who it is from."""
    sender = somebody("wei")
    with smtplib.LMTP("127.0.0.1", boxes.lmtp_port) as server:
        server.sendmail(sender, [f"{user}@{CUSTOMERS}"], mail(sender, text).as_bytes())
    return sender


@pytest.fixture
async def box(post: Post, boxes: Boxes) -> str:
    """A mailbox that the desk reads."""
    user = f"box-{uuid4().hex[:8]}"
    await post.set_up(
        imap_host="127.0.0.1",
        imap_port=boxes.imap_port,
        imap_security="none",
        imap_user=user,
        imap_password=PASSWORD.replace(" ", "_"),
    )
    return user


async def fetched(post: Post) -> int:
    return await post.house.mail.mailboxes.round(BRAND, await post.settings(), listen=False)


async def test_each_mail_is_kept_once(post: Post, boxes: Boxes, box: str) -> None:
    first = await asyncio.to_thread(deliver, boxes, box, "One")
    second = await asyncio.to_thread(deliver, boxes, box, "Two")
    assert await fetched(post) == 2
    assert await fetched(post) == 0
    third = await asyncio.to_thread(deliver, boxes, box, "Three")
    assert await fetched(post) == 1
    await post.settle()
    for sender in (first, second, third):
        assert len(await post.conversations_of(sender)) == 1
    flags = {path.name.partition(":2,")[2] for path in (boxes.folder / "mail" / box / "cur").iterdir()}
    assert flags == {"S"}


async def test_who_dies_before_the_flag_reads_nothing_twice(
    post: Post, boxes: Boxes, box: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = await asyncio.to_thread(deliver, boxes, box, "One")

    def die(name: str) -> None:
        if name == "before_imap_flag":
            raise ConnectionResetError(name)

    with monkeypatch.context() as patch:
        patch.setattr(failpoints, "reach", die)
        with pytest.raises(ConnectionResetError):
            await fetched(post)
    before = await post.kept()
    assert await fetched(post) == 0
    assert await post.kept() == before
    await post.settle()
    assert len(await post.conversations_of(sender)) == 1


async def test_who_has_lost_their_place_begins_anew_and_doubles_nothing(
    post: Post, boxes: Boxes, box: str
) -> None:
    sender = await asyncio.to_thread(deliver, boxes, box, "One")
    assert await fetched(post) == 1
    async with post.house.db.transaction(BRAND) as tx:
        await tx.do("update mailboxes set validity = validity - 1, uid = 900")
    before = await post.kept()
    assert await fetched(post) == 1
    assert await post.kept() == before
    await post.settle()
    assert len(await post.conversations_of(sender)) == 1


async def test_new_mail_is_told_by_the_server(post: Post, boxes: Boxes, box: str) -> None:
    reading = asyncio.create_task(post.house.mail.mailboxes.run())
    try:
        before = await post.kept()
        await asyncio.to_thread(deliver, boxes, box, "While you listen")
        async with asyncio.timeout(20):
            while await post.kept() == before:
                await asyncio.sleep(0.02)
    finally:
        reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reading


async def test_only_one_node_reads_a_mailbox(post: Post, boxes: Boxes, box: str) -> None:
    await asyncio.to_thread(deliver, boxes, box, "One")
    async with post.house.db.transaction(BRAND) as tx:
        await tx.do(
            """insert into mailboxes (tenant, account, validity, uid, reader, read_until)
            values ($1, $2, 0, 0, 'another node', clock_timestamp() + interval '1 minute')""",
            BRAND,
            f"{box}@127.0.0.1/INBOX",
        )
    assert await fetched(post) == 0
