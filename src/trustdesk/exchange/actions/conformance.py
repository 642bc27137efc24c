"""The conformance suite: an exchange's service held against the contract, check by check."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import get_args
from urllib.parse import quote

import msgspec

from trustdesk.exchange.actions.connector import Connector, Link, NoAccount, Search, signature
from trustdesk.exchange.model.contract import Account
from trustdesk.exchange.model.records import RecordKind
from trustdesk.exchange.model.requests import ActionRequest, AddressQuery, MatchQuery
from trustdesk.exchange.rules.answers import Nonsense
from trustdesk.kit.egress import Egress, Unreachable
from trustdesk.kit.ids import uuid7

NOBODY = "no-such-customer-0"
UNKEYED = (401, 403)
CONFLICT = 409


class Check(msgspec.Struct, frozen=True):
    """One check: what was looked at, whether it held, and if not why."""

    name: str
    good: bool
    why: str = ""


class Failed(Exception):
    """A check that does not hold; the text says why."""


Work = Callable[[], Awaitable[None]]


async def conformance(link: Link, egress: Egress, uid: str, now: datetime) -> list[Check]:
    """Run every check against a service; ``uid`` is a test customer there. Asks for one reset link."""
    suite = _Suite(link, egress, uid, now)
    return [await _checked(name, work) for name, work in suite.checks()]


async def _checked(name: str, work: Work) -> Check:
    try:
        await work()
    except (Failed, Nonsense, Unreachable) as error:
        return Check(name, good=False, why=str(error))
    except NoAccount:
        return Check(name, good=False, why="answered 404")
    return Check(name, good=True)


class _Suite:
    def __init__(self, link: Link, egress: Egress, uid: str, now: datetime) -> None:
        self._link, self._egress, self._uid, self._now = link, egress, uid, now
        self._there = Connector(link, egress)
        self._account: Account | None = None

    def checks(self) -> list[tuple[str, Work]]:
        """Name every check with its work."""
        lists = [(f"{kind} are listed, newest first", self._listed(kind)) for kind in get_args(RecordKind)]
        return [
            ("about names the contract", self._about),
            ("networks are told", self._networks),
            ("the account is told", self._told),
            ("contacts come as masks", self._masked),
            *lists,
            ("a limit is kept", self._limited),
            ("a search that matches nothing is empty", self._empty),
            ("an unknown account is 404", self._unknown),
            ("nothing is read without the key", self._unkeyed),
            ("a contact that is not registered does not match", self._mismatch),
            ("a strange address belongs to nobody", self._nobody),
            ("a request without a signature is refused", self._unsigned),
            ("a request signed with another secret is refused", self._forged),
            ("a request is taken once, however often it is sent", self._once),
        ]

    async def _about(self) -> None:
        await self._there.about(self._now)

    async def _networks(self) -> None:
        if not await self._there.networks(self._now):
            raise Failed("no network is told")

    async def _told(self) -> None:
        self._account = await self._there.account(self._uid, self._now)

    async def _masked(self) -> None:
        account = self._account or await self._there.account(self._uid, self._now)
        bare = [one.kind for one in account.contacts if not set(one.masked) & set("*•…xX")]
        if bare:
            raise Failed(f"{', '.join(bare)} looks like the contact itself")

    def _listed(self, kind: RecordKind) -> Work:
        async def work() -> None:
            times = [one.at for one in await self._there.records(self._uid, kind, self._now)]
            if times != sorted(times, reverse=True):
                raise Failed("not in order")

        return work

    async def _limited(self) -> None:
        for kind in get_args(RecordKind):
            if len(await self._there.records(self._uid, kind, self._now, Search(limit=1))) > 1:
                raise Failed(f"{kind}: more than one with limit=1")

    async def _empty(self) -> None:
        if await self._there.records(self._uid, "deposits", self._now, Search(q=str(uuid7()))):
            raise Failed("found something for words that stand nowhere")

    async def _unknown(self) -> None:
        try:
            await self._there.account(NOBODY, self._now)
        except NoAccount:
            return
        raise Failed("answered for an account that is not there")

    async def _unkeyed(self) -> None:
        url = f"{self._link.url}/v1/accounts/{quote(self._uid, safe='')}"
        for headers in ({}, {"authorization": "Bearer wrong"}):
            answer = await self._call("GET", url, b"", headers)
            if answer not in UNKEYED:
                raise Failed(f"answered {answer}")

    async def _mismatch(self) -> None:
        stated = MatchQuery("email", f"{uuid7().hex}@example.invalid")
        if await self._there.matches(self._uid, stated, self._now):
            raise Failed("says that it matches")

    async def _nobody(self) -> None:
        asked = AddressQuery("ethereum", "0x" + uuid7().hex.zfill(40))
        if (await self._there.belongs(self._uid, asked, self._now)).to == "customer":
            raise Failed("says that it is the customer's")

    async def _unsigned(self) -> None:
        await self._refused({})

    async def _forged(self) -> None:
        body = self._request()
        other = signature("whsec_b3RoZXIgc2VjcmV0IGFsdG9nZXRoZXI=", str(body.id), _said(body), self._now)
        await self._refused(other)

    async def _refused(self, headers: dict[str, str]) -> None:
        status = await self._send(self._request(), headers)
        if status not in UNKEYED:
            raise Failed(f"answered {status}")

    async def _once(self) -> None:
        wanted = self._request()
        first, again = [await self._there.request(wanted, self._now) for _ in range(2)]
        if first.id != again.id:
            raise Failed("another receipt for the same request")
        altered = msgspec.structs.replace(wanted, reason="something_else")
        status = await self._send(
            altered, signature(self._link.secret, str(wanted.id), _said(altered), self._now)
        )
        if status != CONFLICT:
            raise Failed(f"the same id with another body is answered with {status}, not 409")

    def _request(self) -> ActionRequest:
        return ActionRequest(
            id=uuid7(), action="send_reset_link", uid=self._uid, reason="conformance", asked_by="suite",
            asked_at=self._now,
        )  # fmt: skip

    async def _send(self, body: ActionRequest, headers: dict[str, str]) -> int:
        said = {"authorization": f"Bearer {self._link.key}", "content-type": "application/json", **headers}
        return await self._call("POST", f"{self._link.url}/v1/actions", _said(body), said)

    async def _call(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> int:
        call = self._egress.get(url, headers) if method == "GET" else self._egress.post(url, body, headers)
        return (await call).status


def _said(body: ActionRequest) -> bytes:
    return msgspec.json.encode(body)
