"""Which figures a text names: digits of every script, Chinese numerals, numbers in English words.

An answer may name a figure only where one of its sources names the same. What is compared is the value,
so that ``１，０００``, ``1,000``, ``一千`` and ``one thousand`` are one; and the unit behind it, where both
name one: hours are not days.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from trustdesk.kit import numerals

_STEP = re.compile(r"(?m)^\s{0,3}(\d{1,2})[.)、．]\s")
_DIGITS = re.compile(r"\d+(?:[,' _\u00a0\u202f]\d{3})*(?:\.\d+)?|\.\d+")
# Words of which such a character is a part, and which name no figure; never inside a longer number.
_WORDS = re.compile(
    rf"(?<![{numerals.SIGNS}])(?:"
    r"一(?:般|些|定|样|直|起|旦|下|切|致|并|方面|律|边|同|经|次性|键|共|步|会儿|览|遍|度|向|带|组)"
    r"|第一|唯一|统一|之一|进一步|万一|千万(?=[别不勿要])|十分(?!钟)|十足|二维码|二次|三方|万事|万能"
    r"|同一|任一|每一|某一|另一|半路|半天"
    rf")(?![{numerals.SIGNS}])"
)
_UNIT = re.compile(
    r"[\s-]*(?:working |business |calendar |个|個)?\s?(?:(?P<percent>%|％|percent|per cent)"
    r"|(?P<seconds>sec(?:ond)?s?\b|秒)|(?P<minutes>min(?:ute)?s?\b|分钟|分鐘)|(?P<hours>h(?:ou)?rs?\b|小时|小時|钟头)|(?P<days>days?\b|工作日|自然日|日|天)"
    r"|(?P<weeks>weeks?\b|周|星期|礼拜)|(?P<months>months?\b|月)|(?P<years>years?\b|年)"
    r"|(?P<times>times\b|倍)|(?P<usdt>usdt\b|tether\b|泰达币)|(?P<usdc>usdc\b)|(?P<btc>btc\b|bitcoins?\b|比特币)|(?P<eth>eth\b|以太)"
    r"|(?P<usd>usd\b|dollars?\b|美元|美金)|(?P<eur>eur(?:o?s?)\b|欧元)|(?P<cny>cny\b|rmb\b|人民币|元))",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"\b(?=[IVXLC]{2})(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\b")
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# A hash or a sealed text names no figure, whatever digits it holds.
_CODE = re.compile(r"(?<![A-Za-z0-9+/])(?=[0-9+/]*[A-Za-z])[A-Za-z0-9+/]{16,}={0,2}")
_ALWAYS = frozenset({Decimal(1)})  # "one of them", "一个"


def figures(text: str) -> frozenset[Decimal]:
    """Give every figure that a text names; the numbers of its steps are none."""
    return frozenset(value for value, _ in _measured(text))


def unfounded(text: str, sources: Iterable[str]) -> frozenset[Decimal]:
    """Give the figures that a text names and none of its sources does, or only of something else."""
    known = frozenset(pair for source in sources for pair in _measured(_CODE.sub(" ", source)))
    values = frozenset(value for value, _ in known) | _ALWAYS
    named = _measured(text)
    swapped = (
        value
        for value, unit in named - known
        if unit and (value, "") not in known and any(value == one for one, _ in known)
    )
    return (frozenset(value for value, _ in named) - values) | frozenset(swapped)


def _measured(text: str) -> frozenset[tuple[Decimal, str]]:
    """Give every figure with the unit behind it, if it is one that we know."""
    return frozenset(_found(_numbered(numerals.plain(text))))


def _numbered(text: str) -> str:
    """Leave out the numbers of steps, as long as they count 1, 2, 3; what only looks like one stays."""
    wanted = iter(range(1, 100))

    def stripped(match: re.Match[str]) -> str:
        return " " if int(match[1]) == next(wanted) else match[0]

    return _STEP.sub(stripped, text)


def _found(text: str) -> Iterator[tuple[Decimal, str]]:
    for match in _DIGITS.finditer(text):
        value = _value(re.sub(r"[,' _\u00a0\u202f]", "", match[0]))
        if value is not None:
            after = text[match.end() :]
            yield value.normalize() * numerals.scale(after), _unit(numerals.BEHIND.sub("", after, count=1))
    yield from _roman(text)
    rest = _WORDS.sub(" ", text)
    for match in numerals.CHINESE.finditer(rest):
        behind_digits = len(match[0]) == 1 and numerals.BEHIND.match(match[0]) and _after_digits(rest, match)
        if not behind_digits and not rest[match.end() :].startswith("分之"):
            share = rest[: match.start()].endswith("百分之")
            yield numerals.of_chinese(match[0]), "percent" if share else _unit(rest[match.end() :])
    for match in numerals.ENGLISH.finditer(text):
        behind_digits = match[0].lower() in numerals.SCALES and _after_digits(text, match)
        if not behind_digits:
            yield numerals.of_english(match[0].lower()), _unit(text[match.end() :])


def _roman(text: str) -> Iterator[tuple[Decimal, str]]:
    """Find Roman numerals, where a unit tells that they are numbers."""
    for match in _ROMAN.finditer(text):
        if unit := _unit(text[match.end() :]):
            signs = [_ROMANS[sign] for sign in match[0]]
            less = [-one if one < max(signs[at:]) else one for at, one in enumerate(signs)]
            yield Decimal(sum(less)), unit


def _unit(after: str) -> str:
    found = _UNIT.match(after)
    return found.lastgroup or "" if found else ""


def _after_digits(text: str, match: re.Match[str]) -> bool:
    return text[: match.start()].rstrip()[-1:].isdigit()


def _value(digits: str) -> Decimal | None:
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None
