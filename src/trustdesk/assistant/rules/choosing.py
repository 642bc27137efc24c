"""Whether what was found answers the question: answer, ask back, or call a person."""

from collections.abc import Sequence

import msgspec

from trustdesk.assistant.model import AssistantSettings, HandOver, Kind, Passage, Question
from trustdesk.knowledge import words

CLOSE = 0.08  # two that are this near each other are both meant
MOST_CHOICES = 3
_NOW = {"incident": CLOSE, "announcement": CLOSE / 2, "article": 0.0}


class Choice(msgspec.Struct, frozen=True):
    """What is done, with which passages, and why a person is called if one is."""

    kind: Kind
    passages: Sequence[Passage] = ()
    why: HandOver = ""


def choose(asked: Question, found: Sequence[Passage], settings: AssistantSettings) -> Choice:
    """Choose from passages, the best first. Asked back once already, it is never asked back again.

    A single word of the trade names a subject and asks nothing: then it is asked what is meant.
    """
    sure, fair = settings.sure / 100, settings.fair / 100
    fits = [one for one in found if one.score >= fair]
    if not fits:
        return Choice("handed_over", why="unknown")
    best = fits[0]
    rivals = [one for one in fits if best.score - one.score <= CLOSE]
    bare = len(fits) > 1 and len(set(words(asked.text))) == 1
    clear = not bare and (len(rivals) == 1 or best.score >= sure + 2 * CLOSE)
    if best.score >= sure and (clear or asked.clarified):
        return Choice("answered", [best, *_beside(best, found, sure)])
    if asked.clarified:
        return Choice("handed_over", why="unsure")
    return Choice("asked", fits[:MOST_CHOICES])


def _beside(best: Passage, found: Sequence[Passage], sure: float) -> list[Passage]:
    """Name one more, where it is nearly as good: announcements and incidents before articles."""
    others = [one for one in found[1:] if one.score >= max(sure, best.score - CLOSE)]
    return others[:1]


def ordered(found: Sequence[Passage]) -> list[Passage]:
    """Order passages, the best first; what happens now goes before what always holds, if both are near."""
    return sorted(found, key=lambda one: (-(one.score + _NOW[one.origin]), one.slug))
