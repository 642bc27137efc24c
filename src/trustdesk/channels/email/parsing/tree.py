"""The parts of a mail as a tree: offsets into the bytes, split from the outside in, in linear time.

An outer boundary is always found before an inner one, so a part that never closes cannot swallow
what follows it.
"""

import re
from dataclasses import dataclass, field

from trustdesk.channels.email.parsing import limits, parameters
from trustdesk.channels.email.parsing.headers import Headers, split
from trustdesk.channels.email.parsing.transfer import undo

_FROM_FIELD = re.compile(rb"From[ \t]{1,20}:")
_FILLERS = re.compile(r"[^a-z0-9]")
_ENCODED = {"base64", "quotedprintable"}
_PREAMBLE = 2_000
_DASHED = re.compile(rb"(?<![^\n])--([\w'()+,./:=?-]{1,70})[ \t]*\r?\n(?=content-)", re.IGNORECASE)
_MESSAGES = {"message/rfc822", "message/global", "message/news"}


@dataclass(slots=True)
class Part:
    """One node; ``raw[start:end]`` is its body as it came."""

    headers: Headers
    kind: str
    params: dict[str, str]
    raw: bytes
    start: int
    end: int
    children: list["Part"] = field(default_factory=list["Part"])

    @property
    def encoding(self) -> str:
        """The transfer encoding, without the blanks and dashes people put into its name."""
        return _FILLERS.sub("", self.headers.word("content-transfer-encoding").lower().split(";")[0])

    def content(self) -> bytes:
        """Give the body with its transfer encoding undone."""
        return undo(self.raw[self.start : self.end], self.encoding)


class Budget:
    """How many parts may still come."""

    def __init__(self) -> None:
        self.left = limits.PARTS

    def take(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise limits.Refusal("too_many_parts")


def grow(raw: bytes) -> Part:
    """Read the tree of a whole mail; refuses what is beyond the limits."""
    limits.check_size(raw)
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    start = _beginning(raw)
    return _part(raw, (start, len(raw)), "text/plain", 0, Budget())


def _beginning(raw: bytes) -> int:
    """Where the mail begins: after a byte order mark, empty lines, and a mailbox's own line."""
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw[start : start + 1] in {b"\r", b"\n"}:
        start += 1
    if raw.startswith((b"From ", b">From "), start) and not _FROM_FIELD.match(raw, start):
        line_end = raw.find(b"\n", start)
        start = len(raw) if line_end < 0 else line_end + 1
    return start


def _part(raw: bytes, span: tuple[int, int], default: str, depth: int, budget: Budget) -> Part:
    if depth > limits.DEPTH:
        raise limits.Refusal("nested_too_deep")
    budget.take()
    headers, body = split(raw, *span)
    value = parameters.content_type(headers.get("content-type"), default)
    part = Part(headers, value.main, value.params, raw, min(body, span[1]), span[1])
    if part.kind.startswith("multipart/"):
        _divide(part, depth, budget)
    elif part.kind in _MESSAGES:
        _open(part, depth, budget)
    return part


def _divide(part: Part, depth: int, budget: Budget) -> None:
    default = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
    boundary, spans, end = _found(part, budget.left)
    if not spans:
        part.kind = "text/plain" if part.start < part.end else part.kind
        return
    part.children = [_part(part.raw, span, default, depth + 1, budget) for span in spans]
    for place, child in enumerate(part.children[:-1]):
        if child.kind.startswith("multipart/") and not child.children and _boundary(child) == boundary:
            # An inner multipart under its parent's own boundary: what follows, up to the end, is inside it.
            child.children = part.children[place + 1 :]
            after, _ = _spans(part, end, boundary, budget.left)
            rest = [_part(part.raw, span, default, depth + 1, budget) for span in after]
            part.children = [*part.children[: place + 1], *rest]
            break


def _found(part: Part, most: int) -> tuple[bytes, list[tuple[int, int]], int]:
    """Give the boundary that is really there, the parts between, and where they ended.

    Some gateways lose the boundary out of the header, and some encode the parts all together.
    """
    declared = _boundary(part)
    for boundary in (declared, _undeclared(part)):
        spans, end = _spans(part, part.start, boundary, most) if boundary else ([], part.end)
        if spans:
            return boundary, spans, end
    if declared and part.encoding in _ENCODED:
        inner = part.content()
        opened = Part(part.headers, part.kind, part.params, inner, 0, len(inner))
        spans, end = _spans(opened, 0, declared, most)
        if spans:
            part.raw, part.start, part.end = inner, 0, len(inner)
            return declared, spans, end
    return declared, [], part.end


def _undeclared(part: Part) -> bytes:
    """What looks like a boundary at the beginning: a line of it, a header below, and its end somewhere."""
    begun = _DASHED.search(part.raw, part.start, min(part.end, part.start + _PREAMBLE))
    if begun is None or part.raw.find(b"\n--" + begun[1] + b"--", begun.end(), part.end) < 0:
        return b""
    return begun[1]


def _boundary(part: Part) -> bytes:
    """The boundary in the bytes it was written in, whatever charset they may be of."""
    boundary = part.params.get("boundary", "").rstrip()
    if boundary.isascii():
        return boundary.encode("ascii")
    written = part.headers.get("content-type").decode("latin-1").encode("utf-8")
    return parameters.read(written).params.get("boundary", "").rstrip().encode("latin-1", "replace")


def _spans(part: Part, start: int, boundary: bytes, most: int) -> tuple[list[tuple[int, int]], int]:
    """Give the parts between boundaries from a place on, and the place where they ended."""
    mark = re.escape(boundary)
    line = re.compile(rb"(?<![^\n\r])--" + mark + rb"(--)?[ \t]*(?:\r?\n|\r|\Z)")
    spans: list[tuple[int, int]] = []
    begin: int | None = None
    for found in line.finditer(part.raw, start, part.end):
        if begin is not None:
            spans.append((begin, _before(part.raw, begin, found.start())))
        if found[1]:
            return spans, found.end()
        begin = found.end()
        if len(spans) > most:
            raise limits.Refusal("too_many_parts")
    if begin is not None and begin < part.end:
        spans.append((begin, part.end))
    return spans, part.end


def _before(raw: bytes, begin: int, end: int) -> int:
    """The line break before a boundary belongs to the boundary."""
    if end > begin and raw[end - 1 : end] == b"\n":
        end -= 1
    if end > begin and raw[end - 1 : end] == b"\r":
        end -= 1
    return max(end, begin)


def _open(part: Part, depth: int, budget: Budget) -> None:
    """A message inside is read in place, unless somebody encoded it (which they must not, and do)."""
    if part.encoding in _ENCODED:
        inner = part.content()
        span = (0, len(inner))
    else:
        inner, span = part.raw, (part.start, part.end)
    if span[0] < span[1]:
        part.children = [_part(inner, span, "text/plain", depth + 1, budget)]
