"""SPF (RFC 7208): whether a domain lets this address send for it, within ten look-ups."""

import ipaddress
from typing import NamedTuple

from trustdesk.channels.email.auth.identity import DOMAIN
from trustdesk.channels.email.auth.macros import expand
from trustdesk.channels.email.auth.model import Envelope
from trustdesk.channels.email.auth.resolving import Resolver, Unreachable

MOST_LOOKUPS = 10
MOST_VOID = 2
MOST_EXCHANGERS = 10
_RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
_ASKING = {"include", "a", "mx", "ptr", "exists"}

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class _Broken(Exception):
    """The record breaks the rules, or asks too much."""


class Spf(NamedTuple):
    """The result and the domain it holds for."""

    result: str
    domain: str


class _Check:
    def __init__(self, resolver: Resolver, ip: Ip, envelope: Envelope, sender: str) -> None:
        self.resolver = resolver
        self.ip = ip
        self.envelope = envelope
        self.sender = sender
        self.lookups = 0
        self.void = 0

    def count(self) -> None:
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            raise _Broken("too many look-ups")

    async def ask(self, kind: str, name: str) -> list[str]:
        if not DOMAIN.fullmatch(name.lower()):
            raise _Broken("not a domain")
        found = await (self.resolver.addresses(name) if kind == "a" else self.resolver.exchangers(name))
        self.void += not found
        if self.void > MOST_VOID:
            raise _Broken("too many names without an answer")
        return found


async def check(resolver: Resolver, envelope: Envelope) -> Spf:
    """Check the envelope's sender; a mail without one is checked by what the server called itself."""
    domain = (envelope.mail_from.rpartition("@")[2] or envelope.helo).strip("<>").lower().rstrip(".")
    sender = envelope.mail_from if "@" in envelope.mail_from else f"postmaster@{domain}"
    try:
        ip = ipaddress.ip_address(envelope.ip)
    except ValueError:
        return Spf("none", domain)
    if not DOMAIN.fullmatch(domain):
        return Spf("none", domain)
    ip = getattr(ip, "ipv4_mapped", None) or ip
    try:
        return Spf(await _evaluate(_Check(resolver, ip, envelope, sender), domain), domain)
    except _Broken:
        return Spf("permerror", domain)
    except Unreachable:
        return Spf("temperror", domain)


async def _evaluate(check: _Check, domain: str) -> str:
    terms = await _record(check, domain)
    if terms is None:
        return "none"
    redirect = ""
    for term in terms:
        if term.lower().startswith("redirect="):
            redirect = term[9:]
        elif "=" in term.partition(":")[0].partition("/")[0]:
            continue
        elif await _matches(check, term.lstrip("+-~?"), domain):
            return _RESULTS[term[0] if term[0] in _RESULTS else "+"]
    if not redirect:
        return "neutral"
    check.count()
    result = await _evaluate(check, expand(redirect, check.envelope, check.sender, domain))
    if result == "none":
        raise _Broken("redirected to nowhere")
    return result


async def _record(check: _Check, domain: str) -> list[str] | None:
    found = [
        t
        for t in await check.resolver.txt(domain)
        if t.lower() == "v=spf1" or t.lower().startswith("v=spf1 ")
    ]
    if len(found) > 1:
        raise _Broken("more than one record")
    return found[0].split()[1:] if found else None


async def _matches(check: _Check, term: str, domain: str) -> bool:
    name, colon, rest = term.partition(":")
    if not colon:
        name, slash, lengths = term.partition("/")
        target, lengths = domain, slash + lengths
    else:
        target, slash, lengths = rest.partition("/")
        lengths = slash + lengths
    name = name.lower()
    if name in _ASKING:
        check.count()
    if name == "all":
        return True
    if name in {"ip4", "ip6"}:
        return _in_network(check.ip, rest)
    if name == "ptr":
        return False  # RFC 7208 5.5: do not use; it proves nothing we would act upon
    where = expand(target, check.envelope, check.sender, domain)
    return await _asked(check, name, where, lengths)


async def _asked(check: _Check, name: str, where: str, lengths: str) -> bool:
    if name == "include":
        result = await _evaluate(check, where)
        if result == "none":
            raise _Broken("includes what is not there")
        return result == "pass"
    if name == "exists":
        return bool([a for a in await check.ask("a", where) if "." in a])
    if name == "a":
        return _near(check.ip, await check.ask("a", where), lengths)
    if name == "mx":
        hosts = await check.ask("mx", where)
        if len(hosts) > MOST_EXCHANGERS:
            raise _Broken("too many exchangers")
        return any([_near(check.ip, await check.resolver.addresses(host), lengths) for host in hosts])
    raise _Broken("unknown mechanism")


def _in_network(ip: Ip, written: str) -> bool:
    try:
        network = ipaddress.ip_network(written, strict=False)
    except ValueError as error:
        raise _Broken("not a network") from error
    return ip.version == network.version and ip in network


def _near(ip: Ip, found: list[str], lengths: str) -> bool:
    """Whether the address lies in the network around one of those found: /24 for IPv4, //64 for IPv6."""
    four, _, six = lengths.partition("//")
    length = four.strip("/") if ip.version == 4 else six  # noqa: PLR2004 - IPv4
    near = [written for written in found if ipaddress.ip_address(written).version == ip.version]
    return any(_in_network(ip, f"{written}/{length}" if length else written) for written in near)
