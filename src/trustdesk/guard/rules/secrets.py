"""All secrets of a text: the recognisers put together, the cheap questions first."""

import re

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules import blocks, keys
from trustdesk.guard.rules.chinese import unspaced_phrases
from trustdesk.guard.rules.phrases import phrases

SHORTEST = 12
LONG_TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{28}")
SEPARATORS = re.compile(r"[\W\d_]+")
SPACES = re.compile(r"[\s:_-]+")


def secrets(text: str) -> tuple[Span, ...]:
    """Find the secrets in a folded text: in order, not overlapping.

    The order of the questions is the order of their cost; most messages of a desk are
    short, hold no long token and leave at once.
    """
    length = len(text)
    if length < SHORTEST:
        return ()
    low = text.lower()
    found = phrases(low)
    if length >= keys.SHORTEST and LONG_TOKEN.search(text):
        found += keys.keys(text)
    if length >= blocks.SHORTEST:
        found += blocks.blocks(text)
        found += keys.wrapped_keys(text)
    if not text.isascii():
        found += unspaced_phrases(low)
    return _apart(found) if found else ()


def mask(kind: Kind) -> str:
    """Give the mask that stands for a secret of this kind: ``⟦secret: private key⟧``."""
    return f"⟦secret: {kind.replace('_', ' ')}⟧"


def value(text: str, span: Span) -> str:
    """Give the secret without what may differ when it is sent again: case of words, separators."""
    written = text[span.start : span.end]
    if span.kind is Kind.RECOVERY_PHRASE:
        return SEPARATORS.sub(" ", written.lower())
    return SPACES.sub("", written.removeprefix("0x"))


def _apart(found: list[Span]) -> tuple[Span, ...]:
    """Merge what overlaps: the earlier kind stays, as it covers the whole."""
    apart: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if apart and span.start < apart[-1].end:
            last = apart.pop()
            apart.append(Span(last.start, max(last.end, span.end), last.kind, last.certain or span.certain))
        else:
            apart.append(span)
    return tuple(apart)
