"""What the assistant does with questions it can answer, and with those it cannot: ``python -m bench.assistant``.

The questions are ours, in both languages, and none of them stands in an article. What counts: of those with
an answer, how many are answered from the right article, from another, asked back, handed over; of those
without, how many are answered all the same. Prints one JSON line each, and what was answered wrongly.
"""

import asyncio
import json
import tomllib
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from tests import world as worlds
from tests.cluster import running
from trustdesk import assistant, knowledge
from trustdesk.kit import clock
from trustdesk.kit.actors import system
from trustdesk.kit.i18n import Locale

QUESTIONS = Path(__file__).parent / "questions"
LOCALES: dict[str, Locale] = {"en": "en", "zh": "zh-CN"}
MS = 1_000
PATIENCE_SECONDS = 20.0  # what a question means is always known here, however busy the machine


class Asked(msgspec.Struct):
    """A question and the article that answers it; none for what we do not know."""

    text: str
    locale: Locale
    slug: str


def questions() -> dict[str, list[Asked]]:
    """Read the questions on which the thresholds were found, and the fresh ones."""
    lines = (QUESTIONS / "assistant.jsonl").read_text("utf-8").splitlines()
    found = [msgspec.json.decode(line, type=Asked) for line in lines]
    fresh = [
        Asked(text, LOCALES[tongue], slug)
        for slug, texts in _told("fresh").items()
        for tongue in LOCALES
        for text in texts[tongue]
    ]
    fresh += [
        Asked(text, LOCALES[tongue], "") for tongue in LOCALES for text in _told("fresh_outside")[tongue]
    ]
    frightened = [
        Asked(one["text"], one["lang"], one["slug"])
        for one in map(json.loads, (QUESTIONS / "frightened.jsonl").read_text("utf-8").splitlines())
    ]
    return {"known": found, "fresh": fresh, "frightened": frightened}


def _told(name: str) -> dict[str, Any]:
    return tomllib.loads((QUESTIONS / f"{name}.toml").read_text("utf-8"))


def verdict(asked: Asked, given: assistant.Answer) -> str:
    """Name what became of a question."""
    if given.kind != "answered":
        return given.kind
    right = asked.slug in {one.slug for one in given.cited}
    return "answered" if right else "answered wrongly"


async def main() -> None:
    """Ask everything once, with what is shipped."""
    with running() as cluster, cluster.database() as database:
        async with worlds.running(cluster, database) as world:
            await _ask(world)


async def _ask(world: worlds.World) -> None:
    house, brand = world.house, worlds.BRAND
    async with house.db.transaction(brand) as tx:
        every = knowledge.sources(house.settings.articles_dir)
        await knowledge.take_in(tx, system(brand), every, clock.utc_now())
    await house.library.learnt(brand)
    settings = assistant.AssistantSettings()
    took: list[float] = []
    for name, rows in questions().items():
        counted: dict[str, Counter[str]] = {"in scope": Counter(), "out of scope": Counter()}
        for asked in rows:
            await house.library.meaning.question(asked.text, PATIENCE_SECONDS)
            began = perf_counter()
            question = assistant.Question(text=asked.text, locale=asked.locale)
            given = await assistant.answer(house.assistant, brand, question, settings)
            took.append((perf_counter() - began) * MS)
            became = verdict(asked, given)
            counted["in scope" if asked.slug else "out of scope"][became] += 1
            if became == "answered wrongly" or (asked.slug and became == "handed_over"):
                named = [one.slug for one in given.cited]
                told = {"asked": asked.text, became: named, "score": given.score}
                print(json.dumps(told, ensure_ascii=False))
        for scope, counts in counted.items():
            print(json.dumps({"assistant": f"{name}, {scope}", "of": counts.total(), **counts}), flush=True)
    took.sort()
    p95 = took[int(len(took) * 0.95)]
    print(json.dumps({"assistant": "latency_ms", "median": round(took[len(took) // 2]), "p95": round(p95)}))


if __name__ == "__main__":
    asyncio.run(main())
