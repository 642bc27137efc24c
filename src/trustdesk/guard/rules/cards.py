"""Bank cards and resident ids: numbers that carry their own check, told from the ids of the trade."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from trustdesk.guard.model import Kind, Span

# Digits with at most one space or hyphen between them, as they stand on a card.
LONG_NUMBER = re.compile(r"\d(?:[ \u00a0-]?\d){11,18}(?:[ -]?[Xx](?![0-9A-Za-z])|(?![0-9A-Za-z_]|\.\d))")
# In groups with anything else between them, the same throughout.
GROUPED = re.compile(
    r"\d{4}(?P<sign>[ \u00a0]{2,3}|\r?\n|[.\u2013\u2014/_·]| [-\u2013/] )\d{4,6}(?:(?P=sign)\d{1,6}){1,3}(?![0-9A-Za-z_]|\.\d)"
)
RESIDENT_CUE = re.compile(r"身份证|身份證|证件号|證件號|id card|identity|national id", re.IGNORECASE)
# What an exchange gives out itself is never a card, whatever its digits say.
ID_OF_THE_TRADE = re.compile(
    r"(?:\b(?:order|trade|deposit|withdraw(?:al)?|transaction|ticket|case|request|user|account|batch|invoice|tracking|ref(?:erence)?|quantity|amount|memo|tag|block|position|job|session)(?: ?(?:id|no\.?|number|#))?|\buid|\btx(?:id)?|\bid"
    r"|订单|訂單|工单|工單|案件|申诉|单号|單號|编号|編號|流水号?|用户|时间戳|金额|数量|区块|高度|备注)(?: is)?[\s:：#=是为號号]{0,4}\Z",
    re.IGNORECASE,
)
LEAD = 32
# Issuer prefixes with the lengths their cards have; ISO/IEC 7812 ranges as the networks publish them.
ISSUERS: tuple[tuple[range, int, frozenset[int]], ...] = (
    (range(4, 5), 1, frozenset({13, 16, 19})),  # Visa
    (range(51, 56), 2, frozenset({16})),  # Mastercard
    (range(2221, 2721), 4, frozenset({16})),
    (range(34, 35), 2, frozenset({15})),  # American Express
    (range(37, 38), 2, frozenset({15})),
    (range(62, 63), 2, frozenset({16, 17, 18, 19})),  # UnionPay
    (range(3528, 3590), 4, frozenset({16, 17, 18, 19})),  # JCB
    (range(6011, 6012), 4, frozenset({16, 19})),  # Discover
    (range(644, 660), 3, frozenset({16, 19})),
    (range(300, 306), 3, frozenset({14, 16})),  # Diners Club
    (range(36, 37), 2, frozenset({14})),
    (range(38, 40), 2, frozenset({14, 16})),
    (range(2200, 2205), 4, frozenset({16, 17, 18, 19})),  # Mir
    (range(5018, 5019), 4, frozenset({12, 13, 14, 15, 16, 17, 18, 19})),  # Maestro
    (range(5020, 5021), 4, frozenset({12, 13, 14, 15, 16, 17, 18, 19})),
    (range(6304, 6305), 4, frozenset({12, 13, 14, 15, 16, 17, 18, 19})),
    (range(6759, 6760), 4, frozenset({12, 13, 14, 15, 16, 17, 18, 19})),
    (range(6761, 6764), 4, frozenset({12, 13, 14, 15, 16, 17, 18, 19})),
)
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
FIRST_YEAR, LAST_YEAR = 1880, 2050
RESIDENT_DIGITS = 18
# Thirteen digits with a unit of time behind them are a moment in milliseconds, whatever their sum.
MOMENT_DIGITS = 13
MOMENT = re.compile(r" ?(?:ms|utc)\b", re.IGNORECASE)
OLD_RESIDENT = re.compile(r"\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")


def numbers(text: str) -> Iterator[Span]:
    """Find bank cards and resident ids in a folded text."""
    for match in chain(LONG_NUMBER.finditer(text), GROUPED.finditer(text)):
        before = text[match.start() - 1 : match.start()]
        if before == "." or (before.isascii() and before.isalnum()):
            continue
        number, lead = _compact(match[0]), text[max(0, match.start() - LEAD) : match.start()]
        if is_resident_id(number):
            yield Span(match.start(), match.end(), Kind.IDENTITY_NUMBER, certain=True)
        elif _is_old_resident_id(number) and RESIDENT_CUE.search(lead):
            yield Span(match.start(), match.end(), Kind.IDENTITY_NUMBER)
        elif len(number) == MOMENT_DIGITS and MOMENT.match(text, match.end()):
            continue
        elif number.isdecimal() and is_card(number) and not ID_OF_THE_TRADE.search(lead):
            yield Span(match.start(), match.end(), Kind.BANK_CARD, certain=True)


def is_card(digits: str) -> bool:
    """Whether the digits are a card's: an issuer's prefix, a length that issuer uses, and Luhn's check."""
    length = len(digits)
    issued = any(
        int(digits[:width]) in prefixes and length in lengths for prefixes, width, lengths in ISSUERS
    )
    return issued and luhn(digits)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of ISO/IEC 7812."""
    total = 0
    for place, letter in enumerate(reversed(digits)):
        value = int(letter) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - the digits of a two-digit number, summed
    return total % 10 == 0


def is_resident_id(id: str) -> bool:
    """Whether these are 18 characters of GB 11643: a region, a day that was, the check of ISO 7064 mod 11-2."""
    if len(id) != RESIDENT_DIGITS or id[:2] not in PROVINCES:
        return False
    try:
        born = date(int(id[6:10]), int(id[10:12]), int(id[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(id[:17], WEIGHTS, strict=True))
    return FIRST_YEAR <= born.year <= LAST_YEAR and CHECKS[total % 11] == id[17].upper()


def _is_old_resident_id(id: str) -> bool:
    """Whether these are the 15 digits of before 1999, which carry no check: a region and a day."""
    return bool(OLD_RESIDENT.fullmatch(id)) and id[:2] in PROVINCES


def _compact(written: str) -> str:
    return "".join(letter for letter in written if letter.isalnum())
