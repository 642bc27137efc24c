"""Egress: the one way out. No other part of the house opens a connection to a stranger.

A name is resolved here, every address it has is checked, and the connection goes to a checked
address: what the name says a moment later does not matter. Redirects are not followed, the
answer is bounded in time and size, and no proxy from the environment is believed.

``TRUSTDESK_EGRESS_ALLOW`` lists networks that may be reached although they are not public
(``10.20.0.0/16, 127.0.0.1``); only to these may plain http go.
"""

import asyncio
import contextlib
import ipaddress
import os
import socket
import ssl
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import httpx
import msgspec

from trustdesk.kit.settings import Misconfigured

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Connection = socket.socket

LOOPBACK = ("127.0.0.0/8", "::1/128")
ENVIRON = "TRUSTDESK_EGRESS_ALLOW"
TIMEOUT_SECONDS = 15.0
MOST_BYTES = 64 * 1024
PORTS = {"http": 80, "https": 443}
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts no authority at all
# Prefixes in which an IPv4 address is carried, and what is reached is that one.
CARRIERS = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))


class Refused(Exception):
    """This address may not be reached from here."""


class Unreachable(Exception):
    """Nobody answered in time, or not in HTTP."""


class Answer(msgspec.Struct, frozen=True):
    """The status, the beginning of the body, and when to come again (``Retry-After``), as it was said."""

    status: int
    body: bytes
    retry_after: str = ""


class Bounds(msgspec.Struct, frozen=True):
    """How long one call may take, in seconds, and how much of its answer is read."""

    seconds: float
    bytes: int = MOST_BYTES


class _Call(msgspec.Struct, frozen=True):
    method: str
    body: bytes
    headers: Mapping[str, str]
    bounds: Bounds


