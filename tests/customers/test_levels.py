"""The table of levels, and what a token must be: decided by values alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.customers import Claims, Level, Thing, allows, check
from trustdesk.customers.rules import levels, tokens
from trustdesk.kit.errors import LevelTooLow

NOW = datetime(2026, 11, 25, 14, 2, tzinfo=UTC)
MEANT = tokens.audience("bitget", "desk.example")


def test_each_level_allows_exactly_this() -> None:
    chat = {Thing.WRITE, Thing.READ_OWN, Thing.RATE, Thing.TAKE_TRANSCRIPT}
    contact = chat | {Thing.CASE_STATUS, Thing.FREEZE}
    account = contact | {Thing.EARLIER_CHATS, Thing.BRING_ALONG, Thing.ACCOUNT_DATA}
    assert [set(levels.allowed(level)) for level in Level] == [chat, contact, account, set(Thing)]


@given(st.sampled_from(list(Level)), st.sampled_from(list(Level)), st.sampled_from(list(Thing)))
def test_a_higher_level_never_allows_less(one: Level, two: Level, thing: Thing) -> None:
    low, high = sorted((one, two))
    assert allows(high, thing) or not allows(low, thing)


@pytest.mark.parametrize("thing", list(Thing))
def test_what_is_not_allowed_is_refused_with_the_level_it_needs(thing: Thing) -> None:
    needed = levels.NEEDED[thing]
    check(needed, thing)
    if needed:
        with pytest.raises(LevelTooLow) as refused:
            check(needed - 1, thing)
        assert refused.value.extra == {"needed": int(needed)}


def claims(issued: int, lasts: int, begins: int | None = None) -> Claims:
    now = int(NOW.timestamp())
    nbf = None if begins is None else now + begins
    return Claims(sub="1", aud=MEANT, iat=now + issued, exp=now + issued + lasts, jti="j" * 16, nbf=nbf)


@given(st.integers(-10_000, 10_000), st.integers(-1_000, 1_000), st.integers(-1_000, 1_000) | st.none())
def test_a_token_counts_exactly_within_its_time(issued: int, lasts: int, begins: int | None) -> None:
    good = (
        issued + lasts > 0
        and 0 < lasts <= 300
        and max(issued, issued if begins is None else begins) <= tokens.SKEW.total_seconds()
    )
    assert (tokens.fault(claims(issued, lasts, begins), MEANT, NOW) is None) is good


@given(st.text(max_size=40) | st.lists(st.text(max_size=10), max_size=3))
def test_a_token_is_for_one_brand_on_one_desk(aud: str | list[str]) -> None:
    now = int(NOW.timestamp())
    made = Claims(sub="1", aud=aud, iat=now, exp=now + 60, jti="j" * 16)
    good = aud in (MEANT, [MEANT])
    assert (tokens.fault(made, MEANT, NOW) is None) is good


def test_the_longest_token_lives_five_minutes() -> None:
    assert timedelta(minutes=5) == tokens.LONGEST
    assert tokens.fault(claims(0, 300), MEANT, NOW) is None
    assert tokens.fault(claims(0, 301), MEANT, NOW) == "too_long"


@pytest.mark.parametrize(
    "key",
    [
        {"kty": "OKP", "crv": "Ed25519", "kid": "a", "x": "x", "d": "private"},
        {"kty": "OKP", "crv": "X25519", "kid": "a", "x": "x"},
        {"kty": "OKP", "crv": "Ed25519", "x": "x"},
        {"kty": "EC", "crv": "P-384", "kid": "a"},
        {"kty": "EC", "crv": "P-256", "kid": "a", "use": "enc"},
        {"kty": "RSA", "kid": "a", "n": "n", "e": "AQAB"},
        {"kty": "oct", "kid": "a", "k": "k"},
        {"kty": ["OKP"], "kid": "a"},
        {},
    ],
)
def test_other_keys_are_no_keys(key: dict[str, object]) -> None:
    assert tokens.usable_key(key) is False
