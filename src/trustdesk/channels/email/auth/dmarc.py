"""DMARC (RFC 7489): whether what was proved belongs to the domain in From, and what its owner asks for."""

from typing import NamedTuple

from trustdesk.channels.email.auth.resolving import Resolver
from trustdesk.official import split_host

_POLICIES = {"none", "quarantine", "reject"}


class Policy(NamedTuple):
    """What a domain's owner asks for; ``found`` is false when nobody asked."""

    found: bool = False
    policy: str = ""
    strict_spf: bool = False
    strict_dkim: bool = False


def owner(domain: str) -> str:
    """Give the organisational domain: what was bought, without what stands before it."""
    _, bought, ending = split_host(domain)
    return f"{bought}.{ending}" if bought else ending


def aligned(domain: str, proved: str, *, strict: bool) -> bool:
    """Whether a proved domain may speak for the one in From."""
    domain, proved = domain.lower().rstrip("."), proved.lower().rstrip(".")
    if not domain or not proved:
        return False
    return domain == proved or (not strict and owner(domain) == owner(proved) and "." in owner(domain))


async def policy_of(resolver: Resolver, domain: str) -> Policy:
    """Find the policy of a domain, its owner's when it has none of its own."""
    own = await _read(resolver, domain)
    if own is not None:
        return _policy(own, own.get("p", ""))
    above = owner(domain)
    if above == domain:
        return Policy()
    theirs = await _read(resolver, above)
    return _policy(theirs, theirs.get("sp") or theirs.get("p", "")) if theirs is not None else Policy()


async def _read(resolver: Resolver, domain: str) -> dict[str, str] | None:
    texts = [
        t for t in await resolver.txt(f"_dmarc.{domain}") if t.replace(" ", "").lower().startswith("v=dmarc1")
    ]
    if len(texts) != 1:
        return None  # none, or more than one, which counts as none
    pairs = (tag.partition("=") for tag in texts[0].split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _policy(tags: dict[str, str], asked: str) -> Policy:
    policy = asked if asked in _POLICIES else "none"
    return Policy(
        found=True, policy=policy, strict_spf=tags.get("aspf") == "s", strict_dkim=tags.get("adkim") == "s"
    )
