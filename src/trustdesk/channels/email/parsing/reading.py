"""A mail from its bytes: the tree, its headers, its words, what came along, and what kind of mail it is."""

import contextlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec

from trustdesk.channels.email.parsing import (
    bodies,
    calendars,
    enclosures,
    folding,
    kinds,
    languages,
    reports,
    segments,
    tree,
)
from trustdesk.channels.email.parsing.addresses import addresses
from trustdesk.channels.email.parsing.headers import Headers, ids
from trustdesk.channels.email.parsing.limits import ADDRESSES, Refusal
from trustdesk.channels.email.parsing.model import Address, Attachment, Calendar, Header, Kind, Parsed
from trustdesk.channels.email.parsing.words import eight_bit, plain, unstructured

_LONGEST_DATE = 120
_LONGEST_SUBJECT = 1000
_YEARS = range(1980, 2200)
_MOST_REFERENCES = 100
_BY_PEOPLE = {"subject", "from", "to", "cc", "reply-to", "sender", "comments", "organization", "thread-topic"}


def parse(raw: bytes) -> Parsed:
    """Read a mail. Raises ``Refusal`` for what is too much, and nothing else."""
    root = tree.grow(raw)
    sorted_parts = segments.sort(root)
    body = bodies.read(sorted_parts.segments)
    files = enclosures.gather(sorted_parts, body)
    whole = "\n".join(line.text for line in body.lines).strip()
    folded = folding.fold(body.lines)
    found = _addressed(root)
    bounce = reports.bounce_of(sorted_parts, root, found.senders, found.subject, whole)
    kind = kinds.judge(root.headers, found.senders, found.subject, folded.text)
    return msgspec.structs.replace(
        found,
        text=folded.text,
        quoted=folded.quoted,
        signature=folded.signature,
        body=whole,
        html=body.html,
        attachments=files,
        calendar=_calendar(sorted_parts, files),
        kind=Kind.BOUNCE if bounce else kind,
        bounce=bounce,
        protection=sorted_parts.protection or _written_protection(whole),
        language=languages.hint(root.headers, folded.text),
        warnings=sorted({*body.warnings, *kinds.oddities(root.headers, found.senders)}),
    )


def _written_protection(text: str) -> str:
    """OpenPGP written into the text itself."""
    start = text[:2000]
    if "-----BEGIN PGP MESSAGE-----" in start:
        return "pgp-encrypted"
    return "pgp-signed" if "-----BEGIN PGP SIGNED MESSAGE-----" in start else ""


def _addressed(root: tree.Part) -> Parsed:
    """What the headers say: who, to whom, when, about what, in which thread."""
    headers, charset = root.headers, _charset(root)
    people = _People(headers, charset)
    delivered = [a for name in ("delivered-to", "x-original-to", "envelope-to") for a in people.of(name)]
    return Parsed(
        message_id=next(ids(headers.get("message-id")), "")[:998],
        in_reply_to=_ids(headers, "in-reply-to"),
        references=_ids(headers, "references"),
        date=date_of(headers.word("date")),
        sender=people.senders[0] if people.senders else Address(),
        senders=people.senders,
        submitter=next(iter(people.of("sender")), None),
        return_path=people.path("return-path"),
        reply_to=people.of("reply-to"),
        to=people.of("to"),
        cc=people.of("cc"),
        delivered_to=[a.address for a in delivered],
        subject=unstructured(headers.get("subject"), charset)[:_LONGEST_SUBJECT],
        loop=kinds.loop_signs(headers),
        headers=[Header(name, _kept(name, value)) for name, value in headers.fields],
    )


def _kept(name: str, value: bytes) -> str:
    """Encoded words are undone only where people write: in what servers write they could close a comment."""
    return unstructured(value) if name.lower() in _BY_PEOPLE else plain(eight_bit(value))


class _People:
    """Address headers read with one budget for all of them."""

    def __init__(self, headers: Headers, charset: str) -> None:
        self.headers = headers
        self.charset = charset
        self.left = ADDRESSES
        self.senders = self.of("from")

    def of(self, name: str) -> list[Address]:
        """Everybody in the headers of a name."""
        found = [
            address
            for value in self.headers.all(name)
            for address in addresses(eight_bit(value, self.charset))
        ]
        self.left -= len(found)
        if self.left < 0:
            raise Refusal("too_many_addresses")
        return found

    def path(self, name: str) -> str | None:
        """The envelope's sender: empty for <>, None when nobody wrote it down."""
        if name not in self.headers:
            return None
        found = addresses(eight_bit(self.headers.get(name)))
        return found[0].address if found else ""


def _charset(root: tree.Part) -> str:
    """The charset of the mail's words, which is the likeliest one of raw bytes in its headers."""
    part = root
    while part.children and "charset" not in part.params:
        part = part.children[0]
    return part.params.get("charset", "")


def _ids(headers: Headers, name: str) -> list[str]:
    found = list(dict.fromkeys(found for value in headers.all(name) for found in ids(value)))
    # The first says where it began, the last where it stands.
    return found if len(found) <= _MOST_REFERENCES else [found[0], *found[1 - _MOST_REFERENCES :]]


def date_of(value: str) -> datetime | None:
    """Read a Date header as well as it can be read; what is no time is None."""
    found: datetime | None = None
    short = value[:_LONGEST_DATE]
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        found = parsedate_to_datetime(short)
    if found is None:
        with contextlib.suppress(ValueError):
            found = datetime.fromisoformat(short.strip())
    if found is None or found.year not in _YEARS:
        return None
    with contextlib.suppress(ValueError, OverflowError):
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _calendar(found: segments.Sorted, files: list[Attachment]) -> Calendar | None:
    for part in found.calendars:
        if event := calendars.read(part.content(), part.params.get("charset", "")):
            return event
    for file in files:
        if file.sniffed == "text/calendar" and (event := calendars.read(file.body, "")):
            return event
    return None
