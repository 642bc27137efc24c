"""Replies that ask the customer for a secret, in Chinese and English, through plain disguises.

A sentence asks when a word of asking and a word for a secret stand together in one part
of it, and nothing in that part forbids it: "never send anyone your password" is advice.
"""

import re
from collections.abc import Iterable, Iterator

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.clauses import forbidden
from trustdesk.guard.rules.gates import Guarded, guarded, one_of

NOUNS = {
    Reason.ASKS_RECOVERY_PHRASE: (
        r"(?:seed|recovery|mnemonic|backup|secret)[ -]?(?:phrases?|words?)|mnemonics?\b|(?:12|24|twelve|twenty[ -]four)[ -](?:\w+ )?words?|\bseeds?\b(?! ?(?:round|fund|investor|capital))"
        r"|words? (?:that )?you (?:wrote|noted|saved|were given|got)\b|words (?:of|from|for|to) (?:your|the) (?:wallet|phrase|backup)|\b(?:your|the|wallet) phrase\b(?! ?[\"'“(:])"
        r"|助记[词语]|密语|恢复短?[词语]组?|种子[词短][语]?|注记词|备份(?:短语|词组?|助记)|(?:12|24|十二|二十四)\s?个?(?:英文|中文)?(?:单?词|字)"
    ),
    Reason.ASKS_PRIVATE_KEY: r"priv(?:ate)?[ -]?keys?|secret[ -]?keys?|api[ -]?(?:secrets?|keys?)(?! ?(?:name|id|label|permission|list|management)s?\b|\s?的?(?:名称|权限|标签|编号|备注|列表))|keystore|wallet[ -]?keys?|\bkeys? (?:of|to|for) (?:your|ur|the) (?:\w+ )?wallet|私[钥匙]|密钥",
    Reason.ASKS_PASSWORD: r"p[ao]ss[ -]?words?|pass[ -]?codes?|pass[ -]?phrases?|\bpwd?\b|\bpins?\b(?: code| number)?|(?<![a-z])pin码|密码|口令",
    Reason.ASKS_CODE: (
        r"(?:verification|authenticator|authentication|2fa|two[ -]factor|otp|sms|google|security|login|one[ -]time|6[ -]digit|six[ -]digit)"
        r"(?: \w+)?[ -]?(?:codes?|passwords?)|\bcodes? (?:that |which )?(?:you(?:'ve| have)? (?:just )?(?:got|get|received?|see)\b|(?:we|i) (?:just |have )?sent|(?:was|were|is|has been|got) (?:just )?sent|(?:(?:has|have) )?(?:just |already |now )?(?:came|come|arrived)\b)"
        r"|\b(?:numbers?|digits?|figures?) (?:from|in|on|of) (?:your |the |that )(?:sms|text(?: message)?)\b|\b(?:six|6)[ -]digits?\b|\b(?:numbers?|digits?|codes?) (?:that )?(?:is |are )?(?:shown |displayed |you see )?(?:in|on|from) (?:your |the )?(?:google )?(?:authenticator|phone)"
        r"|qr(?:[ -]?codes?)? (?:\w+ ){1,7}?(?:authenticator|2fa)"
        r"|\bcodes? (?:(?:from|in|on) (?:your|the) (?:app|authenticator|phone|sms|e?mail)\b)|\botps?\b|\b2fa\b(?: codes?)?|(?:验证|校验|动态|短信|谷歌)码|动态口令|令牌码|(?:六|6)\s?位\s?(?:数字?|验证|码)|验证器(?:里|上|中)?的(?:数字|码)|(?:短信|手机)(?:里|上)?的(?:[六6]个)?数字|验证器[^,，。]{0,6}?二维码"
    ),
}
# One of these stands in whatever names such a secret.
HINTS = {
    Reason.ASKS_RECOVERY_PHRASE: "phrase|word|mnemonic|seed|助记|密语|恢复|种子|注记|备份|词|字",
    Reason.ASKS_PRIVATE_KEY: "key|api|私|密钥",
    Reason.ASKS_PASSWORD: "pas|pos|pw|pin|密码|口令",
    Reason.ASKS_CODE: "code|password|digit|number|figure|qr|otp|2fa|码|口令|位|数字",
}
TO_WALLET = (Reason.ASKS_RECOVERY_PHRASE, Reason.ASKS_PRIVATE_KEY)
# Directed at us: sending is asking, whatever the secret.
SENDING = (
    r"send|share|attach|dictate|fill in|give|tell|provide|supply|submit|forward|e?mail|message|text us|dm|reply(?: \w+){0,2} with|respond with"
    r"|paste|post|upload|disclose|reveal|hand over|let (?:me|us) (?:know|have)|show|read (?:me|us|out)|(?:type|enter|write)(?= (?:[\w']+ ){1,6}(?:here|below|to (?:me|us)|in (?:this|the) chat))|write(?: down)?|drop|copy|screenshot|export"
)
# Words of entering are advice for a password ("enter it in the app"), never for a key to a wallet.
ENTERING = r"enter|type|input|fill in|import|confirm|verify|validate|connect"
WANTING = (
    r"(?:what(?:'?s| is| was| are)|(?:i|we)(?:'ll| will| do)?(?: just| only| also| still| really)? (?:need|require|want|must (?:see|know|have|check))(?: to (?:see|know|have|check))?|(?:may|can|could) (?:i|we) (?:have|get|know|see))"
    r"(?: \w+){0,3}? (?:your|ur|the)(?: \w+){0,3}? "
)
# Between the word of asking and the secret no other deed may stand: "send the form to reset your password".
GAP = r"(?:\W+(?!which\b|whether\b|who\b|where\b|when\b|how\b|asked\b|(?:re)?set\b|resetting|chang|updat|creat|forg[eo]t|wrong|incorrect|problem|issue|trouble|protect|secur|never|not\b|manager)[\w']+){0,8}?\W+"
OF_THE_DEED = r"(?! ?(?:reset|change|manager|recovery|protect|settings?|page|error|link|policy|requirements?|field|box|button)\b)"

