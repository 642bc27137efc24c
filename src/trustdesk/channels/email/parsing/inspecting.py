"""A mail that was sent in as evidence: what it says of itself, values only. Run confined, like all reading.

``kit.nursery`` runs ``trustdesk.channels.email.parsing.inspecting:confined``. A mail that carries others
(forwarded as attachments) speaks through those; nothing is fetched, nothing is rendered.
"""

import html
import re
from typing import Annotated

import msgspec

from trustdesk.channels.email.parsing.limits import Refusal
from trustdesk.channels.email.parsing.model import Parsed
from trustdesk.channels.email.parsing.reading import parse
from trustdesk.kit.fields import ACCOUNT, CONTACT

MOST_MAILS, MOST_LINKS, LONGEST_TEXT, LONGEST_LINK = 3, 200, 20_000, 500
CARRIED = frozenset({"message/rfc822", "message/global"})
_OPEN = re.compile(r'<a [^>]{0,4000}?href="([^"]{1,4000})"')
_TAG = re.compile(r"<[^>]{0,4000}>")
_FAILED = re.compile(r"\bdmarc\s?=\s?fail|\bspf\s?=\s?(?:fail|softfail)", re.IGNORECASE)
_PASSED = re.compile(r"\bdmarc\s?=\s?pass", re.IGNORECASE)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one mail says of itself; ``links`` are what is shown and where it leads."""

    sender: Annotated[str, CONTACT]
    sender_name: Annotated[str, CONTACT]
    reply_to: Annotated[str, CONTACT]
    return_path: Annotated[str, CONTACT]
    subject: Annotated[str, ACCOUNT]
    text: Annotated[str, ACCOUNT]
    links: Annotated[list[tuple[str, str]], ACCOUNT]
    authentic: str


def confined(raw: bytes) -> bytes:
    """Read an original mail, or those it carries, in a confined child; ``told`` reads the answer."""
    mail = parse(raw)
    return msgspec.msgpack.encode(_carried(mail) or [_told(mail)])


def forwarded(raw: bytes) -> bytes:
    """Read only the mails that a customer's own mail carries; what they wrote around them is no evidence."""
    return msgspec.msgpack.encode(_carried(parse(raw)))


def told(answer: bytes) -> list[Told]:
    """Read what ``confined`` answered."""
    return msgspec.msgpack.decode(answer, type=list[Told])


def links(cleaned: str) -> list[tuple[str, str]]:
    """List the links of cleaned HTML: what is shown, and where each leads."""
    found: list[tuple[str, str]] = []
    for anchor in cleaned.split("</a>")[:MOST_LINKS]:
        opened = list(_OPEN.finditer(anchor))
        if opened:
            last = opened[-1]
            shown = _TAG.sub("", anchor[last.start() :])
            found.append((_plain(shown), _plain(last[1])))
    return found


def _carried(mail: Parsed) -> list[Told]:
    found: list[Told] = []
    for one in mail.attachments:
        if (one.declared in CARRIED or one.name.endswith(".eml")) and len(found) < MOST_MAILS:
            try:
                found.append(_told(parse(one.body)))
            except Refusal:
                continue
    return found


def _told(mail: Parsed) -> Told:
    said = next((one.value for one in mail.headers if one.name.lower() == "authentication-results"), "")
    return Told(
        sender=mail.sender.address.lower(),
        sender_name=mail.sender.name[:LONGEST_LINK],
        reply_to=mail.reply_to[0].address.lower() if mail.reply_to else "",
        return_path=(mail.return_path or "").lower(),
        subject=mail.subject[:LONGEST_LINK],
        text=mail.body[:LONGEST_TEXT],
        links=links(mail.html or ""),
        authentic="fail" if _FAILED.search(said) else "pass" if _PASSED.search(said) else "unknown",
    )


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split())[:LONGEST_LINK]
