"""Which figures a text names: digits of every script, Chinese numerals, numbers in English words.

An answer may name a figure only where one of its sources names the same. What is compared is the value,
so that ``１，０００``, ``1,000``, ``一千`` and ``one thousand`` are one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

_STEP = re.compile(r"(?m)^\s{0,3}(\d{1,2})[.)、．]\s")
_DIGITS = re.compile(r"\d+(?:[,' _\u00a0\u202f]\d{3})*(?:\.\d+)?|\.\d+")
_CHINESE = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩廿卅半]+(?:点[零〇一二三四五六七八九]+)?"
)
# Words of which such a character is a part, and which name no figure; never inside a longer number.
_NUMERAL = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩廿卅半"
_WORDS = re.compile(
    rf"(?<![{_NUMERAL}])(?:"
    r"一(?:般|些|定|样|直|起|旦|下|切|致|并|方面|律|边|同|经|次性|键|共|步|会儿|览|遍|度|向|带|组)"
    r"|第一|唯一|统一|之一|进一步|万一|千万(?=[别不勿要])|十分(?!钟)|十足|二维码|二次|三方|万事|万能"
    r"|同一|任一|每一|某一|另一|半路|半天"
    rf")(?![{_NUMERAL}])"
)
_PERCENT = re.compile("百分之")
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GREAT = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_ONES = {
    sign: value
    for value, signs in enumerate(
        ("零〇", "一壹", "二两贰兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
_SMALL = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NAMED = _SMALL | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_HALVES = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "double": Decimal(2),
    "twice": Decimal(2),
    "triple": Decimal(3),
}
_NUMBER = "|".join(sorted({*_NAMED, *_SCALES}, key=len, reverse=True))
_ENGLISH = re.compile(
    rf"\b(?:{_NUMBER})(?:[ -](?:and[ -])?(?:{_NUMBER}))*\b|\b(?:{'|'.join(_HALVES)})\b", re.IGNORECASE
)
_ALWAYS = frozenset({Decimal(1)})  # "one of them", "一个"


def figures(text: str) -> frozenset[Decimal]:
    """Give every figure that a text names; the numbers of its steps are none."""
    return frozenset(_found(_numbered(_plain(text))))


def unfounded(text: str, sources: Iterable[str]) -> frozenset[Decimal]:
    """Give the figures that a text names and none of its sources does."""
    known = frozenset(value for source in sources for value in figures(source)) | _ALWAYS
    return figures(text) - known


def _plain(text: str) -> str:
    """Write every digit as ASCII does, and what stands for a number by itself (½, ②) as its value."""
    return "".join(_sign(sign) for sign in text)


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) in {"No", "Nl"} and sign != "〇":
        return f" {Decimal(repr(unicodedata.numeric(sign)))} "
    return unicodedata.normalize("NFKC", sign)


def _numbered(text: str) -> str:
    """Leave out the numbers of steps, as long as they count 1, 2, 3; what only looks like one stays."""
    wanted = iter(range(1, 100))

    def stripped(match: re.Match[str]) -> str:
        return " " if int(match[1]) == next(wanted) else match[0]

    return _STEP.sub(stripped, text)


def _found(text: str) -> Iterator[Decimal]:
    for match in _DIGITS.finditer(text):
        value = _value(re.sub(r"[,' _\u00a0\u202f]", "", match[0]))
        if value is not None:
            yield value.normalize() * _scale(text[match.end() :])
    rest = _WORDS.sub(" ", _PERCENT.sub(" ", text))
    for match in _CHINESE.finditer(rest):
        behind_digits = match[0] in _GREAT and rest[: match.start()].rstrip()[-1:].isdigit()
        if not behind_digits:
            yield _of_chinese(match[0])
    for match in _ENGLISH.finditer(text):
        behind_digits = match[0].lower() in _SCALES and text[: match.start()].rstrip()[-1:].isdigit()
        if not behind_digits:
            yield _of_english(match[0].lower())


def _value(digits: str) -> Decimal | None:
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def _scale(after: str) -> Decimal:
    """Read what may stand behind digits: 万, k, million."""
    match = re.match(r"\s?(?:(万|亿)|(k|m)\b|(thousand|million|billion)\b)", after, re.IGNORECASE)
    if match is None:
        return Decimal(1)
    if match[1]:
        return Decimal(_GREAT[match[1]])
    if match[2]:
        return Decimal({"k": 1_000, "m": 1_000_000}[match[2].lower()])
    return Decimal(_SCALES[match[3].lower()])


def _of_chinese(text: str) -> Decimal:
    whole, _, after = text.partition("点")
    total = section = number = 0
    for sign in whole:
        if sign in _ONES:
            number = number * 10 + _ONES[sign] if number else _ONES[sign]
        elif sign in _UNITS:
            section += (number or 1) * _UNITS[sign]
            number = 0
        elif sign in _GREAT:
            total += (section + number or 1) * _GREAT[sign]
            section = number = 0
        else:
            section += {"廿": 20, "卅": 30}.get(sign, 0)
    value = Decimal(total + section + number)
    if whole == "半":
        return Decimal("0.5")
    return value + Decimal(f"0.{''.join(str(_ONES[sign]) for sign in after)}") if after else value


def _of_english(text: str) -> Decimal:
    if text in _HALVES:
        return _HALVES[text]
    total = current = 0
    for word in re.split(r"[ -]+", text.replace(" and ", " ")):
        if word in _NAMED:
            current += _NAMED[word]
        elif word in {"hundred", "dozen"}:
            current = (current or 1) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0
    return Decimal(total + current)
