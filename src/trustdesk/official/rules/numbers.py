"""Telephone numbers in a text, told apart from amounts, dates, order numbers and ids."""

import re
import unicodedata
from collections.abc import Iterator

import phonenumbers

from trustdesk.official.model import Found

FEWEST, MOST = 7, 15
RUN = re.compile(
    r"(?<![a-z0-9_.])(?P<plus>(?:tel:\s*)?\+\s*|\(\s*\+\s*)?\(?\d(?:[\s().\-/_·•~*|\[\]→]{0,3}\d){5,18}(?![a-z0-9_])",
    re.IGNORECASE,
)
DATE = re.compile(r"^\s*(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}\b")
MONEY = re.compile(r"^\s*(?:usdt?|usdc|btc|eth|cny|eur|元|个|枚|%|％)", re.IGNORECASE)
CUE = re.compile(
    r"(?:call|phone|tel|dial|ring|hotline|whatsapp|sms|text|mobile|number|contact|致电|拨打|来电|电话|热线|手机|短信|客服|回拨|号码)"
    r"[^0-9\n]{0,24}$",
    re.IGNORECASE,
)
# Letters that stand for figures, in a token of nothing else.
MIXED = re.compile(r"(?<![A-Za-z0-9])(?=[0-9OolI]*[0-9])[0-9OolI]{2,20}(?![A-Za-z0-9])")
LOOKS = str.maketrans("OolI", "0011")
MOBILE = re.compile(r"1[3-9]\d{9}")
HOME = ("CN", "US")


def _figure(sign: str) -> str:
    """Give a digit of any script as ours. In a host they stay foreign: browsers do not fold them."""
    return sign if sign.isascii() or unicodedata.category(sign) != "Nd" else str(unicodedata.digit(sign))


def _figures(token: re.Match[str]) -> str:
    return token[0].translate(LOOKS)


def phones(text: str) -> Iterator[tuple[int, Found]]:
    """Give each number with its place; ``value`` begins with ``+`` where the country is written."""
    text = MIXED.sub(_figures, "".join(map(_figure, text)))
    for run in RUN.finditer(text):
        digits = re.sub(r"\D", "", run[0])
        plus = bool(run["plus"])
        for abroad in ("00", "011"):
            if not plus and digits.startswith(abroad) and len(digits) > FEWEST + len(abroad):
                digits, plus = digits.removeprefix(abroad), True
        if not FEWEST <= len(digits) <= MOST or DATE.match(run[0]):
            continue
        alone = text.strip() == run[0].strip()
        told = plus or alone or CUE.search(text[: run.start()]) is not None
        if told or (_at_home(run[0], digits) and not MONEY.match(text[run.end() :])):
            yield run.start(), Found("phone", run[0].strip(), f"+{digits}" if plus else digits)


def in_link(path: str) -> str:
    """Give the digits a link of a telephone network names."""
    found = re.search(r"(?:phone=|/)\+?(\d{7,15})", path)
    return found[1] if found else ""


def _at_home(written: str, digits: str) -> bool:
    """Whether it is a valid number where most customers live, written as people write one."""
    if MOBILE.fullmatch(digits):
        return True
    if written.strip().isdigit():
        return False
    for country in HOME:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(digits, country)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
