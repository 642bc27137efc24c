"""The checker: nothing official is ever judged otherwise, and what imitates it is named and drawn."""

import string
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.official.cases import LOOKS_LIKE, NOT_OFFICIAL, OFFICIAL, UNKNOWN
from trustdesk import brands
from trustdesk.official.model import Registry, Verdict
from trustdesk.official.rules.check import check, thing, verdict
from trustdesk.official.rules.confusables import LOOKS
from trustdesk.official.rules.folding import fold
from trustdesk.official.rules.registry import belongs, registry

BRANDS = brands.load(Path(__file__).parents[2] / "brands")
REGISTRIES = {slug: registry(brand) for slug, brand in BRANDS.items()}


def everything_official() -> Iterator[tuple[str, str]]:
    for slug, brand in BRANDS.items():
        own = brand.official
        numbers = [one.number for one in brand.hotlines.numbers] if brand.hotlines.published else []
        for one in chain(own.domains, own.mail, own.handles.values(), numbers):
            yield slug, one


LISTED = list(everything_official())


def flat(cases: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    return [(brand, text, reason) for brand, rows in cases.items() for text, reason in rows]


@pytest.mark.parametrize(("brand", "text"), [(b, t) for b, rows in OFFICIAL.items() for t in rows])
def test_what_is_official_is_called_so(registries: dict[str, Registry], brand: str, text: str) -> None:
    judged = check(text, registries[brand])
    assert {one.verdict for one in judged} == {Verdict.OFFICIAL}, judged
    assert all(not one.difference and not one.imitates for one in judged)


@pytest.mark.parametrize(("brand", "text", "reason"), flat(LOOKS_LIKE))
def test_what_imitates_is_named_with_the_difference(
    registries: dict[str, Registry], brand: str, text: str, reason: str
) -> None:
    judged = check(text, registries[brand])
    assert verdict(judged) is Verdict.LOOKS_LIKE, judged
    worst = next(one for one in judged if one.verdict is Verdict.LOOKS_LIKE)
    assert reason in worst.reasons, worst
    assert worst.imitates
    assert "".join(piece.given for piece in worst.difference) == worst.found.value
    assert "".join(piece.official for piece in worst.difference) == worst.imitates


@pytest.mark.parametrize(("brand", "text", "reason"), flat(NOT_OFFICIAL))
def test_what_is_foreign_is_called_so(
    registries: dict[str, Registry], brand: str, text: str, reason: str
) -> None:
    judged = check(text, registries[brand])
    assert verdict(judged) is Verdict.NOT_OFFICIAL, judged
    assert reason in {one for item in judged for one in item.reasons}


@pytest.mark.parametrize(("brand", "text"), [(b, t) for b, rows in UNKNOWN.items() for t in rows])
def test_what_names_nothing_is_unknown(registries: dict[str, Registry], brand: str, text: str) -> None:
    assert check(text, registries[brand]) == []


def test_the_table_is_large_enough() -> None:
    count = sum(
        len(rows) for table in (OFFICIAL, LOOKS_LIKE, NOT_OFFICIAL, UNKNOWN) for rows in table.values()
    )
    assert count >= 150


def test_strange_letters_are_spelt_out() -> None:
    [judged] = check("bitgеt.example", REGISTRIES["bitget"])
    assert [(one.mark, one.given, one.official) for one in judged.difference] == [
        ("same", "bitg", "bitg"),
        ("changed", "е", "e"),
        ("same", "t", "t"),
        ("same", ".example", ".example"),
    ]
    assert judged.difference[1].names == ("U+0435 CYRILLIC SMALL LETTER IE",)


def test_a_whole_message_is_judged_thing_by_thing() -> None:
    text = (
        "Bitget Support <help@bitget-support.com>: locked! Call +1→555→010→0199 or open "
        "https://support.bitget.example.evil.com/login, not support.bitget.example"
    )
    judged = check(text, REGISTRIES["bitget"])
    assert [(one.found.kind, one.found.value, one.verdict) for one in judged] == [
        ("mail", "help@bitget-support.com", Verdict.LOOKS_LIKE),
        ("phone", "+15550100199", Verdict.NOT_OFFICIAL),
        ("site", "support.bitget.example.evil.com", Verdict.LOOKS_LIKE),
        ("site", "support.bitget.example", Verdict.OFFICIAL),
    ]


@given(
    st.sampled_from(
        ["+1 555 0130", "+15550130", "5550130", "+1 555 0131", "+86 138 0013 8000", "+1 555 0199 42"]
    )
)
def test_an_unpublished_number_is_answered_like_every_other(number: str) -> None:
    own = REGISTRIES["bitget"]
    [judged] = check(number, own)
    assert (judged.verdict, judged.reasons, judged.imitates, judged.difference) == (
        Verdict.NOT_OFFICIAL,
        ("no_hotline",),
        "",
        (),
    )
    assert "5550130" not in repr(own)


def test_the_desk_itself_knows_an_unpublished_number() -> None:
    brand = BRANDS["bitget"]
    assert belongs("phone", "+15550130", brand)
    assert belongs("phone", "5550130", brand)
    assert not belongs("phone", "+15550131", brand)
    assert belongs("handle", "telegram:bitget_support_example", brand)
    assert not belongs("handle", "telegram:bitget_example", brand)
    assert belongs("site", "new.bitget.example", brand)
    assert not belongs("site", "bitget.com", brand)
    assert not belongs("agent", "mei lin", brand)


def test_a_confirmed_impostor_is_known_and_official_things_never_are() -> None:
    bad = frozenset({("site", "evil.com"), ("site", "bitget.example"), ("phone", "+15550130")})
    own = registry(BRANDS["bitget"], (), bad)
    assert [
        verdict(check(text, own)) for text in ("https://EVIL.com/x", "bitget.example", "+1 555 0130")
    ] == [
        Verdict.KNOWN_IMPOSTOR,
        Verdict.OFFICIAL,
        Verdict.NOT_OFFICIAL,
    ]


def test_foreign_figures_are_folded_in_numbers_and_not_in_hosts() -> None:
    own = REGISTRIES["bitget"]
    digits = Registry(own.marks, ("bit9.example",), (), {}, ())
    assert verdict(check("bit9.example", digits)) is Verdict.OFFICIAL
    assert verdict(check("https://bit٩.example", digits)) is not Verdict.OFFICIAL


CLUTTER = st.text(alphabet="\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a\u2066\ufe0f", max_size=2)
AROUND = st.sampled_from(["", " ", "，", "。", "(", "“", "👉", "请访问", "→", "\n", "『", ": "])


@settings(max_examples=300)
@given(st.sampled_from(LISTED), st.data())
def test_dress_clutter_and_company_never_make_an_official_thing_foreign(
    listed: tuple[str, str], data: st.DataObject
) -> None:
    slug, one = listed
    written = "".join(letter + data.draw(CLUTTER) for letter in one)
    if data.draw(st.booleans()):
        written = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in written)
    if data.draw(st.booleans()) and not one.startswith("+"):
        written = written.upper()
    text = (
        data.draw(AROUND)
        + written
        + data.draw(st.sampled_from(["", " ", "，谢谢", "。", ")", "”", "！", "的", "\n"]))
    )
    assert {judged.verdict for judged in check(text, REGISTRIES[slug])} == {Verdict.OFFICIAL}


