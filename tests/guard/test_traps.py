"""Other words than those of ``sayings.py``: a reply that asks is stopped in every disguise, help passes in every form.

The counts are written down: at least 150 of each, in both languages.
"""

import random

import pytest

from tests.guard import traps
from trustdesk import guard

SEED = 20261127


@pytest.mark.parametrize("disguise", traps.DISGUISES)
@pytest.mark.parametrize("wanted", ["PAYING", "ASKING"])
def test_what_support_may_never_say_is_stopped_in_disguise(wanted: str, disguise: str) -> None:
    rnd = random.Random(f"{SEED} {disguise}")
    texts: list[str] = getattr(traps, wanted)
    said = [traps.DISGUISES[disguise](text, rnd) for text in texts]
    refused = {text: guard.check_reply(text) for text in said}
    assert [text for text, refusal in refused.items() if refusal is None] == []


@pytest.mark.parametrize("form", traps.SAID)
def test_what_support_says_every_day_passes_in_every_form(form: str) -> None:
    said = [traps.SAID[form](text, random.Random(SEED)) for text in traps.HELPING]
    assert [text for text in said if guard.check_reply(text) is not None] == []


def test_there_are_enough_of_both() -> None:
    asked = len(traps.PAYING) + len(traps.ASKING)
    assert asked * len(traps.DISGUISES) >= 1_500
    assert len(traps.HELPING) * len(traps.SAID) >= 600
