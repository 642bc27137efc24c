from datetime import UTC, datetime

import pytest

from trustdesk.kit.i18n import Words, spoken, words

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "answered"),
    [
        (None, "en"),
        ("", "en"),
        ("zh", "zh-CN"),
        ("zh-CN", "zh-CN"),
        ("zh_CN", "zh-CN"),
        ("zh-Hans-SG", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr, zh;q=0.4, en;q=0.3", "zh-CN"),
        ("zh;q=0, en;q=0.1", "en"),
        ("zh;q=often, de", "en"),
        ("*", "en"),
        ("zho", "en"),
    ],
)
def test_the_language_to_answer_in(wanted: str | None, answered: str) -> None:
    assert spoken(wanted) == answered


def test_a_brand_that_offers_one_language_answers_in_it() -> None:
    assert spoken("en", offered=("zh-CN",)) == "zh-CN"


def test_values_are_filled_in() -> None:
    assert words("en").text("queue.position", position=3) == "You are number 3 in the queue."
    assert words("zh-CN").text("queue.position", position=3) == "您当前排在第 3 位。"


def test_one_has_its_own_sentence() -> None:
    assert words("en").text("queue.estimate", count=1) == "At the present pace it takes about a minute."
    assert words("en").text("queue.estimate", count=4) == "At the present pace it takes about 4 minutes."


def test_a_missing_code_is_a_bug() -> None:
    with pytest.raises(KeyError):
        words("en").text("nobody.wrote.this")


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert Words("en", {"x": "Hello {name}"}).text("x", name="{0.__class__}") == "Hello {0.__class__}"


def test_a_moment_is_absolute_and_names_its_zone() -> None:
    assert words("en").moment(AT, "Asia/Shanghai") == "Mon 23 Nov, 09:00 (Asia/Shanghai, UTC+8)"
    assert words("zh-CN").moment(AT, "Asia/Shanghai") == "11月23日（周一）09:00（Asia/Shanghai, UTC+8）"


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("UTC", "UTC"),
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/St_Johns", "UTC-3:30"),
        ("Europe/London", "UTC"),
    ],
)
def test_the_distance_from_utc(zone: str, offset: str) -> None:
    assert words("en").moment(AT, zone).endswith(f"({zone}, {offset})")
