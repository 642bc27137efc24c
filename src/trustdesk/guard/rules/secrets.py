"""All secrets of a text: the recognisers put together, the cheap questions first."""

import re
from collections.abc import Iterator

import msgspec

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules import blocks, contacts, keys, opaque, spoken
from trustdesk.guard.rules.answers import answers
from trustdesk.guard.rules.cards import numbers
from trustdesk.guard.rules.chains import chain_keys
from trustdesk.guard.rules.chinese import unspaced_phrases
from trustdesk.guard.rules.credentials import credentials
from trustdesk.guard.rules.folding import Folded
from trustdesk.guard.rules.hints import SECRETS, Mark
from trustdesk.guard.rules.papers import papers
from trustdesk.guard.rules.parts import parts
from trustdesk.guard.rules.phrases import phrases
from trustdesk.guard.rules.readings import readings

SHORTEST = 6
SHORTEST_CREDENTIAL = 20
LONG_TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{28}")
LONGER_HALF = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{26}")  # of the shortest key that is cut in two
HASH = re.compile(r"(?<![0-9A-Za-z])(?:0[xX])?[0-9a-fA-F]{40,}(?![0-9A-Za-z])")
SEPARATORS = re.compile(r"[\W\d_]+")
SPACES = re.compile(r"[\s:_-]+")
MASKED = re.compile("⟦secret: (?:" + "|".join(kind.replace("_", " ") for kind in Kind) + ")⟧")
FILLER = "▮"
NUMBERS = frozenset({Kind.BANK_CARD, Kind.BANK_ACCOUNT, Kind.IDENTITY_NUMBER, Kind.ONE_TIME_CODE})


def secrets(text: str) -> tuple[Span, ...]:
    """Find the secrets in a folded text: in order, not overlapping.

    The order of the questions is the order of their cost; most messages of a desk are
    short, hold no long token and leave at once.
    """
    length = len(text)
    if length < SHORTEST:
        return ()
    if "⟦" in text:
        # Our own masks say what was there; their words announce nothing more.
        text = MASKED.sub(lambda match: FILLER * len(match[0]), text)
    low = text.lower()
    marks = SECRETS.marks(low)
    found = _found(text, low, marks)
    if "_" in text and " " not in text:
        # A name of a file or the like, in which it stands for a space.
        text, low = text.replace("_", " "), low.replace("_", " ")
        marks = SECRETS.marks(low)
        found += _found(text, low, marks)
    for reading in readings(text, low, marks):
        again = _found(reading.text, plain := reading.text.lower(), SECRETS.marks(plain))
        found += [msgspec.structs.replace(one, **_place(reading, one)) for one in again]
    return _apart(found) if found else ()


def _found(text: str, low: str, marks: Mark) -> list[Span]:
    if len(text) < keys.SHORTEST or not LONGER_HALF.search(text):
        return [*_set_out(text, low, marks), *_spoken_of(text, low, marks)]
    # The words and numbers that hashes are full of are none.
    bare = HASH.sub(lambda match: " " * len(match[0]), text)
    return [
        *_set_out(bare, bare.lower(), marks),
        *_tokens(text, low, marks),
        *_spoken_of(text, low, marks),
    ]


def _place(reading: Folded, span: Span) -> dict[str, int]:
    start, end = reading.back(span.start, span.end)
    return {"start": start, "end": end}


def _set_out(text: str, low: str, marks: Mark) -> Iterator[Span]:
    """Find what consists of many words or figures: phrases, cards, telephone numbers."""
    yield from phrases(low)
    yield from parts(low, marks)
    if not text.isascii():
        yield from unspaced_phrases(low, marks)
    if (marks & SECRETS.figures and contacts.HINT.search(text)) or "@" in text:
        yield from numbers(text)
        yield from contacts.contacts(text)


def _tokens(text: str, low: str, marks: Mark) -> Iterator[Span]:
    """Find what is one long run of letters and figures, or two: keys."""
    yield from keys.halved_keys(text)
    if LONG_TOKEN.search(text):
        yield from keys.keys(text, low)
        yield from chain_keys(text, marks)


def _spoken_of(text: str, low: str, marks: Mark) -> Iterator[Span]:
    """Find what words announce, and what comes in blocks."""
    if len(text) >= blocks.SHORTEST:
        yield from blocks.blocks(text)
    if len(text) >= opaque.SHORTEST and marks & opaque.HINTED:
        yield from keys.wrapped_keys(text, low)
        yield from opaque.opaque_keys(text, low)
    if marks & spoken.HINTED:
        yield from spoken.spoken(text, low, marks)
    yield from answers(low, marks)
    yield from papers(text, low, marks)
    if len(text) >= SHORTEST_CREDENTIAL:
        yield from credentials(text, low, marks)


def mask(kind: Kind) -> str:
    """Give the mask that stands for a secret of this kind: ``⟦secret: private key⟧``."""
    return f"⟦secret: {kind.replace('_', ' ')}⟧"


def value(text: str, span: Span) -> str:
    """Give the secret without what may differ when it is sent again: case of words, separators."""
    written = text[span.start : span.end]
    if span.kind is Kind.RECOVERY_PHRASE:
        return SEPARATORS.sub(" ", written.lower())
    if span.kind in NUMBERS:
        return "".join(letter for letter in written.upper() if letter.isalnum())
    if span.kind is Kind.PHONE_NUMBER:
        return contacts.digits_of(written)
    if span.kind is Kind.PASSWORD:
        return written
    if keys.UNDECIDED.fullmatch(written):
        written = written.lower()
    return SPACES.sub("", written.removeprefix("0x"))


def _apart(found: list[Span]) -> tuple[Span, ...]:
    """Merge what overlaps: what is proved names the whole, else what begins first."""
    apart: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if apart and span.start < apart[-1].end:
            last = apart.pop()
            kind = span.kind if span.certain and not last.certain else last.kind
            apart.append(Span(last.start, max(last.end, span.end), kind, last.certain or span.certain))
        else:
            apart.append(span)
    return tuple(apart)
