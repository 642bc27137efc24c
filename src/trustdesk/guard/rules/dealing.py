"""A secret spoken of in a request, and nothing said of it that an honest reply says.

Lists of verbs are never complete: "list your twelve words", "state your fund password", "your key is required".
So it is asked the other way round here: a sentence that turns to the customer and names a secret must say one
of the things support says of secrets (change it, keep it, enter it there, it was sent, it is wrong).
"""

import re
from collections.abc import Iterable

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.asking import named
from trustdesk.guard.rules.clauses import FORBIDS
from trustdesk.guard.rules.gates import one_of
from trustdesk.guard.rules.paying import LONGEST_EXCERPT

REQUEST = re.compile(
    r"\?|\b(?:please|pls|plz|kindly|need|needs|needed|require[sd]?|must|have to|has to|(?:can|could|would|will|may) (?:you|i|we)|let'?s|let (?:me|us)|(?:to|with|for|give|tell|show) (?:me|us)|if (?:i|we) (?:have|had|get|know)|followed by|plus|(?:would|will|could) (?:speed|help|make|be (?:enough|useful|helpful|faster))|(?:is|are) (?:enough|useful|helpful|sufficient))\b"
    r"|^\W*(?:list|state|name|give|grant|attach|read|spell|sing|quote|mention|recite|open|share|send|show|type|write|put|post|mail|fax|text|photograph|picture|snap|scan|copy|just|simply)\b"
)
REQUEST_ZH = re.compile(
    r"[?？]|请|麻烦|劳烦|需要?|必须|须|务必|给我|发我|我(?:这边|们)?(?:来|需|要|得|看)|附上|提交|才能|才可|会更?快|就行|即可|就可以|够了"
)
# What support says of secrets every day.
SAID = re.compile(
    r"\b(?:re-?set|chang|choos|chose|pick|creat|generat|delet|remov|revok|renew|replac|forg[eo]t|updat|rotat|disabl|enabl|bind|bound|turn(?:ed)? o|switch|set up|set a|turn on|add(?:ed)? (?:a|an)"
    r"|receiv|arriv|expir|valid\b|delay|resen[dt]|request(?:ed|ing)? (?:a|the|another)|(?:was|were|been|is|are|being|will be|have|has) (?:just |already )?(?:sent|leaked|stolen|changed|exposed|saved|stored|shown|created)|new codes?|another code|come|came|missing|get (?:a|the|your) code|did not get"
    r"|keep|kept|protect|offline|stays?|secret to yourself|for your eyes|only (?:you|for you|yours)|remember|stor(?:e|ed|ing)|backup (?:is|of)|back(?:ed)? up|written? down (?:on|offline)"
    r"|leak|stolen|stole|hack|affected|about|problem|trouble|issue|expos|compromis|wrong|incorrect|error|mistyp|locked|characters|letters|strong|weak|reus|differ|clock|time (?:on|of)|sync|caps lock|keyboard|space|manager"
    r"|scam|phish|fak(?:e|ing)|impostor|imperson|report|suspicious|lost|lose|losing|knows? it|nobody|forever|move the (?:funds|coins|assets)|permission|ip (?:address|white)|whitelist|labels?|expiry|screenshot of the (?:page|error)|last (?:four|two) (?:digits|characters)"
    r"|in (?:the|your|our) (?:\w+ )?(?:app|settings|account|wallet)|on (?:the|our|that|your) (?:\w+ )?(?:page|website|site|screen|device|computer|phone)\b|security (?:cent(?:er|re)|settings|page)|there|yourself|your own|under security|(?:new|own|another) wallet|sign(?:ing)?[ -]?in page|log(?:ging)?[ -]?in page"
    r"|whether|which (?:authenticator|app|wallet|kind|browser|device)|do you (?:still )?(?:have|use|remember|see|get)|can you (?:still )?(?:see|find|receive|access|log)|did you|have you|has anyone|were you|how (?:to|do|long|many|can)|when (?:did|do|was)|why|where (?:do|did|is|to)|what (?:happens|happened|is a|are)|who (?:asked|has|knows)|someone|somebody|anyone|anybody|they|he|she|asked|asks|which (?:site|page|person)"
    r"|the code of the|qr code|area code|tax)"
)
ENTERED = re.compile(
    r"\b(?:enter|type|input|typing|entering|fill|confirm|us(?:e|ing)|try|trying|check|make sure|log(?:ging)? in|sign(?:ing)? in|paste)\b"
)
TO_US = re.compile(
    r"\b(?:me|us|here|chat|reply|this (?:box|window|form|conversation)|below|whatever|i (?:can|will|'ll))\b"
)
SAID_ZH = re.compile(
    r"核对口令|注意|不同|区分|向(?:您|你)的?(?:邮箱|手机)[^,，]{0,6}?发送|口令(?:一致|相同)|遮挡|遮住|打码|隐去|修改|重置|重设|更改|更换|找回|忘记|忘了|设置|设定|设为|创建|生成|删除|撤销|停用|启用|绑定|解绑|换绑|开启|关闭(?!工单|案件)|管理器|请等|收到|收不到|没收|过期|失效|有效|延迟|重新|再次|已?发送(?:至|到|给您)|发到您|新的?验证码|稍后|次数|到达"
    r"|保管|保存好|离线|抄在|备份好|牢记|妥善|只有您|您自己|自己|本人|泄露|被盗|盗|错误|不正确|错了|正确|强度|位数|至少|包含|大小写|时间|同步|骗|钓鱼|假|冒|诈|举报|丢|遗失|转移|转到|新钱包|权限|白名单|标签|有效期|后四位|末四位"
    r"|页面|安全中心|设置里|app|登录页|官网|网站|提示|哪个|哪款|是否|有没有|是不是|了吗|怎么|如何|为什么|何时|什么时候|谁|别人|他人|任何|对方|有人|报错|错误码|二维码|加密|无法查看|看不到|不需要"
)
ENTERED_ZH = re.compile(r"输入|填写|使用|尝试|检查|确认(?!一下您)|登录(?!密码|口令)")
TO_US_ZH = re.compile(r"这里|这儿|此处|对话|聊天|给我|我来|我们?(?:来|帮)|客服|发|贴|回复|告诉")
ALONE = re.compile(
    r"^\W*(?:and |so |ok |now |then )?(?:(?:what(?:'?s| is| are)|send|give|tell|need|want) )?(?:me |us )?(?:the|your|ur|that)? ?(?:\w+ )?(?:code|otp|password|pw|pwd|pin|seed|phrase|private key|keystore|mnemonic)s?(?: is)?(?P<end>\s?[?？]|[ ,]{1,2}(?:please|pls|plz|now|asap))\W*$"
)
ALONE_ZH = re.compile(
    r"^\W*(?:您|你)?的?(?:登录|资金|支付|交易|短信|谷歌)?(?:验证码|密码|私钥|助记词|口令|动态码)(?:呢|是|多少|发)?\s?[?？]\W*$"
)
# What comes with the secret.
BESIDE = re.compile(
    r"\b(?:read|tell|forward|send|show|paste|type|give|let)\b[^.?!]{0,30}?\b(?:(?:the|that|your|this) (?:\w+ )?(?:sms|text message|verification (?:e-?)?mail|confirmation (?:e-?)?mail)(?= to (?:me|us)|\W*$| says| said)|(?:whatever|what) (?:the |your )?(?:\w+ )?(?:authenticator|sms|text message)\b[^.?!]{0,12}? (?:shows?|says?))"
    r"|\b(?:give|grant|need|have|send|get|got) (?:me |us )?(?:your |the )?(?:access\W+)?log-?in (?:details|data|credentials|and password|information)\b"
    r"|\b(?:photo|picture|image|snap\w*|scan) of (?:the|your) (?:\w+ ){0,3}?(?:plate|sheet|paper|card|page|notebook)\b[^.?!]{0,16}?\b(?:words?|phrase|backup|recovery)\b"
)
BESIDE_ZH = re.compile(
    r"(?:短信|验证邮件|确认邮件|验证器)[^,，。？]{0,8}?(?:写|说|显示)[^。]{0,8}?(?:念|读|发|告诉|转)[^。]{0,3}?我|(?:验证|确认)邮件[^,，。]{0,6}?(?:转|发)(?:发)?(?:给)?我"
    r"|(?:需要|给我|发我|提供|发)(?:一?下)?(?:您|你)?的?登录(?:信息|资料|账号和密码)|(?:屏幕|手机)上的?(?:码|数字)[^,，。]{0,4}?(?:给|发|念|报)"
    r"|(?:金属板|纸|卡片|本子|备份)上?的?(?:单?词|字)[^,，。]{0,4}?(?:拍|发|给)|(?:助记词|恢复词|私钥)[^。]{0,12}?截图[^。]{0,3}?(?:给|发)|(?:共享|分享)屏幕[^。]{0,10}?(?:恢复词|助记词|私钥)|(?:需要|提供|发)(?:您的)?备份单?词"
)

