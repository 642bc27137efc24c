"""Requests that go a long way round: the deed and its price, or the secret and the wish, apart from each other.

"300 USDT has to arrive at our address", "I can speed it up if you send me 50", "the words are enough, send
them": no clause alone orders anything. Read are whole sentences, and where the money goes: to us.
"""

import re
from collections.abc import Iterable

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.asking import NOUNS, SPEAKS_OF_ONE, named
from trustdesk.guard.rules.clauses import FORBIDS
from trustdesk.guard.rules.gates import guarded, one_of
from trustdesk.guard.rules.paying import AMOUNT, FILL, LONGEST_EXCERPT, MONEY, OWN, OWN_ZH, SUM_ZH

LEVY = r"(?:fees?|tax(?:es)?|lev(?:y|ies)|dut(?:y|ies)|charges?|penalt(?:y|ies)|dues?|fines?|surcharges?|arrears)\b"
PAYS = r"(?:transfer|remit|wire|pay|send|deposit|top[- ]?up|recharge|move|withdraw|swap|forward|hand over)"
PAYING = r"(?:transferring|remitting|wiring|paying|sending|depositing|moving|withdrawing|forwarding)"
PLACE = r"(?:address|wallet|account|card|iban)"
THEIRS = (
    rf"(?:to|into|on|at) (?:me\b|us\b|my\b|our\b|this {PLACE}|(?:the|a|that) (?:\w+ ){{0,3}}?{PLACE}(?: \w+)? (?:i|we|below|of (?:our|my|us))\b"
    rf"|(?:the|a) (?:\w+ )?(?:safe|secure|temporary|escrow|settlement|compliance|custody|verification|holding|finance|audit)\b|the (?:following|below)\b)"
)
HELD = r"(?:funds?|withdrawals?|accounts?|money|coins|balance|payout|hold|assets)"
FREES = r"releas|unlock|unfr[eo]|process|restor|lift|pa(?:y|id) out|return|refund"
FREED = rf"(?:{FREES})\w*"
DEEDS = "transfer|remit|wir|pay|send|deposit|top|recharge|mov|withdraw|swap|forward|hand over"
ENGLISH = (
    guarded(
        DEEDS,
        rf"\b(?:{PAYS}|{PAYING})\b{FILL}\W+(?:{MONEY}|it|them|that|everything|all of it)(?: (?!hash|id\b|screenshot|proof|receipt|record)[\w-]+){{0,5}}? {THEIRS}",
    ),
    guarded(
        "arrive|reach|come|land|be received|be in",
        rf"(?:{AMOUNT}|{LEVY})\W+(?:\w+\W+){{0,3}}?(?:has to|have to|needs? to|must|should) (?:\w+ )?(?:arrive|reach|come|land|be (?:received|in))\b",
    ),
    guarded(
        "in advance|front|beforehand|first",
        rf"\b(?:needs?|requires?|wants?|takes?) (?:{AMOUNT})(?: (?!fee|interest)[\w'-]+){{0,5}}? (?:in advance|up ?front|beforehand|first)\b",
    ),
    guarded(
        "deposit of|payment of|transfer of",
        rf"\b(?:one[- ]time|refundable|returnable|security|guarantee|only thing (?:left|missing) \w+(?: \w+){{0,2}}) (?:deposit|payment|transfer) of (?:{AMOUNT})",
    ),
    guarded(
        "fee|tax|lev|dut|charge|penalt|due|fine|arrear",
        rf"\b(?:have|need|required|must|please|kindly)(?: to)? (?:\w+ )?(?:cover|clear|settle|bear|pay|discharge)\b(?:\W+[\w%-]+){{0,6}}?\W+{LEVY}",
    ),
    guarded(
        "transfer|payment|deposit|remittance",
        rf"\b(?:do|make|perform|carry out|complete|place|try)\b (?:a|an|one|the|another|your)(?: \w+){{0,2}} (?:transfer|payment|deposit|remittance)(?: of (?:{AMOUNT}))?(?: \w+){{0,2}}? {THEIRS}",
    ),
    guarded(
        DEEDS,
        rf"\b(?:asks?|requires?|expects?|instructs?|obliges?|needs?) (?:you|(?:\w+ ){{0,2}}(?:customers?|users?|clients?|everybody|everyone|holders?)) to {PAYS}\b{FILL}\W+(?:{MONEY}|{LEVY})",
    ),
)
BARE = re.compile(r"\b(?:it|them|that) to (?:me|us)$")
WORTH = re.compile(rf"\b(?:{MONEY}|{AMOUNT}|{LEVY}|{HELD})")
IF_YOU = guarded("if you", rf"\bif you (?:\w+ )?{PAYS} (?:me|us) (?:\w+ ){{0,2}}?(?:{MONEY})")
ONCE_YOU = guarded(
    "after|once|when|if|as soon as",
    rf"\b{HELD}\b(?: \w+){{0,3}}? (?:open|activat|{FREES})\w* (?:only )?(?:after|once|when|as soon as) you(?:'ve| have)? (?:pa(?:y|id)|sen[dt]|top(?:ped)? up|transfer(?:red)?|deposit(?:ed)?)\b|\b(?:once|after|as soon as|when|if) you(?:'ve| have)? (?:pa(?:y|id)|sen[dt]|transfer(?:red)?|deposit(?:ed)?|cover(?:ed)?|remit(?:ted)?|settled?)\b.{{0,50}}?\b{HELD}\b(?: \w+){{0,3}}? {FREED}",
)
# Who paid, who was asked to, and what is between buyer and seller or a loan, is the customer's own story.
THEIR_STORY = re.compile(
    r"\b(?:did|does|was|were|been|when|who|whether|buyer|seller|loans?|repay\w*|p2p|you (?:were|told|said|say))\b"
)
IN_PASSING = re.compile(r"\b(?:if|when(?:ever)?|once|after|before|while|as soon as|in case)\b[^,]*$")

