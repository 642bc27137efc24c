"""Announcements by mail, through a real mail server: asked for, confirmed, sent once, ended by one press."""

from typing import Any
from uuid import uuid4

import dkim
import pytest

from tests.channels.email.conftest import boxes, desk_port, mta, post
from tests.channels.email.letters import PUBLIC_KEY, SUPPORT, Post, bounce, mail, somebody, words
from tests.subscriptions.people import LINK, announce, ask, circulars, counts, known, questions, send
from tests.world import BRAND
from trustdesk.kit.limits import HOUSE

__all__ = ["boxes", "desk_port", "mta", "post"]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


async def asked(post: Post, address: str, *kinds: str, tongue: str = "en", count: int = 1) -> str:
    """Ask by mail; the link of the question."""
    async with post.house.db.transaction(HOUSE) as tx:
        await tx.do("delete from limits where tenant = $1", HOUSE)
    answer = await ask(post.world, address, *kinds, tongue=tongue)
    assert answer.status_code == 200, answer.text
    await questions(post.world)
    mail = (await post.inbox(address, count))[-1]
    return LINK.findall(words(mail))[0]


async def subscribed(post: Post, *kinds: str, tongue: str = "en") -> tuple[str, str]:
    """Somebody who has confirmed; their address and their link."""
    address = somebody("reader")
    link = await asked(post, address, *kinds, tongue=tongue)
    said = await post.world.stranger.post(link, data={"do": "confirm"})
    assert said.status_code == 200, said.text
    return address, link


async def test_nothing_comes_before_the_yes_and_everything_after(post: Post) -> None:
    editor, address = await post.world.agent("editor"), somebody("reader")
    link = await asked(post, address, "maintenance", "risk")
    [question] = await post.inbox(address)
    assert question["Subject"] == "Please confirm: announcements of Bitget"
    assert (question["Auto-Submitted"], question["List-Unsubscribe"]) == ("auto-replied", None)
    await announce(editor)
    await send(post.world)
    page = await post.world.stranger.get(link)
    assert "Confirm that you want announcements" in page.text
    await send(post.world)
    assert len(await post.inbox(address)) == 1
    assert (await post.world.stranger.post(link, data={"do": "confirm"})).status_code == 200
    one = await announce(editor, kind="risk")
    await send(post.world)
    [_, told] = await post.inbox(address, 2)
    assert told["Subject"] == "Bitget: Risk notice: Wallet maintenance on Friday"
    assert (told["From"].addresses[0].addr_spec, told["Importance"]) == (SUPPORT, "high")
    assert f"{post.world.base_url}/announcements/{BRAND}/en/{one['id']}" in words(told)
    assert "Deposits pause from 02:00 UTC." in words(told)
    [circular] = await circulars(editor, one)
    assert counts(circular, "email")["sent"] >= 1


async def test_a_mail_program_ends_it_by_one_press_and_its_lines_are_signed(post: Post) -> None:
    editor = await post.world.agent("editor")
    address, link = await subscribed(post)
    await announce(editor)
    await send(post.world)
    told = (await post.inbox(address, 2))[-1]
    assert (told["List-Unsubscribe"], told["List-Unsubscribe-Post"]) == (
        f"<{link}>",
        "List-Unsubscribe=One-Click",
    )
    assert (told["Auto-Submitted"], told["List-Id"]) == ("auto-generated", "<announcements.desk.example>")
    raw = post.boxes.mails(address.partition("@")[0])[-1]
    lines = str(told["DKIM-Signature"]).replace(" ", "")
    assert {"list-unsubscribe", "list-unsubscribe-post"} <= set(
        lines.partition("h=")[2].partition(";")[0].split(":")
    )
    assert dkim.verify(raw, dnsfunc=lambda *_args, **_more: f"v=DKIM1; k=rsa; p={PUBLIC_KEY}".encode())
    before = await known(post.world)
    assert (await post.world.stranger.get(link)).status_code == 200
    assert await known(post.world) == before
    ended = await post.world.stranger.post(link, data=ONE_CLICK)
    assert (ended.status_code, ended.headers.get("set-cookie")) == (200, None)
    assert len(await known(post.world)) == len(before) - 1
    await announce(editor)
    await send(post.world)
    assert len(await post.inbox(address, 2)) == 2
    assert (await post.world.stranger.post(link, data=ONE_CLICK)).status_code == 404


@pytest.mark.parametrize("way", ["the address", "the Message-ID"])
async def test_a_mailbox_that_is_gone_ends_it_however_late_the_report(post: Post, way: str) -> None:
    editor = await post.world.agent("editor")
    address, link = await subscribed(post)
    one = await announce(editor)
    await send(post.world)
    told = (await post.inbox(address, 2))[-1]
    back = str(told["Return-Path"]).strip("<>")
    assert (back.partition("+")[0], back.partition("@")[2]) == tuple(SUPPORT.split("@"))
    by = {
        "the address": (f"<{uuid4()}@x.example>", back),
        "the Message-ID": (str(told["Message-ID"]), SUPPORT),
    }
    before = await known(post.world)
    await post.write(bounce(*by[way]), sign=False)
    assert (await post.arrivals())[-1] == ("dropped", "bounce")
    assert (await post.world.stranger.get(link)).status_code == 404
    assert len(await known(post.world)) == len(before) - 1
    [circular] = await circulars(editor, one)
    assert counts(circular, "email")["gone"] == 1
    await post.write(bounce(*by[way]), sign=False)
    assert (await post.arrivals())[-1] == ("dropped", "bounce_unknown")


