"""Texts written without a look at the others: what they plant is gone, what they only resemble stays."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.guard.anew import harmless, later, planted
from tests.guard.anew.planted import Planted
from trustdesk.guard import clean

MASK = re.compile("⟦[^⟧]*⟧")
BETWEEN = re.compile(r"[\W_]+")
WORD = re.compile(r"\w+")
FEWEST, FEWEST_HARMLESS = 2_150, 800
SHARE = 0.995


def test_what_is_planted_is_gone() -> None:
    texts = [*planted.everything(), *later.everything()]
    missed = missing(texts)
    assert len(texts) >= FEWEST
    assert sum(map(len, missed.values())) <= (1 - SHARE) * len(texts), missed


def test_each_kind_is_found() -> None:
    texts = [*planted.everything(), *later.everything()]
    missed, all_of = missing(texts), Counter(one.kind.partition("/")[0] for one in texts)
    for kind, count in all_of.items():
        assert len(missed[kind]) <= max(1, (1 - SHARE) * count), missed[kind]


def test_texts_of_the_trade_stay_to_the_letter() -> None:
    texts = set(harmless.everything())
    assert len(texts) >= FEWEST_HARMLESS
    assert [text for text in texts if clean(text).text != text] == []


def missing(texts: Iterable[Planted]) -> defaultdict[str, list[str]]:
    """Collect what was left of secrets, by their kind."""
    missed: defaultdict[str, list[str]] = defaultdict(list)
    for one in texts:
        if left_of(one):
            missed[one.kind.partition("/")[0]].append(one.text)
    return missed


def left_of(one: Planted) -> bool:
    """Whether anything of the secret is still there: whole, or a piece that the rest of the text does not hold."""
    whole, *pieces = one.gone
    kept = MASK.sub(" ", clean(one.text).text)
    around = one.text.replace(whole, " ")
    if kept == one.text or bare(whole) in bare(kept):
        return True
    more = Counter(WORD.findall(kept.lower())) - Counter(WORD.findall(around.lower()))
    if pieces:
        return any(more[word.lower()] for word in pieces)
    secret, rest = bare(whole), bare(around)
    return any(len(piece) > 2 and piece in secret and piece not in rest for piece in more)


def bare(text: str) -> str:
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()
