"""Where a mail goes: let in, set aside or dropped; and in which lane it is let in."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from trustdesk.channels.email.model import EmailSettings, Lane, Verdict
from trustdesk.channels.email.parsing.model import Kind, Parsed
from trustdesk.channels.email.rules.addresses import is_address, is_own, normal

Way = Literal["take", "bounce", "drop", "quarantine"]
# A forged address of ours, a mail without a sender, another service's confirmation: nobody lets those in.
JUDGED = frozenset({"spam", "list", "blocked_sender"})
YES = frozenset({"yes", "true", "spam"})


class Fate(msgspec.Struct, frozen=True):
    """What becomes of a mail, and the code of the reason where it is not let in."""

    way: Way
    reason: str = ""


def fate(mail: Parsed, settings: EmailSettings, *, let_in: bool = False) -> Fate:
    """Decide what becomes of a mail. What a machine wrote is never answered, so it never opens anything.

    ``let_in``: a person has judged what was set aside, where a person may.
    """
    if mail.kind is Kind.BOUNCE:
        return Fate("bounce")
    reason = _suspect(mail, settings)
    if mail.kind is Kind.AUTO_REPLY and reason != "own_address":
        return Fate("drop", "auto_reply")
    taken = not reason or (let_in and reason in JUDGED)
    return Fate("take") if taken else Fate("quarantine", reason)


def _suspect(mail: Parsed, settings: EmailSettings) -> str:
    """Give the code of the first reason to have a person look at a mail, or nothing."""
    reasons = {
        # Nobody writes to the desk as the desk: agents do not answer by mail.
        "own_address": is_own(mail.sender.address, settings),
        "verification": mail.kind is Kind.VERIFICATION,
        "no_sender": not is_address(normal(mail.sender.address)),
        "blocked_sender": _blocked(mail.sender.address, settings.blocked),
        "list": mail.kind is Kind.LIST,
        "spam": settings.spam == "quarantine" and is_marked_spam(mail),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def lane(mail: Parsed, verdict: Verdict) -> Lane:
    """Only an address its domain stands up for is somebody's own; two senders are nobody's."""
    alone = len(mail.senders) <= 1
    return "verified" if verdict.verified and alone else "unverified"


def may_join_by_token(verdict: Verdict, mail: Parsed, claimed: str, owner: str) -> bool:
    """Tell whether who holds a token goes on in its conversation.

    The token shows that our mail was read; the address must be the one it was sent to, and a domain that
    disowns the mail is believed: a token in a forwarded mail is no key for its readers.
    """
    return verdict.dmarc != "fail" and len(mail.senders) <= 1 and normal(claimed) == normal(owner)


def is_gone(status: str) -> bool:
    """Tell by the status of a bounce (RFC 3463) that nobody is at an address, and will not be."""
    return status.startswith("5.1.") or status == "5.2.1"


def is_marked_spam(mail: Parsed) -> bool:
    """Tell whether a server in front of us has marked it: a sender who marks their own mail may do so."""
    for header in mail.headers:
        name, value = header.name.lower(), header.value.strip().lower()
        if name == "x-spam-flag" and value in YES:
            return True
        if name == "x-spam-status" and value.split(",")[0].strip() == "yes":
            return True
    return False


def _blocked(address: str, blocked: Iterable[str]) -> bool:
    whole = normal(address)
    domain = whole.rpartition("@")[2]
    wanted = {entry.strip().lower().lstrip("@") for entry in blocked}
    return whole in wanted or domain in wanted or any(domain.endswith(f".{one}") for one in wanted if one)
