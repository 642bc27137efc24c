"""Whose a mail address, a handle, a telephone number or a name is."""

from trustdesk.official.model import Found, Judged, Reason, Registry, Verdict
from trustdesk.official.rules.confusables import skeleton
from trustdesk.official.rules.hosts import names_brand, official_reason, tricks
from trustdesk.official.rules.names import play
from trustdesk.official.rules.nearness import difference, distance, nearest, slip

PLAIN_TEXT = str.maketrans("", "", "._- ")


def judge_mail(found: Found, registry: Registry) -> Judged:
    """Judge an address: listed, on a domain of ours and not listed, or elsewhere."""
    local, _, host = found.value.rpartition("@")
    address = f"{local.partition('+')[0]}@{host}"
    if address in registry.mail:
        return Judged(found, Verdict.OFFICIAL, (Reason.LISTED,))
    if skeleton(address) in {skeleton(one) for one in registry.mail}:
        reasons: tuple[Reason, ...] = (Reason.CONFUSABLE, *((Reason.PUNYCODE,) if found.coded else ()))
    elif official_reason(host, registry):
        return Judged(found, Verdict.NOT_OFFICIAL, (Reason.UNLISTED_ADDRESS,))
    else:
        reasons = tricks(host, registry, coded=found.coded)
        if not reasons and names_brand(local, registry):
            reasons = (Reason.MAILBOX,)
        if (
            not reasons
            and found.before
            and any(play(word, registry.marks) is not None for word in found.before.lower().split())
        ):
            reasons = (Reason.DISPLAY_NAME,)
    return _compared(found, reasons, nearest(address, registry.mail or registry.domains))


def judge_handle(found: Found, registry: Registry) -> Judged:
    """Judge a handle on the network it names, or on any when it names none."""
    here = registry.handles.get(found.place, "")
    if found.value == here or (not found.place and found.value in registry.handles.values()):
        return Judged(found, Verdict.OFFICIAL, (Reason.LISTED,))
    handles = tuple(registry.handles.values())
    reasons: tuple[Reason, ...] = ()
    if found.value in handles:
        reasons = (Reason.OTHER_PLACE,)
    elif skeleton(found.value) in {skeleton(one) for one in handles}:
        reasons = (Reason.CONFUSABLE,)
    elif any(_alike(found.value, one) for one in handles):
        reasons = (Reason.MISSPELT,)
    elif (played := play(found.value, registry.marks)) is not None:
        reasons = played or (Reason.ADDITION,)
    own = here and (Reason.ADDITION in reasons or _alike(found.value, here))
    return _compared(found, reasons, here if own else nearest(found.value, handles))


def judge_phone(found: Found, registry: Registry) -> Judged:
    """Judge a number. Without published numbers every number gets one and the same answer."""
    if not registry.hotlines:
        return Judged(found, Verdict.NOT_OFFICIAL, (Reason.NO_HOTLINE,))
    international = found.value.startswith("+")
    digits = found.value.removeprefix("+")
    for one in registry.hotlines:
        writings = {one.digits} if international else {one.digits, one.national, f"0{one.national}"}
        if digits in writings:
            return Judged(found, Verdict.OFFICIAL, (Reason.LISTED,))
    reasons: tuple[Reason, ...] = ()
    close = min(registry.hotlines, key=lambda one: distance(digits, one.digits))
    if any(digits.endswith(one.national) for one in registry.hotlines):
        reasons = (Reason.OTHER_PLACE,)
    elif distance(digits, close.digits) == 1 or distance(digits, close.national) == 1:
        reasons = (Reason.MISSPELT,)
    return _compared(found, reasons, f"+{close.digits}")


def judge_agent(found: Found, registry: Registry) -> Judged:
    """Judge a name: it may be one of ours, and anybody may use it."""
    if found.value in {name.casefold() for name in registry.agents}:
        return Judged(found, Verdict.OFFICIAL, (Reason.NAME_ONLY,))
    return _compared(found, (Reason.CONFUSABLE,), nearest(found.value, registry.agents))


def _alike(given: str, official: str) -> bool:
    return given.translate(PLAIN_TEXT) == official.translate(PLAIN_TEXT) or slip(given, official)


def _compared(found: Found, reasons: tuple[Reason, ...], imitated: str) -> Judged:
    if not reasons:
        return Judged(found, Verdict.NOT_OFFICIAL, (Reason.UNLISTED,))
    return Judged(found, Verdict.LOOKS_LIKE, reasons, imitated, difference(found.value, imitated))
