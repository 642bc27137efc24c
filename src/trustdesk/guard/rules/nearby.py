"""Passwords and codes in wordings nobody foresaw: a made-up value in the same sentence as the word for it.

No list of phrases is ever complete. What is left then is the value itself: letters and figures mixed as in
no word, or six figures that nothing calls by another name, close to a word that says what they may be.
"""

import re
from collections.abc import Iterator

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.values import LABEL, counted, made_up, named, within_a_word

END = re.compile(r"(?:[.。！]|(?<!\d)!)(?=\s|$|[\u4e00-\u9fff])|\n")
BEFORE, AFTER = 48, 56
LONGEST_PIN = 12
# They begin with letters, so that the search can leap; what stands before them is asked afterwards.
PASSWORD = re.compile(
    r"pass ?words?(?! ?(?:manager|reset|strength|length))|passw(?:or|r|o)?d|pasw(?:or)?d|passcode|pass ?phrase|pwd|psw|pw(?![a-z])|p/w(?![a-z])|pins?(?: ?code| ?number)?(?![a-z])|contrase[nñ]a|senha|passwort|mot de passe|парол|密码|密碼|口令|mima"
)
CODE = re.compile(
    r"verification|verify|authenticat|otps?(?![a-z])|2fa(?![a-z])|(?:two|2)[ -](?:factor|step)|sms(?![a-z])|google (?:auth|code)|one[- ]time|验证|驗證|动态[码口密]|動態|短信|簡訊|校验码|校驗碼|两步|兩步|谷歌码|(?:number|digits) (?:in|from|on) (?:the|my|that) (?:text|sms|message|phone|e?-?mail|app)|(?P<plain>codes?|c[oó]digos?|код)(?![a-zа-я])"
)
NO_SECRET = re.compile(
    r"(?:it|page|system|platform|exchange|api) (?:says|said|shows|showed|returns|gave|gives)(?: me)? code|error|fail(?:ed|ure)|promo|invit|referr|coupon|voucher|bonus|status|http|postal|zip\b|country|area|swift|redeem|gift|return|msg|sort|branch|respon|reason|source|product|merchant|risk|qr\b|bar\b|错误码|報錯|报错|邀请|优惠|兑换"
)
TOKEN = re.compile(r"(?<![!-~])[!-~]{6,64}(?![!-~])")
OPENING, CLOSING = "\"'`([{<:=", ".,;:)]}\"'`>?"
SIX = re.compile(
    r"(?<![\w.,/#$€£¥:+])(?<![^g]-)\d(?:\d{3}[ -](?!20)\d{4}|\d{2}[ -]?\d{3})(?![\w%/:]|[.,:-]\d|\*)",
    re.ASCII,
)
# "I gave him my PIN, 8866".
GIVEN = re.compile(r"(?:(?<=pin)\s?(?=\d{4,6}(?!\d))|\s?[,，]\s?)(?P<value>\d{4,12})(?![\w%/]|[.,:-]\d)")
ENTERED = re.compile(
    r"(?:enter(?:ing|ed|s)?|typ(?:e|ed|ing)|us(?:e|ed|ing)|put|tr(?:y|ied|ying)|input(?:ted)?|with|(?:changed|set|reset)(?: it| that| mine)? to|输入?|填写?|用)\s?\Z"
)


def nearby(text: str, low: str) -> Iterator[Span]:
    """Find values close to the words for a password or a code; ``low`` is ``text`` in lower case."""
    for cue in PASSWORD.finditer(low):
        if not within_a_word(low, cue.start()):
            yield from _passwords(text, low, cue)
    for cue in CODE.finditer(low) if SIX.search(low) else ():
        if not within_a_word(low, cue.start()):
            yield from _codes(text, low, cue)


def _passwords(text: str, low: str, cue: re.Match[str]) -> Iterator[Span]:
    begin, end = _sentence(low, cue.start(), cue.end())
    if (given := GIVEN.match(low, cue.end())) and not counted(text, given.end()):
        yield Span(given.start("value"), given.end(), Kind.PASSWORD)
    for token in TOKEN.finditer(low, begin):
        if token.start() >= end:
            return
        start, stop = _core(low, token)
        apart = stop <= cue.start() or cue.end() <= start
        if apart and (made_up(text, low, start, stop) or _entered(low, start, stop)):
            yield Span(start, stop, Kind.PASSWORD)


def _entered(low: str, start: int, stop: int) -> bool:
    """Whether figures are said to be typed where a password is: "I keep entering 82815577"."""
    return (
        low[start:stop].isdecimal()
        and stop - start <= LONGEST_PIN
        and bool(ENTERED.search(low[:start][-LABEL:]))
    )


def _codes(text: str, low: str, cue: re.Match[str]) -> Iterator[Span]:
    begin, end = _sentence(low, cue.start(), cue.end())
    if cue["plain"] and NO_SECRET.search(low, begin, end):
        return
    for six in SIX.finditer(low, begin):
        if six.start() >= end:
            return
        if not named(low, six.start()) and not counted(text, six.end()):
            yield Span(six.start(), six.end(), Kind.ONE_TIME_CODE)


def _sentence(low: str, start: int, end: int) -> tuple[int, int]:
    """Give the sentence around a word, as far as it can matter."""
    begin = max(0, start - BEFORE)
    for stop in END.finditer(low, begin, start):
        begin = stop.end()
    stop = END.search(low, end, end + AFTER)
    return begin, stop.start() if stop else min(len(low), end + AFTER)


def _core(low: str, token: re.Match[str]) -> tuple[int, int]:
    start, stop = token.span()
    while start < stop and low[start] in OPENING:
        start += 1
    while stop > start and low[stop - 1] in CLOSING:
        stop -= 1
    return start, stop
