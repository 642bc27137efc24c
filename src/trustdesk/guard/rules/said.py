"""What a reading of a reply says, cut up once for every rule: its clauses, its sentences, the secrets it names."""

import re

import msgspec

from trustdesk.guard.model import Reason
from trustdesk.guard.rules.clauses import clauses, sentences
from trustdesk.guard.rules.nouns import LOOSELY, NAMED, speaks_of_one

# In lower case, as everything here is read.
ADDRESS = re.compile(
    r"(?<![0-9a-z])(?:0x[0-9a-f]{40}|t[1-9a-z]{33}|(?:bc1|ltc1)[0-9a-z]{20,80}|r[1-9a-z]{24,34}|[13lmd][1-9a-z]{25,34}|[eu]q[0-9a-z_-]{46}"
    r"|[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}|\d{4}(?:[ -]?\d{4}){3}\d{0,3}|[1-9a-z]{43,44})(?![0-9a-z])"
)


class Said(msgspec.Struct, frozen=True):
    """One reading, and what it names.

    ``named`` are the secrets it names, ``spoken`` those it may mean as well; ``addressed`` says whether
    it holds an address, an account or a card to pay to.
    """

    plain: str
    clauses: tuple[str, ...]
    sentences: tuple[str, ...]
    named: tuple[Reason, ...]
    spoken: tuple[Reason, ...]
    addressed: bool


def said(plain: str) -> Said:
    """Take a reading apart."""
    named: tuple[Reason, ...] = ()
    spoken: tuple[Reason, ...] = ()
    if speaks_of_one(plain):
        named = tuple(reason for reason, noun in NAMED.items() if noun.search(plain))
        spoken = tuple(reason for reason, loose in LOOSELY.items() if reason in named or loose.search(plain))
    return Said(plain, clauses(plain), sentences(plain), named, spoken, ADDRESS.search(plain) is not None)