# A secret among what is asked for anyway, and what comes to us in two steps.
ACROSS = re.compile(
    r"(?:fill in|need|provide|send|reply with|填写?|需要|提供|回复)[^.。\n]{0,24}?\b(?:uid|name|e-?mail|phone|姓名|邮箱)(?![a-z])[^.。\n]{0,40}?(?:[,，、&+]|\band\b|和)\s?(?:\w+ ){0,2}?(?:pass ?word|pw|pin|2fa code|otp|seed(?: words?)?|private key|verification code|密码|谷歌验证码|验证码|助记词|私钥|口令)(?!\s?(?:reset|change|重置|修改))"
    r"|\b(?:sms|text message|code|otp)\b[^!?。]{0,40}?[.!?]\s{1,2}(?:please |then |and )?(?:read|tell|send|forward|dictate) (?:it|that|them)(?: out)? to (?:me|us)\b"
    r"|不(?:说|给|提供|告诉|发)[^,，。]{0,6}?(?:密码|口令|验证码|助记词|私钥)[^。]{0,10}?(?:没法|无法|不能|不了)|短信后?(?:请|再)?(?:读|念)给我"
    r"|(?:密码|密钥|私钥|验证码|助记词)[^。]{0,6}?(?:给他|告诉他|给她|告诉她)(?:就行|即可|吧|就可以)"
    r"|(?:短信|验证器)[^。]{0,10}?什么[？?，,。\s]{1,3}(?:请|麻烦)?(?:念|读|发)(?:给)?我"
)

