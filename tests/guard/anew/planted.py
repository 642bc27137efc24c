"""More than fifteen hundred texts with a secret in each, and what of each must be gone."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from tests.guard.anew import keys, papers, told, words

PASSWORDS = (
    "Carla1990!", "qwerty2019", "Summer#77", "hunter2x", "Tr0ub4dor&3", "aa112233", "P@ssw0rd", "lily_0521", "xiaoming88", "Wo3ai4ni",
    "99bottles$", "8675309", "qazwsx123", "Moon-Light-42", "k7!vQz9p", "Liverpool05", "woaini1314", "888666", "abc123456", "Zxcv.2024",
)  # fmt: skip
CODES = (
    "482913", "482 913", "482-913", "４８２９１３", "four eight two nine one three", "四八二九一三", "肆捌贰玖壹叁", "4 8 2 9 1 3",
    "７７０２１４", "048291", "④⑧②⑨①③", "4.8.2.9.1.3", "9051 7734", "731950", "4\u200b82\u200b913",
)  # fmt: skip


class Planted(NamedTuple):
    """A text, and the pieces of its secret: none may be left."""

    kind: str
    text: str
    gone: tuple[str, ...]


def everything() -> Iterator[Planted]:
    chance = Random("written anew")
    yield from _phrases(chance)
    yield from _keys(chance)
    yield from _told(chance)
    yield from _papers(chance)


def _phrases(chance: Random) -> Iterator[Planted]:
    for language in words.LANGUAGES:
        forms = words.ANY | (
            {} if language in words.CHINESE else words.LATIN if language == "english" else {}
        )
        for name, form in forms.items():
            if language in words.CHINESE and name == "underscores":
                continue
            said = words.phrase(chance, language)
            around = words.NAMED if name in words.NEED_NAME else words.AROUND + words.NAMED
            frame = chance.choice(around)
            shown = form(chance, said)
            yield Planted(f"phrase/{language}/{name}", frame.format(shown), (shown, *_pieces(name, said)))


def _pieces(name: str, said: Sequence[str]) -> tuple[str, ...]:
    return (
        ()
        if name in {"wide", "math bold", "circled", "cyrillic", "invisible", "soft", "solid", "camel"}
        else tuple(said)
    )


def _keys(chance: Random) -> Iterator[Planted]:
    for name, make in keys.SHAPED.items():
        for frame in chance.sample(told.BARE, 9) + chance.sample(told.KEYS, 5):
            made = make(chance)
            yield Planted(f"key/{name}", frame.format(made), (made,))
    named = (
        *(("named", told.KEYS, make) for make in keys.NAMED.values()),
        *(("token", told.TOKEN_IN[:4], make) for make in keys.TOKENS.values()),
        ("otpauth", told.BARE[:8], keys.otpauth),
        ("authenticator", told.AUTHENTICATORS * 3, keys.authenticator),
    )
    for kind, frames, make in named:
        for frame in frames:
            made = make(chance)
            yield Planted(kind, frame.format(made), (made,))
    for frame in told.PAIRS * 4:
        public, secret = keys.secret_of_pair(chance)
        yield Planted("pair", frame.format(public, secret), (secret,))


def _told(chance: Random) -> Iterator[Planted]:
    for frame in (told.PASSWORDS_EN + told.PASSWORDS_ZH) * 3:
        made = chance.choice(PASSWORDS)
        yield Planted("password", frame.format(made), (made,))
    for frame in (told.CODES_EN + told.CODES_ZH) * 3:
        made = chance.choice(CODES)
        yield Planted("code", frame.format(made), (made,))


def _papers(chance: Random) -> Iterator[Planted]:
    for frame in papers.CARDS * 7:
        made = papers.card(chance)
        yield Planted("card", frame.format(made), (made,))
    for frame in papers.RESIDENTS * 4:
        made = papers.resident(chance)
        yield Planted("resident", frame.format(made), (made,))
    for country in papers.COUNTRIES:
        for frame in chance.sample(papers.PHONES, 2):
            made = papers.phone(chance, country)
            yield Planted(f"phone/{country}", frame.format(made), (made,))
    for made in papers.MAIL:
        for frame in chance.sample(papers.MAILS, 3):
            yield Planted("mail", frame.format(made), (made,))
    for frame, made in papers.OTHERS:
        yield Planted("other", frame.format(made), (made,))
