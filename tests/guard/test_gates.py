"""A dear pattern is asked only after a cheap question: what the pattern finds, the question lets through."""

import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trustdesk.guard.rules import (
    answers,
    asking,
    chains,
    chinese,
    codes,
    credentials,
    dealing,
    handing,
    keys,
    levies,
    nearby,
    nouns,
    opaque,
    papers,
    parts,
    passwords,
    paying,
    pretexts,
    screens,
    spoken,
    steps,
    wanting,
)
from trustdesk.guard.rules.gates import Guarded
from trustdesk.guard.rules.hints import EVERY_MARK, SECRETS, Mark, Sieve

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
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=(HealthCheck.filter_too_much, HealthCheck.too_slow),
)
def test_what_the_pattern_finds_the_hint_lets_through(name: str, data: st.DataObject) -> None:
    one = ALL[name]
    found = data.draw(st.from_regex(one.pattern))
    assert one.search(found) is not None


SIEVED: dict[str, tuple[re.Pattern[str], Mark]] = {
    "answer": (answers.ANSWER, answers.HINTED),
    "backup codes": (answers.BACKUP, answers.HINTED),
    "bech32": (chains.SPOKEN, chains.HINTED),
    "eos": (chains.EOS, chains.HINTED),
    "tezos": (chains.TEZOS, chains.HINTED),
    "curve": (chains.CURVE, chains.HINTED),
    "chinese cue": (chinese.CUE, chinese.HINTED),
    "key cue": (keys.KEY_CUE, opaque.HINTED),
    "opaque cue": (opaque.CUE, opaque.HINTED),
    "marked": (credentials.MARKED, credentials.BEARS_A_MARK),
    "called": (credentials.CALLED, credentials.HINTED),
    "authenticator": (
        re.compile(rf"(?:{credentials.AUTHENTICATOR.pattern})[ :]"),
        credentials.SPEAKS_OF_AUTHENTICATORS,
    ),
    "cue of parts": (parts.CUE, parts.HINTED),
    "password": (passwords.PASSWORD, passwords.LATIN_HINTED),
    "password beside": (passwords.PASSWORD_BESIDE, passwords.LATIN_HINTED),
    "pass": (passwords.PASS, passwords.LATIN_HINTED),
    "password spoken": (passwords.PASSWORD, spoken.HINTED),
    "password in Chinese": (passwords.PASSWORD_ZH, spoken.HINTED),
    "password in Chinese, later": (passwords.PASSWORD_ZH_LATER, spoken.HINTED),
    "password in Japanese and Korean": (passwords.PASSWORD_JA_KO, spoken.HINTED),
    "signing in": (passwords.PAIR, spoken.HINTED),
    "password nearby": (nearby.PASSWORD, spoken.HINTED),
    "code nearby": (nearby.CODE, spoken.HINTED),
    "code": (codes.CODE, codes.SPEAKS_OF_CODES),
    "code first": (codes.CODE_FIRST, codes.SPEAKS_OF_CODES),
    "code in Chinese": (codes.CODE_ZH, codes.SPEAKS_OF_CODES_ELSEWHERE),
    "code spelt": (codes.SPELT_ZH, codes.SPEAKS_OF_CODES_ELSEWHERE),
    "code first in Chinese": (codes.CODE_FIRST_ZH, codes.SPEAKS_OF_CODES_ELSEWHERE),
    **{f"code {place}": (one, spoken.HINTED) for place, one in enumerate(codes.EVERYWHERE)},
    **{f"paper {place}": (one, mark) for place, (one, _, mark) in enumerate(papers.CALLED)},
}


@pytest.mark.parametrize("name", SIEVED)
@given(data=st.data())
@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)
def test_what_a_pattern_finds_bears_its_mark(name: str, data: st.DataObject) -> None:
    pattern, mark = SIEVED[name]
    found = data.draw(st.from_regex(pattern)).lower()
    assert SECRETS.marks(found) & mark


@given(st.lists(st.lists(st.text("abcd", min_size=1, max_size=3), max_size=4), max_size=6), st.text("abcde"))
def test_a_sieve_marks_what_a_text_holds(sets: list[list[str]], low: str) -> None:
    sieve = Sieve()
    marks = [sieve.any_of(one) for one in sets]
    found = sieve.marks(low)
    assert [bool(found & mark) for mark in marks] == [any(hint in low for hint in one) for one in sets]


def test_what_no_sieve_can_read_bears_every_mark() -> None:
    assert Sieve().marks("half a letter: \ud83d") == EVERY_MARK
