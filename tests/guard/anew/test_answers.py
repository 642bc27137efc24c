"""Replies written without a look at the others: what asks in disguise is stopped, an honest day goes through."""

from tests.guard.anew import answers, asks, talk
from trustdesk.guard import check_reply

SHARE = 0.985
FEWEST, FEWEST_HONEST = 480, 480


def test_what_asks_for_a_secret_or_for_money_is_stopped() -> None:
    texts = {*asks.everything(), *talk.FORBIDDEN, *talk.FORBIDDEN_LATER, *talk.FORBIDDEN_LAST}
    assert len(texts) >= FEWEST
    missed = [text for text in texts if check_reply(text) is None]
    assert len(missed) <= (1 - SHARE) * len(texts), missed


def test_an_honest_reply_passes() -> None:
    texts = {*answers.everything(), *talk.INNOCENT, *talk.INNOCENT_LATER, *talk.INNOCENT_LAST}
    assert len(texts) >= FEWEST_HONEST
    assert [text for text in texts if check_reply(text) is not None] == []
