"""Which parts are the letter and which came along: the tree as segments of body and a row of files."""

from dataclasses import dataclass, field

from trustdesk.channels.email.parsing import names
from trustdesk.channels.email.parsing.tree import Part

_BODIES = {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown"}
_IGNORED = {"text/x-amp-html", "text/watch-html"}
_SIGNED = {"multipart/signed": "signed", "multipart/encrypted": "encrypted"}


@dataclass(slots=True)
class Segment:
    """One stretch of the body, in one way of writing or in two that say the same.

    ``more`` goes on where ``html`` ends: a client puts a picture between two stretches of one writing.
    """

    plain: Part | None = None
    html: Part | None = None
    more: list[Part] = field(default_factory=list[Part])

    @property
    def htmls(self) -> list[Part]:
        """All of the HTML, in order."""
        return [self.html, *self.more] if self.html else []


@dataclass(slots=True)
class Sorted:
    """What a mail is made of. ``related`` are the ids of parts that belong to an HTML part."""

    segments: list[Segment] = field(default_factory=list[Segment])
    files: list[tuple[Part, bool]] = field(default_factory=list[tuple[Part, bool]])
    calendars: list[Part] = field(default_factory=list[Part])
    reports: list[Part] = field(default_factory=list[Part])
    protection: str = ""


def sort(root: Part) -> Sorted:
    """Sort the parts of a mail."""
    found = Sorted()
    _sort(root, found, first=True)
    if not found.segments:
        _promote(found)
    return found


def _promote(found: Sorted) -> None:
    """Where nothing else is the letter, a text with a name that wants to be shown is."""
    for place, (part, _) in enumerate(found.files):
        if part.kind in _BODIES and names.disposition(part).main != "attachment":
            del found.files[place]
            found.segments.append(Segment(html=part) if part.kind == "text/html" else Segment(plain=part))
            return


def _sort(part: Part, found: Sorted, *, first: bool, related: bool = False) -> None:
    if part.kind in _SIGNED and not found.protection:
        found.protection = _protection(part)
    if part.kind == "multipart/alternative":
        _alternative(part, found)
    elif part.kind == "multipart/related" and part.children:
        _related(part, found)
    elif part.kind == "multipart/report":
        found.reports.append(part)
        _each(part, found)
    elif part.kind.startswith("multipart/") and part.children:
        _each(part, found)
    else:
        _leaf(part, found, first=first, related=related)


def _each(part: Part, found: Sorted) -> None:
    for place, child in enumerate(part.children):
        _sort(child, found, first=place == 0)


def _leaf(part: Part, found: Sorted, *, first: bool, related: bool = False) -> None:
    if part.kind in _IGNORED:
        return
    if part.kind == "text/calendar":
        found.calendars.append(part)
    if part.kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"} and not found.protection:
        kind = part.params.get("smime-type", "enveloped-data").lower()
        found.protection = "smime-signed" if kind == "signed-data" else "smime-encrypted"
    if is_body(part, first=first):
        html = part.kind == "text/html"
        found.segments.append(Segment(html=part) if html else Segment(plain=part))
    elif part.start < part.end or names.given(part):
        found.files.append((part, related))


def is_body(part: Part, *, first: bool) -> bool:
    """Whether a leaf is words of the letter rather than a file of words."""
    if part.kind not in _BODIES:
        return False
    how = names.disposition(part).main
    return how != "attachment" and (not names.given(part) or (first and how != "inline"))


def _alternative(part: Part, found: Sorted) -> None:
    """The same said several ways: one segment of the best of each, everything else came along."""
    inner = Sorted()
    for child in part.children:
        _sort(child, inner, first=True)
    plains = [s for s in inner.segments if s.html is None]
    htmls = [s for s in inner.segments if s.html is not None]
    if len(plains) == 1 and len(htmls) >= 1:
        rest = [part for one in htmls for part in one.htmls][1:]
        found.segments.append(Segment(plain=plains[0].plain, html=htmls[0].html, more=rest))
    elif htmls or plains:
        found.segments += htmls or plains
        if htmls and plains:
            htmls[0].plain = plains[0].plain
    found.files += inner.files
    found.calendars += inner.calendars
    found.reports += inner.reports
    found.protection = found.protection or inner.protection


def _related(part: Part, found: Sorted) -> None:
    """A root and what it shows: pictures inside are inline whatever they say."""
    start = part.params.get("start", "").strip("<>")
    root = next((c for c in part.children if start and content_id(c) == start), part.children[0])
    _sort(root, found, first=True)
    for child in part.children:
        if child is not root:
            _sort(child, found, first=False, related=True)


def content_id(part: Part) -> str:
    """Give the id under which HTML refers to a part, without brackets."""
    return part.headers.word("content-id").strip("<> \t")


def _protection(part: Part) -> str:
    protocol = part.params.get("protocol", "").lower()
    by = "pgp" if "pgp" in protocol else "smime"
    return f"{by}-{_SIGNED[part.kind]}"
