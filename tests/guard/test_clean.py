"""Secrets go, everything else stays to the byte."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.guard import planted
from tests.guard.announced import ANNOUNCED
from tests.guard.ordinary import EVERYDAY
from trustdesk import guard
from trustdesk.kit.secrets import Keys

SEED = 20261122
ROUNDS = 12


def setting(rnd: random.Random, secret: str) -> tuple[str, str, str]:
    return rnd.choice(planted.BEFORE), secret, rnd.choice(planted.AFTER)


@pytest.mark.parametrize("text", planted.ORDINARY)
def test_ordinary_texts_of_the_trade_are_left_alone(text: str) -> None:
    assert guard.clean(text) == guard.Cleaned(text)
    assert guard.clean(text * 5).text == text * 5


@pytest.mark.parametrize("language", planted.SPACED)
@pytest.mark.parametrize("count", [12, 24])
def test_a_recovery_phrase_goes_however_it_is_set_out(language: str, count: int) -> None:
    rnd = random.Random(f"{SEED}{language}{count}")
    for _ in range(ROUNDS):
        words = planted.phrase(rnd, language, count)
        before, secret, after = setting(rnd, planted.written(rnd, words))
        cleaned = guard.clean(f"{before}{secret}{after}")
        assert cleaned.kinds == (guard.Kind.RECOVERY_PHRASE,), secret
        assert sum(word.casefold() in cleaned.text.casefold().split() for word in words) <= 1, cleaned.text
        # "hello" and "help" are list words themselves: beside an English phrase they go with it.
        assert language == "english" or cleaned.text.startswith(before.rstrip())


@pytest.mark.parametrize("language", planted.CHINESE)
def test_a_chinese_phrase_goes_separated_or_after_its_name(language: str) -> None:
    rnd = random.Random(f"{SEED}{language}")
    for _ in range(ROUNDS):
        words = planted.phrase(rnd, language)
        for secret in (" ".join(words), "、".join(words), "\n".join(words), "助记词：" + "".join(words)):
            cleaned = guard.clean(f"您好，{secret}")
            assert guard.Kind.RECOVERY_PHRASE in cleaned.kinds, secret
            assert "".join(words) not in cleaned.text.replace(" ", "")


def test_a_phrase_with_a_slip_of_the_pen_goes_too() -> None:
    rnd = random.Random(SEED)
    words = planted.phrase(rnd, "english")
    words[3], words[4] = words[4], words[3]
    assert guard.clean(" ".join(words)).text == "⟦secret: recovery phrase⟧"


@pytest.mark.parametrize(
    ("language", "kept"),
    [
        ("turkish", "ısıölçer"),
        ("english", "then"),
        ("chinese_simplified", "和"),
        ("russian", "сно\ufffd\ufffdа"),
    ],
)
def test_words_that_are_easily_overlooked_belong_to_the_phrase(language: str, kept: str) -> None:
    words = planted.phrase(random.Random(f"{SEED}{kept}"), language)
    words[5] = kept
    for written in (" ".join(words), " ".join(words).replace("ı", "i").upper(), ", ".join(words)):
        assert guard.clean(written).text == "⟦secret: recovery phrase⟧"


@pytest.mark.parametrize(
    ("before", "after"),
    [("hello, ", ". Thanks"), ("help with this: ", "\nplease hurry!"), ("Help!! ", "? ok?")],
)
def test_list_words_of_the_sentence_around_stay(before: str, after: str) -> None:
    words = planted.phrase(random.Random(f"{SEED}{before}"), "english")
    cleaned = guard.clean(f"{before}{' '.join(words)}{after}")
    assert cleaned.text == f"{before}⟦secret: recovery phrase⟧{after}"


@pytest.mark.parametrize("after", ["\n请帮我看看", "。谢谢", "，很着急", " ok"])
def test_a_chinese_phrase_ends_where_the_sentence_goes_on(after: str) -> None:
    secret = "钩刺获岭充玻诺宗华贡尺砖"
    assert guard.clean(f"助记词：{secret}{after}").text == f"助记词：⟦secret: recovery phrase⟧{after}"


@pytest.mark.parametrize("name", planted.PROVED)
def test_what_its_shape_proves_goes_without_a_word_around_it(name: str) -> None:
    code, make = planted.PROVED[name]
    rnd = random.Random(f"{SEED}{name}")
    for _ in range(ROUNDS):
        before, secret, after = setting(rnd, make(rnd))
        cleaned = guard.clean(f"{before}{secret}{after}")
        assert [str(kind) for kind in cleaned.kinds] == [code], secret
        assert secret not in cleaned.text
        assert cleaned.text.startswith(before)
        assert cleaned.text.endswith(after)


@pytest.mark.parametrize("cue", planted.CUES)
def test_sixty_four_hex_are_a_key_when_they_are_called_one(cue: str) -> None:
    rnd = random.Random(f"{SEED}{cue}")
    for prefix in ("", "0x"):
        key = rnd.randbytes(32).hex()
        cleaned = guard.clean(f"{cue}{prefix}{key} please")
        assert key not in cleaned.text
        assert cleaned.kinds == (guard.Kind.PRIVATE_KEY,)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("my_password_is_hunter22.png", "my_password_is_⟦secret: password⟧"),
        ("WhatsApp:_+1_415_222_5948", "WhatsApp:_⟦secret: phone number⟧"),
        ("IMG_20251125_103045_123.jpg", "IMG_20251125_103045_123.jpg"),
        (
            "Screenshot_2025-11-25-10-30-45-123_com.desk.app.jpg",
            "Screenshot_2025-11-25-10-30-45-123_com.desk.app.jpg",
        ),
        ("mmexport1700000000000.png", "mmexport1700000000000.png"),
        ("wx_camera_1700000000000.jpg", "wx_camera_1700000000000.jpg"),
        ("withdrawal_order_1388123456789.pdf", "withdrawal_order_1388123456789.pdf"),
    ],
)
def test_names_of_files_are_read_with_their_underscores(name: str, clean: str) -> None:
    assert guard.clean(name).text == clean


def test_several_secrets_go_and_the_words_between_them_stay() -> None:
    rnd = random.Random(SEED)
    first, second = planted.wif(rnd), " ".join(planted.phrase(rnd, "english"))
    cleaned = guard.clean(f"key {first}, words: {second}\nthat is all 谢谢")
    assert cleaned.text == "key ⟦secret: private key⟧, words: ⟦secret: recovery phrase⟧\nthat is all 谢谢"


def test_the_same_secret_is_known_again_and_its_value_is_not_kept() -> None:
    rnd = random.Random(SEED)
    keys = Keys(b"k" * 32)
    words = planted.phrase(rnd, "english")
    one, two = (guard.clean(sign.join(words), keys).findings[0] for sign in (" ", ", "))
    other = guard.clean(" ".join(planted.phrase(rnd, "english")), keys).findings[0]
    assert one.mark == two.mark != other.mark
    assert not any(word in repr(one) for word in words)
    assert guard.clean(" ".join(words), Keys(b"l" * 32)).findings[0].mark != one.mark


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_without_findings_is_returned_to_the_byte(text: str) -> None:
    cleaned = guard.clean(text)
    assert cleaned.findings or cleaned.text == text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.integers(0, 2**32))
def test_a_key_goes_out_of_any_text(around: str, seed: int) -> None:
    secret = planted.wif(random.Random(seed))
    assert secret not in guard.clean(f"{around} {secret} {around}").text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = guard.clean(text).text
    assert guard.clean(once).text == once


@pytest.mark.parametrize("text", EVERYDAY)
def test_numbers_and_words_of_every_day_announce_nothing(text: str) -> None:
    assert guard.clean(text) == guard.Cleaned(text)


@pytest.mark.parametrize("kind", ANNOUNCED)
def test_what_is_announced_or_checks_itself_goes_and_is_named(kind: str) -> None:
    rnd = random.Random(f"{SEED}{kind}")
    for _ in range(100):
        text, value = ANNOUNCED[kind](rnd)
        cleaned = guard.clean(text)
        assert value not in cleaned.text, text
        assert kind in [str(one) for one in cleaned.kinds], text


@example(
    "api_secret",
    74,
    ["2025-11-25 10:30:45 提现 1200.5 USDT 到 0x71C7656EC7ab88b098defB751B7401B5f6d8976F"],
    [],
)
@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(ANNOUNCED.keys() - {"undecided"})),
    st.integers(0, 2**32),
    st.lists(st.sampled_from(EVERYDAY), max_size=2, unique=True),
    st.lists(st.sampled_from(EVERYDAY), max_size=2, unique=True),
)
def test_a_secret_goes_out_of_what_people_write_and_the_rest_stays(
    kind: str, seed: int, before: list[str], after: list[str]
) -> None:
    text, value = ANNOUNCED[kind](random.Random(seed))
    cleaned = guard.clean("\n".join([*before, text, *after])).text
    assert value not in cleaned
    assert cleaned.split("\n")[: len(before)] == before
    assert cleaned.split("\n")[len(before) + 1 :] == after


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(EVERYDAY + list(planted.ORDINARY)), max_size=5, unique=True),
    st.sampled_from(["\n", " ", "。", ". "]),
)
def test_everyday_texts_stay_as_they_are_together(texts: list[str], sign: str) -> None:
    text = sign.join(texts)
    hidden = guard.clean(text).kinds
    assert set(hidden) <= {guard.Kind.UNDECIDED, guard.Kind.PRIVATE_KEY}, text


@settings(max_examples=500, deadline=None)
@given(
    st.integers(10**7, 10**19),
    st.sampled_from(["order {}", "订单号{}", "UID {}", "{} ms", "at {} UTC", "withdrawal id: {}"]),
)
def test_ids_and_times_of_the_trade_stay(number: int, said: str) -> None:
    text = said.format(number)
    if "id" in text.lower() or "order" in text or "订单" in text or len(str(number)) in {10, 13}:
        assert guard.clean(text).text == text


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(ANNOUNCED)), st.integers(0, 2**32))
def test_full_width_digits_and_invisible_signs_hide_nothing(kind: str, seed: int) -> None:
    text, value = ANNOUNCED[kind](random.Random(seed))
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter.isdecimal() else letter for letter in value)
    dotted = "\u200b".join(value)
    for disguised in (wide, dotted):
        cleaned = guard.clean(text.replace(value, disguised))
        assert disguised not in cleaned.text, text
