"""Impostors of another name, and its own channels in odd spelling, written without a look at the other cases."""

from pathlib import Path

import pytest

from tests.official import anew
from trustdesk import brands
from trustdesk.official.model import Verdict
from trustdesk.official.rules.check import check, verdict
from trustdesk.official.rules.registry import registry

REGISTRY = registry(anew.like(brands.load(Path(__file__).parents[2] / "brands")["bybit"]))


def test_there_are_enough_of_both() -> None:
    assert len(anew.impostors()) >= 350
    assert len(anew.honest()) >= 160


@pytest.mark.parametrize("text", anew.impostors())
def test_what_imitates_is_called_so_and_shown(text: str) -> None:
    judged = check(text, REGISTRY)
    assert verdict(judged) is Verdict.LOOKS_LIKE
    worst = next(one for one in judged if one.verdict is Verdict.LOOKS_LIKE)
    assert worst.imitates
    assert worst.reasons
    assert worst.difference


@pytest.mark.parametrize("text", anew.honest())
def test_what_is_ours_is_ours_however_it_is_spelt(text: str) -> None:
    assert verdict(check(text, REGISTRY)) is Verdict.OFFICIAL


@pytest.mark.parametrize("text", anew.FOREIGN)
def test_what_is_foreign_is_never_ours(text: str) -> None:
    assert verdict(check(text, REGISTRY)) in {Verdict.NOT_OFFICIAL, Verdict.LOOKS_LIKE}
