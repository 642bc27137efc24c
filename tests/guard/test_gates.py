"""A dear pattern is asked only after a cheap question: what the pattern finds, the question lets through."""

from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trustdesk.guard.rules import (
    asking,
    dealing,
    handing,
    levies,
    nouns,
    paying,
    pretexts,
    screens,
    steps,
    wanting,
)
from trustdesk.guard.rules.gates import Guarded

FEWEST = 15


def guarded(module: ModuleType) -> Iterator[tuple[str, Guarded]]:
    for name, value in vars(module).items():
        many = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        yield from ((f"{name} {place}", one) for place, one in enumerate(many) if isinstance(one, Guarded))


ALL = {
    f"{module.__name__.rpartition('.')[2]} {name}": one
    for module in (asking, dealing, handing, levies, nouns, paying, pretexts, screens, steps, wanting)
    for name, one in guarded(module)
}


def test_they_are_all_here() -> None:
    assert len(ALL) >= FEWEST


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=(HealthCheck.filter_too_much, HealthCheck.too_slow)
)
def test_what_the_pattern_finds_the_hint_lets_through(name: str, data: st.DataObject) -> None:
    one = ALL[name]
    found = data.draw(st.from_regex(one.pattern))
    assert one.search(found) is not None
