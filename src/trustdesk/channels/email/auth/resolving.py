"""Names looked up: the resolver behind all verdicts, and its twin that knows fixed zones."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, cast

import dns.asyncresolver
import dns.exception
import dns.resolver
from dns.nameserver import Do53Nameserver

MOST_ANSWERS = 20
_SECONDS = 4.0


class Unreachable(Exception):
    """The name could not be looked up now; later it may be."""


class Resolver(Protocol):
    """What verdicts ask. A name that does not exist has no answers; ``Unreachable`` when nobody can say."""

    async def txt(self, name: str) -> list[str]:
        """Give the texts at a name, each joined from its pieces."""
        ...

    async def addresses(self, name: str) -> list[str]:
        """Give the IPv4 and IPv6 addresses of a host."""
        ...

    async def exchangers(self, name: str) -> list[str]:
        """Give the hosts that take mail for a domain."""
        ...


class Dns:
    """The real resolver: through given servers (``host`` or ``host:port``), else those of the machine."""

    def __init__(self, servers: Sequence[str] = ()) -> None:
        """Take the servers, or read the machine's configuration."""
        self._resolver = dns.asyncresolver.Resolver(configure=not servers)
        for server in servers:
            host, _, port = server.partition(":")
            self._resolver.nameservers = [*self._resolver.nameservers, Do53Nameserver(host, int(port or 53))]
        self._resolver.lifetime = _SECONDS

    async def txt(self, name: str) -> list[str]:
        """See ``Resolver``."""
        found = await self._ask(name, "TXT")
        return [
            b"".join(cast(tuple[bytes, ...], record.strings)).decode("utf-8", "replace") for record in found
        ]

    async def addresses(self, name: str) -> list[str]:
        """See ``Resolver``."""
        return [str(record.address) for kind in ("A", "AAAA") for record in await self._ask(name, kind)]

    async def exchangers(self, name: str) -> list[str]:
        """See ``Resolver``."""
        return [str(record.exchange).rstrip(".") for record in await self._ask(name, "MX")]

    async def _ask(self, name: str, kind: str) -> list[Any]:
        try:
            answer = await self._resolver.resolve(name, kind, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError, ValueError) as error:
            raise Unreachable(name) from error
        return list(cast(Iterable[Any], answer))[:MOST_ANSWERS]


class Zones:
    """The twin: (kind, name) to answers; kinds are txt, a and mx. A name in ``silent`` cannot be reached."""

    def __init__(
        self, records: dict[tuple[str, str], list[str]], silent: frozenset[str] = frozenset()
    ) -> None:
        """Take the zones; names in lower case without the final dot."""
        self._records = records
        self._silent = silent

    async def txt(self, name: str) -> list[str]:
        """See ``Resolver``."""
        return self._find("txt", name)

    async def addresses(self, name: str) -> list[str]:
        """See ``Resolver``."""
        return self._find("a", name)

    async def exchangers(self, name: str) -> list[str]:
        """See ``Resolver``."""
        return self._find("mx", name)

    def _find(self, kind: str, name: str) -> list[str]:
        bare = name.lower().rstrip(".")
        if bare in self._silent:
            raise Unreachable(bare)
        return self._records.get((kind, bare), [])