class Egress:
    """Calls out over HTTP."""

    def __init__(self, allowed: Sequence[Network] = (), timeout: float = TIMEOUT_SECONDS) -> None:
        """Take the private networks that may be reached and the time a call may take, in seconds."""
        self._allowed = tuple(allowed)
        self._timeout = timeout

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        # Made when first needed: whoever calls nobody over TLS need not hold every authority there is.
        return ssl.create_default_context()

    def check_url(self, url: str) -> None:
        """Raise ``Refused`` for what can never be called; a name's addresses are looked at in the call."""
        parsed = _parsed(url)
        if (literal := _literal(parsed.host)) is not None:
            self._check(parsed, literal)
        elif parsed.scheme != "https" and not self._allowed:
            raise Refused("only https goes out")

    async def get(
        self, url: str, headers: Mapping[str, str], most: int = MOST_BYTES, bounds: Bounds | None = None
    ) -> Answer:
        """Fetch and return the answer, as ``post`` does, of its body no more than ``most`` bytes."""
        return await self._reach(url, _Call("GET", b"", headers, bounds or Bounds(self._timeout, most)))

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str], bounds: Bounds | None = None
    ) -> Answer:
        """Send and return the answer, whatever its status; raises ``Refused`` or ``Unreachable``."""
        return await self._reach(url, _Call("POST", body, headers, bounds or Bounds(self._timeout)))

    async def connect(self, host: str, port: int) -> socket.socket:
        """Open a connection for a protocol other than HTTP (mail), to an address that was checked.

        Raises ``Refused`` or ``Unreachable``. The caller speaks TLS on it, by the name.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._timeout):
                found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                for place in found:
                    self._check_address(host, ipaddress.ip_address(str(place[4][0]).partition("%")[0]))
                return await _connected(loop, found)
        except TimeoutError as error:
            raise Unreachable(f"no answer within {self._timeout:g} s") from error
        except (OSError, ValueError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from error

    async def _reach(self, url: str, call: _Call) -> Answer:
        try:
            async with asyncio.timeout(call.bounds.seconds):
                parsed = _parsed(url)
                address = await self._address_of(parsed)
                return await self._call(parsed, address, call)
        except TimeoutError as error:
            raise Unreachable(f"no answer within {call.bounds.seconds:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from error

    async def _address_of(self, url: httpx.URL) -> Address:
        port = url.port or PORTS[url.scheme]
        found = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(place[4][0]).partition("%")[0]) for place in found]
        if not addresses:
            raise Unreachable(f"{url.host} has no address")
        for address in addresses:
            self._check(url, address)
        return addresses[0]

    def _check(self, url: httpx.URL, address: Address) -> None:
        if not self._check_address(url.host, address) and url.scheme != "https":
            raise Refused("only https goes out")

    def _check_address(self, host: str, address: Address) -> bool:
        """Raise unless the address may be reached; tells whether it is one of those allowed by name."""
        reached = carried(address)
        allowed = any(reached.version == network.version and reached in network for network in self._allowed)
        if not allowed and (not reached.is_global or reached.is_multicast):
            raise Refused(f"{host} is at an address that may not be reached from here")
        return allowed

    async def _call(self, url: httpx.URL, address: Address, call: _Call) -> Answer:
        # The connection goes to the address; the name stays in Host and in the certificate check.
        # A client for each call: a connection that was kept could be another name's.
        sent = {
            **call.headers,
            "host": url.netloc.decode(),
            "user-agent": "trustdesk",
            "accept-encoding": "identity",
        }
        there = url.copy_with(host=str(address))
        trusted = self._trusted if url.scheme == "https" else NOBODY
        async with (
            httpx.AsyncClient(verify=trusted, trust_env=False, timeout=call.bounds.seconds) as client,
            client.stream(
                call.method,
                there,
                content=call.body or None,
                headers=sent,
                extensions={"sni_hostname": url.host},
            ) as response,
        ):
            body = await _beginning(response, call.bounds.bytes)
            return Answer(response.status_code, body, response.headers.get("retry-after", ""))


def load(environ: Mapping[str, str] = os.environ, *, demo: bool = False) -> Egress:
    """Make the way out as the environment allows it; the demo world may call this machine."""
    allowed: list[Network] = [ipaddress.ip_network(own) for own in LOOPBACK] if demo else []
    for part in environ.get(ENVIRON, "").split(","):
        try:
            allowed += [ipaddress.ip_network(part.strip(), strict=False)] if part.strip() else []
        except ValueError as error:
            raise Misconfigured(ENVIRON, f"{part.strip()!r} is no IP address or network") from error
    return Egress(allowed)


def cut(connection: socket.socket) -> None:
    """Wake whoever waits on a connection in another thread: they read its end, and close it."""
    with contextlib.suppress(OSError):
        # Not TLS's own, which takes its state from under the feet of who is reading.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


async def _connected(loop: asyncio.AbstractEventLoop, found: Sequence[Any]) -> socket.socket:
    """Connect to the first of these places that answers."""
    failure: OSError = OSError("no address")
    for family, kind, protocol, _, place in found:
        connection = socket.socket(family, kind, protocol)
        connection.setblocking(False)  # noqa: FBT003 - the library's way
        try:
            await loop.sock_connect(connection, place)
        except BaseException as error:
            connection.close()
            if not isinstance(error, OSError):
                raise
            failure = error
        else:
            return connection
    raise failure


def carried(address: Address) -> Address:
    """Give the address that is really reached: IPv4 dressed as IPv6 is undressed."""
    if isinstance(address, ipaddress.IPv4Address) or address.is_loopback or address.is_unspecified:
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and any(address in carrier for carrier in CARRIERS):
        inner = ipaddress.IPv4Address(address.packed[-4:])
    return address if inner is None else inner


def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise Refused("not a URL") from error
    if parsed.scheme not in PORTS or not parsed.host:
        raise Refused("not an http or https URL")
    if parsed.userinfo or parsed.fragment:
        raise Refused("no user, password or fragment in a URL that is called")
    return parsed


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


async def _beginning(response: httpx.Response, most: int) -> bytes:
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) >= most:
            break
    return bytes(body[:most])