THEIRS_ZH = r"(?:我|我们|我方|官方|平台|安全|指定|激活|验证|以下|下[面方]|这个|该|上述|临时|托管|专员|财务|公司|客服)[^,，。]{0,8}?(?:地址|钱包|账[户号]|卡)"
CHINESE = (
    re.compile(
        r"(?:把|将)[^,，。]{0,12}?(?:钱|款|币|资产|资金|余额|usdt|btc|eth|全部|所有|\du)[^,，。]{0,6}?(?:交|转|汇|打|付|提|存|充|移)[^,，。]{0,4}?(?:给|到|至|入|往)(?!账|哪)"
    ),
    re.compile(
        rf"(?<![已曾刚])(?:提|转|充|汇|打|存)(?:现|币|款|账)?(?:到|至|入|给|往)(?:一个)?{THEIRS_ZH}(?!的(?!$))"
    ),
    re.compile(
        rf"(?:再|先|另外|继续|追加|额外)\s?(?:充|存|打|转|付|投|缴)(?:值|入)?\s?(?:{SUM_ZH}).{{0,10}}?(?:就可?以?|即可|才可?以?|方可|便可)"
    ),
)
# What a payment brings about, once it is made.
AFTER_IT_ZH = re.compile(
    r"(?:补足|补齐|缴齐|交齐|付清)[^,，]{0,6}?(?:保证金|押金|税|费)后[^,，]{0,8}?(?:放款|提现|出金|到账|解冻|解锁)"
    r"|(?:缴|交|付|转|充)[^,，。]{0,10}?(?:担保金|保证金|押金|税|费)(?:之)?后[^。]{0,4}?(?:提现|放款|出金|到账|解冻|解锁)|补[^,，。]{0,4}?差[价额]后"
    r"|充\s?\d[\d,.]*\s?(?:u(?![a-z])|usd[tc]?)后[^。]{0,8}?(?:开通|激活|解冻|解锁|提现|出金)"
    r"|(?:解冻|激活|认证|验证|解封|放款|出金|工本|通道)(?:费|金)[^。]{0,14}?(?:付款|支付|缴纳|转账|打款|缴费)(?:之)?后"
)
THEIR_STORY_ZH = re.compile(
    r"谁|对方|有人|骗|哪|是否|多少|什么时候|吗[?？]?$|买家|卖家|您?(?:已经?|曾|刚才?)|划转|借贷|归还"
)

