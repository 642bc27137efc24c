"""How a person can be reached: telephone numbers, and an e-mail address given as one's own.

A number is one when the numbering plan of its country says so, never by its length. Without
a country code it must look like a telephone number (a Chinese mobile, North American groups)
or be called one. Addresses of others stay: they are evidence when a customer reports an impostor.
"""

import re
from collections.abc import Iterator

import phonenumbers

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.cards import MOMENT

SHORTEST = 7
HINT = re.compile(r"\d(?:[ \u00a0\-.()/_·\u2013\u2014\r\n]{0,3}\d){5}")
CANDIDATE = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:\+|00)[ (]{0,2}\d{1,3}|\(\+?\d{1,5}\)|\d)(?:[ \u00a0\-\u2010-\u2015.()]{0,3}\d){5,16}(?![0-9A-Za-z_/%]|[.,:]\d)"
)
MOBILE_CN = re.compile(r"(?:86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}")
NORTH_AMERICAN = re.compile(r"(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}")
CALLED = re.compile(
    r"(?:\b(?:phone|mobile|cell|cellphone|telephone|tel|whatsapp|hotline|call(?: me)?(?: back)?(?: on| at)?|text me(?: on| at)?|reach me(?: on| at)?"
    r"|ring me(?: on| at)?|contact me (?:on|at)|contact|my (?:new |old )?(?:number|no\.?))(?:[ -]?(?:number|no\.?|num|#))?"
    r"|手机|手機|电话|電話|号码|號碼|联系方式|聯繫方式|联系我|致电|拨打|热线|whatsapp|携帯|전화)(?:号码?|號碼?|番号|번호)?(?:[ '’]?s?(?: is| was)?)\.?[ \t:：=#是为為(/]{0,4}\Z",
    re.IGNORECASE,
)
ID_OF_THE_TRADE = re.compile(
    r"(?:\border(?: ?(?:id|no\.?|number|#))?|\b(?:trade|ticket|case|user|account)[ #]?(?:id|no\.?|number)?|\buid|\btx(?:id)?|\bid|\bno\.|[$€£¥]"
    r"|订单号?|訂單號?|单号|單號|编号|編號|流水号?|用户(?:名|id)?|账号|时间戳|金额)(?: is)?[\s:：#=是为号號]{0,4}\Z",
    re.IGNORECASE,
)
DAY = re.compile(r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d)")
AMOUNT_AFTER = re.compile(
    r"\s{0,2}(?:usd[tc]?|btc|eth|trx|sol|xrp|shib|pepe|doge|bonk|floki|lunc|btt|sats?|coins?|tokens?|dollars?|元|美元|个|個|枚|万|刀)(?![a-z])",
    re.IGNORECASE,
)
EMAIL = re.compile(
    r"[A-Za-z0-9\u00c0-\u024f._%+'-]{1,64} ?@ ?[A-Za-z0-9\u00c0-\u024f-]{1,63}(?:[.。][A-Za-z0-9-]{1,63}){1,4}"
)
OWN_EMAIL = re.compile(
    r"(?:\bmy (?:new |old |own |current |registered |personal |work |other |backup |account )?(?:e-?)?mail(?: address| id)?(?: is| was|:| -)"
    r"|\b(?:e-?mail|mail|reach|contact|write to|reply to) me (?:at|on|via)|\bregistered (?:with|under)(?: the)?(?: e-?mail)?"
    r"|我(?:的)?(?:新|旧|注册|绑定|登录)?的?(?:邮箱|郵箱|电子邮件|邮件|email|e-mail)(?:地址|账号)?(?:是|为|：|:)?|(?:注册|登录|绑定|换绑|常用|备用)的?邮箱(?:地址)?(?:是|为|：|:)?)[\s:：]{0,3}\Z",
    re.IGNORECASE,
)
# Tried in this order where a number is called one and gives no country.
REGIONS = (
    "CN", "HK", "TW", "SG", "US", "GB", "JP", "KR", "IN", "VN", "ID", "TH", "MY", "PH", "TR", "RU", "UA", "DE",
    "FR", "ES", "IT", "NL", "PL", "BR", "MX", "AR", "AU", "NG", "ZA", "AE", "PK", "BD",
)  # fmt: skip
FEWEST, MOST = 7, 15
LEAD = 32
MOST_CANDIDATES = 64  # each costs up to a millisecond; nobody leaves so many ways to be called


def contacts(text: str) -> Iterator[Span]:
    """Find telephone numbers, and addresses given as one's own, in a folded text."""
    asked = 0
    for match in CANDIDATE.finditer(text) if HINT.search(text) else ():
        if asked < MOST_CANDIDATES and _may_call(text, match):
            asked += 1
            if _is_number(text, match):
                yield Span(match.start(), match.end(), Kind.PHONE_NUMBER)
    for match in EMAIL.finditer(text) if "@" in text else ():
        if OWN_EMAIL.search(text[max(0, match.start() - LEAD) : match.start()]):
            yield Span(match.start(), match.end(), Kind.EMAIL_ADDRESS)


def digits_of(number: str) -> str:
    """Give the digits of a telephone number, without what stands before the country code."""
    digits = "".join(letter for letter in number if letter.isdecimal())
    return digits.removeprefix("00")


def _may_call(text: str, match: re.Match[str]) -> bool:
    written, before = match[0], text[match.start() - 1 : match.start()]
    lead = text[max(0, match.start() - LEAD) : match.start()]
    called = CALLED.search(lead) is not None
    if before and ((before in "_.+/=#" and not called) or (before.isascii() and before.isalnum())):
        return False
    if not FEWEST <= sum(map(str.isdecimal, written)) <= MOST + 2:
        return False
    if AMOUNT_AFTER.match(text, match.end()) or MOMENT.match(text, match.end()) or DAY.match(written):
        return False
    return called or not ID_OF_THE_TRADE.search(lead)


def _is_number(text: str, match: re.Match[str]) -> bool:
    written = match[0]
    called = CALLED.search(text[max(0, match.start() - LEAD) : match.start()])
    if written.startswith(("+", "(+")):
        # Plans grow faster than anybody's copy of them: what is called a number need only be possible.
        return _valid("+" + written.replace("+", ""), None, strictly=called is None)
    if written.startswith("00") and _valid("+" + written[2:], None):
        return True
    if MOBILE_CN.fullmatch(written):
        return _valid(written, "CN")
    if NORTH_AMERICAN.fullmatch(written) and _valid(written, "US"):
        return True
    return called is not None and any(_valid(written, region) for region in REGIONS)


def _valid(written: str, region: str | None, *, strictly: bool = True) -> bool:
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) if strictly else phonenumbers.is_possible_number(number)


def is_among(digits: str, numbers: frozenset[str]) -> bool:
    """Whether a number, with or without its country code, is one of ``numbers``, which have it."""
    national = digits.lstrip("0")
    return len(national) >= FEWEST and any(number.endswith(national) for number in numbers)
