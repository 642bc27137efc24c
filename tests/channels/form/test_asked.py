"""The form asks, about each topic, what triage says is needed to answer it."""

from collections import defaultdict

import pytest

from trustdesk import triage
from trustdesk.channels.form.rules.questions import questions

# What triage calls it, where the form has another name for it. A screenshot is a file, for which all have a place.
FIELDS = {"asset": "coin", "transaction": "txid", "address": "to_address", "account": "uid"}
NEEDED: dict[str, set[str]] = defaultdict(set)
for one in triage.TOPICS.values():
    NEEDED[one.brand] |= {FIELDS.get(ask, ask) for ask in one.asks} - {"screenshot"}


@pytest.mark.parametrize("topic", sorted(NEEDED))
def test_what_triage_would_ask_is_asked(topic: str) -> None:
    asked = {field.code for field in questions(topic).fields}
    assert NEEDED[topic] - asked == set()
    assert "what" in asked


def test_every_topic_of_triage_has_a_form() -> None:
    assert {"deposit", "withdrawal", "stolen", "fees", "other"} <= NEEDED.keys()
