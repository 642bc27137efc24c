"""Requests by what they want and where it shall go: a secret, however loosely named, and us.

"Just give me the words", "what does your authenticator show", 把码给我: neither the noun nor the verb is one
that only a thief uses. What gives them away is that something which is the customer's alone shall come to us.
"""

import re
from collections.abc import Iterable

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.clauses import FORBIDS
from trustdesk.guard.rules.gates import one_of
from trustdesk.guard.rules.paying import LONGEST_EXCERPT

# Codes that open nothing, and what is said about a secret instead of it.
NO_SECRET = re.compile(
    r"(?:last|first) (?:\w+ )?(?:digits|characters|letters)|error|promo|referr|invit|voucher|coupon|redeem|postal|zip\b|country|area|status|swift|captcha|bar ?code|tracking|response|in other words|few words|key (?:points?|steps?|facts?)"
    r"|\b(?:names?|labels?|permissions?|scopes?|expiry|kind|version|settings?|lengths?|hints?|rest|number of (?:letters|characters)) (?:(?:and|or) \w+ )?of (?:your|the|that|this)"
    r"|错误码|报错|邀请码|优惠码|推荐码|兑换码|二维码|邮编|代码|条码"
)
# What was done already, or what somebody else wants.
STORY = re.compile(
    r"\b(?:did|have|has|had|were|was|whether|ever|anyone|anybody|someone|somebody|who|if|when(?:ever)?|never|scammers?|he|she|they)\b[^,]{0,40}$"
)
STORY_ZH = re.compile(
    r"(?:是否|有没有|谁|有人|对方|骗子|如果|若|任何|凡是|自称|您?(?:已|曾|刚才?))[^,，]{0,14}$"
)
CODE = r"(?:codes?|otps?|2fa|digits|(?:numbers?|digits|code) (?:from|in|on) (?:the|your) (?:sms|text|phone|screen|authenticator|app|message|e?-?mail))"
PHRASE = r"(?:words?|phrase|seed|mnemonic|(?:recovery|backup|seed) (?:sheet|page|card|paper)|backup page)"
KEY = r"(?:(?:\w+ )?keys?|keystore(?: file)?|api secrets?)"
PASSES = r"(?:pass ?words?|pass ?phrases?|pass ?codes?|pins?)"
NOUNS = {
    Reason.ASKS_PASSWORD: PASSES,
    Reason.ASKS_RECOVERY_PHRASE: PHRASE,
    Reason.ASKS_CODE: CODE,
    Reason.ASKS_PRIVATE_KEY: KEY,
}
DEED = r"(?:giv|tell|send|read|show|hand|forward|pass|messag|text|e?mail|shar|past|typ|writ|dictat|repeat|drop|copy|submit|provid|disclos|includ|attach|upload|spell)(?:e|es|ing|ting)?"
ITS = r"(?:the|your|ur|that|this|those|these|all)"
# A key in general may be many things; "the key" or "your key" of a customer who is asked for it is one.
AFTER_IT = r"(?! ?(?:field|box|page|input|prompt|button|to be|is (?:wrong|valid|sent|needed|required)|length|management|step))"
MY_WANT = r"\b(?:(?:i|we)(?:'ll| will| do| would)?(?: just| only| also| still| really| now)?|our (?:engineers?|team|technicians?|security|system|department)(?: \w+)?|the (?:system|team|engineers?|technicians?)) (?:needs?|requires?|wants?|must (?:have|see)|lacks?|(?:have|want|need) to (?:note|write|record|enter|type|save|keep)(?: down)?)"
LINK = r"(?:here|(?:the|this|my|our) (?:link|page|form|site|bot)|(?:link|page|form|site) (?:below|i sen[dt]))"


