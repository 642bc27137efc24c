"""What came along with a mail: files, unwrapped where they are wrapped, readable where they can be read."""

from collections.abc import Iterator

from trustdesk.channels.email.parsing import bodies, names, tnef
from trustdesk.channels.email.parsing.bodies import Body
from trustdesk.channels.email.parsing.model import Attachment
from trustdesk.channels.email.parsing.segments import Sorted, content_id, sort
from trustdesk.channels.email.parsing.sniffing import sniff
from trustdesk.channels.email.parsing.tree import Part
from trustdesk.channels.email.parsing.words import unstructured

_LONGEST = 100_000
_SHOWN = ("From", "To", "Date", "Subject")
_READABLE = {"message/delivery-status", "message/disposition-notification", "text/rfc822-headers"}


def gather(found: Sorted, body: Body) -> list[Attachment]:
    """Give every file, those written into the text included. What TNEF says in words joins an empty body."""
    out: list[Attachment] = []
    for part, related in found.files:
        out += _files(part, related, body, len(out) + 1)
    for name, data in body.files:
        kind = sniff(data)
        out.append(
            Attachment(name=names.safe(name), declared="application/octet-stream", sniffed=kind, body=data)
        )
    return out


def _files(part: Part, related: bool, body: Body, place: int) -> Iterator[Attachment]:  # noqa: FBT001
    content = part.content()
    name = names.given(part)
    if part.kind in tnef.KINDS or name.lower() == "winmail.dat":
        unwrapped = tnef.unwrap(content)
        if unwrapped is not None and any(unwrapped):
            yield from _unwrapped(unwrapped, body)
            return
        body.warnings.append("tnef_unreadable")
    yield Attachment(
        name=name or _made(part, place),
        declared=part.kind,
        sniffed=sniff(content),
        body=content,
        content_id=content_id(part),
        inline=related or (names.disposition(part).main == "inline" and part.kind.startswith("image/")),
        text=_readable(part, content),
    )


def _unwrapped(unwrapped: tnef.Unwrapped, body: Body) -> Iterator[Attachment]:
    if not any(line.text.strip() for line in body.lines):
        text = unwrapped.text.replace("\r\n", "\n").replace("\x00", "").strip()
        if text:
            body.lines = [bodies.Line(line) for line in text.split("\n")]
        elif unwrapped.html:
            body.lines = bodies.plaintext.lines(unwrapped.html[: bodies.limits.HTML_SIZE])
    for place, (name, data) in enumerate(unwrapped.files, 1):
        kind = sniff(data)
        yield Attachment(
            name=names.safe(name) if name else names.made(kind, place),
            declared="application/octet-stream",
            sniffed=kind,
            body=data,
        )


def _made(part: Part, place: int) -> str:
    if part.children:
        subject = unstructured(part.children[0].headers.get("subject"))
        if subject:
            return names.safe(subject.replace("/", " ").replace("\\", " ")[:100] + ".eml")
    return names.made(part.kind, place)


def _readable(part: Part, content: bytes) -> str:
    if part.children:
        return letter(part.children[0])[:_LONGEST]
    if part.kind in _READABLE:
        return content[:_LONGEST].decode("utf-8", "replace").replace("\r\n", "\n").replace("\x00", "").strip()
    return ""


def letter(message: Part) -> str:
    """Write a mail inside a mail as text: who, when, about what, and its words, those inside it too."""
    heads = [
        f"{name}: {unstructured(message.headers.get(name))}" for name in _SHOWN if name in message.headers
    ]
    found = sort(message)
    body = bodies.read_text(found.segments)
    inner = [letter(part.children[0]) for part, _ in found.files if part.children]
    return "\n\n".join(["\n".join(heads), body, *inner]).strip()
