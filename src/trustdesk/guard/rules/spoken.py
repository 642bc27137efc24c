"""Passwords and one-time codes given in prose: a word that announces one, and a value after it.

The word alone proves nothing: most who write "password" or 验证码 have lost theirs or wait for
one. What follows must have the form of a value, joined to the word as people join them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from trustdesk.guard.model import Kind, Span

# Patterns begin with letters, so that the search can leap from one to the next.
HINTS = (
    "pass",
    "pwd",
    "pw",
    "pin",
    "code",
    "otp",
    "2fa",
    "密",
    "码",
    "碼",
    "口令",
    "contrase",
    "senha",
    "парол",
)
QUOTE = r"[\"'“”‘’「『`]?"
VALUE = r"(?P<value>[!-~]{4,64})"
JOINED = r"(?P<joint>[\"'”’]?\s{0,3}(?:is|was|are|equals?|[:：=]|=>|->)\s{0,3}(?:now |currently |still |just )?(?:set to |this[:：]? |as follows[:：]? |the following[:：]? )?)"
OF_WHAT = r"(?: (?:for|to|of|on|in) (?:my |the |this |your )?(?:[\w.@]+ ?){1,3}?)?"
SAID = r"(?:pass ?words?|passwd|pwd|pass ?codes?|pass ?phrase|pw|contrase[nñ]a|senha|passwort|mot de passe|пароль|pin(?: code| number)?)\b"
PASSWORD = re.compile(rf"(?:{SAID}{OF_WHAT}{JOINED}|pass\s{{0,2}}[:：=]\s{{0,2}}){QUOTE}{VALUE}")
# Without a joint the value itself must look made up.
PASSWORD_BESIDE = re.compile(
    rf"{SAID}(?:\s(?:from [!-~]{{1,32}} )?(?:to|as|be|use[sd]?))?\s{{1,3}}{QUOTE}{VALUE}"
)
PASSWORD_ZH = re.compile(
    r"(?:密码|密碼|口令|pin码?)(?P<joint>[\"'”’]?\s{0,3}(?:就?是|如下|发?给你|发你|为|為|叫做?|(?:改|设|設|换|換|变|设置|重置|修改|更改)(?:成|为|為)了?|[:：=])?)[\s:：]{0,3}"
    + QUOTE
    + VALUE
)
CODE_VALUE = r"(?P<value>(?:[a-z]-)?\d{3}[ -]\d{3}|(?:[a-z]-)?\d{4,8})(?![\d%/:]|[.,]\d|-\d|[a-z])"
CODE = re.compile(
    r"(?P<word>codes?|passcodes?|one[ -]time passwords?|otps?|2fa|tokens?)\b"
    r"(?: (?:i|you|we)(?: have|'ve)?(?: just)? (?:got|get|received?|see|sent(?: me)?)| (?:that )?(?:came|arrived)| from (?:the )?\w+| in (?:the|my) \w+)?"
    rf"(?P<joint>\s{{0,3}}(?:is|was|says|shows|[:：=#>-])|(?=\s\d))\s{{0,3}}(?:now )?{QUOTE}{CODE_VALUE}"
)
QUALIFIED = re.compile(
    r"(?:verification|verify|security|authenticat(?:or|ion)|auth|2fa|two[- ]factor|mfa|sms|text|otp|totp|google|ga|log[- ]?in|sign[- ]?in|one[- ]time"
    r"|(?:6|six)[- ]digit|confirmation|e?-?mail|phone|mobile|access|withdrawal|backup)(?: \w+)?[ -]?\Z"
)
WORD_BEFORE = re.compile(r"(\w+)[ -]?\Z")
FIRST_VALUE = r"(?P<value>\d{3}(?:[ -]?\d{3}|\d{1,5}))(?!\d)"
CODE_FIRST = re.compile(
    rf"{FIRST_VALUE}\s(?:is|was|as) (?:my|the|your) (?:[\w-]+ ){{0,4}}?(?:code|otp|passcode|2fa)"
)
CODE_ZH = re.compile(
    r"(?:验证码|驗證碼|校验码|动态码|動態碼|短信码|安全码|谷歌码|动态密码|动态口令|认证码|一次性密码)"
    r"(?:\s{0,3}(?:就?是|为|為|[:：=]|显示|收到的?(?:是|为)?|发来的?是?))?[\s:：]{0,3}" + QUOTE + CODE_VALUE
)
CODE_FIRST_ZH = re.compile(
    rf"{FIRST_VALUE}\s{{0,2}}(?:就?是|[,，(（])\s?(?:我的?|您的?|你的?|刚才?收到的|收到的|这个?)?(?:短信|手机|邮箱|谷歌|登录|提现|二次)?的?(?:验证码|驗證碼|动态码|校验码)"
)
LEAD = 40
# Codes that open nothing.
OPEN_CODES = re.compile(
    r"error|promo|promotion|promotional|referral|referrer|country|zip|post|postal|area|bar|qr|invite|invitation|status|swift|currency"
    r"|sort|order|coupon|discount|gift|source|response|reason|http|tracking|product|merchant|bank|branch|dial|dialling|iso|state|redeem"
    r"|redemption|voucher|bonus|commission|tax|risk|result|return|exit|failure|fault|activity|campaign|trading|pair|broker|affiliate|case"
    r"|ticket|reference|colour|color|hex|event|message|reject|cancel|ret|api"
)
NOT_VALUES = re.compile(
    r"wrong|incorrect|invalid|expired|correct|right|okay|fine|weak|strong|safe|secure|unsafe|locked|blocked|reset|changed|changing|needed"
    r"|required|missing|empty|blank|null|none|unknown|forgotten|lost|hacked|stolen|leaked|compromised|exposed|different|same"
    r"|case-sensitive|mandatory|optional|important|hidden|visible|saved|stored|encrypted|hashed|accepted|rejected|working|failing|please"
    r"|help|sorry|thanks|what|when|where|which|whose|while|with|your|this|that|there|then|they|them|the|and|but|because|always|never"
    r"|still|also|already|only|just|very|really|must|should|would|could|have|been|being|does|doesn't|didn't|isn't|can't|cannot|won't"
    r"|asked|asking|same-as|error|failed|success"
)
OF_THE_TRADE = re.compile(
    r"(?:trc|erc|bep|web|usd[tc]|btc|eth|kyc|2fa|sha|aes|md5|ios|android|v)[-_.]?\d{1,4}|https?:.*|www\..*|\d{1,2}[-~]\d{1,3}|.*@[a-z0-9-]+\.[a-z.]+|.*\.(?:com|net|org|io|cn)(?:/.*)?",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"[ \t]{0,2}(?:(?:characters?|chars|digits?|letters?|numbers?|symbols?|times?|attempts?|tries|days?|hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?|weeks?|months?|years?|usd[tc]?)(?![a-z])"
    r"|位|个|個|次|天|日|小时|分钟|分|秒|年|月|字|条|元|以上|多|倍|开头|開頭)",
    re.IGNORECASE,
)
# "My password is secure": endings of words that say something about it.
DESCRIBES = re.compile(
    r"(?:ed|ing|able|ible|ful|less|ive|ous|ant|ent|ic|al|ly|en|ary|ory|ish|ete|ect|ure|ult|ock|ong|ogether|here|ways?|self|code|phrase|pin|digits?)$"
)
SIGNS = frozenset("!@#$%^&*_+=~?<>|\\")
CLOSING = ".,;:)]}\"'`>"
FIGURES = re.compile(r"\d{3}")
FIGURE_BEFORE = frozenset("0123456789.,")
SHORTEST, SHORTEST_BESIDE, LONGEST_PIN = 4, 6, 12


def spoken(text: str, low: str) -> Iterator[Span]:
    """Find passwords and codes in a folded text; ``low`` is the same in lower case."""
    yield from _passwords(text, low)
    if not FIGURES.search(low):
        return
    for match in CODE.finditer(low):
        if _opens(low, match):
            yield from _code(low, match)
    for pattern in (CODE_FIRST, CODE_ZH, CODE_FIRST_ZH):
        for match in pattern.finditer(low):
            yield from _code(low, match)


def _passwords(text: str, low: str) -> Iterator[Span]:
    for match in PASSWORD.finditer(low):
        if not _within_a_word(low, match):
            yield from _password(text, match, announced=True, chinese=False)
    for match in PASSWORD_BESIDE.finditer(low):
        if not _within_a_word(low, match):
            yield from _password(text, match, announced=False, chinese=False)
    for match in PASSWORD_ZH.finditer(low) if not low.isascii() else ():
        yield from _password(text, match, announced=bool(match["joint"].strip()), chinese=True)


def _code(low: str, match: re.Match[str]) -> Iterator[Span]:
    start, end = match.span("value")
    if not UNIT.match(low, end) and (start == 0 or low[start - 1] not in FIGURE_BEFORE):
        yield Span(start, end, Kind.ONE_TIME_CODE)


def _opens(low: str, match: re.Match[str]) -> bool:
    """Whether the words before "code" say that it lets somebody in, or none says what else it is."""
    if _within_a_word(low, match):
        return False
    lead = low[max(0, match.start() - LEAD) : match.start()]
    if match["word"].startswith(("otp", "2fa", "one", "passcode")) or QUALIFIED.search(lead):
        return True
    before = WORD_BEFORE.search(lead)
    return (
        match["word"].startswith("code")
        and bool(match["joint"].strip(" -#>"))
        and not (before and OPEN_CODES.fullmatch(before[1]))
    )


def _within_a_word(low: str, match: re.Match[str]) -> bool:
    # A path is no word either: /etc/passwd announces nothing.
    before = low[match.start() - 1 : match.start()]
    return before in {"/", "\\"} or (before.isascii() and before.isalnum())


def _password(text: str, match: re.Match[str], *, announced: bool, chinese: bool) -> Iterator[Span]:
    start = match.start("value")
    value = text[start : match.end("value")].rstrip(CLOSING)
    end = start + len(value)
    if (
        len(value) < SHORTEST
        or NOT_VALUES.fullmatch(value.lower().rstrip("!?"))
        or OF_THE_TRADE.fullmatch(value)
    ):
        return
    if value.isdecimal() and (len(value) > LONGEST_PIN or UNIT.match(text, end)):
        return
    if (_made_up(value) if announced else _surely_made_up(value)) or (
        announced and (chinese or _alone(text, match, end))
    ):
        yield Span(start, end, Kind.PASSWORD)


def _made_up(value: str) -> bool:
    """Whether a value that was announced as a password is more than a word of the sentence."""
    core = value.rstrip("!?")
    mixed = any(one.islower() and other.isupper() for one, other in pairwise(core))
    return mixed or any(letter.isdecimal() or letter in SIGNS for letter in core)


def _surely_made_up(value: str) -> bool:
    """Whether a value that merely stands beside the word can be nothing but one."""
    if len(value) < SHORTEST_BESIDE:
        return False
    figures = any(map(str.isdecimal, value))
    return value.isdecimal() or (figures and any(map(str.isalpha, value)))


def _alone(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a plain word stands as a value does: filled in, in quotes, or as all there is to say."""
    word, after = text[match.start("value") : end], text[end : end + 2].strip()
    if text[match.start("value") - 1] in "\"'“”‘’「『`" and after:
        return True
    if len(word) < SHORTEST_BESIDE or (after and after[0] not in ".,;!。，；！"):
        return False
    if (match["joint"] or ":").strip(" \t\"'”’") in {":", "：", "="}:
        return True
    return word.isalpha() and word.islower() and not DESCRIBES.search(word)