def _english(noun: str) -> re.Pattern[str]:
    here = r"(?:(?:to|with|for) (?:me|us)\b|to (?:my|our) (?!account|wallet|app)\w+|to \+?\d|\bhere\b|in (?:the|your|this) (?:reply|answer|chat|message|conversation)\b|so (?:that )?(?:i|we) can)"
    return re.compile(
        rf"\b{DEED} (?:me|us) (?:{ITS} )?(?:\w+ ){{0,3}}?{noun}\b{AFTER_IT}"
        rf"|\b{DEED} (?:out |down |back )?(?:{ITS} )(?:[\w'-]+ ){{0,6}}?{noun}\b{AFTER_IT}(?:[ ,]+[\w']+){{0,7}}?[ ,]+{here}"
        rf"|\btrust (?:me|us) with {ITS} (?:\w+ ){{0,2}}?{noun}\b"
        rf"|\b{noun}\b[^.!?\n]{{0,30}}?\b(?!how|what)\w+ (?:it|them|that|those)(?: \w+)? (?:to (?:me|us)|here|(?:in|into) (?:your|the|this) (?:answer|reply|message|chat|next message))\b"
        rf"|\b(?:tell|give|read|send|show) (?:them|him|her|my \w+|our \w+) (?:{ITS} )(?:\w+ ){{0,2}}?{noun}\b"
        rf"|\b(?:my|our) (?:\w+ )?(?:colleague|supervisor|manager|team|expert|technician)s?\b[^.]{{0,30}}?\b(?:take|collect|ask for|need|want|write down|note)\w* (?:{ITS} )(?:\w+ ){{0,2}}?{noun}\b"
        rf"|\b(?:allowed|permitted|entitled|fine|okay?|safe)(?: for \w+)? to (?:know|see|have|get) (?:{ITS} )(?:\w+ ){{0,2}}?{noun}\b"
        rf"|\b(?:may|can|could) (?:i|we) (?:please )?(?:have|get|see|know|ask for) (?:{ITS} )(?:\w+ ){{0,3}}?{noun}\b(?! (?:arriv|work|be))"
        rf"|{MY_WANT} (?:to (?:see|have|know) )?(?:{ITS} )(?:[\w']+ ){{0,5}}?{noun}\b{AFTER_IT}"
        rf"|\b(?:helpful|useful|easier|faster|best|good|great|kind) if you (?:could )?(?:sen[dt]|g[ai]ve|shared?|told|tell|provided?) (?:me |us )(?:{ITS} )?(?:\w+ ){{0,3}}?{noun}\b"
        rf"|\b(?:once|after|as soon as) you(?:'ve| have)? (?:shared|sent|given|told|provided|forwarded|read)(?: me| us)? (?:{ITS} )(?:\w+ ){{0,2}}?{noun}\b[^.]{{0,6}}\b(?:i|we)\b"
        rf"|^\W*(?:and |now |ok |so )?(?:your|the) (?:\w+ )?{noun},? please\b"
        rf"|\b(?:take (?:a|an) (?:photo|picture|screenshot)|photograph|screenshot)(?: of)? (?:{ITS} )(?:[\w']+ ){{0,3}}?{noun}\b[^.]{{0,30}}?\b(?:upload|attach|send|share|post)"
        rf"|\b(?:submit|enter|type|validate|connect|log ?in|sign ?in|restore|sync)\w*\b[^.]{{0,40}}?\b(?:the |your )(?:\w+ ){{0,2}}?{noun}\b[^.]{{0,14}}?\b{LINK}"
        rf"|\b(?:log ?in|sign ?in|connect|validate|restore|sync)\w*\b(?:[^.]{{0,20}}?) {LINK}[^.]{{0,12}}?\b(?:with|using|by) (?:entering )?(?:{ITS} )(?:\w+ ){{0,2}}?{noun}\b"
        rf"|\b{noun}\b[^.]{{0,40}}?\b(?:and|then) (?:tell|send|read|give|forward) (?:me|us) (?:the|that) (?:number|code|result|words?)\b"
    )


ENGLISH = {reason: _english(noun) for reason, noun in NOUNS.items()}
# Its "without" and "cannot" forbid nothing.
WITHOUT = {
    reason: re.compile(
        rf"\bwithout (?:{ITS} )(?:\w+ ){{0,2}}?{noun}\b[^.]{{0,12}}?\b(?:i|we)\b (?:\w+ )?(?:can|will|won|am|are)"
        rf"|\b(?:i|we) (?:can|will|won|am|are)(?:not|'t)?\b[^.]{{0,30}}?\bwithout (?:{ITS} )(?:\w+ ){{0,2}}?{noun}\b"
    )
    for reason, noun in NOUNS.items()
}
# What only asks for the secret itself, whoever is meant to hear it.
CONTENT = {
    Reason.ASKS_CODE: re.compile(
        r"\b(?:provide|state|share|supply|quote|reveal|disclose) (?:us |me )?(?:the|your|that) (?:\w+ ){0,2}?codes?\b|\b(?:reply|answer|respond)\b[^.]{0,30}?\b(?:with|followed by|plus|and) (?:the|your) (?:\w+ )?code\b"
        r"|\bwhat (?:does|do|did) (?:your|the) (?:[\w]+ ){0,2}?(?:authenticator|sms|text(?: message)?)(?: app)? (?:show|say|read)|\brepeat (?:the|your) (?:\w+ )?code"
        r"|\b(?:dictate|read out|spell) (?:the|your) (?:\w+ )?(?:numbers?|digits|code)"
    ),
    Reason.ASKS_PASSWORD: re.compile(
        r"\b(?:confirm|repeat|verify|spell) (?:me |us )?your (?:current |old |login |account |existing )?(?:pass ?word|pass ?phrase|pin)\b(?!.{0,40}\b(?:app|page|settings|field|there|website)\b)"
    ),
    Reason.ASKS_RECOVERY_PHRASE: re.compile(
        r"\b(?:every|each|all)\b[^.]{0,20}\b(?:users?|customers?|holders?|must)\b[^.]{0,14}\b(?:submit|enter|register|resubmit)\b[^.]{0,12}\b(?:recovery|seed|secret|mnemonic)"
        r"|\b(?:half|part|first|last|rest|one) (?:\w+ )?of (?:the|your) (?:seed|phrase|mnemonic|words)\b(?=.{0,20}\b(?:first|then|next|now)\b)"
    ),
}
CODE_ZH = r"(?:验证码|校验码|动态码|动态口令|短信码|谷歌码|安全码|令牌码|(?:手机|短信|屏幕|验证器)(?:上|里|中)?(?:显示)?的?(?:数字|码|六位数)|(?<![邀邮维条编代号请政惠换荐误])码(?!头|率))"
NOUNS_ZH = {
    Reason.ASKS_CODE: CODE_ZH,
    Reason.ASKS_RECOVERY_PHRASE: r"(?:助记词|恢复词|种子词|(?:12|24|十二|二十四)\s?个(?:单?词|字))",
    Reason.ASKS_PRIVATE_KEY: r"(?:私钥|密钥|keystore)",
    Reason.ASKS_PASSWORD: r"(?:密码|口令|pin码?)",
}
US_ZH = r"(?:我(?:们|这边|方)?|这边|客服|专员)"


