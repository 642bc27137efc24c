"""Somebody who fills the form in with a browser that runs no script."""

import re
from typing import Any
from uuid import UUID

import httpx

from tests.world import BRAND, World, fresh
from trustdesk import customers
from trustdesk.channels.form.rules.doubts import worked
from trustdesk.kit import clock

CODE = re.compile(r'name="c" value="([0-9a-f-]{36})"')
HELD = re.compile(r'name="(client_id|stamp)" value="([^"]*)"')
NUMBER = re.compile(r'data-test="number">([A-Z]{2}-[0-9A-Z]{3}-[0-9A-Z]{4})<')


class Writer(httpx.AsyncClient):
    """A browser of its own: cookies are kept, redirects followed."""

    def __init__(self, world: World, brand: str = BRAND, **headers: str) -> None:
        super().__init__(
            base_url=world.base_url,
            timeout=10,
            follow_redirects=True,
            headers={"accept-language": "en"} | headers,
        )
        self.world = world
        self.brand = brand
        self.address = f"{fresh()}@mail.example"

    async def opened(self, topic: str = "deposit") -> dict[str, str]:
        """Open the form; the hidden fields of its page."""
        found = await self.get(f"/{self.brand}/form", params={"topic": topic})
        assert found.status_code == 200, found.text
        return dict(HELD.findall(found.text))

    async def write(
        self, topic: str = "deposit", held: Any = None, files: Any = None, **more: str
    ) -> httpx.Response:
        """Fill the form in and send it."""
        told = {
            "a.what": "My deposit is missing",
            "a.coin": "USDT",
            "a.network": "TRC-20",
            "address": self.address,
        }
        data = (held if held is not None else await self.opened(topic)) | told | more
        return await self.post(
            f"/{self.brand}/form", params={"topic": topic}, data=data, files=files or [("files", ("", b""))]
        )

    async def mail(self, answer: httpx.Response) -> customers.CodeToSend:
        """What lies in the mailbox after that answer."""
        [code] = CODE.findall(answer.text)[:1]
        keys, db = self.world.house.keys, self.world.house.db
        async with db.transaction(self.brand) as tx:
            carried = await customers.code_to_send(tx, keys, UUID(code), clock.utc_now())
        assert carried is not None
        return carried

    async def press(self, carried: customers.CodeToSend) -> httpx.Response:
        """Follow the link of a mail and press the button."""
        page = await self.get(carried.path)
        assert page.status_code == 200, page.text
        fields = dict(re.findall(r'name="([ct])" value="([^"]*)"', page.text))
        return await self.post(f"/{self.brand}/form/confirm", data=fields)


def number(answer: httpx.Response) -> str:
    """The one number a page names."""
    [found] = NUMBER.findall(answer.text)
    return found


def effort(stamp: str) -> str:
    """The work a browser does while its person writes."""
    return next(str(number) for number in range(2**22) if worked(stamp, str(number)))
