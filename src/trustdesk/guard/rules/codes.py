"""One-time codes given in prose: digits, and a word that says they let somebody in."""

import re
from collections.abc import Iterator

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.hints import SECRETS, Mark
from trustdesk.guard.rules.values import named, within_a_word

QUOTE = r"[\"'“”‘’「『`(（【\[]?"
CODE_VALUE = r"(?P<value>\d{4}[ -](?!20)\d{4}|(?:[a-z]-)?\d{3}[ -]\d{3}|(?:\d[ -]){5}\d|(?:[a-z]-)?\d{4,8})(?![\d%/:]|[.,]\d|-\d|[a-z])"
SIX = r"(?P<value>(?<![\d.,/-])\d(?:\d{3}[ -](?!20)\d{4}|\d{2}[ -]?\d{3}))(?![\d%/:]|[.,]\d|-\d|[a-z])"
FIGURES = re.compile(r"\d{3}|(?:\d[ -]){5}|[零〇一二三四五六七八九幺]{4}")
HAD = r"(?:got|get|receiv(?:e|ed)|see|saw|sent|send|entered|typed|used?|have|gave|put|was sent)"
CODE = re.compile(
    r"(?P<word>codes?|passcodes?|one[ -]time passwords?|otps?|2fa|tokens?)(?![a-z0-9_])"
    rf"(?: (?:that |which )?(?:i|you|we|they|u)(?:'ve| have)?(?: just)? {HAD}(?: (?:me|to me|us|in|here))?"
    r"| (?:that )?(?:just )?(?:came|arrived|appeared)(?: (?:in|by|via|on) (?:my )?\w+)?"
    r"| (?:from|in|on|by|via|for) (?:the |my |your )?\w+(?: app)?)?"
    rf"(?P<joint>\s{{0,3}}(?:is|was|says|shows|reads|应该是|是|为|為|[:：=#>\u2013\u2014→-]+)[:：]?|(?=\s\d))\s{{0,3}}(?:now |this[:：]? )?{QUOTE}{CODE_VALUE}"
)
QUALIFIED = re.compile(
    r"(?:verification|verify|security|authenticat(?:or|ion)|auth|2fa|two[- ]factor|mfa|sms|text|otp|totp|google|ga|log[- ]?in|sign[- ]?in|one[- ]time"
    r"|(?:6|six)[- ]digit|confirmation|e?-?mail|phone|mobile|access|withdrawal|backup)(?: \w+)?[ -]?\Z"
)
WORD_BEFORE = re.compile(r"(\w+)[ -]?\Z")
# "Code 482913" with nothing between is one where these stand before it, or nothing does.
MINE = re.compile(
    r"(?:(?:\b(?:my|the|this|that|here'?s|here is|got|received?|with|your)|^|[.,;:!?。，！？：\n>])\s{0,2})\Z"
)
SENTENCE_END = re.compile(r"[.!?。！？\n]")
FAILURE = re.compile(
    r"error|fail|promo|invit|referr|coupon|voucher|bonus|status|postal|country|错误|報錯|报错"
)
# The code of an answer of some system: {"code": 10005, "msg": …}.
ANSWER = re.compile(r"[\"']?\s?,?\s?[\"']?(?:ret)?(?:msg|message|error|returned|returns|when|while)\b")
FIRST_VALUE = r"(?P<value>\d(?:\d{3}[ -](?!20)\d{4}|\d{2}(?:[ -]?\d{3}|\d{1,5})))(?!\d)"
CODE_FIRST = re.compile(
    rf"{FIRST_VALUE}(?: (?:is|was|as|being)| ?[,.;:!]? (?:that'?s|this is|thats|it'?s)| ?[-=]| ?\() ?(?:my |the |your |a |an )?(?:[\w-]+ ){{0,4}}?(?:code|otp|passcode|2fa)(?![a-z])"
)
BY_MESSAGE = re.compile(
    rf"(?:got|get|received?|see|sent(?: me)?|have)(?: a| an| the|:)? {SIX} (?:by|via|from|in|on|through|over|per|as)(?: the| my| an?| your)? ?(?:sms|text|e-?mail|authenticator|whatsapp|telegram|verification|otp|code|2fa|one[- ]time)"
)
DEVICE = re.compile(
    rf"(?:authenticator|google auth|2fa app|sms|text message|e-?mail)(?: app| code)?(?: just)? (?:shows?|says?|reads?|displays?|gives?|gave|tells?|said|showed)(?: me)?[:：]? {QUOTE}{SIX}"
)
SIX_DIGITS = re.compile(
    rf"(?<!last )(?<!first )(?:six|6)[ -]?digits?(?: (?:number|code|pin|one|sms))?(?: (?:is|was|are)|\s?[:：=-])?[:：]? {{0,2}}{QUOTE}{SIX}"
)
NAME_ZH = r"(?:验证码|驗證碼|校验码|校驗碼|动态码|動態碼|短信码|簡訊碼|安全码|安全碼|谷歌码|谷歌碼|动态密码|动态口令|動態密碼|认证码|認證碼|一次性密码|ga码|otp码|2fa码|确认码|認証コード|認証番号|確認コード|ワンタイムパスワード|인증 ?번호|인증 ?코드|код подтверждения|код из смс|смс[- ]код|código de (?:verificación|seguridad|confirmación))"
CODE_ZH = re.compile(
    NAME_ZH
    + r"(?:\s{0,3}(?:就?是|は|は「|는|은|это|es|为|為|[:：=]|显示|收到的?(?:是|为)?|发来的?是?))?[\s:：]{0,3}"
    + QUOTE
    + CODE_VALUE
)
SPELT_ZH = re.compile(
    NAME_ZH + r"(?:就?是|为|為|[:：])?[\s:：]{0,3}(?P<value>[零〇一二三四五六七八九幺]{4,8})"
)
# Whatever small words stand between the name and six digits; nothing that names another number.
SMALL = (
    r"(?:一直|应该|應該|刚才|剛才|刚刚|收到|输入|輸入|显示|顯示|如下|短信|手机|手機|这个|這個|下面|code|otp|我|你|您|刚|剛|的|了|就|是|为|為|输|填|发|發|来|來|过|過|给|給|到|这|這|写|寫|有|现在"
    r"|[,，:：()（）「」『』【】\[\]= \t-])"
)
CODE_ZH_LATER = re.compile(rf"{NAME_ZH}{SMALL}{{1,10}}{SIX}(?!\s?(?:位|个|個|元|usd|u\b))")
DEVICE_ZH = re.compile(
    rf"(?:验证器|驗證器|身份验证器|authenticator|谷歌验证|谷歌|短信|邮件|郵件)(?:那边|那邊|这边|這邊|里面|上面|里|裡|上|app)?(?:显示|顯示|写着|寫著|说|說|给的|給的|(?=是))(?:的)?(?:是|为|為|数字是?|數字是?)?[\s:：]{{0,3}}{QUOTE}{SIX}"
)
SIX_ZH = re.compile(
    rf"(?<![后後末尾前])(?:六|6) ?位(?:数字|數字|数|數)?的?(?P<joint>就?是|为|為|[:：])?[\s:：]{{0,3}}{QUOTE}{SIX}(?(joint)|(?=\D{{0,2}}[念报報说說发發给給告]))"
)
SHORT_ZH = re.compile(rf"(?:码|碼)(?:就?是|[:：]|(?<=收到.)|(?<=收到的.))\s{{0,2}}{SIX}")
CODE_FIRST_ZH = re.compile(
    rf"{FIRST_VALUE} {{0,2}}(?:就?是|[,，(（])\s?(?:我的?|您的?|你的?|刚才?收到的|收到的|这个?)?(?:短信|手机|邮箱|谷歌|登录|提现|二次)?的?(?:验证码|驗證碼|动态码|校验码)"
)
THIS_ZH = re.compile(
    rf"{SIX} ?(?:(?:这个|這個|这条|的)?(?:短信|手机|手機|谷歌|邮箱)?的?{NAME_ZH}|(?:这个|這個)[码碼])"
)
# What was read out to a caller.
READ_OUT = re.compile(
    rf"\b(?:told|read)(?: out)?(?: to)? (?:him|her|them|the (?:caller|man|woman|agent|guy|person|voice))(?: the (?:digits|numbers?))? {QUOTE}{SIX}"
)
READ_OUT_ZH = re.compile(
    rf"(?:报|報|念)(?:了|出|给他了?|給他了?|给对方了?){{1,2}}\s?{QUOTE}{SIX}(?!\s?(?:的|块|u\b))"
)
LEAD = 40
# Codes that open nothing.
OPEN_CODES = re.compile(
    r"error|promo|promotion|promotional|referral|referrer|country|zip|post|postal|area|bar|qr|invite|invitation|status|swift|currency"
    r"|sort|order|coupon|discount|gift|source|response|reason|http|tracking|product|merchant|bank|branch|dial|dialling|iso|state|redeem"
    r"|redemption|voucher|bonus|commission|tax|risk|result|return|exit|failure|fault|activity|campaign|trading|pair|broker|affiliate|case"
    r"|ticket|reference|colour|color|hex|event|message|reject|cancel|ret|api"
)
UNIT = re.compile(
    r"[ \t]{0,2}(?:(?:characters?|chars|digits?|letters?|numbers?|symbols?|times?|attempts?|tries|days?|hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?|weeks?|months?|years?|usd[tc]?)(?![a-z])"
    r"|位|个|個|次|天|日|小时|分钟|分|秒|年|月|字|条|元|以上|多|倍|开头|開頭)",
    re.IGNORECASE,
)
FIGURE_BEFORE = frozenset("0123456789.,")
ANYWHERE = (CODE_FIRST, BY_MESSAGE, DEVICE, SIX_DIGITS, READ_OUT)
IN_CHINESE = (
    CODE_ZH,
    SPELT_ZH,
    CODE_ZH_LATER,
    DEVICE_ZH,
    SIX_ZH,
    SHORT_ZH,
    CODE_FIRST_ZH,
    THIS_ZH,
    READ_OUT_ZH,
)
EVERYWHERE = (*ANYWHERE, *IN_CHINESE)
SHORTER, SHORTER_ZH = (CODE_FIRST,), (CODE_ZH, SPELT_ZH, CODE_FIRST_ZH)
# Where nothing but the figures' own surroundings say that they are no other number.
VALUE_FIRST = (CODE_FIRST, BY_MESSAGE, CODE_FIRST_ZH, THIS_ZH, SHORT_ZH)
SIX_FIGURES = re.compile(SIX)
# Without one of these none of a kind of words is there.
SPEAKS_OF_CODES = SECRETS.any_of(("code", "otp", "2fa", "token", "one time p", "one-time p"))
SPEAKS_OF_CODES_ELSEWHERE = SECRETS.any_of(
    ("码", "碼", "口令", "コード", "番号", "ワンタイム", "인증", "код", "digo de")
)


