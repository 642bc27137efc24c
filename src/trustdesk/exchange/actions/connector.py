"""The client of the connector contract: one brand's exchange, reached through the one way out.

Nothing here trusts what comes back: another shape, an impossible time or an answer for somebody else
is a ``Nonsense``; an upstream that hangs is not asked again for a while.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from urllib.parse import quote, urlencode

import msgspec
from standardwebhooks import Webhook as Signer

from trustdesk.exchange.model.contract import MOST_ITEMS, About, Account, Network
from trustdesk.exchange.model.records import RECORDS, Record, RecordKind
from trustdesk.exchange.model.requests import (
    ActionReceipt,
    ActionRequest,
    AddressQuery,
    Belongs,
    Challenge,
    Match,
    MatchQuery,
)
from trustdesk.exchange.rules.answers import Nonsense, decoded
from trustdesk.kit.breakers import Breaker
from trustdesk.kit.egress import Answer, Bounds, Egress, Refused, Unreachable

T = TypeVar("T")

BOUNDS = Bounds(seconds=4.0, bytes=1024 * 1024)
OK, MISSING = range(200, 300), 404


class NoAccount(Exception):
    """The exchange knows nobody by this number."""


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What to list: of one coin, market, span of time, with these words; ``limit`` at most."""

    asset: str | None = None
    market: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str | None = None
    limit: int = 50

    def query(self) -> str:
        """Write it as the query of a URL."""
        said = {name: getattr(self, name) for name in self.__struct_fields__}
        told = {n: v.isoformat() if isinstance(v, datetime) else str(v) for n, v in said.items() if v}
        return urlencode(told)


EVERYTHING = Search()


class Link(msgspec.Struct, frozen=True):
    """Where an exchange is reached, the key that reads there, and the secret that signs."""

    url: str
    key: str
    secret: str


class Connector:
    """One brand's exchange. Raises ``Unreachable``, ``Nonsense`` or ``NoAccount``."""

    def __init__(self, link: Link, egress: Egress, bounds: Bounds = BOUNDS) -> None:
        """Take where it is, and the way out."""
        self._link = link
        self._egress = egress
        self._bounds = bounds
        self._breaker = Breaker()

    @property
    def secret(self) -> str:
        """Give the secret with which callbacks are signed."""
        return self._link.secret

    async def about(self, now: datetime) -> About:
        """Ask what answers there."""
        return await self._read("/about", About, now)

    async def networks(self, now: datetime) -> Sequence[Network]:
        """Ask how coins move now: minimums, fees, confirmations, what is suspended."""
        return await self._read("/networks", list[Network], now)

    async def account(self, uid: str, now: datetime) -> Account:
        """Read an account; one that is somebody else's is nonsense."""
        found = await self._read(f"/accounts/{quote(uid, safe='')}", Account, now)
        if found.uid != uid:
            raise Nonsense("$.uid is another account's")
        return found

    async def records(
        self, uid: str, kind: RecordKind, now: datetime, search: Search = EVERYTHING
    ) -> Sequence[Record]:
        """List records of an account, newest first."""
        path = f"/accounts/{quote(uid, safe='')}/{kind}?{search.query()}"
        found: Sequence[Record] = await self._read(path, list[RECORDS[kind]], now)
        if len(found) > MOST_ITEMS:
            raise Nonsense(f"more than {MOST_ITEMS} items")
        return found

    async def matches(self, uid: str, stated: MatchQuery, now: datetime) -> bool:
        """Ask whether a contact the customer stated is the registered one."""
        return (await self._send(f"/accounts/{quote(uid, safe='')}/match", stated, Match, now)).matches

    async def belongs(self, uid: str, asked: AddressQuery, now: datetime) -> Belongs:
        """Ask whether an address is this customer's."""
        return await self._send(f"/accounts/{quote(uid, safe='')}/address", asked, Belongs, now)

    async def request(self, wanted: ActionRequest, now: datetime) -> ActionReceipt:
        """Ask for an action; the same id again is the same request."""
        receipt = await self._send("/actions", wanted, ActionReceipt, now, str(wanted.id))
        if receipt.id != wanted.id:
            raise Nonsense("$.id is another request's")
        return receipt

    async def outcome(self, id: str, now: datetime) -> ActionReceipt:
        """Ask how a request stands."""
        return await self._read(f"/actions/{id}", ActionReceipt, now)

    async def challenge(self, wanted: Challenge, now: datetime) -> None:
        """Lay an action before the customer in the exchange's app."""
        await self._send("/challenges", wanted, dict[str, str], now, str(wanted.id))

    async def _read(self, path: str, kind: type[T], now: datetime) -> T:
        url = f"{self._link.url}/v1{path}"
        body = await self._through(lambda: self._egress.get(url, self._headers({}), bounds=self._bounds))
        return decoded(body, kind, now)

    async def _send(self, path: str, body: msgspec.Struct, kind: type[T], now: datetime, id: str = "") -> T:
        url, said = f"{self._link.url}/v1{path}", msgspec.json.encode(body)
        signed = signature(self._link.secret, id, said, now) if id else {}
        headers = self._headers({"content-type": "application/json", **signed})
        answer = await self._through(lambda: self._egress.post(url, said, headers, self._bounds))
        return decoded(answer, kind, now)

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        return {"authorization": f"Bearer {self._link.key}", "accept": "application/json", **more}

    async def _through(self, call: Callable[[], Awaitable[Answer]]) -> bytes:
        try:
            answer = await self._breaker.through(call)
        except Refused as error:
            raise Unreachable(str(error)) from error
        if answer.status == MISSING:
            raise NoAccount
        if answer.status not in OK:
            raise Unreachable(f"status {answer.status}")
        return answer.body


def signature(secret: str, id: str, body: bytes, now: datetime) -> dict[str, str]:
    """Sign a body as Standard Webhooks has it."""
    return {
        "webhook-id": id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(secret).sign(id, now, body.decode()),
    }
