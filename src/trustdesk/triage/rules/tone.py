"""How a message sounds: mood, abuse, the wish to complain. Anger at a loss is not abuse of a person."""

import re

from trustdesk.triage.model import Mood, Urgency

ABUSE = re.compile(
    r"\b(?:fuck\w*|motherf\w+|assholes?|bastards?|bitch(?:es)?|cunts?|dickheads?|retards?|scum(?:bags?)?|morons?"
    r"|(?:stupid|dumb|useless|fucking) (?:idiots?|agents?|people|bot|dogs?|pigs?)|(?:you|u) (?:are |re |'re )?(?:all )?(?:idiots?|morons?|thieves and liars)"
    r"|go to hell|screw you|drop dead|(?:i(?:'| wi)ll|going to) (?:kill|hurt|beat) (?:you|u))\b"
    r"|傻[逼比屄叉B]|煞笔|沙雕|[操艹草肏]你|[你尼]妈的?[逼比]|妈的智障|他妈的?|去死|死全家|全家死|狗[东杂娘日]|[滚]蛋|滚你|王八蛋|混蛋|畜生|脑残|废物|贱[人货]|弱智|弄死你",
    re.IGNORECASE,
)
COMPLAINT = re.compile(
    r"\b(?:complain\w*|formal complaint|ombudsman|regulator|lawyer|sue you|legal action|compensat\w+|supervisor|your manager|a manager|escalate)\b"
    r"|not (?:satisfied|happy) with|unacceptable|report you|投诉|举报你们|监管|律师|起诉|赔偿|主管|经理|上级|不满意|维权|12315|消协",
    re.IGNORECASE,
)
ANNOYED = re.compile(
    r"\b(?:terrible|ridiculous|worst|awful|disgust\w+|useless|joke of|unbelievable|angry|furious|fed up|sick of|nobody (?:answers|replies|helps)|still no|still waiting|again and again|unacceptable|disappoint\w+)\b"
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
    return ABUSE.search(text) is not None


def complains(text: str) -> bool:
    """Tell whether a message wants to complain, whatever it calls it."""
    return COMPLAINT.search(text) is not None


def mood(text: str, urgent: Urgency) -> Mood:
    """Tell how somebody feels; who has lost something is distressed however they write."""
    if urgent in {"theft", "scam"} or DISTRESSED.search(text):
        return "distressed"
    if ANNOYED.search(text) or abusive(text):
        return "annoyed"
    return "pleased" if PLEASED.search(text) and not DENIED.search(text) else "calm"
