"""The guard from the shell: which secrets a text holds, where, and the text without them."""

import argparse
import codecs
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from trustdesk import guard
from trustdesk.kit import i18n

WINDOW, STEP = 20_000, 15_000  # characters: as long as the longest message, each overlapping the next
MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESSES = ("utf-8", "gb18030", "big5", "latin-1")


class Found(msgspec.Struct, frozen=True, order=True):
    """One secret, by offsets in the whole text."""

    start: int
    end: int
    kind: str


def run(chosen: argparse.Namespace) -> int:
    """Scan one file or what comes in; 1 when something was found. With ``--masked`` findings go to stderr."""
    raw = sys.stdin.buffer.read() if chosen.file == "-" else Path(chosen.file).read_bytes()
    read = [(text, scan(text)) for text in readings(raw)]
    text, found = next((one for one in read if one[1]), read[0])
    told = sys.stderr if chosen.masked else sys.stdout
    words = i18n.words("en")
    for one in found:
        before = text[: one.start]
        line, column = before.count("\n") + 1, one.start - before.rfind("\n")
        print(f"{chosen.file}:{line}:{column}: {words.text(f'guard.kind.{one.kind}')}", file=told)
    if chosen.masked:
        sys.stdout.write(masked(text, found).encode("utf-8", "replace").decode())
    print(f"{len(found)} found" if found else "nothing found", file=told)
    return 1 if found else 0


def readings(raw: bytes) -> Iterator[str]:
    """Read bytes as text: by their mark, else in every encoding that they may be in, likely ones first."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            yield raw.decode(encoding, "replace")
            return
    for encoding in GUESSES:
        with contextlib.suppress(UnicodeDecodeError):
            yield raw.decode(encoding)
            if encoding == "utf-8":
                return


def scan(text: str) -> list[Found]:
    """Find the secrets of a text of any length, in order, not overlapping."""
    apart: list[Found] = []
    for one in sorted(set(_everywhere(text)), key=lambda found: (found.start, -found.end)):
        if apart and one.start < apart[-1].end:
            last = apart.pop()
            apart.append(Found(last.start, max(last.end, one.end), last.kind))
        else:
            apart.append(one)
    return apart


def masked(text: str, found: list[Found]) -> str:
    """Give the text with a mask in the place of each secret."""
    parts: list[str] = []
    done = 0
    for one in found:
        parts += (text[done : one.start], guard.mask(guard.Kind(one.kind)))
        done = one.end
    return "".join((*parts, text[done:]))


def _everywhere(text: str) -> Iterator[Found]:
    for start in range(0, max(len(text) - WINDOW + STEP, 1), STEP):
        # A window begins with a line where it can, so that no key is cut in two.
        begin = text.rfind("\n", max(0, start - STEP // 10), start) + 1 or start
        for one in guard.clean(text[begin : begin + WINDOW]).findings:
            yield Found(begin + one.start, begin + one.end, str(one.kind))
