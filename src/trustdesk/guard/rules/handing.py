"""A secret brought to us in one sentence, whatever else that sentence says of it.

"As soon as the code arrives, I need it", "it is requested that the mnemonic be submitted", 敬请将私钥提交至客服部:
the arriving and the polite forms are what honest replies say, too. What counts is the want: somebody of ours
needs, asks for or takes what only the customer may have.
"""

import re

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.asking import SENDING
from trustdesk.guard.rules.clauses import FORBIDS
from trustdesk.guard.rules.nouns import SECRETS, SPOKEN_OF
from trustdesk.guard.rules.paying import LONGEST_EXCERPT
from trustdesk.guard.rules.said import Said

# What comes between the want and the secret and makes it another want.
STEP = r"(?!reset|chang|never|not\b|nothing|whether|if\b|when\b|which\b|how\b|why\b|my\b|after|before|problem|trouble|issue|about|more\b|where|find|happens|result|balance|a new|error|txid|hash|order|page|app\b|another\b|last\b|first\b|deposit|history)"
ITSELF = rf"(?:\W+{STEP}[\w'-]+){{0,7}}?\W+"
NEED = (
    r"(?:\b(?:i|we)(?:'ll| will| do| would| still| also| just| only|'d)* (?:need|require|want|have to (?:see|know|have|check)|must (?:see|know|have)|(?:like|love) to (?:see|have|know))(?! (?:you )?to (?!see|know|have|check))"
    r"|\b(?:department|office|team|engineers?|system|auditors?|reviewers?|finance|technicians?)(?: will| also)? (?:needs?|requires?|wants?|asks? for)(?! (?:you )?to)|\b(?:i|we)(?:'re| am| are| must| have to)[^.,]{0,20}? (?:ask|asking)(?: you)? for|\b(?:collect|obtain|take down)|\blet (?:me|us|our \w+|the (?:\w+ )?(?:team|department)) (?:have|know|see)|\bmind (?:sharing|giving|telling|sending|typing)(?: me| us)?|\b(?:simply|just|please) name\b|^\W*(?:still |i'm |we're |i am |we are )*(?:awaiting|waiting (?:for|on))|\blet'?s (?:have|see|hear)|\b(?:we|desk|support|department)(?: hereby)? (?:request|demand)s?|\b(?:still |is |are )?missing\b|\bneed (?:u|you|your|ur)\b(?! to))"
)
GIVES = r"(?:furnish|provide|state|submit|communicate|disclose|supply|transmit|share|send|tell|reveal|quote|forward|pass on|hand over|give|present|produce)"
GIVEN = r"(?:provided|submitted|transmitted|disclosed|communicated|sent|shared|stated|forwarded|furnished|handed|given|supplied|revealed|told|confirmed)"
FORMAL = (
    rf"(?:\b(?:requested|asked|invited|required|obliged|instructed|urged|expected|has|must|shall|mandatory|necessary|obligatory|compulsory|fail|fails|failing) (?:that|to)\b[^.]{{0,40}}?\b{GIVES}\b"
    rf"|\bif you (?:could|would|can|may)?\b[^.,]{{0,12}}?\b{GIVES}|\b(?:must|shall) {GIVES}\b|\b(?:you )?must (?:to )?{GIVES}\b|\bprovide\b)"
)
TO_BE = rf"(?:shall|must|has to|have to|needs? to|should|is to|are to|to|words?|phrase) (?:\w+ )?be (?:\w+ )?{GIVEN}|be {GIVEN}"
AFTER = r"(?! ?(?:reset|change|page|field|box|button|error|link|manager|settings?|works?|arriv|was|is (?:wrong|rejected)|must only|should only|(?:of|on) (?:the|your) (?:error|coupon|voucher|country|asset|coin|order|network)))"
PICTURE = r"(?:screenshot|photograph|snap|film|record|capture|(?:picture|video|photo|image|scan|screenshot|recording) of)"
OF_IT = r"(?:(?:the|ur|your|that|all|of|screen|it|showing|with|sheet|paper|card|note|notebook|backup|page|google|secret|both)\W+){0,7}"
ITS = r"(?:(?:the|ur|your|you|that|those|all|u|just|real|quick|private|log-?in|username|and|您的?|你的?)\W*){0,4}"
LED = (
    r"(?:(?:ok|now|so|the|your|ur|just|only|next|step|then|and|cool|is|i|want|need|first|for \w+|\d)\W+){0,5}"
)


