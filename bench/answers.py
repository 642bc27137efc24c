"""How well questions are understood and answered: one JSON line a figure.

With ``BANKING77`` naming the training file of that data set (Casanueva and others, 2020, CC-BY-4.0), the
classifier as shipped is judged on it by cross-validation and with ten examples an intent; with
``QUESTIONS`` naming a file of labelled questions (``text``, ``lang``, ``label``, a JSON line each), the
model from the start is tried on them. Neither is ever learnt from. Meanings are kept in var/bench.
"""

import asyncio
import csv
import json
import os
import random
import statistics
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench import rules
from bench.figures import note, say
from bench.meanings import Meanings
from trustdesk import knowledge
from trustdesk.knowledge.actions.index import Index
from trustdesk.knowledge.model import Indexed
from trustdesk.triage.actions import learning, reading, starter
from trustdesk.triage.rules import classifier, features
from trustdesk.triage.rules.entities import entities
from trustdesk.triage.rules.languages import language
from trustdesk.triage.rules.topics import OTHER
from trustdesk.triage.rules.urgency import urgency

ARTICLES = Path("articles")
QUESTIONS = Path(__file__).parent / "questions"
FRIGHTENED = QUESTIONS / "frightened.jsonl"
UNSEEN = QUESTIONS / "unseen.jsonl"  # written without a look at the ways to ask; tuned on afterwards
HELD = QUESTIONS / "held.jsonl"  # written after that, never tuned on
FOLDS, SHOTS, DRAWS = 5, 10, 3
Rows = list[tuple[str, str]]  # text, label


async def main() -> None:
    meanings = Meanings()
    if path := os.environ.get("BANKING77"):
        await banking(meanings, Path(path))
    await labelled(meanings, FRIGHTENED)
    await labelled(meanings, UNSEEN)
    await labelled(meanings, HELD)
    if path := os.environ.get("QUESTIONS"):
        await labelled(meanings, Path(path))
    rules.judge(QUESTIONS)
    await outside(meanings)
    await found(meanings)
    await latency(meanings)
    await meanings.close()


