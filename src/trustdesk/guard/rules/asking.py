"""Replies that ask the customer for a secret, in Chinese and English, through plain disguises.

A sentence asks when a word of asking and a word for a secret stand together in one part
of it, and nothing in that part forbids it: "never send anyone your password" is advice.
"""

import re
import unicodedata
from collections.abc import Iterator

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.folding import fold

# Letters of other alphabets, digits and signs that pass for Latin ones.
LOOKALIKES = str.maketrans("аеорсухіјѕԁһкмтнвгαοερτινκυ", "aeopcyxijsdhkmthbraoeptivku")
LEET = str.maketrans("0134578@$!|", "oieastbasii")
LEET_WORD = re.compile(r"(?<![\w@$])(?=[\w@$!|]*[a-z])(?=[\w@$!|]*[0134578@$!|])[\w@$!|]{2,20}[\w@$|]")
SPELLED_OUT = re.compile(r"(?<![a-z])(?:[a-z][ .\-_*]{1,2}){3,}[a-z](?![a-z])")
RUN_TOGETHER = re.compile(
    r"(please|send|your|my|the|pass|private|secret|seed|recovery|mnemonic|backup|keys?|phrase|codes?|pins?)"
)
BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])[ .\-_*·・~+|/\\]{1,3}(?=[\u4e00-\u9fff])")
PARTS = re.compile(
    r"[.!?;:\n。！？；：]+(?=\s|$|[\u4e00-\u9fff])|[,，](?!\s*(?:and|or)\b)|\b(?:but|however|instead)\b|但是?|而是|只需|只要"
)
TRADITIONAL = str.maketrans(
    "記詞鑰碼傳發給請訴輸寫證資驗構匯報機動態絕會對別會為將說複製貼圖訊個們恢復",
    "记词钥码传发给请诉输写证资验构汇报机动态绝会对别会为将说复制贴图讯个们恢复",
)

NOUNS = {
    Reason.ASKS_RECOVERY_PHRASE: (
        r"(?:seed|recovery|mnemonic|backup|secret)[ -]?(?:phrases?|words?)|mnemonics?\b|(?:12|24|twelve|twenty[ -]four)[ -]words?"
        r"|助记[词语]|恢复短?[词语]组?|种子[词短][语]?|注记词"
    ),
    Reason.ASKS_PRIVATE_KEY: r"priv(?:ate)?[ -]?keys?|secret[ -]?keys?|api[ -]?secrets?|keystore|wallet[ -]?keys?|私[钥匙]|密钥",
    Reason.ASKS_PASSWORD: r"pass[ -]?words?|pass[ -]?codes?|pass[ -]?phrases?|\bpwd\b|\bpins?\b(?: code| number)?|密码|口令",
    Reason.ASKS_CODE: (
        r"(?:verification|authenticator|authentication|2fa|two[ -]factor|otp|sms|google|security|login|one[ -]time|6[ -]digit|six[ -]digit)"
        r"(?: \w+)?[ -]?(?:codes?|passwords?)|\bcodes? (?:that |which )?(?:you(?:'ve| have)? (?:just )?(?:got|get|received?|see)\b|(?:we|i) (?:just |have )?sent"
        r"|(?:from|in|on) your (?:app|authenticator|phone|sms|e?mail))|\botps?\b|\b2fa\b(?: codes?)?|(?:验证|校验|动态)码|动态口令|令牌码"
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

SENDING_ZH = "提供|发送|发给|发我|发来|发一下|发到|告诉|告知|给我|给到|给一下|报一下|回复|分享|上传|截图|出示|透露|说一下|贴|传给|传一下|提交|转告|交给|报给|念"
ENTERING_ZH = "输入|填写|导入|验证一下|确认一下"
ASKING_ZH = "是什么|是多少|多少|是啥|为何|有哪些|说下|报下|发下|发(?:我|过来|来|一下|给)|告诉|给我|念给|私信|写(?:出来|给|下来)"
GAP_ZH = r"(?:(?!修改|重置|更改|找回|忘记|设置|错误|重设|更换|保管|保护|是否|收到(?!的)|无法|有没有|如何|怎么|为什么)[^,，。！？\n]){0,14}?"
NEITHER_ZH = r"(?!重置|修改|找回|错误|更改|设置|保护|管理|页面|重设)"

FORBIDS = re.compile(
    r"\b(?:never|not|no one|nobody|don'?t|do not|won'?t|will not|cannot|can'?t|shouldn'?t|must not|without|avoid|refuse|nor|neither"
    r"|no need|instead of|rather than|stop|beware|if (?:someone|anyone|anybody)|anyone who|whoever|scam\w*|phish\w*)\b"
    r"|不[会要能得可必应需用许]|勿|切莫|绝不|从不|别(?!担心|着急|忘|急)|无需|无须|没有人|任何人|谨防|警惕|禁止|避免|拒绝|骗子|诈骗|冒充"
)
# Not a "not": what sounds like forbidding and urges.
URGES = re.compile(
    r"(?:do not|don'?t|never|not) (?:worry|hesitate|forget|be afraid|panic|be shy|fail|delay)\b"
    r"|why (?:not|don'?t you)|(?:can'?t|cannot|can not|won'?t) you|(?:not|n'?t) (?:just |simply |only )"
    r"|不要(?:担心|着急|忘记|犹豫|怕)|不用(?:担心|怕)|别(?:担心|着急|忘了?|急|怕)|能不能|可不可以|会不会|要不要|不妨|是不是|不得不"
)


def asks_for_secret(text: str) -> Refusal | None:
    """Tell which secret ``text`` asks for, or None."""
    plain = _undisguised(text)
    if not ANY_NOUN.search(plain):
        return None
    for part in _parts(plain):
        for reason, pattern in REQUESTS.items():
            if (asked := pattern.search(part)) and not _forbidden(part):
                return Refusal(reason, asked[0].strip())
    return None


def _undisguised(text: str) -> str:
    low = unicodedata.normalize("NFKC", fold(text).text).lower().replace("’", "'")
    low = BETWEEN_HAN.sub("", low.translate(LOOKALIKES).translate(TRADITIONAL))
    low = SPELLED_OUT.sub(_joined, low)
    return LEET_WORD.sub(lambda match: match[0].translate(LEET), low)


def _joined(spelled: re.Match[str]) -> str:
    """Read "y o u r p a s s w o r d" as "your password"."""
    return RUN_TOGETHER.sub(r" \1", re.sub(r"[^a-z]", "", spelled[0]))


def _parts(plain: str) -> Iterator[str]:
    yield from (part for part in PARTS.split(URGES.sub(" ", plain)) if part.strip())


def _forbidden(part: str) -> bool:
    return bool(FORBIDS.search(part))


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
