"""Secrets in words nobody prepared for, and what only looks like one: other texts than those of ``announced.py``."""

import random
import re
import string
from collections.abc import Callable

import pytest

from tests.guard import planted, wordings, wordings_keys, wordings_near
from tests.guard.announced import drawn
from trustdesk import guard
from trustdesk.guard.rules.folding import fold

SEED = 20261126
LEAST = 0.995
BEFORE = (
    "",
    "Hi, ",
    "hello team,\n\n",
    "urgent!!! ",
    "在吗？",
    "您好！我的账户一直打不开，",
    "Order 8847123550012 failed. ",
)
AFTER = ("", " Thanks", ".\n\nBest regards,\nTom", "，谢谢", "。请尽快处理！", " 🙏")
NAMES = ("michael", "sunshine", "dragon", "Hunter", "liwei", "btc", "satoshi", "lily")


def chosen(rnd: random.Random) -> str:
    """A password as people choose them."""
    name, figures = rnd.choice(NAMES), drawn(rnd, string.digits, 4)
    return rnd.choice(
        (
            name + figures,
            f"{name.capitalize()}{rnd.choice('!@#$')}{figures}",
            f"{name}_{figures}",
            drawn(rnd, string.ascii_letters + string.digits + "!@#$%^&*", 12) + "k2",
        )
    )


def six(rnd: random.Random) -> str:
    return drawn(rnd, string.digits, 6)


def api_key(rnd: random.Random) -> str:
    return rnd.choice((drawn(rnd, string.ascii_letters + string.digits, 40) + "7a", rnd.randbytes(16).hex()))


def seed_of_authenticator(rnd: random.Random) -> str:
    value = drawn(rnd, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32)
    return rnd.choice((value, " ".join(value[place : place + 4] for place in range(0, 32, 4)).lower()))


def hex_key(rnd: random.Random) -> str:
    return rnd.choice(("", "0x", "0X")) + rnd.randbytes(32).hex()


SOURCES: dict[str, tuple[tuple[str, ...], Callable[[random.Random], str]]] = {
    "passwords": (wordings.PASSWORDS, chosen),
    "codes": (wordings.CODES, six),
    "keys": (wordings_keys.KEYS, hex_key),
    "api": (wordings_keys.SECRETS, api_key),
    "authenticators": (wordings_keys.AUTHENTICATORS, seed_of_authenticator),
}
DISGUISES: tuple[Callable[[str], str], ...] = (
    str,
    str,
    lambda value: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in value),
    "\u200b".join,
)


@pytest.mark.parametrize("source", SOURCES)
def test_hardly_any_is_missed_in_wordings_of_all_kinds(source: str) -> None:
    templates, make = SOURCES[source]
    rnd = random.Random(f"{SEED}{source}")
    missed = []
    for count in range(10 * len(templates)):
        value = make(rnd)
        wording = templates[count % len(templates)].replace("{value}", rnd.choice(DISGUISES)(value))
        text = f"{rnd.choice(BEFORE)}{wording.replace('{other}', make(rnd))}{rnd.choice(AFTER)}"
        if fold(value).text in fold(guard.clean(text).text).text:
            missed.append(text)
    assert len(missed) <= (1 - LEAST) * 10 * len(templates), missed


@pytest.mark.parametrize("language", planted.SPACED + planted.CHINESE)
def test_phrases_go_numbered_quoted_labelled_and_disguised(language: str) -> None:
    rnd = random.Random(f"{SEED}{language}")
    for count in (12, 15, 18, 21, 24):
        words = planted.phrase(rnd, language, count)
        for written in (
            "\n".join(f"word {place}: {word}" for place, word in enumerate(words, 1)),
            "\n".join(f"> {place:02d}. {word.title()}" for place, word in enumerate(words, 1)),
            " → ".join(word.upper() for word in words),
            "".join(letter + rnd.choice(("", "", "\u200d", "\u00ad")) for letter in ", ".join(words)),
        ):
            cleaned = guard.clean(f"my words:\n{written}")
            assert cleaned.kinds == (guard.Kind.RECOVERY_PHRASE,), written
            left = fold(cleaned.text.replace("⟦secret: recovery phrase⟧", "")).text.lower()
            assert not any(len(word) > 3 and word in left for word in words)


FILLED = re.compile(r"(?<!\{)\{(\w+)\}")


def filled(rnd: random.Random, template: str) -> str:
    """Fill in what the trade gives out: hashes, orders, times, prices, addresses, codes that open nothing."""
    made: dict[str, Callable[[], str]] = {
        "tx": lambda: rnd.choice(("", "0x")) + rnd.randbytes(32).hex(),
        "stx": lambda: planted.base58(rnd.randbytes(64)),
        "oid": lambda: "9" + drawn(rnd, string.digits, rnd.choice((12, 17, 18))),
        "ts": lambda: str(rnd.randrange(1_690_000_000_000, 1_795_000_000_000)),
        "p": lambda: rnd.choice((f"{rnd.uniform(0, 99999):.2f}", f"{rnd.uniform(1000, 99999):,.2f}")),
        "a": lambda: rnd.choice(
            ("0x" + rnd.randbytes(20).hex(), planted.checked(b"\x41" + rnd.randbytes(20)))
        ),
        "uid": lambda: rnd.choice("23456789") + drawn(rnd, string.digits, 7),
        "d": lambda: str(rnd.randrange(2, 28)),
        "e": lambda: rnd.choice(("10005", "170131", "-1021", "40309", "110007")),
        "pc": lambda: rnd.choice((drawn(rnd, string.ascii_uppercase + string.digits, 6), six(rnd))),
        "pc4": lambda: drawn(rnd, string.digits, 4),
        "h": lambda: rnd.choice(("200", "403", "404", "429", "503")),
        "sym": lambda: rnd.choice(("BTCUSDT", "ETHUSDT", "PEPE", "SOL-PERP")),
    }
    text = FILLED.sub(lambda match: made[match[1]](), template)
    return text.replace("{{", "{").replace("}}", "}")


@pytest.mark.parametrize("template", wordings_near.NEAR)
def test_numbers_and_words_of_the_trade_stay(template: str) -> None:
    rnd = random.Random(f"{SEED}{template}")
    for _ in range(5):
        text = f"{rnd.choice(BEFORE)}{filled(rnd, template)}{rnd.choice(AFTER)}"
        assert guard.clean(text).text == text
