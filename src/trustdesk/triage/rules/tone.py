"""How a message sounds: mood, abuse, the wish to complain. Anger at a loss is not abuse of a person."""

import re

from trustdesk.knowledge import folded
from trustdesk.triage.model import Mood, Urgency

_LOW = r"(?:idiots?|morons?|crooks?|clowns?|liars|thieves|scum(?:bags?)?|dogs?|pigs?|imbeciles?|bastards?|assholes?|retards?|parasites)"
_US = r"(?:agents?|people|bot|support|staff|team|company|exchange|platform|service)"
ABUSE = re.compile(
    rf"\b(?:motherf\w+|assholes?|bastards?|bitch(?:es)?|cunts?|dickheads?|retards?|scum(?:bags?)?|morons?|imbeciles?)\b"
    rf"|\b(?:bunch|pack|gang|load) of \w*\s?{_LOW}\b|\b(?:you|u|ur|you'?re|u r|they|y'?all)\b(?: guys)?(?: are|re| r)?(?: all| just| a| an| such| fucking| total)* {_LOW}\b"
    rf"|\b(?:you|u|you'?re|bot)\b(?: are| is| r)?(?: so| all| just| totally)* (?:stupid|dumb|worthless|pathetic|brainless)\b"
    rf"|\b(?:fuck|fck|f\*+(?:k|ck)?|screw)\s?(?:ing)?\s(?:you|u|off|yourself|your|this (?:company|exchange|platform)|{_US}|{_LOW})"
    rf"|\b(?:stupid|dumb|useless|worthless|fucking|fkn|fkin|f\*+ing|idiotic)\s+(?:\w+\s+)?(?:{_US}|{_LOW})\b"
    r"|\b(?:go to hell|drop dead|shut up|eat shit|burn in hell|(?:i(?:'| wi)ll|going to) (?:kill|hurt|beat|find) (?:you|u))\b"
    r"|傻[逼比屄叉b](?!了我)|煞笔|沙雕|[操艹草肏日](?:你|尼|泥)|草泥马|[你尼](?:妈的?[逼比]|他妈的?(?:是|就|给))|妈的智障|去死|死全家|全家.{0,3}死|狗[东杂娘日]|狗(?:平台|客服|公司|交易所)"
    r"|[滚]蛋|滚你|王八蛋|混蛋|畜生|脑残|废物|贱[人货]|弱智|弄死你|不要脸"
    r"|(?:你|你们|你们的?客服|客服).{0,4}(?:是|像|一群|全|都)+.{0,3}(?:猪|狗|智障|傻子|傻瓜|白痴|垃圾|骗子|死人)|一群(?:.{0,3})(?:骗子|垃圾|猪|狗|白痴|饭桶)",
    re.IGNORECASE,
)
_CHIEF = r"(?:supervisor|manager|boss|superior|team lead)"
COMPLAINT = re.compile(
    r"\b(?:complain\w*|grievance|ombudsman|lawyer|attorney|sue you|legal action|compensat\w+|escalate|in charge)\b(?<!me complaining)"
    rf"|\b(?:your|a|the) {_CHIEF}\b.{{0,20}}(?:now|please|speak|talk|contact|$)|\b(?:speak|talk|get|want|connect|transfer|put)\b.{{0,25}}\b{_CHIEF}\b(?! told)"
    r"|(?:go|report\w*|write|turn|complain|tell|contact|taking this|take this)\b.{0,25}\b(?:regulators?|authorit\w+|consumer protection)"
    r"|not (?:satisfied|happy) with|unacceptable|report you\b"
    r"|投诉|检举|举报你|维权|起诉|律师|赔偿|赔付|谁来赔|要.{0,4}赔|不满意|不服|消协|消费者(?:协会|保护)|12315|曝光你|讨个?说法"
    r"|(?:找|去|向|告|到|让).{0,6}(?:监管|金管会|证监|工商)|(?:找|叫|让|要|给|请).{0,6}(?:主管|经理|上级|领导|负责人|老板)(?!.{0,3}(?:认证|是谁))"
    r"|(?:去|要|想|提|申请).{0,2}申诉",
    re.IGNORECASE,
)
ANNOYED = re.compile(
    r"\b(?:terrible|ridiculous|worst|awful|disgust\w+|useless|joke of|unbelievable|angry|furious|fed up|sick of|nobody (?:answers|replies|helps)|still no|still waiting|again and again|unacceptable|disappoint\w+|bullshit)\b"
    r"|太差|太慢|垃圾|什么破|无语|气死|受够|恶心|离谱|没人[理管回]|一直没[人有]|还没[有到处回解]|搞什么|坑人|失望|[!！]{2,}|[?？]{3,}",
    re.IGNORECASE,
)
DISTRESSED = re.compile(
    r"\b(?:help me|please help|desperate|scared|afraid|panic\w*|all my (?:savings|money)|life savings|can'?t sleep|crying|begging)\b"
    r"|救命|求求|求助|害怕|慌|着急|急死|全部积蓄|血汗钱|养老钱|睡不着|崩溃|怎么办啊",
    re.IGNORECASE,
)
PLEASED = re.compile(
    r"\b(?:thank you(?: so much| very much)?|thanks|great|excellent|perfect|awesome|love it|well done|very helpful|appreciate)\b"
    r"|谢谢|感谢|太好了|很棒|给力|满意(?!的?回复)|点赞|解决了",
    re.IGNORECASE,
)
DENIED = re.compile(r"不满意|not (?:great|helpful|happy)|没解决|没有解决", re.IGNORECASE)


def abusive(text: str) -> bool:
    """Tell whether a message insults or threatens somebody."""
    return ABUSE.search(_plain(text)) is not None


def complains(text: str) -> bool:
    """Tell whether a message wants to complain, whatever it calls it."""
    return COMPLAINT.search(_plain(text)) is not None


def mood(text: str, urgent: Urgency) -> Mood:
    """Tell how somebody feels; who has lost something is distressed however they write."""
    plain = _plain(text)
    if urgent in {"theft", "scam"} or DISTRESSED.search(plain):
        return "distressed"
    if ANNOYED.search(plain) or abusive(text):
        return "annoyed"
    return "pleased" if PLEASED.search(plain) and not DENIED.search(plain) else "calm"


def _plain(text: str) -> str:
    return folded(text).replace("\u2019", "'")
