"""News of our own mail: delivery reports (RFC 3464), and bounces in the words of a dozen servers."""

import re

from trustdesk.channels.email.parsing.addresses import addresses
from trustdesk.channels.email.parsing.headers import Headers, ids, split
from trustdesk.channels.email.parsing.model import Address, Bounce
from trustdesk.channels.email.parsing.segments import Sorted
from trustdesk.channels.email.parsing.tells import BOUNCE_SUBJECTS, DELAYED
from trustdesk.channels.email.parsing.tree import Part

_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])5\d\d(?![\d.])")
_ADDRESS = re.compile(r"[\w.+=-]{1,64}@[\w.-]{1,120}")
_LOOKED_AT = 20_000
_DAEMONS = ("mailer-daemon", "postmaster", "mailerdaemon", "mail-daemon", "mdaemon", "bounce")
_LONGEST = 1000


def bounce_of(found: Sorted, root: Part, senders: list[Address], subject: str, text: str) -> Bounce | None:
    """Read the report in a mail; None when it is none."""
    machine = _from_a_daemon(root.headers, senders)
    for report in (*found.reports, *([root] if machine else [])):
        for part in report.children:
            if part.kind in {"message/delivery-status", "message/global-delivery-status"}:
                return _structured(part, report, _worded(root, text[:_LOOKED_AT]))
    told = any(phrase in subject.casefold() for phrase in BOUNCE_SUBJECTS)
    if machine and (told or "x-failed-recipients" in root.headers):
        return _worded(root, text[:_LOOKED_AT])
    return None


def _from_a_daemon(headers: Headers, senders: list[Address]) -> bool:
    local = senders[0].address.partition("@")[0].lower() if senders else ""
    empty = "return-path" in headers and headers.word("return-path") in {"<>", ""}
    return local.startswith(_DAEMONS) or (
        empty and not headers.word("auto-submitted").lower().startswith("auto-replied")
    )


def _structured(part: Part, report: Part, words: Bounce) -> Bounce:
    groups = _groups(part.content())
    per_recipient = [g for g in groups if "final-recipient" in g or "original-recipient" in g] or groups[-1:]
    worst = next((g for g in per_recipient if g.word("action").lower() == "failed"), per_recipient[0])
    who = worst.word("original-recipient") or worst.word("final-recipient")
    return Bounce(
        recipient=who.rpartition(";")[2].strip(" <>") or words.recipient,
        action=worst.word("action").lower().split(" ")[0] or "failed",
        status=_first(_STATUS, worst.word("status")),
        diagnostic=worst.word("diagnostic-code").partition(";")[2].strip()[:_LONGEST]
        or worst.word("diagnostic-code")[:_LONGEST],
        message_id=_original_id(report),
    )


def _groups(content: bytes) -> list[Headers]:
    groups: list[Headers] = []
    for block in content.replace(b"\r\n", b"\n").strip().split(b"\n\n")[:50]:
        if block.strip():
            headers, _ = split(block.strip() + b"\n\n", 0, len(block) + 2)
            groups.append(headers)
    return groups or [Headers([])]


def _original_id(report: Part) -> str:
    for part in report.children:
        if part.children:
            return next(ids(part.children[0].headers.get("message-id")), "")
        if part.kind in {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}:
            content = part.content()
            headers, _ = split(content, 0, len(content))
            return next(ids(headers.get("message-id")), "")
    return ""


def _worded(root: Part, text: str) -> Bounce:
    """Exim names the recipient in a header; the others in their first sentences, the copy below."""
    head, copy = _above_the_copy(text)
    named = addresses(root.headers.word("x-failed-recipients"))
    recipient = named[0].address if named else _told_of(root, head)
    reason = next(
        (line.strip() for line in head.split("\n") if _STATUS.search(line) or _REPLY.search(line)), ""
    )
    status = _first(_STATUS, head) or ("5.0.0" if _REPLY.search(head) else "")
    delayed = any(word in head.casefold() for word in DELAYED) and not status.startswith("5")
    return Bounce(
        recipient=recipient,
        action="delayed" if delayed else "failed",
        status=status,
        diagnostic=reason[:_LONGEST],
        message_id=_id_in(copy) or _original_id(root),
    )


def _told_of(root: Part, head: str) -> str:
    """The first address that is nobody's who wrote the report, got it, or can be asked for help."""
    about = " ".join(root.headers.word(name) for name in ("to", "delivered-to", "from")).lower()
    for found in _ADDRESS.finditer(head):
        address = found[0].strip(".")
        if address.lower() not in about and not address.lower().startswith(_DAEMONS):
            return address
    return ""


def _above_the_copy(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    for place, line in enumerate(lines):
        folded = line.casefold()
        if line.startswith(("---", "===")) and (
            "copy" in folded or "original" in folded or "message" in folded
        ):
            return "\n".join(lines[:place]), "\n".join(lines[place:])
        if folded.startswith(("received:", "return-path:", "message-id:")):
            return "\n".join(lines[:place]), "\n".join(lines[place:])
    return text, text


def _id_in(copy: str) -> str:
    for line in copy.split("\n"):
        if line.casefold().lstrip("> ").startswith("message-id:"):
            return next(ids(line.partition(":")[2].encode()), "")
    return ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
