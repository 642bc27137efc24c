"""The words of a part, and of all segments together."""

import re
from dataclasses import dataclass, field

from trustdesk.channels.email.parsing import cleaning, limits, plaintext
from trustdesk.channels.email.parsing.charsets import decode
from trustdesk.channels.email.parsing.flowed import unflow
from trustdesk.channels.email.parsing.plaintext import Line
from trustdesk.channels.email.parsing.segments import Segment
from trustdesk.channels.email.parsing.transfer import uuencoded
from trustdesk.channels.email.parsing.tree import Part

_META = re.compile(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ENRICHED = re.compile(r"<[^<>]{0,60}>")
_EXCUSE_LINES, _EXCUSE_LONGEST = 5, 300
_EXCUSES = ("not support", "does not display", "view this", "enable", "capable", "不支持", "不支援")
# Everything a text may hold but line breaks and tabs; NUL would not even be stored.
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127, 0xFEFF])


@dataclass(slots=True)
class Body:
    """What the segments say: lines of text, cleaned HTML if there was any, files found inside texts."""

    lines: list[Line] = field(default_factory=list[Line])
    html: str | None = None
    files: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    warnings: list[str] = field(default_factory=list[str])


def read(segments: list[Segment]) -> Body:
    """Read all segments, in order."""
    body = Body()
    shown: list[str] = []
    has_html = False
    for segment in segments:
        html = _htmls(segment, body)
        new = _lines(segment, html, body)
        if body.lines and new:
            body.lines.append(Line(""))
        body.lines += new
        has_html = has_html or html is not None
        shown.append(html if html is not None else _escaped(new))
    if has_html:
        body.html, reason = cleaning.clean("\n".join(shown))
        if reason:
            body.warnings.append(reason)
            body.files += [("message.html", html.content()) for s in segments for html in s.htmls]
    return body


def _lines(segment: Segment, html: str | None, body: Body) -> list[Line]:
    """The plain writing, unless it is empty or only says that there is another."""
    plain = [Line(line) for line in text_of(segment.plain, body).split("\n")] if segment.plain else []
    if html is None:
        return _trimmed(plain)
    if any(line.text.strip() for line in plain) and not _excuse(plain):
        return _trimmed(plain)
    return plaintext.lines(html[: limits.HTML_SIZE])


def _excuse(plain: list[Line]) -> bool:
    """Whether the plain writing only says that there is another: a sentence or two about HTML."""
    text = " ".join(line.text for line in plain[:6]).lower()
    short = len(plain) <= _EXCUSE_LINES and len(text) < _EXCUSE_LONGEST
    return short and "html" in text and any(words in text for words in _EXCUSES)


def _trimmed(found: list[Line]) -> list[Line]:
    start, end = 0, len(found)
    while start < end and not found[start].text.strip():
        start += 1
    while end > start and not found[end - 1].text.strip():
        end -= 1
    return found[start:end]


def text_of(part: Part, body: Body) -> str:
    """Read a part that holds plain text."""
    content = part.content()
    if b"begin" in content:
        found, content = uuencoded(content)
        body.files += [(name.decode("utf-8", "replace"), data) for name, data in found]
    read_as = decode(_bounded(content, "message.txt", limits.TEXT_SIZE, body), part.params.get("charset", ""))
    body.warnings += [read_as.warning] if read_as.warning else []
    text = read_as.text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    if part.kind in {"text/enriched", "text/richtext"}:
        text = _ENRICHED.sub("", text)
    if part.params.get("format", "").lower() == "flowed":
        text = unflow(text, delsp=part.params.get("delsp", "").lower() == "yes")
    return text


def _bounded(content: bytes, name: str, most: int, body: Body) -> bytes:
    """Cut what is too long to be read on a screen, and keep the whole as a file."""
    if len(content) <= most and content.count(b"\n") <= limits.TEXT_LINES:
        return content
    body.warnings.append("text_cut")
    body.files.append((name, content))
    lines = content[:most].split(b"\n", limits.TEXT_LINES)
    return b"\n".join(lines[: limits.TEXT_LINES])


def _htmls(segment: Segment, body: Body) -> str | None:
    return "\n".join(_html(part, body) for part in segment.htmls) if segment.htmls else None


def _html(part: Part, body: Body) -> str:
    content = part.content()
    label = part.params.get("charset", "")
    if not label and (meta := _META.search(content[:4096])):
        label = meta[1].decode("ascii", "replace")
    read_as = decode(content, label)
    body.warnings += [read_as.warning] if read_as.warning else []
    return read_as.text


def _escaped(found: list[Line]) -> str:
    text = "\n".join(line.text for line in found)
    return f"<pre>{text.replace('&', '&amp;').replace('<', '&lt;')}</pre>" if text else ""


def read_text(segments: list[Segment]) -> str:
    """Read only the words of segments, for a mail inside a mail."""
    body = Body()
    texts = [_lines(segment, _htmls(segment, body), body) for segment in segments]
    return "\n\n".join("\n".join(line.text for line in found) for found in texts if found)