FORMS = {row.split()[0]: row.split()[1:] for row in LOOKS.split("\n") if row.strip()}


@settings(max_examples=300)
@given(st.sampled_from([one for one in LISTED if "." in one[1] and "@" not in one[1]]), st.data())
def test_a_look_alike_letter_anywhere_in_the_name_is_seen(
    listed: tuple[str, str], data: st.DataObject
) -> None:
    slug, host = listed
    place = data.draw(st.sampled_from([at for at, letter in enumerate(host) if letter in FORMS]))
    strange = data.draw(st.sampled_from(FORMS[host[place]]))
    written = f"{host[:place]}{strange}{host[place + 1 :]}"
    judged = check(f"https://{written}/login", REGISTRIES[slug])
    seen = fold(written).lower()
    # Below a listed name only its owner makes others, whatever their letters.
    own = any(seen == one or seen.endswith(f".{one}") for one in REGISTRIES[slug].domains)
    expected = Verdict.OFFICIAL if own else Verdict.LOOKS_LIKE
    assert [one.verdict for one in judged] == [expected], (written, judged)


LABEL = st.text(alphabet=string.ascii_lowercase + string.digits, min_size=3, max_size=12)


@settings(max_examples=200)
@given(st.sampled_from([one for one in LISTED if "." in one[1] and "@" not in one[1]]), LABEL, LABEL)
def test_an_official_name_before_a_foreign_ending_is_foreign(
    listed: tuple[str, str], label: str, path: str
) -> None:
    slug, host = listed
    judged = check(f"https://{host}.{label}.com/{path}", REGISTRIES[slug])
    assert [one.verdict for one in judged] == [Verdict.LOOKS_LIKE]
    assert "subdomain" in judged[0].reasons


@settings(max_examples=400)
@given(st.text(max_size=200), st.sampled_from(sorted(REGISTRIES)))
def test_any_text_is_judged_and_a_verdict_does_not_depend_on_what_was_asked_before(
    text: str, slug: str
) -> None:
    first, again = check(text, REGISTRIES[slug]), check(text, REGISTRIES[slug])
    assert first == again
    assert all(thing(one.found) for one in first)
    assert all(bool(one.difference) == bool(one.imitates) for one in first)


def test_what_is_longer_than_any_name_is_none() -> None:
    own = REGISTRIES["bitget"]
    for text in (
        "@" + "a" * 4_000,
        "t.me/" + "b" * 4_000,
        "https://" + "bitget." * 60 + "com",
        "x@" + ("c" * 60 + ".") * 20 + "com",
    ):
        assert all(len(thing(one.found)) < 300 for one in check(text, own))


@pytest.mark.parametrize(
    "part", ["a.a.", "a-", "1 ", "@a ", "https://", "+", "x@", "微信", "[.", "ｂ。", "< a@", " dot "]
)
def test_hostile_texts_cost_little(part: str) -> None:
    text = (part * 5_000)[:5_000]
    started = time.process_time()
    check(text, REGISTRIES["bitget"])
    assert time.process_time() - started < 1.5