# "We will send you a code": the deed is ours.
OURS = re.compile(
    r"\b(?:we|i|it|they|system|app)(?:'ll|'ve| will| shall| can| have| are going to)?(?: (?:then|also|now|just|automatically))? $"
)

# "Did you share your password with anyone?" asks for no password.
ABOUT_THE_PAST = re.compile(
    r"\b(?:did|have|had|has|were|when|whether|ever)\b(?: (?:you|they|he|she|someone|somebody|anyone|anybody))?(?: \w+){0,3} $"
)
# What a key is called or may do is no key.
ABOUT_IT = re.compile(
    r"\b(?:names?|labels?|permissions?|scopes?|expiry|kind|version|settings?|lengths?) (?:(?:and|or) \w+ )?of (?:your|the|that|this)\b"
)
# "If you send it to anybody, it is lost" warns; "if you send it to us" asks.
WHERE_IF = re.compile(r"\bif\b(?: you)?(?: \w+){0,3} $")
# 您在那个网站输入助记词后…: what happened there is told.
FALLEN_FOR_ZH = re.compile(r"(?:您|你)(?:之前|刚才|曾经?|已经?)?在(?:那个|假|钓鱼|对方)[^,，。]{0,10}$")
TO_US_ZH = re.compile("我|客服|这里")
TO_US = re.compile(r"\b(?:us|me|support|here)\b")
BARE = r"(?:^|[\n.!?,;:])\s{0,2}(?:and |so |ok |just |i )?(?:(?:need |want )?(?:your|ur) (?:\w+ ){0,2}?(?:@)(?:,? ?(?:please|pls|plz|asap|now)\b|\s?\?)|(?:just )?(?:need|want) (?:your|ur) (?:\w+ ){0,2}?(?:@))"

SENDING_ZH = "提供|发送|发给|发我|发来|发一下|发到|告诉|告知|给我|给到|给一下|报一下|回复|分享|上传|截图|出示|透露|说一下|贴|传给|传一下|提交|转告|交给|报给|念"
OURS_ZH = re.compile(
    r"(?:点击|点|按下?|(?:我们|系统|平台)(?:会|将|已经?)?(?:自动)?|自动|[向给](?:您|你)的?[^,，。]{0,6})[“\"「]?$"
)
ENTERING_ZH = "输入|填写|导入|验证一下|确认一下"
ASKING_ZH = "是什么|是多少|多少|是啥|为何|有哪些|说下|报下|发下|发(?:我|过来|来|一下|给)|告诉|给我|念给|私信|写(?:出来|给|下来)"
GAP_ZH = r"(?:(?!哪|谁|要过|骗|修改|重置|更改|找回|忘记|设置|错误|重设|更换|保管|保护|是否|收到(?!的)|无法|有没有|如何|怎么|为什么)[^,，。！？\n]){0,14}?"
NEITHER_ZH = r"(?!重置|修改|找回|错误|更改|设置|保护|管理|页面|重设)"


