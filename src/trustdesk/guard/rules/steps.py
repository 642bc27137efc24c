"""A secret that is named in one clause, and asked for in another.

"There is a code in the mail, what is it?", "see the six digits? Send them here", 看到助记词后截图给我. Clauses are read
in their order: which secret was named last, and whether what follows brings it to us.
"""

import re
from collections.abc import Sequence

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.clauses import LETS_GO
from trustdesk.guard.rules.handing import harmless
from trustdesk.guard.rules.nouns import LOOSELY
from trustdesk.guard.rules.paying import LONGEST_EXCERPT
from trustdesk.guard.rules.said import Said

HAND = (
    r"(?:send|giv(?:e|ing)|shar(?:e|ing)|tell|show|read|forward|pass|provide|supply|submit|post|paste|type|write|drop|text|mail|e-mail|attach|upload|add|note|quote|state|list|repeat|dictate|hand|message|dm|put"
    r"|copy|communicate|furnish|transmit|shoot|report|ping|pop|spell|screenshot)"
)
US = (
    r"(?:(?:to |with |for )?(?:me|us)\b|\bhere\b(?! (?:is|are|you))|\bbelow\b|\b(?:in|into|to|with|on) (?:this|the|our|your|my|a) (?:next |live |same )?(?:chat|ticket|reply|message|conversation|answer|response|thread|case|window|box)\b"
    r"|\bto (?:the |our |my )?(?:\w+ )?(?:support|team|engineers?|department|undersigned|specialists?|technicians?|colleagues?)\b)"
)
PICKED = r"(?:number|numbers|code|digits|words?|picture|photo|screenshot|content|lot)"
IT = rf"(?:it|them|those|these|all of (?:it|them)|(?:that|this|those)(?: {PICKED})?|the {PICKED})"
AGAIN = re.compile(
    rf"\b{HAND} (?:me |us )?{IT}\b(?: down| out| over| back)?(?:\W+[\w'-]+){{0,3}}?\W+{US}|\b{HAND} (?:me|us) (?:{IT}\b|what(?:'?s| is| it| you)? ?(?:in it|there|on it|on the screen|says?|shows?|reads?|see|get|got|received?)\b(?! (?:under|at|in|on)\b))"
    rf"|\b(?:reply|respond|answer|come back|get back)(?: to (?:me|us|this))? with {IT}\b"
    r"|\b(?:type|paste|write|put|copy|send|drop) (?:it |them )?(?:here|below)\b"
    r"|\b(?:i|we)(?:'ll| will| do| still| just| only)? (?:need|require|want) (?:it|them|that|those)\b(?! (?:to|you))"
    r"|\bwhat(?:'?s| is| are) (?:it|they|that)\W*$|\bwhat(?:'?s| does| do| did)? (?:it|they|that)(?: in it)? (?:say|read|show)s?\W*$|\bwhat(?:'?s| is) (?:in|on) (?:it|there)\W*$|\bwhats it say\b"
    rf"|\b(?:can|could|will|would) (?:u|you) (?:please |pls )?(?:give|send|share|tell)(?: (?:it|them|me|us))?\W*$|^\W*(?:(?:so|then|now|just|please|pls|and|you|kindly)\W+)*(?:send|give|share|forward) {IT}(?: \w+)?\W*$"
)
# In Chinese nothing says "it": the clause has no object of its own, only words that lead from one to the other.
LED_ZH = r"(?:您|你|看到|收到|找到|打开|出来|拿到|弹出|显示|点开|没有?|有|了|后|之后|的话|请|麻烦|劳烦|就|再|然后|直接|马上|立即|立刻|第一时间|尽快|只要|只需|一起|完整|原样|都|全部|也|帮我|把(?:它|数字|内容|号码)|将其|它们?|这个|那个|在|复制|粘贴|截(?:个|张)?[图屏]|拍(?:个|张)?照|拍下来?|抄下来?|导出|准备好|并|快|那就?|亲|ok|好|\W)*"
SAY_ZH = r"(?:(?:发|报|粘贴|复制|念|读|说|讲|转|贴|传|写|打|抄|补充|填|附|回复|告诉|告知|转发|发送|提供)(?:给|送)?(?:一?下|个)?(?:给|到|在)?(?:我|我们|客服|这里|这边|下面|工单里?|聊天里?|过来|来|回来)?|跟我[说讲](?:一?下)?|给我|转告我|(?:内容)?是(?:多少|什么)|多少)"
END_ZH = r"(?:一?下|就好|就行|即可|就可以|吧|哦|呗|哈|啦|呀|咯|囉|了|听|看|核对|处理|操作|\W)*"
AGAIN_ZH = re.compile(rf"^(?!\W*截图(?!然|再|给)){LED_ZH}{SAY_ZH}{END_ZH}(?:是多少|是什么)?\W*$")
# In the clause that names it, too.
SAME_ZH = re.compile(
    r"(?:发|报|念|读|说|转|贴|传|写|打|抄|回复|截(?:个|张)?图(?:发)?)(?:给|送)?(?:一?下|个)?(?:给|到)?(?:我(?!们?(?:会|将|已))|客服|这里|这边|下面|过来)|跟我[说讲]|告诉我(?!们?(?:您?是否|结果|余额|提示|报错|页面|时间|一声|哪|什么|金额|订单|网络))|(?:复制|粘贴|贴)到?这里|直接(?:回复|发|给)|转告我|(?:打|填|写|输)(?:入)?(?:在|到)这个?(?:窗口|对话框|聊天)"
)
BETWEEN_ZH = re.compile(r"[把将哪已谁]|没|截图")
CLOSE = 14
# Something else is spoken of, which is what "it" means from here on.
OTHER = re.compile(
    r"\b(?:order|uid|txid|tx|hash|ticket|reference|deposits?|withdrawals?|transactions?|error|history|proof|receipt|statement|network|amount|screenshot of|file|form|fees?|usdt|coins?|funds)\b|单号|订单|uid|txid|哈希|报错|充值|提[现币]|记录|网络|金额|链接|凭证|证明|流水"
)
# Said of a secret in passing: nobody asks for it next.
IN_PASSING = re.compile(
    r"\b(?:leaked|stolen|forg[eo]t\w*|reset|chang\w+|wrong|valid|stored|keep|kept|choose|lost|update)\b|被盗|泄|错|忘|修改|重置|用于|有效|离开|保存|保管|设置|丢"
)
MOST_BETWEEN = 2


