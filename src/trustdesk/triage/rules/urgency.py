"""What cannot wait: theft first, then what must be frozen, then somebody being cheated right now.

Read in the languages customers write in, not only in ours: who is being robbed is understood at once. Texts
are compared in simplified characters and small letters; ``帐`` and ``账`` are one.
"""

import re

from trustdesk.knowledge import folded
from trustdesk.triage.model import Urgency

_LOOKED = r"(?:login|log-?in|sign-?in|session|device|ip)\b.{0,40}(?:do(?: no|n'?)t (?:recogni[sz]e|know)|not mine|isn'?t mine)"
THEFT = re.compile(
    r"\b(?:hacked|hijacked|hackers?|stole|stolen|drained|emptied|robbed|compromised|sim.?swap\w*)\b"
    r"|\bunauthori[sz]ed (?:log|sign|access|with|trans|trade|order|activ|use|pay|person)"
    r"|(?:wasn'?t|was not|not|never) (?:(?:done|made|sent|approved) )?(?:me|by me|mine)\b(?! complain)"
    r"|\b(?:i|we) (?:did ?n[o']?t|did not|never|have ?n[o']?t)(?: \w+){0,1}? (?:make|made|do|done|authori[sz]ed?|approved?"
    r"|place|placed|request|requested|initiate|initiated|start|started|send|sent) (?:this|that|it|the|those|these|any|them)\b"
    r"|(?:withdrawals?|transfers?|trades?|orders?|sells?|buys?|logins?|transactions?) (?:that )?(?:i|we) (?:did ?n[o']?t|did not|never)\b"
    r"|\bi did ?n[o']?t do (?:this|that|it)"
    r"|\b(?:someones?|some ?body|a stranger|strangers?|a thief|they|another person|person i don'?t know)\b(?:'?s| has| have| is| was| had)?"
    r"(?: else)?(?: been)? (?:in my|in to my|into my|got in|got into|broke in|logged in|has access|have access|accessed|took|taken|moved"
    r"|withdrew|sent out|transferred|sold|used my|changed my|emptied|is in)\b"
    r"|\b(?:taken|moved|withdrawn|sold|emptied) by (?:some|a stranger|a hacker|strangers)"
    r"|(?:all|my|the) (?:the |my )?(?:\w+ )?(?:money|funds|coins?|crypto|balance|savings|usdt|btc|eth|wallet|assets)\b.{0,25}\b(?:gone|disappeared|vanished|missing overnight)"
    r"|\b(?:suspicious|strange|unknown|unfamiliar|unrecogni[sz]ed) (?:device|sign-?in|log-?in|session)|without (?:me|my (?:consent|permission|knowledge))\b"
    r"|\b(?:did not|didn'?t|never) create\b.{0,20}\b(?:trad|withdr)|\b(?:overnight|woke up)\b.{0,40}\b(?:empty|zero|0)\b"
    r"|\bsim(?: card)?(?: \w+){0,2} (?:swapped|ported|hijacked|cloned)\b"
    r"|\b(?:says?|shows?|claims?)(?: that)? (?:i|we) (?:withdrew|sent|sold|bought|moved|transferred|requested|ordered)\b.{0,40}\b(?:(?:did|have) ?n'?t|never|not me)\b"
    rf"|{_LOOKED}"
    # 中文
    r"|被盗|盗号|盗了|盗走|盗刷|被黑|黑客|偷走|偷了|(?:被|全|都|给)(?:人|别人)?转走|转空|提走|提光|提空|清空|卖光|不翼而飞|洗劫"
    r"|不是(?:我|本人)(?:自己)?(?:操作|转|提|登|弄|干|做|改)|非本人|(?:可疑|异常|异地|陌生)(?:的)?(?:设备)?登[录陆]|陌生设备|莫名其妙的(?:提|转|登)|不是我(?:建|开)|(?:我|本人)(?:根本|从来|并|可)?(?:没有?|未)(?:操作|提过?|转过?|登录?过?|改过?|下过?单)"
    r"|(?:有人|别人|陌生人|谁)(?:.{0,6})?(?:登|进|动|用|提|转|改|卖|偷|盗)(?:.{0,4})?(?:了|过|走|光|我)"
    r"|(?:设备|登录|手机|安卓机|电脑|ip|地址).{0,8}不是(?:我|本人)|(?:[账帐][号户]|号)被(?:人|别人)?(?:登|用|动|改|进)"
    r"|(?<![充存]的)(?:币|钱|资产|余额|[uU])(?:全|都|也|一夜之间|突然)*(?:没了|不见|消失|被转|被提|被人)"
    # 日本語 한국어 русский Tiếng Việt español français deutsch português türkçe
    r"|乗っ取|ハッキング|ハックされ|不正(?:ログイン|アクセス|出金|送金|利用)|身に覚えのない|盗まれ|盗難|勝手に(?:出金|送金|売)"
    r"|해킹|도난|도용|무단|훔쳐|털렸|(?:제가|내가).{0,12}(?:아니|안 ?했|하지 ?않)|사라졌"
    r"|взлом|украл|украд|похи[тщ]|угнал|(?:кто[ -]?то|неизвестн\w+).{0,40}(?:аккаунт|сч[её]т|вош[её]л|заш[её]л|вывел|перев[её]л)|это (?:был )?не я"
    r"|\b(?:bị|bi) (?:hack|đánh cắp|danh cap|trộm|trom|chiếm|chiem)|mất hết|mat het|(?:có|co) (?:người|nguoi|ai).{0,20}(?:rút|rut|đăng nhập|dang nhap|vào|vao|chuyển|chuyen)|không phải tôi|khong phai toi"
    r"|\b(?:robado|robaron|robad[oa]s|hackea\w*|jaquea\w*|vaciaron|alguien.{0,12}(?:entró|entro|accedió|accedio|retiró|retiro|usó|sacó)|no fui yo|no autori[cz][eé])"
    r"|\b(?:piraté|piratée|volé|volée|vidé|quelqu'un (?:a|s'est)|ce n'est pas moi)\b"
    r"|\b(?:gehackt|gestohlen|geklaut|jemand (?:hat|ist|war)|ich war das nicht)\b"
    r"|\b(?:roubad\w+|roubaram|hackead\w+|invadi(?:da|do|ram)|alguém (?:entrou|acessou|sacou|usou)|não fui eu)\b"
    r"|çalındı|çaldı|hacklendi|ele geçiril",
    re.IGNORECASE,
)
# A thing that was stolen is no stolen account: what is wanted then is a freeze.
THING = re.compile(
    r"\b(?:phone|mobile|laptop|computer|tablet|bike|bicycle|car|bag|purse|ledger|device)s?\b.{0,12}\b(?:stolen|robbed|was taken)\b"
    r"|\bstole my (?:phone|mobile|laptop|computer|tablet|bike|bag)\b|(?:手机|电脑|平板|笔记本|包)(?:被偷|被盗|被抢)了?",
    re.IGNORECASE,
)
# Nor is what was stolen from somebody at another service.
_SERVICES = (
    r"(?:steam|xbox|playstation|netflix|spotify|disney|instagram|insta|facebook|tiktok|snapchat|youtube|linkedin"
    r"|ebay|amazon|uber|airbnb|roblox|fortnite)"
)
_SERVICES_ZH = r"(?:qq|微信|支付宝|淘宝|京东|抖音|快手|微博|游戏|小红书|拼多多|美团)"
_OWN = r"(?: (?:account|profile|id|page|channel))?"
ELSEWHERE = re.compile(
    rf"\b{_SERVICES}{_OWN}\b.{{0,12}}\b(?:hacked|hijacked|stolen|compromised)\b"
    rf"|\b(?:hacked|hijacked|stole) (?:in ?to )?my {_SERVICES}{_OWN}\b"
    rf"|{_SERVICES_ZH}(?:里的)?(?:账[号户]|号|密码)?(?:都|也|又)?(?:被人|被|让人)?(?:盗号?|黑|偷)了?",
    re.IGNORECASE,
)
# An account there, and nothing said of one here. Means to pay are left out: those are used here, too.
ACCOUNT_ELSEWHERE = re.compile(
    rf"\b{_SERVICES} (?:account|profile|login|password|subscription)\b"
    rf"|\b(?:account|profile|login|password|subscription) (?:on|at|for|with|of) {_SERVICES}\b"
    r"|(?:qq|微信|淘宝|京东|抖音|快手|微博|游戏|小红书|拼多多|美团)(?:账[号户]|密码|会员)",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(?:exchange|coins?|crypto|usdt|btc|eth|deposit|withdraw\w*|trad\w+|wallet|here|you)\b"
    r"|交易所|币|usdt|充值|提现|提币|钱包|平台|你们|您们|这里",
    re.IGNORECASE,
)
_HOLD = r"(?:freeze|kill|shut(?: down)?|lock(?: down)?|suspend|disable|block|deactivate|pause|stop|halt|hold|put a (?:hold|freeze|stop|block) on)"
_NOW = r"(?:now|immediately|urgent\w*|at once|right away|asap|please|pls|plz|quick\w*|fast|for (?:now|me)|until|!)"
FREEZE = re.compile(
    rf"(?<!you )(?<!did )(?<!to )\b{_HOLD}\b(?: down)?.{{0,25}}\b(?:my|the|this|all|any)?\s?(?:account|profile|everything|funds|wallet|withdrawals?)\b.{{0,40}}{_NOW}"
    rf"|\b(?:please|pls|plz|urgent\w*|immediately|can you|could you|quickly)\b.{{0,15}}\b{_HOLD}\b.{{0,20}}\b(?:account|profile|everything|funds|wallet|withdrawals?)\b"
    r"|(?:emergency|urgent\w*) (?:freeze|lock)|please freeze|\b(?:account|profile) (?:frozen|suspended|locked|disabled|blocked) (?:until|now|at once|immediately|please)"
    r"|(?:马上|立[刻即]|紧急|赶紧|赶快|快|帮我|帮忙|先|麻烦|请(?!问)|能不能|把我).{0,10}(?:冻结|冻上|停用|停了|停掉|锁定|锁了|锁上|锁住|封了|封掉|禁止.{0,8}提)"
    r"|冻结我(?:的)?[账帐]|别让.{0,8}(?:提|转|登)|(?:禁止|停止|关闭|暂停).{0,8}(?:[账帐][号户]).{0,4}提[币现]"
    r"|(?:凍結|冻结|停止|止めて|ロック).{0,6}(?:ください|下さい|して|お願い)"
    r"|(?:정지|동결|막아|잠가|잠궈|차단).{0,8}(?:주세요|줘|해|바랍)"
    r"|\b(?:заморозьте|заблокируйте|остановите|заморозить|блокируйте)\b"
    r"|(?:khóa|khoá|khoa|đóng băng|dong bang).{0,20}(?:ngay|giúp|giup|gấp|gap|khẩn)"
    r"|\b(?:congelen?|congele|congelar|bloqueen?|bloquéen\w*|bloqueen\w*|suspendan|detengan)\b"
    r"|\b(?:bloquez|gelez|suspendez)\b|\b(?:sperren sie|sofort sperren|bitte sperren|einfrieren)\b|\b(?:congelem|bloqueiem|suspendam)\b|dondurun",
    re.IGNORECASE,
)
UNFREEZE = re.compile(
    r"解冻|解锁|解除|unfreeze|unlock|разблок|разморо|mở khóa|desbloque|entsperr", re.IGNORECASE
)
_GIVEN = r"(?:seed|phrase|codes?|otp|passwords?|keys?|pin)"
SCAM = re.compile(
    r"\b(?:scammed|(?<!are )(?<!you )(?<!all )scammers?|fraudster|defrauded|cheated|tricked|conned|swindled)\b|is (?:it|this|that) a scam"
    r"|(?:romance|investment) (?:scam|fraud)|fake (?:broker|support|agent|advisor|investment)"
    r"|(?:told|asks?|asked|wants?|made|makes|forced|instructed) me to? ?(?:send|transfer|move|pay|deposit)"
    r"|(?:another|more|a second) (?:deposit|payment|tax|fee)\b.{0,30}\bwithdraw"
    r"|\b(?:asks?|asking|asked|wants?|demands?|says?|told)\b.{0,60}\b(?:tax|fee|fees|deposit|payment|money)\b.{0,12}\b(?:before|first|so)\b.{0,24}\bwithdraw"
    r"|\b(?:clicked|opened|followed|tapped)\b.{0,24}\b(?:link|site|page|url)\b.{0,40}\b(?:typed|entered|put in|filled|gave|logged in|login|password)\b"
    rf"|(?:clicked|opened|entered|typed|gave|put)\b.{{0,40}}\b(?:phishing|fake|scam)\b|gave .{{0,20}}\b{_GIVEN}\b"
    rf"|\b(?:shared|told|sent|typed|entered|showed|gave|read)\b.{{0,30}}\b{_GIVEN}\b.{{0,20}}\b(?:to|with|on|in|into)\b.{{0,20}}(?:guy|man|someone|somebody|page|site|stranger|him|her|them|agent|caller|telegram|link)"
    r"|被(?:.{0,6})?骗|骗了我|骗走|诈骗|杀猪盘|是(?:不是)?骗局|让我(?:再)?(?:转|打款|汇|充|交|存)|(?:要|叫)我(?:再)?(?:转|交|充)"
    r"|交.{0,4}(?:保证金|税|解冻费).{0,6}(?:才|提)|提不(?:出来|了).{0,8}(?:保证金|交钱|交税|再充)|点了(?:.{0,10}(?:链接|网站).{0,6}输|钓鱼|假|可疑)"
    r"|(?:把|将).{0,3}(?:验证码|密码|助记词|私钥).{0,4}(?:给|告诉|发给|输)|(?:验证码|助记词|密码|私钥)(?:给|告诉|发给)了"
    r"|詐欺|騙され|사기|мошенни|обманул|lừa đảo|lua dao|\bestafa\w*|\bestafaron|arnaqu|betrogen|dolandır",
    re.IGNORECASE,
)
PRESSING = re.compile(
    r"\b(?:urgent|urgently|emergency|asap|immediately|right now|help me now|hurry)\b|about to (?:be|get) (?:liquidated|closed)"
    r"|紧急|加急|救命|急急|很急|好急|快点|尽快|[，,。！! ]急|十万火急|马上要|至急|緊急|급해|급합니다|срочно|khẩn cấp|urgente|dringend|acil",
    re.IGNORECASE,
)
_FIRST = r"\b(?:my|me|i|i'm|we|our|us)\b"
ABOUT_IT = re.compile(
    rf"^\W*(?:how|what|can|could|is|are|does|do|will|would|should|tips|which|where)\b(?!.*{_FIRST})"
    r"|^\W*how (?:do|can|to|should)\b.{0,20}\b(?:avoid|prevent|protect|if|not get)\b|^\W*(?:is|are) my .{0,30}\bsafe\b"
    r"|best practice|(?:avoid|from|against) (?:being|getting)|\bif (?:the|an?|your|my|someone|i|it)\b.{0,30}\b(?:gets?|ever|is|were|would|need)\b"
    r"|如何(?:避免|防|识别)|怎[么样](?:避免|防|识别|才不会|设置)|防[止黑]|预防|避免.{0,6}(?:被|盗)|才不会|建议|一般|通常|如果|万一|假如|会不会"
    r"|会.{0,8}吗|可能.{0,4}吗|什么意思|(?:提醒|通知|保险).{0,4}吗",
    re.IGNORECASE,
)
VICTIM: tuple[tuple[Urgency, re.Pattern[str]], ...] = (("theft", THEFT), ("freeze", FREEZE), ("scam", SCAM))
PRIORITY: dict[Urgency, int] = {"theft": 3, "freeze": 3, "scam": 2, "pressing": 2, "none": 1}


def elsewhere(text: str) -> bool:
    """Tell whether all it speaks of is an account at another service."""
    plain = folded(text).replace("帐", "账")
    return bool(ELSEWHERE.search(plain) or ACCOUNT_ELSEWHERE.search(plain)) and not OURS.search(plain)


def urgency(text: str) -> Urgency:
    """Tell what cannot wait in a message. Who asks how to be safe is not being robbed."""
    plain = folded(text).replace("帐", "账").replace("\u2019", "'")
    plain = ELSEWHERE.sub(" ", THING.sub(" ", plain))
    if not ABOUT_IT.search(plain):
        for name, shape in VICTIM:
            if shape.search(plain) and not (name == "freeze" and UNFREEZE.search(plain)):
                return name
    return "pressing" if PRESSING.search(plain) else "none"
