"""What readers search for in vain: counted without who they are, gathered by meaning, proposed to editors."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from trustdesk import conversations, guard
from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import LOCALES, Locale
from trustdesk.triage.actions.learning import started
from trustdesk.triage.rules import classifier, grouping
from trustdesk.triage.rules.features import numbers
from trustdesk.triage.store import searches as store
from trustdesk.triage.store.searches import Asked

WITHIN = timedelta(days=30)
MOST, MOST_GROUPS, MOST_WORDS = 2_000, 40, 6
LONGEST, SHORTEST = 120, 2
HIDDEN = re.compile(r"⟦[^⟧]*⟧|▇+")


def kept(words: str) -> str:
    """Give the words as they are counted: without secrets, contacts, numbers and case; empty for nothing."""
    bare = conversations.without(guard.clean(words).text, (), conversations.HIDING)
    plain = " ".join(HIDDEN.sub(" ", bare).casefold().split())[:LONGEST]
    return plain if sum(letter.isalpha() for letter in plain) >= SHORTEST else ""


async def gather(tx: Tx, topics: Mapping[tuple[Locale, str], str | None], now: datetime) -> int:
    """Propose what was searched in vain often enough; returns how many things that are."""
    await store.forget(tx, now - WITHIN)
    found = 0
    rows = await store.unmet(tx, now - WITHIN, MOST)
    for locale in LOCALES:
        own = [one for one in rows if one.locale == locale]
        if not own:
            continue
        middle = (await started()).weights.middle
        for group in (await asyncio.to_thread(_groups, own, middle))[:MOST_GROUPS]:
            size = sum(one.unmet for one in group)
            if size >= grouping.FEWEST:
                topic = next((named for one in group if (named := topics.get((locale, one.words)))), None)
                await store.propose(tx, group[0], (topic, _told(group), size), now)
                found += 1
    return found


def _told(group: Sequence[Asked]) -> list[str]:
    """Name what was searched several times as it was put; of the rest only words that are shared."""
    often = sorted((one for one in group if one.times >= grouping.FEWEST), key=lambda one: -one.times)
    if often:
        return [one.words for one in often[:MOST_WORDS]]
    return grouping.shared(
        [(f"{at} {turn}", one.words) for at, one in enumerate(group) for turn in range(one.times)]
    )


def _groups(rows: Sequence[Asked], middle: object) -> list[list[Asked]]:
    np = numbers()
    raw = np.stack([np.frombuffer(one.meaning, dtype="float32") for one in rows])
    return [[rows[at] for at in group] for group in grouping.groups(classifier.centred(raw, middle))]
