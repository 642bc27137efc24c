"""What the assistant does with questions it can answer, and with those it cannot: ``python -m bench.assistant``.

The questions are ours, in both languages, and none of them stands in an article. What counts: of those with
an answer, how many are answered from the right article, from another, asked back, handed over; of those
without, how many are answered all the same. Prints one JSON line each, and what was answered wrongly.
"""

import asyncio
import json
from collections import Counter
from pathlib import Path
from time import perf_counter

import msgspec

from tests import world as worlds
from tests.cluster import running
from trustdesk import assistant, knowledge
from trustdesk.kit import clock
from trustdesk.kit.actors import system
from trustdesk.kit.i18n import Locale

QUESTIONS = Path(__file__).parent / "questions" / "assistant.jsonl"
MS = 1_000


class Asked(msgspec.Struct):
    """A question and the article that answers it; none for what we do not know."""

    text: str
    locale: Locale
    slug: str


def questions() -> list[Asked]:
    """Read the questions."""
    return [msgspec.json.decode(line, type=Asked) for line in QUESTIONS.read_text("utf-8").splitlines()]


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
    counted: dict[str, Counter[str]] = {"in scope": Counter(), "out of scope": Counter()}
    took: list[float] = []
    for asked in questions():
        began = perf_counter()
        question = assistant.Question(text=asked.text, locale=asked.locale)
        given = await assistant.answer(house.assistant, brand, question, settings)
        took.append((perf_counter() - began) * MS)
        became = verdict(asked, given)
        counted["in scope" if asked.slug else "out of scope"][became] += 1
        if became == "answered wrongly" or (asked.slug and became == "handed_over"):
            named = [one.slug for one in given.cited]
            print(json.dumps({"asked": asked.text, became: named, "score": given.score}, ensure_ascii=False))
    for scope, counts in counted.items():
        print(json.dumps({"assistant": scope, "of": counts.total(), **counts}))
    took.sort()
    p95 = took[int(len(took) * 0.95)]
    print(json.dumps({"assistant": "latency_ms", "median": round(took[len(took) // 2]), "p95": round(p95)}))


if __name__ == "__main__":
    asyncio.run(main())
