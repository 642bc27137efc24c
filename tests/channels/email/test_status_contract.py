"""The contract of lines, passed by the status page: what is written there joins a case, and is answered by mail."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.channels.contract import Contract
from tests.channels.email.letters import Post
from tests.channels.email.servers import CUSTOMERS
from tests.channels.email.test_contract import SECRET, Mailing
from tests.channels.form.people import Writer
from tests.channels.status.test_status import FOLLOW
from tests.world import BRAND
from trustdesk.channels.status.api.place import COOKIE


class StatusWay(Mailing):
    """People who have a case, each with the page of theirs open in a browser of their own."""

    line = "status"
    keeps_raw = False

    def __init__(self, post: Post) -> None:
        super().__init__(post)
        self._writers: dict[str, asyncio.Task[Writer]] = {}

    async def writer(self, sender: str) -> Writer:
        """Their browser; at first they write by form and follow the link to their case."""
        if sender not in self._writers:
            self._writers[sender] = asyncio.create_task(self._opened(sender))
        return await self._writers[sender]

    async def _opened(self, sender: str) -> Writer:
        writer = Writer(self.world)
        writer.address = f"{sender}@{CUSTOMERS}"
        done = await writer.press(await writer.mail(await writer.write("other", **{"a.what": "by form"})))
        [link] = FOLLOW.findall(done.text)
        assert (await writer.get(link.replace("&amp;", "&"))).url.path == f"/{BRAND}/status/case"
        writer.follow_redirects = False
        return writer

    async def bring(self, sender: str, text: str, id: str, *, forged: bool = False, days_old: int = 0) -> int:
        # The page holds no time: it may stand open for a day, or a week.
        writer = await self.writer(sender)
        data, files = {"client_id": id, "text": text}, [("files", ("", b""))]
        if forged:
            genuine = writer.cookies[COOKIE]
            writer.cookies.clear()
            writer.cookies.set(COOKIE, genuine[:-4] + "AAAA")
        answer = await writer.post(f"/{BRAND}/status/write", data=data, files=files)
        return 200 if answer.status_code == 303 else answer.status_code

    async def poison(self, id: str) -> int:
        writer = await self.writer(id)
        head = {"content-type": "multipart/form-data; boundary=x"}
        return (await writer.post(f"/{BRAND}/status/write", content=b"\xff--x\r\n", headers=head)).status_code

    async def rows(self) -> int:
        async with self.world.house.db.transaction(BRAND) as tx:
            return await tx.value("select count(*) from messages where line = 'status'")

    async def read(self) -> None:
        """What is written on the page stands in the case at once."""

    async def close(self) -> None:
        for writer in self._writers.values():
            await (await writer).aclose()


class TestStatus(Contract):
    @pytest.fixture
    async def way(self, post: Post) -> AsyncIterator[StatusWay]:
        await post.set_up(webhook_secret=SECRET)
        async with post.house.db.transaction("desk") as tx:  # all these people sit in one place
            await tx.do("delete from limits where tenant = $1", tx.tenant)
        way = StatusWay(post)
        yield way
        await way.close()
