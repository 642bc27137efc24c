"""Replies that ask the customer for a secret, in Chinese and English, through plain disguises.

A sentence asks when a word of asking and a word for a secret stand together in one part
of it, and nothing in that part forbids it: "never send anyone your password" is advice.
"""

import re

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.clauses import clauses, forbidden

NOUNS = {
    Reason.ASKS_RECOVERY_PHRASE: (
        r"(?:seed|recovery|mnemonic|backup|secret)[ -]?(?:phrases?|words?)|mnemonics?\b|(?:12|24|twelve|twenty[ -]four)[ -]words?"
        r"|助记[词语]|恢复短?[词语]组?|种子[词短][语]?|注记词"
    ),
    Reason.ASKS_PRIVATE_KEY: r"priv(?:ate)?[ -]?keys?|secret[ -]?keys?|api[ -]?(?:secrets?|keys?)(?! ?(?:name|id|label|permission|list|management)s?\b)|keystore|wallet[ -]?keys?|私[钥匙]|密钥",
    Reason.ASKS_PASSWORD: r"p[ao]ss[ -]?words?|pass[ -]?codes?|pass[ -]?phrases?|\bpwd\b|\bpins?\b(?: code| number)?|密码|口令",
    Reason.ASKS_CODE: (
        r"(?:verification|authenticator|authentication|2fa|two[ -]factor|otp|sms|google|security|login|one[ -]time|6[ -]digit|six[ -]digit)"
        r"(?: \w+)?[ -]?(?:codes?|passwords?)|\bcodes? (?:that |which )?(?:you(?:'ve| have)? (?:just )?(?:got|get|received?|see)\b|(?:we|i) (?:just |have )?sent"
        r"|(?:from|in|on) your (?:app|authenticator|phone|sms|e?mail))|\botps?\b|\b2fa\b(?: codes?)?|(?:验证|校验|动态|短信|谷歌)码|动态口令|令牌码"
    ),
}
# Directed at us: sending is asking, whatever the secret.
SENDING = (
    r"send|share|give|tell|provide|supply|submit|forward|e?mail|message|text us|dm|reply(?: \w+){0,2} with|respond with"
    r"|paste|post|upload|disclose|reveal|hand over|let (?:me|us) (?:know|have)|show|read (?:me|us|out)|type|write(?: down)?|drop"
)
# Words of entering are advice for a password ("enter it in the app"), never for a key to a wallet.
ENTERING = r"enter|input|fill in|import|confirm|verify|validate|connect"
WANTING = (
    r"(?:what(?:'?s| is| was| are)|(?:i|we)(?:'ll| will| do| still)? (?:need|require|want)|(?:may|can|could) (?:i|we) (?:have|get|know|see))"
    r"(?: \w+){0,3}? (?:your|ur|the)(?: \w+){0,3}? "
)
# Between the word of asking and the secret no other deed may stand: "send the form to reset your password".
GAP = r"(?:\W+(?!(?:re)?set\b|resetting|chang|updat|creat|forg[eo]t|wrong|incorrect|protect|secur|never|not\b|manager)[\w']+){0,6}?\W+"
OF_THE_DEED = r"(?! ?(?:reset|change|manager|recovery|protect|settings?|page|error|link|policy|requirements?|field|box|button)\b)"

# "We will send you a code": the deed is ours.
OURS = re.compile(
    r"\b(?:we|i|it|they|system|app)(?:'ll|'ve| will| shall| can| have| are going to)?(?: (?:then|also|now|just|automatically))? $"
)

SENDING_ZH = "提供|发送|发给|发我|发来|发一下|发到|告诉|告知|给我|给到|给一下|报一下|回复|分享|上传|截图|出示|透露|说一下|贴|传给|传一下|提交|转告|交给|报给|念"
ENTERING_ZH = "输入|填写|导入|验证一下|确认一下"
ASKING_ZH = "是什么|是多少|多少|是啥|为何|有哪些|说下|报下|发下|发(?:我|过来|来|一下|给)|告诉|给我|念给|私信|写(?:出来|给|下来)"
GAP_ZH = r"(?:(?!修改|重置|更改|找回|忘记|设置|错误|重设|更换|保管|保护|是否|收到(?!的)|无法|有没有|如何|怎么|为什么)[^,，。！？\n]){0,14}?"
NEITHER_ZH = r"(?!重置|修改|找回|错误|更改|设置|保护|管理|页面|重设)"


def asks_for_secret(plain: str) -> Refusal | None:
    """Tell which secret an undisguised text asks for, or None."""
    if not ANY_NOUN.search(plain):
        return None
    for part in clauses(plain):
        for reason, pattern in REQUESTS.items():
            asked = pattern.search(part)
            if asked and not forbidden(part) and not OURS.search(part[: asked.start()]):
                return Refusal(reason, asked[0].strip())
    return None


def _requests(reason: Reason, noun: str) -> re.Pattern[str]:
    to_wallet = reason in {Reason.ASKS_RECOVERY_PHRASE, Reason.ASKS_PRIVATE_KEY}
    verbs = SENDING + (f"|{ENTERING}" if to_wallet else "")
    verbs_zh = f"{SENDING_ZH}|需要您的|需要你的" + (f"|{ENTERING_ZH}" if to_wallet else "")
    return re.compile(
        rf"\b(?:{verbs})\b{GAP}(?:{noun}){OF_THE_DEED}"
        rf"|\b{WANTING}(?:{noun}){OF_THE_DEED}"
        rf"|(?:{noun})\W+(?:to|with) (?:me|us|support|our)\b"
        rf"|(?:{verbs_zh}){GAP_ZH}(?:{noun}){NEITHER_ZH}"
        rf"|(?:{noun}){NEITHER_ZH}.{{0,4}}?(?:{ASKING_ZH})"
        rf"|(?:将|把){GAP_ZH}(?:{noun}){NEITHER_ZH}{GAP_ZH}(?:{SENDING_ZH}|{ENTERING_ZH})"
    )


ANY_NOUN = re.compile("|".join(NOUNS.values()))
REQUESTS = {reason: _requests(reason, noun) for reason, noun in NOUNS.items()}