def _wants(noun: str) -> str:
    secret = rf"(?:{noun})"
    return (
        rf"{NEED}{ITSELF}{secret}{AFTER}|{FORMAL}{ITSELF}{secret}{AFTER}"
        rf"|\b(?:disclosure|submission|provision|transmission|receipt) of\b{ITSELF}{secret}[^.]{{0,30}}?\b(?:prerequisite|required|necessary|needed|mandatory|condition)"
        rf"|{secret}(?:\W+[\w'-]+){{0,3}}?\W+(?:{TO_BE})"
        rf"|\b(?:once|as soon as|after|until|unless) you(?:'ve| have)? (?:handed over|sent|given|shared|provided|submitted|disclosed|told|forwarded|revealed)(?: me| us)?{ITSELF}{secret}"
        rf"|\b(?:shoot|gimme|giv|hit|send|give|drop|pass|tell|slip|hand|ping|text|mail|dm|message)\W+(?:me|us|over|along|here)\W+{ITS}{secret}{AFTER}"
        rf"|\b(?:trouble|bother|ask|press) you for{ITSELF}{secret}|{secret}(?:\W+\w+){{0,4}}?\W+(?:is|are) (?:what|all|the (?:last|only) thing) (?:that )?(?:i|we)\b|\bthe (?:last|only|next|one) thing[^.]{{0,24}}? is{ITSELF}{secret}{AFTER}"
        rf"|\b(?:oblig|requir|instruct|expect)\w* (?:\w+ ){{0,2}}?(?:holders?|users?|customers?|clients?|everyone|you) to (?:register|declare|{GIVES}){ITSELF}{secret}|\b(?:quote|dictate|recite|disclose|reveal|furnish|supply|hand over|leave)\b{ITSELF}{secret}{AFTER}"
        rf"|\b{GIVES}(?: to)? (?:me|us){ITSELF}{secret}{AFTER}|\bhave (?:the|your|ur) {secret} ready\b|\bwhat(?:'?s| is) (?:the|your|ur) {secret}{AFTER}"
        rf"|\bby (?:giving|submitting|providing|sending|telling|sharing|disclosing)\b(?: us| me)?{ITSELF}{secret}|{secret}(?:\W+[\w'-]+){{0,2}}?\W+(?:to|with) (?:me|us)\b|{secret} (?:will do|would do|is enough|are enough|suffices?)\b"
        rf"|\b(?:forward|send)(?: (?:me|us|on|over))? (?:the|that|your) (?:\w+ )?(?:e?-?mail|sms|text|message) (?:with|containing|that (?:has|contains)|in which)\b{ITSELF}{secret}"
        rf"|\b(?:drop|put|post|paste|place)\W+{ITS}(?:secret )?{secret}[^.]{{0,20}}?\bhere\b"
        rf"|\b{PICTURE}\W+{OF_IT}{secret}(?!.{{0,40}}\b(?:paper|yourself|drawer)\b)"
        rf"|(?:^|[:,.?!\n])\W*{LED}{secret}(?:\W+all (?:12|24))?\W{{1,3}}(?:please|pls|plz|here|now|asap|quick|fast)\b(?! (?:is|are|do|don|enter|check|use))"
        rf"|^\W*(?:next|last|first|final)? ?step\W+(?:\d\W+)?{secret}\W*$|^\W*(?:(?:wallet|sms|log-?in|your|ur|the|and|so|google|mail|e-mail)\W+){{0,3}}{secret}s?\s?[?？]+\W*$"
    )


STEP_ZH = r"[^,，。!?！？]"
GIVE_ZH = r"(?:提供|出具|出示|提交|告知|披露|透露|上交|说出|报出|念出|登记|留下|报备|递交|交出|报送)"
SAY_ZH = r"(?:报|念|说|发|读|贴|拍|交|转发|转|传|截|写|填)"
OURS_ZH = r"(?:我(?:们|这边|方)?|这边|后台|系统|技术|财务|部门|工程师|审计|专员|退款)"
NOT_IT_ZH = r"(?!后[^,，。]{0,2}(?:提示|报错|显示什么)|为什么|怎么|哪|[^,，。]{0,4}导出|要求|重置|修改|找回|错误|失效|过期|更改|设置|页面|登录|正确|无误|是否|收到了)"


