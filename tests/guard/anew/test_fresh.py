"""Replies in wordings nobody prepared for: how many of the forbidden ones are stopped, and that no honest one is.

Half of ``fresh`` (every second one) and all of ``fresher`` were held back while the rules were written; ``freshest``
was written when they were finished, and stood at 30 of 62 then: what goes a long way round still passes often.
"""

from collections.abc import Sequence

import pytest

from tests.guard.anew import fresh, fresher, freshest
from trustdesk.guard import check_reply

FEWEST = 60
HELD, HELD_LATER = 0.78, 0.9
SEEN = 0.98


def stopped(texts: Sequence[str]) -> float:
    assert len(texts) >= FEWEST
    return sum(check_reply(text) is not None for text in texts) / len(texts)


def test_what_was_seen_is_stopped() -> None:
    assert stopped(fresh.FORBIDDEN[::2]) >= SEEN
    assert stopped(freshest.FORBIDDEN) >= HELD_LATER


def test_most_of_what_was_never_seen_is_stopped() -> None:
    assert stopped(fresh.FORBIDDEN[1::2]) >= HELD
    assert stopped(fresher.FORBIDDEN) >= HELD_LATER


@pytest.mark.parametrize(
    "texts", [fresh.INNOCENT, fresher.INNOCENT, freshest.INNOCENT], ids=["fresh", "fresher", "freshest"]
)
def test_an_honest_reply_near_the_border_passes(texts: Sequence[str]) -> None:
    assert len(texts) >= FEWEST
    assert [text for text in texts if check_reply(text) is not None] == []