def codes(low: str, marks: Mark) -> Iterator[Span]:
    """Find one-time codes in a folded text in lower case."""
    if not FIGURES.search(low):
        return
    for match in CODE.finditer(low) if marks & SPEAKS_OF_CODES else ():
        if _opens(low, match):
            yield from _code(low, match)
    for pattern in _asked(low, marks):
        for match in pattern.finditer(low):
            if pattern not in VALUE_FIRST or not named(low, match.start("value"), same_line=True):
                yield from _code(low, match)


def _asked(low: str, marks: Mark) -> tuple[re.Pattern[str], ...]:
    if SIX_FIGURES.search(low):
        return ANYWHERE if low.isascii() else EVERYWHERE
    shorter = SHORTER if marks & SPEAKS_OF_CODES else ()
    return (*shorter, *SHORTER_ZH) if marks & SPEAKS_OF_CODES_ELSEWHERE else shorter


def _code(low: str, match: re.Match[str]) -> Iterator[Span]:
    start, end = match.span("value")
    if not UNIT.match(low, end) and (start == 0 or low[start - 1] not in FIGURE_BEFORE):
        yield Span(start, end, Kind.ONE_TIME_CODE)


def _opens(low: str, match: re.Match[str]) -> bool:
    """Whether the words before "code" say that it lets somebody in, or none says what else it is."""
    if within_a_word(low, match.start()):
        return False
    lead = low[max(0, match.start() - LEAD) : match.start()]
    before = WORD_BEFORE.search(lead)
    if before and OPEN_CODES.fullmatch(before[1]):
        return False
    if match["word"].startswith(("otp", "2fa", "one", "passcode")) or QUALIFIED.search(lead):
        return True
    if not match["word"].startswith("code") or ANSWER.match(low, match.end()):
        return False
    if match["joint"].strip(" -#>"):
        return True
    six = sum(map(str.isdecimal, match["value"])) == 6  # noqa: PLR2004 - what authenticators and messages show
    return six and MINE.search(lead) is not None and not FAILURE.search(SENTENCE_END.split(lead)[-1])