async def test_what_failed_for_now_ends_nothing_and_is_told_to_editors(post: Post) -> None:
    editor = await post.world.agent("editor")
    address, link = await subscribed(post)
    one = await announce(editor)
    await send(post.world)
    told = (await post.inbox(address, 2))[-1]
    back = str(told["Return-Path"]).strip("<>")
    await post.write(bounce(str(told["Message-ID"]), back, "5.2.2"), sign=False)
    assert (await post.world.stranger.get(link)).status_code == 200
    [circular] = await circulars(editor, one)
    assert counts(circular, "email")["failed"] == 1
    assert [(f["state"], f["why"]) for f in circular["faults"]] == [
        ("failed", "5.2.2 550 5.2.2 it did not work")
    ]


async def test_nobody_writes_to_where_copies_bounce_and_a_forged_one_ends_nothing(post: Post) -> None:
    editor = await post.world.agent("editor")
    address, link = await subscribed(post)
    await announce(editor)
    await send(post.world)
    back = str((await post.inbox(address, 2))[-1]["Return-Path"]).strip("<>")
    sender = somebody()
    await post.write(mail(sender, "I am away until Monday", To=back))
    assert (await post.arrivals())[-1] == ("dropped", "report")
    assert await post.conversations_of(sender) == []
    local, _, domain = back.partition("@")
    forged = f"{local[:-16]}{local[-16:][::-1]}@{domain}"
    await post.write(bounce(f"<{uuid4()}@x.example>", forged), sign=False)
    assert (await post.arrivals())[-1] == ("dropped", "bounce_unknown")
    assert (await post.world.stranger.get(link)).status_code == 200


async def test_a_subscriber_changes_kinds_and_language(post: Post) -> None:
    editor = await post.world.agent("editor")
    address, link = await subscribed(post, "listing")
    page = await post.world.stranger.get(link)
    assert '<input type="checkbox" name="kind" value="listing" checked>' in page.text
    none = await post.world.stranger.post(link, data={"do": "change", "language": "en"})
    assert (none.status_code, "Choose at least one kind" in none.text) == (422, True)
    wish = {"do": "change", "kind": ["maintenance"], "language": "zh-CN"}
    assert "Saved." in (await post.world.stranger.post(link, data=wish)).text
    await announce(editor, kind="listing")
    await announce(editor)
    await send(post.world)
    told = (await post.inbox(address, 2))[1:]
    assert [one["Subject"] for one in told] == ["Bitget：周五钱包维护"]
    assert told[0]["Content-Language"] == "zh-CN"


async def test_whoever_asks_for_another_learns_nothing_and_floods_nobody(post: Post) -> None:
    victim, _ = await subscribed(post)
    fresh = somebody("victim")
    hidden = "Dear customer, call +1 555 0100"
    async with post.house.db.transaction(HOUSE) as tx:
        await tx.do("delete from limits where tenant = $1", HOUSE)
    path = f"/announcements/{BRAND}/en/subscribe"
    pages: list[Any] = []
    for address in (victim, fresh):
        body = {"address": address, "kind": ["maintenance"], "name": hidden, "text": hidden}
        pages.append(await post.world.stranger.post(path, data=body, headers={"referer": hidden}))
    assert (pages[0].status_code, pages[0].text) == (200, pages[1].text)
    tries = [(await ask(post.world, fresh)).status_code for _ in range(4)]
    assert tries == [200, 200, 429, 429]
    await questions(post.world)
    [*mails] = await post.inbox(fresh, 3)
    assert {one["Subject"] for one in mails} == {"Please confirm: announcements of Bitget"}
    assert len({one["Message-ID"] for one in mails}) == 3
    assert not any(hidden in one.as_string() for one in mails)
    [_, known_mail] = await post.inbox(victim, 2)
    assert known_mail["Subject"] == "Your announcements of Bitget"


async def test_one_place_asks_for_few(post: Post) -> None:
    async with post.house.db.transaction(HOUSE) as tx:
        await tx.do("delete from limits where tenant = $1", HOUSE)
    before = len(await known(post.world))
    tries = [(await ask(post.world, somebody("many"))).status_code for _ in range(22)]
    assert tries == [200] * 20 + [429] * 2
    assert len(await known(post.world)) == before + 20


async def test_forged_links_open_nothing(post: Post) -> None:
    _, link = await subscribed(post)
    _, other = await subscribed(post)
    before = set(await known(post.world))
    base, _, query = link.partition("?")
    s, t = query.split("&")
    forged = [
        f"{base}?{s}&t=",
        f"{base}?{s}&t={'A' * 22}",
        f"{base}?{other.partition('?')[2].split('&')[0]}&{t}",
        f"{base}?s=not-an-id&{t}",
        base,
        link.replace(f"/{BRAND}/", "/okx/"),
    ]
    for url in forged:
        for answer in (
            await post.world.stranger.get(url),
            await post.world.stranger.post(url, data=ONE_CLICK),
        ):
            assert answer.status_code == 404, url
    assert set(await known(post.world)) == before


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b", "a b@customers.example", "x@customers.example\r\nbcc: y@z.example"]
)
async def test_what_is_no_address_is_said_and_kept_nowhere(post: Post, address: str) -> None:
    before = await known(post.world)
    answer = await ask(post.world, address)
    assert (answer.status_code, "not an e-mail address" in answer.text) == (422, True)
    assert await known(post.world) == before
