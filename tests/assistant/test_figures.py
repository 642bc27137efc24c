"""Which figures a text names, however they are written; and that none leaves which no source names."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.assistant.rules.figures import figures, unfounded
from trustdesk.assistant.rules.leaving import fit


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1,000 USDT", ["1000"]),
        ("１，０００ USDT", ["1000"]),
        ("٣٠ days", ["30"]),
        ("½ an hour", ["0.5"]),
        ("②", ["2"]),
        ("1.6 USDT", ["1.6"]),
        ("within twenty-four hours", ["24"]),
        ("one thousand two hundred and five", ["1205"]),
        ("5k", ["5000"]),
        ("3 million", ["3000000"]),
        ("a dozen", ["12"]),
        ("half", ["0.5"]),
        ("一千 USDT", ["1000"]),
        ("二十四小时", ["24"]),
        ("两小时", ["2"]),
        ("百分之五", ["5"]),
        ("五百万", ["5000000"]),
        ("6.66 万元", ["66600"]),
        ("5万", ["50000"]),
        ("三点一四", ["3.14"]),
        ("叁佰柒拾壹万", ["3710000"]),
        ("1. first\n2. second\n3. third", []),
        ("一般情况下，请进一步查看同一页面的二维码", []),
        ("no figure at all", []),
        ("一万一", ["10001"]),
        ("二十一个", ["21"]),
        ("十分钟", ["10"]),
        ("一千万元", ["10000000"]),
        ("千万别转账，十分危险", []),
        ("第一百名", ["100"]),
    ],
)
def test_figures_are_known_by_their_value(text: str, named: list[str]) -> None:
    assert figures(text) == {Decimal(one) for one in named}


def test_what_only_looks_like_a_step_is_a_figure() -> None:
    assert figures("500. Now you know") == {Decimal(500)}
    assert figures("1. one step\n7. another") == {Decimal(1), Decimal(7)}


def test_a_figure_of_a_source_may_be_named_in_any_writing() -> None:
    assert unfounded("一千小时，１．６ USDT", ["1,000 hours", "1.6 USDT"]) == frozenset()
    assert unfounded("one of them", []) == frozenset()
    assert unfounded("two of them", []) == {Decimal(2)}


@given(st.integers(min_value=2, max_value=10**9))
def test_every_number_is_found_as_it_is_usually_written(value: int) -> None:
    for text in (f"{value} USDT", f"{value:,} USDT", str(value).translate(FULLWIDTH) + "元"):
        assert figures(text) == {Decimal(value)}
        assert unfounded(text, [f"it is {value}"]) == frozenset()
        assert unfounded(text, [f"it is {value + 1}"]) == {Decimal(value)}


FULLWIDTH = {ord(str(digit)): ord("０") + digit for digit in range(10)}
SOURCE = "Create one key. The fee is 1.6 USDT. See bitget.example."
URL = "https://desk.example/help/bitget/en/api-keys"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The fee is 1.6 USDT.", "The fee is 1.6 USDT."),
        ("**The fee** is `1.6` USDT.", "The fee is 1.6 USDT."),
        (f"Read [API keys]({URL}).", "Read API keys."),
        (f"Read {URL}", f"Read {URL}"),
        ("手续费为 1.6 USDT。", "手续费为 1.6 USDT。"),
        ("The\u200b fee is 1.6 USDT.", "The fee is 1.6 USDT."),
        ("See bitget.example.", "See bitget.example."),
    ],
)
def test_what_is_fit_leaves_as_plain_words(text: str, left: str) -> None:
    assert fit(text, [SOURCE], [URL]).text == left


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "empty"),
        ("a" * 2_501, "long"),
        ("<b>fee</b>", "markup"),
        ("[x](https://evil.example)", "markup"),
        ("javascript:alert", "markup"),
        ("Сreate a key", "letters"),
        ("Go to evil.example", "address"),
        ("Write to @helper_desk", "address"),
        ("TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE", "code"),
        ("We will refund you", "promise"),
        ("建议您买入", "promise"),
        ("The fee is 2 USDT.", "figure"),
    ],
)
def test_what_is_unfit_does_not_leave_and_says_why(text: str, wrong: str) -> None:
    judged = fit(text, [SOURCE], [URL])
    assert (judged.text, judged.wrong) == ("", wrong)
