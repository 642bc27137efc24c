"""What proves somebody beside a password: answers to security questions, the anti-phishing code."""

import re
from collections.abc import Iterator

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.hints import SECRETS, Mark
from trustdesk.guard.rules.passwords import NOT_VALUES, QUOTE

HINTED = SECRETS.any_of(
    (
        "security",
        "secret answer",
        "secret question",
        "phishing",
        "密保",
        "安全问题",
        "安全問題",
        " code",
        "备用",
        "備用",
        "恢复",
        "恢復",
        "救援",
        "鱼码",
        "鱼碼",
        "魚码",
        "魚碼",
    )
)
ANSWER = re.compile(
    r"(?:(?:security|secret) answer|answer to (?:my |the |your )?(?:security|secret) question|(?P<code>anti[- ]?phishing (?:code|phrase|word))|密保(?:问题|問題)?的?答案|安全(?:问题|問題)的?答案|(?P<码>防?[钓釣][鱼魚][码碼]))"
    r"(?: (?:to|for|of) [a-z' ]{1,40}?)?(?P<joint>\s{0,2}(?:(?:is|was)(?=\s)|[:：=]|就?是|为|為|係|填的?是?))\s{0,3}"
    + QUOTE
    + r"(?P<value>[!-~]{4,64}|[\u4e00-\u9fff]{2,8})"
)
# The codes that stand in for an authenticator that was lost; they come by the ten.
BACKUP = re.compile(
    r"(?:(?:backup|recovery|rescue|scratch|emergency)(?: (?:2fa|login|verification))? codes?|(?:备用|備用|恢复|恢復|救援)(?:验证|驗證)?[码碼])(?: (?:i have|are|is|were|was|left))?[\s:：=是为]{0,4}(?P<value>(?:(?:\d{1,2}[.)] ?)?[0-9a-z]{4,8}(?:[- ]?[0-9a-z]{4,8}){0,3}(?:[\s,;，、/]{1,3}|(?![0-9a-z])))+)"
)
CLOSING = ".,;:)]}\"'`>”’"


def answers(low: str, marks: Mark) -> Iterator[Span]:
    """Find them in a folded text in lower case."""
    if not marks & HINTED:
        return
    for match in BACKUP.finditer(low):
        yield from _backup(match)
    for match in ANSWER.finditer(low):
        start = match.start("value")
        value = low[start : match.end("value")].rstrip(CLOSING)
        word = value.isalpha() and (bool(match["code"] or match["码"]) or value.isascii())
        if value and not word and not NOT_VALUES.fullmatch(value):
            yield Span(start, start + len(value), Kind.PASSWORD)


def _backup(match: re.Match[str]) -> Iterator[Span]:
    """Give the run of codes from the first figure's word to the last."""
    start = match.start("value")
    codes = [one for one in re.finditer(r"[0-9a-z-]{4,}", match["value"]) if any(map(str.isdecimal, one[0]))]
    if codes:
        yield Span(start + codes[0].start(), start + codes[-1].end(), Kind.ONE_TIME_CODE)