# Without one of these nothing here is asked.
HINT = one_of(
    "pass|pw|pin|code|otp|2fa|seed|phrase|words|mnemonic|key|sms|text message|digit|figure|authent|log-in|login|mail|photo|picture|snap|image|scan|密|码|钥|词|短信|数字|单字|口令|验证|登录"
)


def deals_with_secret(plain: str, sentences: Iterable[str]) -> Refusal | None:
    """Tell which secret an undisguised text turns to the customer for, or None."""
    if not HINT(plain):
        return None
    if across := ACROSS.search(plain):
        return Refusal(Reason.ASKS_CODE, across[0])
    for sentence in sentences:
        refusal = _told(sentence) or _names(sentence)
        if refusal and not FORBIDS.search(sentence):
            return refusal
    return None


def _told(sentence: str) -> Refusal | None:
    found = BESIDE.search(sentence) or ALONE.search(sentence)
    if found is None and not sentence.isascii():
        found = BESIDE_ZH.search(sentence) or ALONE_ZH.search(sentence)
    reason = Reason.ASKS_CODE if "code" in sentence else Reason.ASKS_PASSWORD
    return Refusal(reason, found[0].strip()[:LONGEST_EXCERPT]) if found else None


def _names(sentence: str) -> Refusal | None:
    reason = next(named(sentence), None)
    if reason is None:
        return None
    requests, said, entered, ours = (
        (REQUEST, SAID, ENTERED, TO_US) if sentence.isascii() else (REQUEST_ZH, SAID_ZH, ENTERED_ZH, TO_US_ZH)
    )
    if not requests.search(sentence) or said.search(sentence):
        return None
    if entered.search(sentence) and not ours.search(sentence):
        return None
    return Refusal(reason, sentence.strip()[:LONGEST_EXCERPT])
