"""The contract of lines, passed by mail and by the form, whose answers go by mail."""

import base64
import os
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import format_datetime

import httpx
import pytest
from standardwebhooks import Webhook
from typing_extensions import override

from tests.channels.contract import TAKEN, Contract, Way, arrivals, hurry, texts
from tests.channels.email.letters import Post, mail, signed, words
from tests.channels.email.servers import CUSTOMERS
from tests.channels.form.people import CODE, Writer, effort
from tests.ports import free_pair
from tests.world import BRAND, World, fresh
from trustdesk.channels.form import api as form
from trustdesk.kit import clock

SECRET = "whsec_" + base64.b64encode(os.urandom(32)).decode()


class Mailing:
    """What answers by mail have in common."""

    def __init__(self, post: Post) -> None:
        self.world: World = post.world
        self._post = post
        self._broken = False

    def handle(self, sender: str) -> tuple[str, str]:
        return "email", f"{sender}@{CUSTOMERS}"

    async def break_once(self) -> None:
        self._broken = True
        await self._post.set_up(smtp_port=free_pair(), webhook_secret=SECRET)

    async def send(self) -> None:
        await hurry(self.world)
        await self._post.settle()
        if self._broken:
            self._broken = False
            await self._post.set_up(webhook_secret=SECRET)

    def sent(self, sender: str) -> list[str]:
        self._post.mta.drained()
        parser = BytesParser(policy=default)
        found = [parser.parsebytes(raw) for raw in self._post.boxes.mails(sender)]
        return [_said(one) for one in found if one["Auto-Submitted"] is None]


def _said(one: EmailMessage) -> str:
    """The words of an answer, without what stands below them."""
    assert isinstance(one, EmailMessage)
    return next(line for line in words(one).splitlines() if line.strip() and "Hello" not in line)


class MailWay(Mailing):
    """A mail provider that posts what has come to the desk's address."""

    line = "email"
    keeps_raw = True

    async def bring(self, sender: str, text: str, id: str, *, forged: bool = False, days_old: int = 0) -> int:
        written = format_datetime(datetime.now(UTC) - timedelta(days=days_old))
        letter = mail(
            f"{sender}@{CUSTOMERS}", text, Message_ID=f"<{id}@{CUSTOMERS}>", Date=written, Subject=""
        )
        return await self._posted(signed(letter), id, forged=forged)

    async def poison(self, id: str) -> int:
        bomb = mail(f"{id}@{CUSTOMERS}").as_bytes()
        return await self._posted(b"X-Line: x\r\n" * 400 + bomb, id)

    async def _posted(self, body: bytes, id: str, *, forged: bool = False) -> int:
        signature = Webhook(SECRET).sign(id, datetime.now(UTC), body.decode())
        headers = {
            "content-type": "message/rfc822",
            "webhook-id": id,
            "webhook-timestamp": str(int(time.time())),
            "webhook-signature": "v1,AAAA" if forged else signature,
        }
        path = f"/api/v1/mail/{BRAND}"
        return (await self.world.stranger.post(path, content=body, headers=headers)).status_code

    async def rows(self) -> int:
        return await arrivals(self.world, self.line)

    async def read(self) -> None:
        await self._post.settle()


class FormWay(Mailing):
    """People who fill in the form, each in a browser of their own, and follow the link in their mail."""

    line = "form"
    keeps_raw = True

    def __init__(self, post: Post) -> None:
        super().__init__(post)
        self._writers: dict[str, Writer] = {}
        self._codes: dict[str, set[str]] = defaultdict(set)

    def writer(self, sender: str) -> Writer:
        if sender not in self._writers:
            self._writers[sender] = Writer(self.world)
            self._writers[sender].address = f"{sender}@{CUSTOMERS}"
        return self._writers[sender]

    async def bring(self, sender: str, text: str, id: str, *, forged: bool = False, days_old: int = 0) -> int:
        # The page was opened ten seconds ago, or days.
        made = clock.utc_now() - timedelta(seconds=10, days=days_old)
        stamp = self.world.house.keys.sign(form.STAMP, f"{BRAND}.{id}", made + form.STAMP_LASTS)
        writer = self.writer(sender)
        held = {"client_id": id, "stamp": stamp, "effort": effort(stamp)}
        answer = await writer.write("other", held, **{"a.what": text})
        if forged:
            [code] = CODE.findall(answer.text)[:1]
            return (await writer.post(f"/{BRAND}/form/confirm", data={"c": code, "t": "forged"})).status_code
        self._codes[sender] |= set(CODE.findall(answer.text))
        return answer.status_code

    async def poison(self, id: str) -> int:
        writer = self.writer(id)
        head = {"content-type": "multipart/form-data; boundary=x"}
        return (
            await writer.post(f"/{BRAND}/form?topic=other", content=b"\xff--x\r\n", headers=head)
        ).status_code

    async def rows(self) -> int:
        async with self.world.house.db.transaction(BRAND) as tx:
            return await tx.value("select count(*) from form_letters")

    async def read(self) -> None:
        """Everybody looks into their mailbox, and follows a link there: one lets all their letters go."""
        for sender, codes in self._codes.items():
            answers: set[int] = set()
            for code in sorted(codes):
                page = httpx.Response(200, text=f'name="c" value="{code}"')
                carried = await self.writer(sender).mail(page)
                answers.add((await self.writer(sender).press(carried)).status_code)
            assert not codes or answers & TAKEN
            codes.clear()

    async def close(self) -> None:
        for writer in self._writers.values():
            await writer.aclose()


class TestMail(Contract):
    @pytest.fixture
    async def way(self, post: Post) -> MailWay:
        await post.set_up(webhook_secret=SECRET)
        return MailWay(post)


class TestForm(Contract):
    @pytest.fixture
    async def way(self, post: Post) -> AsyncIterator[FormWay]:
        await post.set_up(webhook_secret=SECRET)
        async with post.house.db.transaction("desk") as tx:  # all these people sit in one place
            await tx.do("delete from limits where tenant = $1 and name like 'form%'", tx.tenant)
        way = FormWay(post)
        yield way
        await way.close()

    @override
    async def test_what_is_forged_leaves_no_trace(self, way: Way) -> None:
        """Who only claims an address may write, and what they wrote is nobody's letter, ever."""
        sender = fresh()
        assert await way.bring(sender, "believe me", fresh(), forged=True) == 422
        await way.read()
        assert await texts(way, sender) == []