WISH = r"(?:send|share|give|tell|post|paste|forward) (?:it|them|that|those)\b"
WISH_ZH = r"(?:发(?:给)?我|发来|发过来|告诉我|给我|报给我|回复我|发给客服|念给我)(?!们?(?:您|你)?是否)"
WISHED = one_of("send|share|give|tell|post|paste|forward|我|发|告诉|给")
WISHES = {
    reason: re.compile(
        rf"(?:{noun})[^.!?\n]{{0,60}}?\b{WISH}"
        rf"|(?:{noun})[^。\n]{{0,14}}?(?:收到|[，,？?]|只需要?|只要)\s?(?:了吗?|后)?[，,？?]?\s?(?:收到)?(?:后|了)?(?:请|麻烦|就)?(?:立即|马上|尽快|直接)?{WISH_ZH}"
        rf"|截图[^,，。]{{0,8}}?(?:{noun})(?:的?页面?)?.{{0,4}}?(?:给我|发)"
    )
    for reason, noun in NOUNS.items()
}
# The nouns of "I cannot go on without your code", whose "not" and "without" forbid nothing.
NEEDS = {
    reason: re.compile(
        rf"\b(?:i|we)\b(?: \w+)? ?(?:cannot|can'?t|can not|unable to|not able to)\b[^.!?\n]{{0,40}}?\b(?:without|unless (?:i|we) (?:have|see|get)|until (?:i|we) (?:have|see|get)) (?:your|ur|the) (?:\w+ ){{0,2}}?(?:{noun})"
    )
    for reason, noun in NOUNS.items()
}


def asks_roundabout(plain: str, sentences: Iterable[str]) -> Refusal | None:
    """Tell whether an undisguised text asks for a secret or a payment in a roundabout way, or None."""
    for sentence in sentences:
        if asked := _pays(sentence):
            return Refusal(Reason.ASKS_PAYMENT, asked[:LONGEST_EXCERPT])
    return _wishes(plain) if SPEAKS_OF_ONE(plain) else None


def _wishes(plain: str) -> Refusal | None:
    reasons = tuple(named(plain))
    for reason in reasons:
        if need := NEEDS[reason].search(plain):
            return Refusal(reason, need[0][:LONGEST_EXCERPT])
    for reason in reasons if WISHED(plain) else ():
        for wish in WISHES[reason].finditer(plain):
            if not FORBIDS.search(_around(plain, wish)):
                return Refusal(reason, wish[0].strip()[:LONGEST_EXCERPT])
    return None


def _pays(sentence: str) -> str | None:
    asked = _in_english(sentence) or (None if sentence.isascii() else _in_chinese(sentence))
    return asked if asked and not FORBIDS.search(sentence) else None


def _in_english(sentence: str) -> str | None:
    asked = IF_YOU.search(sentence) or ONCE_YOU.search(sentence) or _roundabout(sentence)
    return asked[0] if asked and not THEIR_STORY.search(sentence) else None


def _roundabout(sentence: str) -> re.Match[str] | None:
    for pattern in ENGLISH:
        asked = pattern.search(sentence)
        if asked and BARE.search(asked[0]) and not WORTH.search(sentence[: asked.start()]):
            continue  # "the case reference, and send it to us": it is no money
        if asked and not IN_PASSING.search(sentence[: asked.start()]):
            return None if OWN.search(sentence) else asked
    return None


def _in_chinese(sentence: str) -> str | None:
    for pattern in (*CHINESE, AFTER_IT_ZH):
        if asked := pattern.search(sentence):
            own = THEIR_STORY_ZH.search(sentence) or OWN_ZH.search(sentence)
            return None if own else asked[0]
    return None


def _around(plain: str, wish: re.Match[str]) -> str:
    """Give the sentences that the wish stands in, from their beginning to their end."""
    begin = max(plain.rfind(end, 0, wish.start()) for end in "\n.。!！") + 1
    after = [at for end in "\n.。!！" if (at := plain.find(end, wish.end())) >= 0]
    return plain[begin : min(after, default=len(plain))]