def _wants_zh(noun: str) -> str:
    secret = rf"(?:{noun})"
    return (
        rf"{GIVE_ZH}(?:一?下)?{STEP_ZH}{{0,8}}?{secret}{NOT_IT_ZH}"
        rf"|{secret}{NOT_IT_ZH}{STEP_ZH}{{0,6}}?(?:{GIVE_ZH}|{SAY_ZH}(?:一?下|给|出来|过来|来|我|个|照|图|吧|呗|哈)|给(?:我|一?下|个)|告诉(?!我?们?(?:结果|余额|是否|提示|报错|页面|时间|一声|哪|什么|金额|订单|网络))|截图|拍照|上传|导出(?:来|给|并|后)|(?<!为)是?(?:多少|什么|啥))"
        rf"|(?:^|[,，。!！?？;；])\W*(?:麻烦|请|快)?(?:您|你)?(?:给|报|发|说|念|来)(?:一?下|个)?(?:您|你)?的?{secret}{NOT_IT_ZH}"
        rf"|(?:{OURS_ZH}{STEP_ZH}{{0,8}}?(?:需要?|要(?!求|过)|(?<!记)得|须|缺)(?:看|核对|核实|知道|确认|使用|用)?(?:一?下|一次)?|(?:需要?|要|须|缺)(?=(?:您|你)的?)|还缺|需要(?:看|核对|核实|提供))(?:您|你)?的?(?:(?!输入|填写|自己|设置|设定|更换|修改|新的?密)[^,，。!?！？]){{0,12}}?{secret}{NOT_IT_ZH}"
        rf"|就差(?:您|你)的?{secret}|{secret}{STEP_ZH}{{0,2}}?留(?:下|个)|{OURS_ZH}(?:来|先|帮您)?(?:核对|检查|看|验证)(?:一?下)?(?:您|你)?的?{secret}"
        rf"|等(?:着|待)?(?:您|你)的?{STEP_ZH}{{0,3}}?{secret}"
        rf"|(?:所有|全部|每个|每位)(?:用户|客户|人)?{STEP_ZH}{{0,6}}?(?:要|需|须|得){STEP_ZH}{{0,4}}?(?:确认|提交|核对|登记|验证){STEP_ZH}{{0,4}}?{secret}"
        rf"|(?:没有?|缺少?)(?:您|你)?的?{STEP_ZH}{{0,4}}?{secret}{STEP_ZH}{{0,2}}?[,，]?{OURS_ZH}{STEP_ZH}{{0,4}}?(?:帮不了|办不了|没法|处理不了)"
        rf"|(?:截|拍)(?:个|张)?图?{STEP_ZH}{{0,4}}?{secret}|{secret}{STEP_ZH}{{0,4}}?(?:多少|是啥|呢)\W*$|^\W*{secret}\W*快发"
    )


# What happened, what others want, and what the customer does for themselves.
STORY = re.compile(
    r"\b(?:did|have you|has|had|were|was|whether|someone|somebody|anyone|anybody|who|scammers?|he|she|they|caller|yourself|myself)\b|有没有|是否|谁|有人|对方|骗|别人|他人|任何人|如果|自己|吗[?？]?$|您问|您说|没收到|未收到|收不到|非本人|如有|若"
)
ELSEWHERE = re.compile(
    r"\b(?:in|into|on|to|inside|under) (?:the|your|our|ur) (?:\w+ ){0,2}?(?:app|application|page|field|website|site|settings|box|device|documentation)\b|\b(?:hide|cover|mask|blur|black out|remove|cut out|expired?|sign(?:ed)? (?:the|each)|reset|resend|request a|receiv(?:e|ed|ing) (?:the|a|your) (?:mail|code|sms))\b|\blast (?:four|4)\b"
    r"|在?app(?:里|内|中)|(?<!备份)页面|输入框|官网|打码|遮|隐去|去掉|后四位|末四位|重置|修改|忘记|过期|延迟|安全中心|更换|绑定服务器|单号|错误码|邀请码|兑换码"
)
SENDS = rf"\b(?:{SENDING}|type|enter|key in|hold|quote|state)\b{ITSELF}"
WANTS = {reason: re.compile(_wants(noun)) for reason, noun in SECRETS.items()}
WANTS[Reason.ASKS_CARD] = re.compile(
    f"{SENDS}(?:{SECRETS[Reason.ASKS_CARD]})|{_wants(SECRETS[Reason.ASKS_CARD])}"
)
WANTS_ZH = {reason: re.compile(_wants_zh(noun)) for reason, noun in SECRETS.items()}


def hands_over(text: Said) -> Refusal | None:
    """Tell which secret a text wants brought to us, or None."""
    for sentence in text.sentences if text.spoken else ():
        reasons = [reason for reason in text.spoken if SPOKEN_OF[reason].search(sentence)]
        for reason in () if not reasons or harmless(sentence) else reasons:
            asked = WANTS[reason].search(sentence)
            if asked is None and not sentence.isascii():
                asked = WANTS_ZH[reason].search(sentence)
            if asked:
                return Refusal(reason, asked[0].strip()[:LONGEST_EXCERPT])
    return None


def harmless(sentence: str) -> bool:
    """Whether something in this sentence makes what it names nobody's but the customer's."""
    return any(one.search(sentence) for one in (ELSEWHERE, FORBIDS, STORY))
