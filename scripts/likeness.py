"""Find out how the ways to ask of the starter set differ, and keep it: ``python -m scripts.likeness``."""

import asyncio
from pathlib import Path
from typing import Any

import numpy as np

import trustdesk.knowledge
from trustdesk import knowledge
from trustdesk.knowledge.actions import likeness
from trustdesk.knowledge.actions.index import Index
from trustdesk.knowledge.model import Indexed
from trustdesk.triage.actions import starter

ARTICLES = Path("articles")


async def main() -> None:
    """Ask for every text, and write the file."""
    articles = [
        Indexed(one.slug, locale, one.title, one.summary, list(one.questions), one.body, [])
        for locale, one in knowledge.sources(ARTICLES)
    ]
    documents = [one for one in Index(articles).documents if one.text]
    locales = [articles[one.article].locale for one in documents]
    slugs = [articles[one.article].slug for one in documents]
    examples, meaning = starter.told(), knowledge.Meaning()
    found = await meaning.questions([*(one.text for one in documents), *(one.text for one in examples)])
    await meaning.close()
    if not found:
        raise SystemExit("trustdesk: what the articles mean cannot be had")
    raw = np.stack([np.frombuffer(one, dtype="float32") for one in found])
    spoken = [*locales, *(one.locale for one in examples)]
    write(raw, spoken, slugs)
    print(f"{len(documents)} ways to ask for {len(set(slugs))} articles")


def write(raw: likeness.Array, spoken: list[str], slugs: list[str]) -> None:
    """Put down the centre of each language, the widest directions within articles, and the articles."""
    centres = {name: raw[[one == name for one in spoken]].mean(axis=0) for name in ("en", "zh-CN")}
    moved = raw[: len(slugs)] - np.stack([centres[one] for one in spoken[: len(slugs)]])
    texts = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    names = sorted(set(slugs))
    owners = [names.index(one) for one in slugs]
    within, _ = likeness.spread(texts, owners)
    sizes, directions = np.linalg.eigh(within)
    rest = sizes[: -likeness.LARGEST].mean()
    wide = (directions[:, -likeness.LARGEST :] * np.sqrt(sizes[-likeness.LARGEST :] - rest)).T
    counts = np.bincount(owners)
    means = np.stack([texts[np.equal(owners, one)].mean(axis=0) for one in range(len(names))])
    kept = {
        "en": centres["en"],
        "zh": centres["zh-CN"],
        "wide": wide,
        "rest": np.array(rest),
        "articles": means * np.sqrt(counts / counts.sum())[:, None],
    }
    folder = Path(trustdesk.knowledge.__file__).parent / "words"
    halves: dict[str, Any] = {name: value.astype("float16") for name, value in kept.items()}
    with (folder / likeness.STARTER).open("wb") as file:
        np.savez_compressed(file, **halves)


if __name__ == "__main__":
    asyncio.run(main())