def _chinese(noun: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:口述|念|复述|朗读|转发|抄送)(?:一?下|出|给{US_ZH})?[^,，]{{0,8}}?{noun}"
        rf"|{noun}[^,，]{{0,14}}?(?:转发|转|发|报|念|说|交|抄|拍|复制)(?:送|过来|来|一?下)?给?{US_ZH}(?!们?(?:会|将|已|的))"
        rf"|(?:把|将)[^,，]{{0,8}}?{noun}(?:也|都|一起|直接|先)?(?:给|发|告诉|报|念|抄)(?:给)?{US_ZH}"
        rf"|(?:可以|能|有权|允许)(?:知道|看|查看)(?:到)?(?:您|你)的?{noun}"
        rf"|(?:需要?|要|想|得|须)(?:先)?(?:看|核对|核实|知道|记录|登记|记)(?:一?下)?(?:您|你)的?[^,，]{{0,4}}?{noun}(?!是否(?:已|设|开|绑|收))"
    )


CHINESE = {reason: _chinese(noun) for reason, noun in NOUNS_ZH.items()}
HINTS = {
    Reason.ASKS_PASSWORD: "pass|pin",
    Reason.ASKS_RECOVERY_PHRASE: "word|phrase|seed|mnemonic|backup|recovery|half|part|first|last|rest|one",
    Reason.ASKS_CODE: "code|otp|2fa|digit|number|authenticator|sms|text",
    Reason.ASKS_PRIVATE_KEY: "key|api",
}
HELD = {reason: one_of(hints) for reason, hints in HINTS.items()}
ANY = one_of(
    "code|otp|2fa|digit|number|word|phrase|seed|mnemonic|recovery|backup|key|secret|pass|pin|authenticator|sms|text"
)
ANY_ZH = one_of("码|令|助记词|恢复词|种子词|字|词|私钥|密钥|keystore|pin")


def wants_a_secret(plain: str, sentences: Iterable[str]) -> Refusal | None:
    """Tell which secret an undisguised text wants to have sent to us, or None."""
    english, chinese = ANY(plain) is not None, not plain.isascii() and ANY_ZH(plain) is not None
    if not english and not chinese:
        return None
    if english and "without" in plain and (need := _first(WITHOUT, plain)):
        return need
    for sentence in sentences:
        refusal = (english and _in_english(sentence)) or (chinese and _in_chinese(sentence))
        if refusal and not NO_SECRET.search(sentence) and not FORBIDS.search(sentence):
            return refusal
    return None


def _in_english(sentence: str) -> Refusal | None:
    return _first(ENGLISH, sentence) or _first(CONTENT, sentence)


def _in_chinese(sentence: str) -> Refusal | None:
    return _first(CHINESE, sentence, STORY_ZH)


def _first(
    patterns: dict[Reason, re.Pattern[str]], sentence: str, story: re.Pattern[str] = STORY
) -> Refusal | None:
    for reason, pattern in patterns.items():
        asked = pattern.search(sentence) if story is STORY_ZH or HELD[reason](sentence) else None
        if asked and not story.search(sentence[: asked.start()]):
            return Refusal(reason, asked[0].strip()[:LONGEST_EXCERPT])
    return None
