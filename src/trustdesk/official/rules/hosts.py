"""Whose a host is, and how a foreign one passes for the brand's."""

import re

import msgspec

from trustdesk.official.model import Found, Judged, Reason, Registry, Verdict
from trustdesk.official.rules.confusables import plain, skeleton, strange
from trustdesk.official.rules.names import play
from trustdesk.official.rules.nearness import difference, nearest
from trustdesk.official.rules.places import PLACES
from trustdesk.official.rules.suffixes import split

AFTER_AT = re.compile(r"/*[^/@]*@([^/@:?#]+)")
LURES = re.compile(
    "support|help|login|log-in|sign-?in|verif|official|service|secur|wallet|airdrop|unlock|recover|refund|kefu|"
    "客服|官方|验证"
)


def official_reason(host: str, registry: Registry) -> Reason | None:
    """Why ``host`` is the brand's, or None. Only its owner makes hosts below a listed one."""
    if host in registry.domains:
        return Reason.LISTED
    below = any(host.endswith(f".{domain}") for domain in registry.domains)
    return Reason.BELOW_LISTED if below else None


def judge_site(found: Found, registry: Registry) -> Judged:
    """Judge a site by its host, what stands before an ``@``, and its path."""
    found = _as_others_read(found, registry)
    if reason := official_reason(found.value, registry):
        return Judged(found, Verdict.OFFICIAL, (reason,))
    reasons = tricks(found.value, registry, coded=found.coded)
    if found.before and names_brand(found.before, registry):
        reasons = (Reason.USERINFO, *reasons)
    if not reasons and (_path_names(found.path, registry) or _poses_as_network(found, registry)):
        reasons = (Reason.PATH,)
    if not reasons:
        return Judged(found, Verdict.NOT_OFFICIAL, (Reason.UNLISTED,))
    imitated = imitates(found.value, registry)
    drawn = difference(found.value, imitated)
    return Judged(found, Verdict.LOOKS_LIKE, reasons, imitated, drawn)


def _as_others_read(found: Found, registry: Registry) -> Found:
    """Take what stands after the "@" for the host, if only what stands before a backslash is ours.

    Programs do not agree on whether a backslash ends a host: such an address leads to either.
    """
    other = AFTER_AT.match(found.path) if "\\" in found.written else None
    if other is None or official_reason(other[1], registry) or not official_reason(found.value, registry):
        return found
    return msgspec.structs.replace(found, value=other[1].lower(), before=found.value)


def _without_dots(host: str) -> str:
    return skeleton(host).replace(".", "")


def tricks(host: str, registry: Registry, *, coded: bool) -> tuple[Reason, ...]:
    """Name the tricks by which a foreign host passes for one of the brand's."""
    before, bought, _ = split(host)
    reasons: list[Reason] = []
    if _same_to_the_eye(host, registry):
        reasons.append(Reason.CONFUSABLE)
    else:
        played = play(bought, registry.marks)
        if played is not None:
            reasons += played or (Reason.ENDING,)
        if _contains(host, registry) or any(
            play(label, registry.marks) is not None for label in before.split(".")
        ):
            reasons.append(Reason.SUBDOMAIN)
        if not reasons and _without_dots(host) in map(_without_dots, registry.domains):
            reasons.append(Reason.CONFUSABLE)  # coin.haven.com
        if reasons and strange(host) and Reason.CONFUSABLE not in reasons:
            reasons.append(Reason.CONFUSABLE)
    return (*dict.fromkeys(reasons), *((Reason.PUNYCODE,) if coded and reasons else ()))


def imitates(host: str, registry: Registry) -> str:
    """Give the official host that a foreign one wants to be taken for."""
    seen = plain(host)
    inside = [domain for domain in registry.domains if domain in seen]
    return max(inside, key=len) if inside else nearest(host, registry.domains)


def _same_to_the_eye(host: str, registry: Registry) -> bool:
    shape = skeleton(host)
    shapes = [skeleton(domain) for domain in registry.domains]
    return shape in shapes or any(shape.endswith(f".{one}") for one in shapes)


def _contains(host: str, registry: Registry) -> bool:
    seen = f".{plain(host)}"
    return any(f".{domain}{sign}" in seen for domain in registry.domains for sign in ".-/_")


def names_brand(text: str, registry: Registry) -> bool:
    """Whether a text that is no host plays with the brand's name."""
    seen = plain(text)
    if any(domain in seen for domain in registry.domains):
        return True
    return any(play(word, registry.marks) is not None for word in re.split(r"[.:/@]+", seen) if word)


def _poses_as_network(found: Found, registry: Registry) -> bool:
    """Whether a host begins like a network's and leads to one of our handles: x.com.evil.io/ours."""
    begins = any(f".{found.value}".find(f".{network}.") >= 0 for network in PLACES)
    steps = found.path.lower().replace("@", "").split("/")
    return begins and any(handle in steps for handle in registry.handles.values())


def _path_names(path: str, registry: Registry) -> bool:
    seen = plain(path)
    if any(domain in seen for domain in registry.domains):
        return True
    words = [word for word in re.split(r"[/?&=.#]+", seen) if word]
    return bool(LURES.search(seen)) and any(play(word, registry.marks) is not None for word in words)
