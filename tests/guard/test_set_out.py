"""Secrets set out in ways that were found by trying: numbered in words, cut in two, spelt apart, in other languages."""

import random
from collections.abc import Callable

import pytest

from tests.guard import planted
from trustdesk import guard

PASSWORD = "Zk9!vq#Lp27"
NUMBERED: dict[str, Callable[[int, str], str]] = {
    "word 1 is": lambda place, word: f"word {place} is {word} ",
    "palabra 1 es": lambda place, word: f"palabra {place} es {word}\n",
    "第1个词": lambda place, word: f"第{place}个词：{word}\n",
    "第1個詞是": lambda place, word: f"第{place}個詞是 {word}，",
}
PASSWORDS = (
    "the pass for my account: {}",
    "log in with wang@x.com / {}",
    "credentials: wang / {}",
    "P@ssword: {}",
    "passw0rd is {}",
    "p a s s w o r d : {}",
    "<password>{}</password>",
    "パスワードは{}です",
    "비밀번호는 {} 입니다",
)
CODES = {
    "認証コード：482913": "482913",
    "인증번호 482913": "482913",
    "код подтверждения 482913": "482913",
    "código de verificación: 482913": "482913",
    "6-digit code: 4 8 2 9 1 3": "4 8 2 9 1 3",
    "验证码：四八二九一三": "四八二九一三",
}
LEFT_ALONE = (
    "I want to withdraw 500000 USDT and it says code 110007",
    "the page says code 170131 when I place an order",
    "我的验证码一直收不到，四五个小时了",
    "パスワードを忘れました",
    "비밀번호를 잊어버렸어요",
    "log in with my phone / tablet does not work",
    "第1个订单是 success，第2个订单是 failed",
)


@pytest.mark.parametrize("how", NUMBERED)
@pytest.mark.parametrize("language", planted.SPACED)
def test_a_phrase_numbered_in_words(how: str, language: str) -> None:
    rnd = random.Random(how + language)
    for words in (12, 24):
        phrase = planted.phrase(rnd, language, words)
        text = "".join(NUMBERED[how](place, word) for place, word in enumerate(phrase, 1))
        cleaned = guard.clean(text)
        assert "recovery_phrase" in cleaned.kinds
        assert sum(word in cleaned.text for word in phrase) <= 2


@pytest.mark.parametrize("joint", [" ", "\n", " - ", "-", "\r\n"])
@pytest.mark.parametrize("make", [planted.wif, planted.extended])
def test_a_key_cut_in_two(make: Callable[[random.Random], str], joint: str) -> None:
    rnd = random.Random(joint)
    for cut in (9, 20, 26, 40):
        key = make(rnd)
        cleaned = guard.clean(f"here: {key[:cut]}{joint}{key[cut:]} ok")
        assert key[:cut] not in cleaned.text
        assert key[cut:] not in cleaned.text


@pytest.mark.parametrize("wording", PASSWORDS)
def test_a_password_in_other_words(wording: str) -> None:
    cleaned = guard.clean(wording.format(PASSWORD))
    assert (PASSWORD in cleaned.text, cleaned.kinds) == (False, ("password",))


@pytest.mark.parametrize("text", CODES)
def test_a_code_in_other_words(text: str) -> None:
    cleaned = guard.clean(text)
    assert (CODES[text] in cleaned.text, cleaned.kinds) == (False, ("one_time_code",))


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_only_looks_like_one(text: str) -> None:
    assert guard.clean(text).text == text
