"""Requests of impostors under a disguise are stopped; the same disguises make nothing of honest replies."""

from collections.abc import Callable

import pytest
from opencc import OpenCC

from tests.guard import impostors
from trustdesk import guard

Disguise = Callable[[str], str]
HOMOGLYPHS = str.maketrans("aeopcis", "аеорсіѕ")
LEET = str.maketrans("aeois", "43015")
ACCENTS = str.maketrans("aoe", "áöé")
TRADITIONAL = OpenCC("s2t")
SPELT = frozenset(
    {
        "password",
        "seed",
        "phrase",
        "private",
        "key",
        "mnemonic",
        "code",
        "recovery",
        "secret",
        "transfer",
        "pay",
    }
)
SOUNDS = {
    "密码": "mima", "私钥": "siyao", "助记词": "zhujici", "验证码": "yanzhengma", "转账": "zhuanzhang",
    "保证金": "baozhengjin", "充值": "chongzhi", "汇款": "huikuan", "打款": "dakuan",
}  # fmt: skip
HOMOPHONES = {"密码": "蜜码", "私钥": "私匙", "助记词": "住记词", "验证码": "验证玛", "支付": "支fu"}


def by_word(change: Disguise, *, only: frozenset[str] | None = None) -> Disguise:
    def disguised(text: str) -> str:
        return " ".join(
            change(word) if only is None or word.lower().strip("?.,") in only else word
            for word in text.split(" ")
        )

    return disguised


def replaced(table: dict[str, str]) -> Disguise:
    def disguised(text: str) -> str:
        for word, other in table.items():
            text = text.replace(word, other)
        return text

    return disguised


def wide(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def leet(word: str) -> str:
    return word if any(map(str.isdecimal, word)) else word.translate(LEET)


LATIN: dict[str, Disguise] = {
    "as it is": str,
    "capitals": str.upper,
    "homoglyphs": lambda text: text.translate(HOMOGLYPHS),
    "leetspeak": by_word(leet, only=SPELT),
    "zero width": "\u200b".join,
    "full width": wide,
    "emoji": by_word(lambda word: f"{word} 🙏"),
    "spaces": by_word(" ".join, only=SPELT),
    "hyphens": by_word("-".join, only=SPELT),
    "stars": by_word(lambda word: f"{word[0]}*{word[2:]}", only=SPELT),
    "slips": replaced({"password": "pasword", "private": "privat", "phrase": "phrse", "transfer": "tranfer"}),
    "underscores": lambda text: text.replace(" ", "_"),
    "accents": lambda text: text.translate(ACCENTS),
    "in a letter": lambda text: f"Hello Anna, thank you for waiting.\n{text}\nBest regards",
}
HAN: dict[str, Disguise] = {
    "as it is": str,
    "spaces": " ".join,
    "zero width": "\u200b".join,
    "traditional": TRADITIONAL.convert,
    "emoji": lambda text: "🙏".join(text[place : place + 2] for place in range(0, len(text), 2)),
    "pinyin": replaced(SOUNDS),
    "homophones": replaced(HOMOPHONES),
    "in a letter": lambda text: f"您好，感谢您的耐心等待。\n{text}，谢谢配合。",
}
HARMLESS = ("as it is", "in a letter", "zero width")
LEAST = 0.95  # of each kind under each disguise; undisguised all of them


def let_through(texts: tuple[str, ...], disguise: Disguise) -> list[str]:
    return [text for text in texts if guard.check_reply(disguise(text)) is None]


@pytest.mark.parametrize("name", LATIN)
@pytest.mark.parametrize("texts", [impostors.ASKING, impostors.PAYING], ids=["asking", "paying"])
def test_a_disguise_in_english_helps_nobody(texts: tuple[str, ...], name: str) -> None:
    passed = let_through(texts, LATIN[name])
    assert len(passed) <= (0 if name == "as it is" else (1 - LEAST) * len(texts)), passed


@pytest.mark.parametrize("name", HAN)
@pytest.mark.parametrize("texts", [impostors.ASKING_ZH, impostors.PAYING_ZH], ids=["asking", "paying"])
def test_a_disguise_in_chinese_helps_nobody(texts: tuple[str, ...], name: str) -> None:
    passed = let_through(texts, HAN[name])
    assert len(passed) <= (0 if name == "as it is" else (1 - LEAST) * len(texts)), passed


@pytest.mark.parametrize("name", HARMLESS)
def test_honest_replies_pass(name: str) -> None:
    for texts, disguise in ((impostors.HELPING, LATIN[name]), (impostors.HELPING_ZH, HAN[name])):
        assert let_through(texts, disguise) == list(texts)


def test_honest_replies_pass_in_traditional_characters() -> None:
    assert let_through(impostors.HELPING_ZH, TRADITIONAL.convert) == list(impostors.HELPING_ZH)
