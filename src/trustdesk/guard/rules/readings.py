"""Other ways in which people read a text: letters borrowed from elsewhere, figures in words, words letter by letter.

Each is asked for only where something in the text invites it, and says where its characters stood.
"""

import re
from collections.abc import Iterable, Iterator

from trustdesk.guard.rules.folding import Folded, fold
from trustdesk.guard.rules.hints import SECRETS, Mark

# Letters that look alike: Cyrillic and Greek for Latin ones, used inside a Latin word.
OTHER_LETTERS = re.compile("[\u0391-\u03c9\u0400-\u0458]")
MIXED = re.compile(r"[A-Za-z][\u0391-\u03c9\u0400-\u0458]|[\u0391-\u03c9\u0400-\u0458][A-Za-z]")
LOOK_ALIKE = str.maketrans(
    "асеорхуіјѕһԁԛԝкмтпвАВСЕНІЈКМОРЅТХУαορνυικτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aceopxyijshdqwkmtnbABCEHIJKMOPSTXYaopvuiktABEZHIKMNOPTYX",
)
NUMERALS = "零〇一二两兩三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖"
FIGURES = str.maketrans(NUMERALS, "00122234567891122334566789")
IN_NUMERALS = re.compile(f"[{NUMERALS}]{{4,19}}")
SOME_NUMERALS = re.compile(f"[{NUMERALS}]{{2,19}}")
DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DIGIT = {word: str(place) for place, word in enumerate(DIGIT_WORDS)} | {"oh": "0", "nought": "0"}
TIMES = {"double": 2, "triple": 3}
_ONE = f"(?:(?:double|triple)[ -])?(?:{'|'.join(DIGIT)})"
FEW = 2
IN_WORDS = re.compile(rf"(?<![a-z]){_ONE}(?:[ ,.…-]{{1,3}}(?:and )?{_ONE}){{3,18}}(?![a-z])")
ONE = re.compile(rf"(?:(double|triple)[ -])?({'|'.join(DIGIT)})")
# 4.8.2.9.1.3, but no version, no date and no address of a machine.
APART = re.compile(r"(?<![0-9A-Za-z.])\d(?:(?:[.·_*] ?| | - )\d){5,7}(?! ?[.·_*]? ?\d)")
LETTERS = re.compile(r"(?<![^\W_])[a-z](?P<sign>[-._·*| ])[a-z](?:(?P=sign)[a-z]){1,10}(?![^\W_])")
FEWEST_SPELT, SHARE = 10, 0.25
BETWEEN = "-._·*| "
COUNTS = (
    *(f"{one}" for one in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "twenty[- ]?one", "twenty[- ]?two", "twenty[- ]?three", "twenty[- ]?four"),
)
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth", "twenty[- ]first", "twenty[- ]second", "twenty[- ]third"),
    "twenty[- ]fourth",
)
_TENS = ("", "十", "二十")
CHINESE = tuple(f"{ten}{one}" for ten in _TENS for one in ("", *"一二三四五六七八九") if ten or one)[:24]
# The last two of a dozen, and how all of them are written.
COUNTED = (
    (("eleven", "twelve"), tuple(rf"\b{one}\b" for one in COUNTS)),
    (("eleventh", "twelfth"), tuple(rf"\b(?:the )?{one}\b" for one in ORDINALS)),
    (
        ("十一", "十二"),
        tuple(
            rf"第?(?<![二三四五六七八九十]){one}(?![一二三四五六七八九十])[个個号號]?[词詞字]?(?:是|为|為)?"
            for one in CHINESE
        ),
    ),
)
COUNTED_OUT = SECRETS.any_of(last for (_, last), _ in COUNTED)
SPEAKS_FIGURES = SECRETS.any_of((*DIGIT_WORDS, *TIMES))
ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\[nrt]")
ESCAPED_LETTER = 6


def readings(text: str, low: str, marks: Mark) -> Iterator[Folded]:
    """Give the other readings of a folded text; ``low`` is the same in lower case."""
    if "\\" in text and ESCAPE.search(text):
        yield _unescaped(text)
    if marks & COUNTED_OUT:
        yield from _without_counts(text, low)
    if marks & SECRETS.figures and APART.search(text):
        yield _joined(text, ((one.start(), one.end(), _figures(one[0])) for one in APART.finditer(text)))
    if marks & SPEAKS_FIGURES and _speaks_figures(low) and IN_WORDS.search(low):
        yield _joined(text, ((one.start(), one.end(), _said(one[0])) for one in IN_WORDS.finditer(low)))
    if _may_be_spelt(low) and len(spelt := list(LETTERS.finditer(low))) >= FEWEST_SPELT:
        yield _joined(text, ((one.start(), one.end(), _letters(one[0])) for one in spelt))
    if not text.isascii():
        yield from _of_other_scripts(text)


def _of_other_scripts(text: str) -> Iterator[Folded]:
    if OTHER_LETTERS.search(text) and MIXED.search(text):
        yield Folded(text.translate(LOOK_ALIKE))
    if IN_NUMERALS.search(text):
        yield Folded(SOME_NUMERALS.sub(lambda run: run[0].translate(FIGURES), text))


def _without_counts(text: str, low: str) -> Iterator[Folded]:
    """Leave out the numbers, in their order, by which the words of a phrase are counted."""
    for kind, counts in COUNTED:
        if kind[0] not in low or kind[1] not in low:
            continue
        parts: list[tuple[int, int, str]] = []
        place = 0
        for count in counts:
            if found := re.compile(count).search(low, place):
                place = found.end()
                parts.append((found.start(), place, ""))
        yield _joined(text, parts)


def _speaks_figures(low: str) -> bool:
    return sum(map(low.__contains__, DIGIT_WORDS)) > FEW or "double" in low or "triple" in low


def _may_be_spelt(low: str) -> bool:
    """Whether a good part of a text is one sign that may stand between letters."""
    most = max(FEWEST_SPELT * 2, len(low) * SHARE)
    return len(low) > most and max(map(low.count, BETWEEN)) > most


def _figures(written: str) -> str:
    return "".join(filter(str.isdecimal, written))


def _letters(written: str) -> str:
    return "".join(filter(str.isalpha, written))


def _said(written: str) -> str:
    return "".join(DIGIT[word] * TIMES.get(times, 1) for times, word in ONE.findall(written))


def _unescaped(text: str) -> Folded:
    plain = _joined(text, ((one.start(), one.end(), _meant(one[0])) for one in ESCAPE.finditer(text)))
    whole = fold(plain.text)
    if not whole.starts:
        return plain
    starts = tuple(plain.starts[place] for place in whole.starts)
    return Folded(whole.text, starts, tuple(plain.ends[place - 1] for place in whole.ends))


def _meant(escape: str) -> str:
    letter = chr(int("0x" + escape[2:], 0)) if len(escape) == ESCAPED_LETTER else "\n"
    return letter if letter.isprintable() or letter == "\n" else " "


def _joined(text: str, parts: Iterable[tuple[int, int, str]]) -> Folded:
    """Put other letters in place of parts of a text; each knows the whole part as its place."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, meant in (*parts, (len(text), len(text), "")):
        letters += (text[done:start], meant)
        starts += (*range(done, start), *(start for _ in meant))
        ends += (*range(done + 1, start + 1), *(end for _ in meant))
        done = end
    return Folded("".join(letters), tuple(starts), tuple(ends))
