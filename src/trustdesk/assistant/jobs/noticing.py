"""Announcements and incidents as something to answer from: whoever keeps them tells, here it is weighed."""

from collections.abc import Awaitable, Callable, Sequence

import msgspec

from trustdesk import knowledge
from trustdesk.assistant.model import Passage, Question
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.i18n import Locale

FEWEST_WORDS = 3  # a question of one word is about everything a little
MOST = 0.9
Told = Callable[[Tx, Locale], Awaitable[Sequence[Passage]]]


class Notices:
    """What is announced, or known to be wrong now, found by the words it shares with a question."""

    def __init__(self, db: Database, told: Told) -> None:
        """Take what lists everything that is public at the moment, in a language where there is one."""
        self._db = db
        self._told = told

    async def find(self, tenant: str, asked: Question) -> Sequence[Passage]:
        """Find what answers a question, the best first."""
        async with self._db.transaction(tenant) as tx:
            notices = await self._told(tx, asked.locale)
        wanted = set(knowledge.words(asked.text))
        weighed = [(_share(wanted, one), one) for one in notices]
        found = [msgspec.structs.replace(one, score=round(score, 4)) for score, one in weighed if score]
        return sorted(found, key=lambda one: -one.score)


def _share(wanted: set[str], notice: Passage) -> float:
    """Tell how much of a question a notice speaks of; its title counts, its text only beside it."""
    title = wanted & set(knowledge.words(notice.title))
    if not title:
        return 0.0
    said = title | wanted & set(knowledge.words("\n".join((notice.summary, *notice.lines))))
    return min(len(said) / max(len(wanted), FEWEST_WORDS), MOST)
