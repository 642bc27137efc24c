"""HTML into the text a person would have typed: lines, lists, tables, links with their address.

Each line knows whether it stands in what the sender's client marked as history.
"""

import re
from typing import NamedTuple

from trustdesk.channels.email.parsing import history
from trustdesk.channels.email.parsing.listed import words
from trustdesk.channels.email.parsing.markup import VOID, Token, tokens

_BLOCKS = words("""
address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul
caption
""")
_APART = words("""
p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre dl
""")
_SILENT = words("""
script style title textarea template noscript head select object svg math
""")
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u200b]+")
_DEEPEST = 1000


class Line(NamedTuple):
    """One line of text; ``old`` when the client marked it as history."""

    text: str
    old: bool = False


class _Writer:
    """What has been read so far: finished lines, the line at hand, and what is open."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.here: list[str] = []
        self.open: list[tuple[str, bool]] = []  # element, and whether history begins with it
        self.depth_old = 0
        self.old_from_here = False
        self.silent = 0
        self.pre = 0
        self.links: list[tuple[str, int]] = []
        self.lists: list[int] = []
        self.signs_within = 0  # how many are open inside the element that holds a signature

    @property
    def old(self) -> bool:
        return self.old_from_here or self.depth_old > 0

    def end_line(self, *, apart: bool = False) -> None:
        text = "".join(self.here).rstrip()
        if text:
            self.put(text if self.pre else text.lstrip(" "))
        if apart and self.lines and self.lines[-1].text:
            self.lines.append(Line("", self.old))
        self.here = []

    def put(self, text: str) -> None:
        if text and self.signs_within:
            self.signs_within = 0
            self.sign()
        self.lines.append(Line(text, self.old))

    def sign(self) -> None:
        """Set what follows apart as a signature, as the standard does; two dashes may stand there."""
        while self.lines and self.lines[-1].text.strip() in {"", "--"}:
            self.lines.pop()
        self.lines.append(Line("-- ", self.old))

    def write(self, text: str) -> None:
        if self.pre:
            *whole, last = text.split("\n")
            for line in whole:
                self.lines.append(Line("".join([*self.here, line]).rstrip(), self.old))
                self.here = []
            self.here.append(last)
            return
        packed = _BLANKS.sub(" ", text)
        if packed.startswith(" ") and (not self.here or self.here[-1].endswith((" ", "\t"))):
            packed = packed[1:]
        if packed:
            self.here.append(packed)


def lines(html: str) -> list[Line]:
    """Write HTML as lines of text."""
    writer = _Writer()
    for token in tokens(html):
        if not token.name:
            if not writer.silent:
                writer.write(token.text)
        elif token.closes:
            _close(writer, token.name)
        else:
            _open(writer, token)
    writer.end_line()
    while writer.lines and not writer.lines[-1].text:
        writer.lines.pop()
    return writer.lines


def _open(writer: _Writer, token: Token) -> None:
    name = token.name
    if name in _SILENT:
        writer.silent += 1
    if name == "br":
        writer.put("".join(writer.here).strip())
        writer.here = []
        return
    if name in _BLOCKS:
        writer.end_line(apart=name in _APART)
    attributes = token.attributes() if token.text.strip(" /") else {}
    begins, onward = history.marks(name, attributes)
    writer.old_from_here = writer.old_from_here or onward
    if name not in VOID and not token.text.endswith("/") and len(writer.open) < _DEEPEST:
        writer.open.append((name, begins))
        writer.depth_old += begins
        if history.signs(name, attributes):
            writer.signs_within = len(writer.open)
    _begin(writer, name, attributes)


def _begin(writer: _Writer, name: str, attributes: dict[str, str]) -> None:
    if name == "a":
        writer.links.append((attributes.get("href", ""), len(writer.here)))
    elif name == "img" and not writer.silent and attributes.get("alt", "").strip():
        writer.write(f"[{attributes['alt'].strip()[:200]}]")
    elif name == "hr":
        # Foxmail draws one of this width above its signature.
        signs = "width:210px" in attributes.get("style", "").replace(" ", "").lower()
        writer.lines.append(Line("-- " if signs else "---", writer.old))
    elif name in {"td", "th"} and writer.here:
        writer.here.append("\t")
    elif name in {"ul", "ol"}:
        writer.lists.append(0 if name == "ol" else -1)
    elif name == "li":
        writer.here.append(_bullet(writer.lists))
    elif name == "pre":
        writer.pre += 1


def _bullet(lists: list[int]) -> str:
    if not lists or lists[-1] < 0:
        return "- "
    lists[-1] += 1
    return f"{lists[-1]}. "


def _close(writer: _Writer, name: str) -> None:
    if name in _SILENT:
        writer.silent = max(0, writer.silent - 1)
    if name == "a" and writer.links:
        _finish_link(writer, *writer.links.pop())
    if name in _BLOCKS:
        writer.end_line(apart=name in _APART)
    if name in {"ul", "ol"} and writer.lists:
        writer.lists.pop()
    if name == "pre":
        writer.pre = max(0, writer.pre - 1)
    _leave(writer, name)


def _leave(writer: _Writer, name: str) -> None:
    """Close the nearest open one of that name, not far away: a stray end closes nothing else."""
    for back in range(1, min(len(writer.open), 60) + 1):
        if writer.open[-back][0] == name:
            for _, begins in writer.open[-back:]:
                writer.depth_old -= begins
            del writer.open[-back:]
            if len(writer.open) < writer.signs_within:
                writer.signs_within = 0
            return


def _finish_link(writer: _Writer, target: str, begun: int) -> None:
    """Show where a link leads unless its words say so already."""
    shown = "".join(writer.here[begun:]).strip()
    bare = target.strip().removeprefix("mailto:").removeprefix("tel:")
    if writer.silent or not bare or not target.lower().startswith(("http", "mailto:", "tel:")):
        return
    if _same(shown, bare):
        return
    writer.here.append(f" <{bare}>" if shown else bare)


def _same(shown: str, target: str) -> bool:
    def core(text: str) -> str:
        return text.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")

    return core(shown) == core(target)
