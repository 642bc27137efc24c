"""Numbers as people write them, by their value: digits of every script, Chinese numerals, English words."""

import re
import unicodedata
from decimal import Decimal

SIGNS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩廿卅半"
CHINESE = re.compile(rf"[{SIGNS}]+(?:点[零〇一二三四五六七八九]+)?")
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
GREAT = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_ONES = {
    sign: value
    for value, signs in enumerate(
        ("零〇", "一壹", "二两贰兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_TEENS = [
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NAMED = {word: value for value, word in enumerate([*_SMALL, *_TEENS])} | {
    word: 20 + 10 * place for place, word in enumerate(_TENS)
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_HALVES = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "double": Decimal(2),
    "twice": Decimal(2),
    "triple": Decimal(3),
    "fortnight": Decimal(14),
    "decade": Decimal(10),
    "century": Decimal(100),
}
_NUMBER = "|".join(sorted({*_NAMED, *SCALES}, key=len, reverse=True))
ENGLISH = re.compile(
    rf"\b(?:{_NUMBER})(?:[ -](?:and[ -])?(?:{_NUMBER}))*(?:fold)?\b|\b(?:{'|'.join(_HALVES)})\b",
    re.IGNORECASE,
)
BEHIND = re.compile(r"\s?(?:(万|亿|千|百)|(k|m)\b|(thousand|million|billion)\b)", re.IGNORECASE)


def plain(text: str) -> str:
    """Write every digit as ASCII does, and what stands for a number by itself (½, ②) as its value."""
    return "".join(_sign(sign) for sign in text)


def scale(after: str) -> Decimal:
    """Read what may stand behind digits: 万, k, million."""
    match = BEHIND.match(after)
    if match is None:
        return Decimal(1)
    if match[1]:
        return Decimal({**_UNITS, **GREAT}[match[1]])
    if match[2]:
        return Decimal({"k": 1_000, "m": 1_000_000}[match[2].lower()])
    return Decimal(SCALES[match[3].lower()])


def of_chinese(text: str) -> Decimal:
    """Read what ``CHINESE`` has found."""
    whole, _, after = text.partition("点")
    total = section = number = 0
    for sign in whole:
        if sign in _ONES:
            number = number * 10 + _ONES[sign] if number else _ONES[sign]
        elif sign in _UNITS:
            section += (number or 1) * _UNITS[sign]
            number = 0
        elif sign in GREAT:
            total += (section + number or 1) * GREAT[sign]
            section = number = 0
        else:
            section += {"廿": 20, "卅": 30}.get(sign, 0)
    value = Decimal(total + section + number)
    if whole == "半":
        return Decimal("0.5")
    return value + Decimal(f"0.{''.join(str(_ONES[sign]) for sign in after)}") if after else value


def of_english(text: str) -> Decimal:
    """Read what ``ENGLISH`` has found, in small letters."""
    if text in _HALVES:
        return _HALVES[text]
    words = re.split(r"[ -]+", text.removesuffix("fold").replace(" and ", " "))
    if len(words) > 1 and all(word in _SMALL for word in words):  # said digit by digit
        return Decimal("".join(str(_NAMED[word]) for word in words))
    total = current = 0
    for word in words:
        if word in _NAMED:
            current += _NAMED[word]
        elif word in {"hundred", "dozen"}:
            current = (current or 1) * SCALES[word]
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current = 0
    return Decimal(total + current)


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) in {"No", "Nl"} and sign != "〇":
        return f" {Decimal(repr(unicodedata.numeric(sign)))} "
    return unicodedata.normalize("NFKC", sign)