def asks_for_secret(plain: str, parts: Iterable[str]) -> Refusal | None:
    """Tell which secret an undisguised text asks for, or None; ``parts`` are its clauses."""
    if not SPEAKS_OF_ONE(plain):
        return None
    for part in parts:
        for reason, asked in _asked(part):
            if not _no_request(part[: asked.start()], asked[0]) and not forbidden(part):
                return Refusal(reason, asked[0].strip())
    for reason in named(plain):
        if bare := BARE_REQUESTS[reason].search(plain):
            return Refusal(reason, bare[0].strip(" \n.!?,;:"))
    return None


def named(text: str) -> Iterator[Reason]:
    """Give the reasons whose secrets a text names."""
    return (reason for reason, noun in NAMED.items() if noun.search(text))


def _asked(part: str) -> Iterator[tuple[Reason, re.Match[str]]]:
    for reason in named(part):
        for pattern in (REQUESTS[reason],) if part.isascii() else (REQUESTS[reason], REQUESTS_ZH[reason]):
            for asked in pattern.finditer(part):
                yield reason, asked


def _no_request(lead: str, asked: str) -> bool:
    if ABOUT_IT.search(asked) or OURS.search(lead) or OURS_ZH.search(lead) or ABOUT_THE_PAST.search(lead):
        return True
    if FALLEN_FOR_ZH.search(lead) and TO_US_ZH.search(asked) is None:
        return True
    return WHERE_IF.search(lead) is not None and TO_US.search(asked) is None


def _requests(reason: Reason, noun: str) -> re.Pattern[str]:
    to_wallet = reason in TO_WALLET
    verbs = SENDING + (f"|{ENTERING}" if to_wallet else "")
    deed = OF_THE_DEED.replace("page|", "") if to_wallet else OF_THE_DEED
    return re.compile(
        rf"\b(?:{verbs})\b{GAP}(?:{noun}){deed}"
        rf"|\b{WANTING}(?:{noun}){deed}"
        rf"|\b(?:what|which) (?:\w+ ){{0,2}}?(?:{noun}) (?:(?:do|did|have|had) you (?:use|set|have|choose|pick)|are you using)"
        rf"|(?:{noun})\W+(?:to|with) (?:me|us|support|our)\b"
        rf"|\b(?:export|copy|screenshot|photograph|(?:take|make) (?:a|an) (?:photo|picture|screenshot|copy) of)\b{GAP}(?:{noun})(?:\W+\w+){{0,3}}?\W+(?:and|then)\W+(?:send|paste|share|give|post|upload)"
    )


def _requests_zh(reason: Reason, noun: str) -> re.Pattern[str]:
    entering = f"|{ENTERING_ZH}" if reason in TO_WALLET else ""
    return re.compile(
        rf"(?:{SENDING_ZH}|需要您的|需要你的{entering}){GAP_ZH}(?:{noun}){NEITHER_ZH}"
        rf"|(?<!修改)(?<!重置)(?<!更改)(?<!更换)(?<!设置)(?:{noun}){NEITHER_ZH}.{{0,4}}?(?:{ASKING_ZH})"
        rf"|(?:将|把){GAP_ZH}(?:{noun}){NEITHER_ZH}{GAP_ZH}(?:{SENDING_ZH}|{ENTERING_ZH})"
    )


NAMED: dict[Reason, Guarded] = {reason: guarded(HINTS[reason], noun) for reason, noun in NOUNS.items()}
SPEAKS_OF_ONE = one_of("|".join(HINTS.values()))
BARE_REQUESTS = {reason: re.compile(BARE.replace("@", noun)) for reason, noun in NOUNS.items()}
REQUESTS = {reason: _requests(reason, noun) for reason, noun in NOUNS.items()}
REQUESTS_ZH = {reason: _requests_zh(reason, noun) for reason, noun in NOUNS.items()}