async def banking(meanings: Meanings, path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        rows = [(row["text"], row["category"]) for row in csv.DictReader(file)]
    raw = await meanings.questions([text for text, _ in rows])
    examples = [
        classifier.Example(label, "en", vector, features.counts(text))
        for (text, label), vector in zip(rows, raw, strict=True)
    ]
    folds = folded(rows)
    right = [judged(examples, folds != fold, folds == fold) for fold in range(FOLDS)]
    say("triage_banking77_cross_validation", 100 * statistics.fmean(right), "%")
    few = [judged(examples, shots(rows, folds != 0, draw), folds == 0) for draw in range(DRAWS)]
    say("triage_banking77_ten_an_intent", 100 * statistics.fmean(few), "%")


def folded(rows: Rows) -> Any:
    """Deal every intent's questions out evenly, the same each time."""
    folds = np.zeros(len(rows), dtype=int)
    for places in by_label(rows).values():
        random.Random(7).shuffle(places)
        for turn, place in enumerate(places):
            folds[place] = turn % FOLDS
    return folds


def shots(rows: Rows, among: Any, draw: int) -> Any:
    """Draw ten examples of each intent."""
    chosen = np.zeros(len(rows), dtype=bool)
    for places in by_label(rows).values():
        chosen[random.Random(draw).sample([one for one in places if among[one]], SHOTS)] = True
    return chosen


def by_label(rows: Rows) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, (_, label) in enumerate(rows):
        found.setdefault(label, []).append(place)
    return found


def judged(examples: Sequence[classifier.Example], learnt: Any, asked: Any) -> float:
    """Learn from some and be asked about others; the share of first guesses that are right."""
    weights, _ = classifier.learn([one for one, own in zip(examples, learnt, strict=True) if own])
    tried = [one for one, own in zip(examples, asked, strict=True) if own]
    scores = classifier.scores(
        weights, [one.counts for one in tried], np.stack([one.vector for one in tried])
    )
    guesses = [weights.topics[place] for place in scores.argmax(axis=1)]
    return statistics.fmean(guess == one.topic for guess, one in zip(guesses, tried, strict=True))


def read(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


async def labelled(meanings: Meanings, path: Path) -> None:
    # What no topic names is asked of the search alone.
    rows = [row for row in read(path) if row["label"]]
    learnt = {one.text for one in starter.told()}
    assert not learnt & {row["text"] for row in rows}, "the questions are among the examples"
    model = await learning.started()
    texts = [row["text"] for row in rows]
    raw = await meanings.questions(texts)
    right = second = kept = kept_right = 0
    for row, vector in zip(rows, raw, strict=True):
        named = reading.topics(model, row["text"], locale(row["text"]), vector.tobytes())
        told = reading.ruled(reading.Message(row["text"]), named, model)
        first = told.candidates[0].topic if told.candidates else OTHER
        hit = first == row["label"]
        right, second = right + hit, second + (row["label"] in {one.topic for one in told.candidates})
        kept, kept_right = kept + (told.topic is not None), kept_right + (told.topic == row["label"])
        if not hit:
            note(f"{row['text']}: {first}, not {row['label']}")
    wordy = reading_by_words(model, texts)
    words = sum(one == row["label"] for one, row in zip(wordy, rows, strict=True))
    say(f"triage_{path.stem}_first_of_{len(rows)}", right, "questions")
    say(f"triage_{path.stem}_among_three_of_{len(rows)}", second, "questions")
    say(f"triage_{path.stem}_by_words_alone_of_{len(rows)}", words, "questions")
    say(f"triage_{path.stem}_kept", 100 * kept / len(rows), "%")
    say(f"triage_{path.stem}_kept_right", 100 * kept_right / max(kept, 1), "%")


def reading_by_words(model: learning.Model, texts: Sequence[str]) -> list[str]:
    return [reading.topics(model, text, locale(text), None)[0].topic for text in texts]


async def outside(meanings: Meanings) -> None:
    """Ask what is nobody's topic; and judge the model on its own examples, each left out."""
    model = await learning.started()
    for name, tongue, texts in strange():
        raw = await meanings.questions(texts)
        told = [
            reading.ruled(
                reading.Message(text),
                reading.topics(model, text, "zh-CN" if tongue == "zh" else "en", vector.tobytes()),
                model,
            )
            for text, vector in zip(texts, raw, strict=True)
        ]
        say(
            f"triage_{name}_refused_{tongue}",
            100 * statistics.fmean(one.topic is None for one in told),
            "%",
        )
        for one, text in zip(told, texts, strict=True):
            if one.topic is not None:
                note(f"{text}: taken for {one.topic} at {one.confidence}")
    card = model.card
    say("triage_left_out_accuracy", 100 * card.accuracy, "%")
    for tongue, one in card.measured.items():
        say(f"triage_left_out_kept_{tongue}", 100 * one.kept, "%")
        say(f"triage_left_out_kept_right_{tongue}", 100 * one.kept_right, "%")
        say(f"triage_left_out_refused_{tongue}", 100 * one.refused, "%")
        say(f"triage_threshold_{tongue}", card.calibration[tongue].threshold, "likelihood")


def strange() -> list[tuple[str, str, list[str]]]:
    """Read what nobody here has an answer to, by set and language."""
    return [
        (name, tongue, texts)
        for name in ("outside", "fresh_outside", "unseen_outside", "held_outside")
        for tongue, texts in tomllib.loads((QUESTIONS / f"{name}.toml").read_text("utf-8")).items()
    ]


async def found(meanings: Meanings) -> None:
    """Search the starter articles, in the language of the question and only in the other one."""
    articles = [
        Indexed(one.slug, locale, one.title, one.summary, list(one.questions), one.body, list(one.topics))
        for locale, one in knowledge.sources(ARTICLES)
    ]
    for name in ("search", "fresh", "frightened", "unseen", "held"):
        for tongue, other in (("en", "zh-CN"), ("zh", "en")):
            own = "zh-CN" if tongue == "zh" else "en"
            rows = asked(name, tongue)
            await searched(meanings, articles, rows, own, f"{name}_{tongue}")
            foreign = [one for one in articles if one.locale == other]
            await searched(meanings, foreign, rows, own, f"{name}_{tongue}_in_{other}")


def asked(name: str, tongue: str) -> Rows:
    """Read the questions of a set in a language, each with the article that answers it."""
    if (path := QUESTIONS / f"{name}.jsonl").exists():
        return [(one["text"], one["slug"]) for one in read(path) if one["lang"][:2] == tongue]
    kept = tomllib.loads((QUESTIONS / f"{name}.toml").read_text("utf-8"))
    return [(text, slug) for slug, texts in kept.items() for text in texts[tongue]]


async def searched(
    meanings: Meanings, articles: Sequence[Indexed], rows: Rows, locale: Any, name: str
) -> None:
    index = Index(articles)
    texts = {one.mark: one.text for one in index.documents if one.text}
    vectors = await meanings.questions(list(texts.values()))
    index.learn({mark: vector.tobytes() for mark, vector in zip(texts, vectors, strict=True)})
    meant = await meanings.questions([text for text, _ in rows])
    first = three = 0
    took: list[float] = []
    for (text, slug), vector in zip(rows, meant, strict=True):
        began = time.perf_counter()
        slugs = [hit.slug for hit in index.find(text, locale, 3, vector.tobytes())]
        took.append(1e3 * (time.perf_counter() - began))
        first, three = first + (slugs[:1] == [slug]), three + (slug in slugs)
    say(f"{name}_hit_at_1", 100 * first / len(rows), "%")
    say(f"{name}_hit_at_3", 100 * three / len(rows), "%")
    say(f"{name}_median", statistics.median(took), "ms")


async def latency(meanings: Meanings) -> None:
    """Time each step on the examples; the median of many, in milliseconds of a busy or a calm machine."""
    model = await learning.started()
    texts = [one.text for one in starter.told()][::10]
    took: dict[str, list[float]] = {}
    for text in texts:
        steps: dict[str, Any] = {"rules": lambda text=text: (language(text), urgency(text), entities(text))}
        steps["words"] = lambda text=text: features.counts(text)
        vector = (await meanings.questions([text]))[0].tobytes()
        steps["topics"] = lambda text=text, vector=vector: reading.topics(model, text, "en", vector)
        for name, step in steps.items():
            began = time.perf_counter()
            step()
            took.setdefault(name, []).append(1e3 * (time.perf_counter() - began))
    for number in range(40):
        began = time.perf_counter()
        await meanings.fresh(f"{texts[number % len(texts)]} {number}")
        took.setdefault("meaning", []).append(1e3 * (time.perf_counter() - began))
    for name, times in took.items():
        say(f"triage_{name}_median", statistics.median(times), "ms")
    began = time.perf_counter()
    learning.learn(learning.known(), learning.Made())
    say("triage_learn_from_the_start", time.perf_counter() - began, "s")


def locale(text: str) -> Any:
    return "zh-CN" if language(text) == "zh" else "en"


if __name__ == "__main__":
    asyncio.run(main())
    sys.exit(0)
