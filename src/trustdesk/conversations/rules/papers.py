"""A transcript as a page: its parts, how a bundle is put in and found again, and whether it is as signed."""

import hashlib
import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

import msgspec

from trustdesk import evidence
from trustdesk.conversations.rules.bundles import Verdict, check
from trustdesk.conversations.rules.records import PageDigest

OPENING = '<script type="application/json" id="bundle">'
CLOSING = "</script>"
ENTRY = re.compile(r'<li class="entry [^>]*>')


class Paper(msgspec.Struct, frozen=True):
    """A page in parts: before the main part, that, between it and the bundle, and after."""

    before: str
    main: str
    between: str
    after: str

    @property
    def rest(self) -> str:
        """Everything that is neither the main part nor the bundle."""
        return self.before + self.between + self.after


def sha256(text: str) -> str:
    """Hash a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def with_bundle(paper: Paper, bundle: Mapping[str, Any]) -> str:
    """Put the bundle in: canonical, and harmless inside a script element."""
    return f"{paper.before}{paper.main}{paper.between}{_embedded(bundle)}{paper.after}"


def check_file(content: bytes) -> Verdict:
    """Check a transcript as it was downloaded: the JSON form, or the page."""
    try:
        text = content.decode()
        if not text.startswith("<!doctype html>"):
            bundle = msgspec.json.decode(text, type=dict[str, Any])
            verdict = check(bundle)
            return _unless(verdict, exact=evidence.canonical(bundle) == content)
        paper, embedded = _parts(text)
        bundle = msgspec.json.decode(embedded, type=dict[str, Any])
        verdict = check(bundle)
        if verdict.wrong in ("form", "entry", "checkpoint"):
            return verdict
        page = msgspec.convert(bundle["page"], PageDigest)
    except (UnicodeDecodeError, ValueError, KeyError):
        return Verdict(wrong="form")
    if (seq := _first_other(paper.main, page)) is not None:
        return msgspec.structs.replace(verdict, wrong="entry", seq=seq)
    if (sha256(paper.main), sha256(paper.rest)) != (page.main, page.rest):
        return msgspec.structs.replace(verdict, wrong="page")
    return _unless(verdict, exact=_embedded(bundle) == embedded)


def _unless(verdict: Verdict, *, exact: bool) -> Verdict:
    return verdict if exact or verdict.wrong else msgspec.structs.replace(verdict, wrong="form")


def _embedded(bundle: Mapping[str, Any]) -> str:
    return evidence.canonical(bundle).decode().replace("<", "\\u003c")


def _parts(text: str) -> tuple[Paper, str]:
    start = text.index("<main>")
    end = text.index("</main>") + len("</main>")
    opened = text.index(OPENING) + len(OPENING)
    closed = text.index(CLOSING, opened)
    return Paper(text[:start], text[start:end], text[end:opened], text[closed:]), text[opened:closed]


def _first_other(main: str, page: PageDigest) -> int | None:
    """Name the first entry of the page that is not as it was signed."""
    starts = [found.start() for found in ENTRY.finditer(main)]
    end = main.find("</ol><footer>")
    items = [main[at:after] for at, after in zip(starts, [*starts[1:], end], strict=True)] if starts else []
    for entry, item in zip_longest(page.entries, items):
        if entry is None:
            return page.entries[-1][0] + 1 if page.entries else 1
        if item is None or sha256(item) != entry[1]:
            return entry[0]
    return None