def asks_in_steps(text: Said) -> Refusal | None:
    """Tell which secret a text names first and then wants brought to us, or None."""
    last: Reason | None = None
    age = 0
    for part in text.clauses if text.spoken else ():
        here = _named(part, text.spoken)
        meant = last or here
        if meant is None:
            continue
        other = OTHER.search(part) is not None
        if not other and _again(part, meant, named_before=last is not None) and not harmless(part):
            return Refusal(meant, part.strip()[:LONGEST_EXCERPT])
        age = 0 if here else age + 1
        kept = here or (None if other or age > MOST_BETWEEN else last)
        last = None if LETS_GO.search(part) or IN_PASSING.search(part) else kept
    return None


def _named(part: str, spoken: Sequence[Reason]) -> Reason | None:
    return next((reason for reason in spoken if LOOSELY[reason].search(part)), None)


def _again(part: str, reason: Reason, *, named_before: bool) -> bool:
    if named_before and (AGAIN.search(part) or (not part.isascii() and AGAIN_ZH.search(part))):
        return True
    named = LOOSELY[reason].search(part)
    return named is not None and _after(part[named.end() :])


def _after(rest: str) -> bool:
    """Whether what follows the secret in its own clause brings it to us."""
    if AGAIN.search(rest):
        return True
    asked = None if rest.isascii() else SAME_ZH.search(rest)
    return asked is not None and asked.start() <= CLOSE and not BETWEEN_ZH.search(rest[: asked.start()])
