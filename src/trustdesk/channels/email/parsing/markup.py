"""HTML as a row of tokens, and how deep it nests: one pass, whatever is in it.

No token is looked for twice: what was not found to the right of here is not looked for again.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from trustdesk.channels.email.parsing.limits import HTML_TOKENS
from trustdesk.channels.email.parsing.listed import words

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]{0,40}")
_UNTIL_MARK = re.compile(r"[^\"'>]*")
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]{0,60})\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_RAW_TEXT = {"script", "style", "title", "textarea", "xmp", "noscript", "iframe", "noembed", "noframes"}
VOID = words("""
area base br col embed hr img input link meta param source track wbr keygen frame
""")
# Their ends may be left out, so nobody counts on seeing them; they close one another.
_ENDS_ITSELF = words("""
p li dt dd tr td th thead tbody tfoot option optgroup colgroup body html head rp rt
""")
# These are opened anew in every block until they are closed by name.
_REOPENED = words("""
a b big code em font i nobr s small strike strong tt u
""")


class Token(NamedTuple):
    """Text when ``name`` is empty, else a tag; ``text`` of a tag holds its attributes as written."""

    name: str
    text: str
    closes: bool = False

    def attributes(self) -> dict[str, str]:
        """Read the attributes, names in lower case."""
        return {
            name.lower(): unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(self.text[:4096])
        }


class _Scanner:
    def __init__(self, html: str) -> None:
        self.html = html
        self.absent: set[str] = set()  # what does not occur any more from here on
        self.trusts_quotes = True

    def find(self, what: str, place: int) -> int:
        if what in self.absent:
            return -1
        found = self.html.find(what, place)
        if found < 0:
            self.absent.add(what)
        return found

    def tag_end(self, place: int) -> int:
        """Where the tag that is open at ``place`` closes: a > outside quotes, -1 when nowhere."""
        nearest = self.find(">", place)
        while self.trusts_quotes and nearest >= 0:
            found = _UNTIL_MARK.match(self.html, place)
            place = found.end() if found else place
            mark = self.html[place : place + 1]
            if mark == ">":
                return place
            if not mark:
                # Every > to the right is inside quotes, as far as they count here: they count no more.
                self.trusts_quotes = False
                break
            closing = self.find(mark, place + 1)
            place = closing + 1 if closing >= 0 else place + 1
        return nearest


def tokens(html: str) -> Iterator[Token]:
    """Take HTML apart; entities in texts are undone, comments and declarations left out."""
    scanner, place = _Scanner(html), 0
    for _ in range(HTML_TOKENS):
        if place >= len(html):
            return
        start = scanner.find("<", place)
        if start < 0:
            yield Token("", unescape(html[place:]))
            return
        if start > place:
            yield Token("", unescape(html[place:start]))
        token, place = _tag(scanner, start)
        if token is not None:
            yield token
            if token.name in _RAW_TEXT and not token.closes:
                place = _skip(scanner, token.name, place)


def _tag(scanner: _Scanner, start: int) -> tuple[Token | None, int]:
    html = scanner.html
    if html.startswith("<!--", start):
        closing = scanner.find("-->", start + 4)
        return None, closing + 3 if closing >= 0 else _declared(scanner, start)
    if html[start + 1 : start + 2] in {"!", "?"}:
        return None, _declared(scanner, start)
    closes = html[start + 1 : start + 2] == "/"
    named = _NAME.match(html, start + 1 + closes)
    end = scanner.tag_end(named.end()) if named else -1
    if named is None or end < 0:
        return Token("", "<"), start + 1
    return Token(named[0].lower(), html[named.end() : end], closes), end + 1


def _declared(scanner: _Scanner, start: int) -> int:
    closing = scanner.find(">", start)
    return closing + 1 if closing >= 0 else len(scanner.html)


def _skip(scanner: _Scanner, name: str, place: int) -> int:
    """Past what a browser would not show as text."""
    closing = scanner.find(f"</{name}", place)
    if closing < 0:
        closing = scanner.find(f"</{name.upper()}", place)
    return closing if closing >= 0 else (len(scanner.html) if name in {"script", "style"} else place)


def nesting(html: str) -> int:
    """Give the depth to which a browser (or a cleaner) would nest this; an upper bound for sloppy markup.

    What has too many tokens to be looked through counts as too deep.
    """
    stack: list[str] = []
    open_count: dict[str, int] = {}
    reopened: dict[str, int] = {}
    deepest = 0
    for count, token in enumerate(tokens(html), 1):
        name = token.name
        if count >= HTML_TOKENS:
            return HTML_TOKENS
        if not name or name in VOID or name in _ENDS_ITSELF:
            continue
        counts = reopened if name in _REOPENED else open_count
        if not token.closes:
            counts[name] = counts.get(name, 0) + 1
            if counts is open_count:
                stack.append(name)
            deepest = max(deepest, len(stack) + sum(reopened.values()))
        elif counts.get(name, 0):
            if counts is reopened:
                reopened[name] -= 1
            else:
                _pop(stack, open_count, name)
    return deepest


def _pop(stack: list[str], open_count: dict[str, int], name: str) -> None:
    while stack:
        popped = stack.pop()
        open_count[popped] -= 1
        if popped == name:
            return
