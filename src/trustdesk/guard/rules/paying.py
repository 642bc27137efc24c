"""Replies that tell the customer to pay: never, for any reason, and whatever the payment is called.

What stays allowed is help with the customer's own moves: between their own accounts, to a new wallet
of their own, a deposit to their own address as the app shows it, and what a network or a trade costs.
A literal address to pay to takes that permission away.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.clauses import forbidden
from trustdesk.guard.rules.gates import guarded

AMOUNT = r"\d[\d,.]{0,15}\s?(?:k\b|usd[tc]?|u\b|btc|eth|bnb|trx|sol|xrp|dollars?|euros?|eur|gbp|yuan|rmb|cny|%|percent)|[$€£¥]\s?\d"
MONEY = (
    rf"(?:{AMOUNT}|usd[tc]?\b|btc\b|eth\b|trx\b|crypto\w*|bitcoins?|coins?\b|tokens?\b|funds?\b|money\b|assets?\b|cash\b|fees?\b|tax(?:es)?\b|collateral|margin\b"
    r"|bond\b|penalty|fine\b|commission|dut(?:y|ies)\b|lev(?:y|ies)\b|bail|insurance|balance\b|gift ?cards?|(?:same|equal|small|test|tiny|certain) amounts?\b|(?:test|trial|first|small|partial|advance) payments?\b|stablecoins?|savings?\b)"
)
BUSY = r"(?:then|first|now|also|just|simply|kindly|immediately|again|quickly|urgently|today|at once|go ahead and|make sure (?:to|you)|be sure to|remember to|proceed to|try to|only|therefore|do|directly|manually|instantly)"
TOLD = (
    r"(?:please|pls|plz|kindly|you(?:'ll|'d| will| would)? (?:(?:first|also|now|then|still) )?(?:need to|have to|must|should|are required to|are asked to|are obliged to|got to|gotta|better)"
    r"|(?:required|obliged|necessary|mandatory|instructed) to|need you to|ask you to|want you to|require you to|(?:could|can|would|will) you|all you (?:need|have) to do is"
    r"|i(?:'d| would) (?:like|ask) you to|let'?s|in order to \w+(?: \w+){0,4}|to (?:unlock|activate|verify|unfreeze|release|restore|upgrade|secure|complete|confirm|reactivate|withdraw|receive|recover|lift|validate)\b(?: \w+){0,5})"
)
START = r"^\W*(?:for (?:your|the) (?:\w+ ){1,3}?)?(?:(?:hi|hello|dear|ok|okay|sure|thanks|and|or|so|then|first|second|next|now|finally|step \d|\d)\W+(?:\w+\W+)??){0,2}"
PAYS = r"(?:transfer|remit|wire|pay|prepay|send|deposit|top[- ]?up|recharge|settle|forward|move|credit|hand over|hand (?:\w+ ){1,3}over|make (?:a|an|the|your|one)(?: \w+){0,2} (?:payment|transfer|remittance|deposit|prepayment|wire)|complete (?:a|the|your) (?:payment|remittance)|buy)"
DIRECTED = rf"(?:{START}|\b{TOLD}\W+)(?:{BUSY}\W+){{0,3}}(?P<verb>{PAYS})\b"
FILL = r"(?:\W+(?:the|a|an|your|some|exactly|about|at least|least|another|additional|remaining|all|of|any|me|us|our|this|that|these|those|small|same|refundable|one[- ]time|full|total|required|outstanding|minimum|equal|amount|security|unlock(?:ing)?|activation|verification|service|processing|handling|withdrawal|network|gas|tax|over|to|first|in|for|an? amount of|worth|accounts?|balance|wallet|with|apple|google|steam|amazon|itunes|prepaid)){0,7}"
DEEDS = "transfer|remit|wir|pay|send|deposit|top|recharge|settle|forward|mov|credit|hand|make|complete|buy"
DIRECT = guarded(
    DEEDS,
    rf"{DIRECTED}{FILL}\W+(?P<what>{MONEY})(?! ?(?:hash|id\b|receipt|screenshot|proof|record|history|detail|statement|name|symbol|contract|page|amount sent))",
)
COMPLETE = guarded(
    "pay|remit|wir|transfer",
    rf"(?:{START}|\b{TOLD}\W+)(?:{BUSY}\W+){{0,3}}(?:(?:make|complete) (?:a|an|the|your|one)(?: \w+){{0,2}} (?:payment|remittance|prepayment|wire|transfer)|remit\b|wire\b|pay (?:him|her|them|me|us|our|my)\b|pay (?!attention|close|special|more attention|heed|a visit)\w+|pay$|transfer (?:it|them|everything)\b)",
)
# "It is only a verification transfer", "scan to pay the fee".
PRETEXT = guarded(
    "transfer|payment|deposit|until|for|of the|of your|difference|settle|pay|clear|hand|scan",
    r"\b(?:only|just|merely) (?:a|an) (?:\w+ )?(?:verification|test|refundable|temporary|security|confirmation) (?:transfer|payment|deposit)\b"
    r"|\b(?:on hold|blocked|frozen|locked|suspended|pending) until\b[^.;]{0,40}?\b(?:guarantee|deposit|payment|tax|fee|bond|margin)\b[^.;]{0,14}?\b(?:deposited|paid|made|received|settled|sent)"
    r"|\b(?:address|account|wallet) (?:for|of) (?:the|your) (?:guarantee|bond|tax|fee|collateral|payment|margin)\b"
    r"|\b(?:deposit|pay|top up|add) the difference\b|\b(?:settle|pay|clear) the (?:tax|fee|duty|levy|charge)\w*\b[^.;]{0,24}?\b(?:at|to) (?:this|the following|our)\b"
    rf"|\bhand (?:over )?(?:your|the|all) (?:{MONEY})[^.;]{{0,12}}?\bto\b"
    r"|\bscan\b[^.;]{0,24}\b(?:to|and) (?:pay|transfer|deposit)\b",
)
PAYEE = guarded("to pay|then pay|and pay", r"\b(?:and|then|to) pay (?:him|her|them|me|us|our agents?|my)\b")
OWED = guarded(
    "be |is|requir|need|demand|asking",
    rf"(?:{MONEY}|payment|deposit|remittance)\W+(?:[\w%-]+\W+){{0,6}}?(?:must|has to|have to|needs? to|should|is (?:required )?to|are to)\W+(?:\w+\W+)?be (?:\w+ )?(?:paid|transferred|remitted|sent|deposited|settled|wired|prepaid|topped)"
    r"|\b(?:requires?|need|needs|asking for|demands?)\W+(?:a|an|the|your)\W+(?:\w+\W+){0,3}?(?:payment|prepayment|remittance|security deposit|refundable deposit|guarantee deposit)\b"
    r"|(?:payment|fee|tax|deposit) (?:of [^,.]{1,24} )?is (?:required|needed|due|necessary|mandatory) (?:before|to|for|first|in order|so)",
)
OWN = re.compile(
    r"\bfrom (?:your )?(?:spot|funding|futures|margin|earn|main|sub|unified|trading|cross|isolated|copy|assets?)\b|\bbetween (?:your|accounts|spot|wallets)"
    r"|\b(?:to|into) (?:your |the )?(?:own )?(?:spot|funding|futures|margin|earn|main|sub|unified|trading|derivatives|contract|copy)[ -]?(?:trading )?(?:account|wallet|balance)?\b"
    r"|\b(?:to|into) (?:a|your|another) (?:(?:brand )?new|own|fresh|personal|hardware|private|self[- ]custody)(?: (?:own|new|wallet|address|account))*"
    r"|\b(?:to|into|at) your (?:own )?(?:\w+ )?(?:deposit )?(?:address|account|wallet)\b|deposit (?:address|page)|(?:shown|displayed|you see) (?:in|on) (?:the|your)"
    r"|(?:network|gas|miner|withdrawal|trading|maker|taker|transaction|blockchain|on[- ]chain|funding|interest) fees?"
)
UPFRONT = re.compile(
    r"\bfirst\b|before|in order|upfront|up front|in advance|unlock|unfreeze|activat|verif|release|to (?:this|the following|our|my|the below|us|me)\b|safe (?:account|wallet|address)|secure (?:account|wallet|address)"
)
PASSING = re.compile(
    r"\b(?:when(?:ever)?|if|once|after|before|while|as soon as|in case|how to|where to|whether|the \w+ you|who)\b"
)
# "Did somebody ask you to send coins?" asks what happened.
BY_OTHERS = re.compile(
    r"\b(?:(?:did|does|whether|if) (?:some|any)(?:body|one)|did (?:they|he|she|you|the \w+)|who)\b[^,.]{0,30}$"
)
BY_OTHERS_ZH = re.compile(r"(?:谁|对方|有人|骗子|那人)[^,，。]{0,6}$")

TOLD_ZH = r"(?:请(?!求|假|问)|麻烦|需要?您?|您?需(?:要)?|必须|务必|应(?:当|该)|得先|要先|先|立即|马上|尽快|可以?先|要求您?|烦请|劳烦|辛苦您?|让您|要您|必需|还?须|即可|就能|只能|方可|通过|建议您?|您?要)"
OTHER_DEEDS_ZH = r"邮件|附件|截图|文件|链接|资料|收到|核对|提供|上传|查看|查询|确认|检查|注意|留意|发送|选择|保存|阅读|了解|避免|提交|截图|关闭|开启|联系|点击|进入|打开|取消|说明|描述|告知|告诉|登录|前往|参考|等待|截取|回复|参阅|刷新|忽略|设置|修改|重置|绑定|申请|勿|不|复制|核实|撤销|停止|警惕|小心|耐心"
GAP_ZH = rf"(?:(?!{OTHER_DEEDS_ZH})[^,，。！？!?；;\n]){{0,16}}?"
SUM_ZH = r"(?:\d[\d,.]{0,15}|[一二两三四五六七八九十百千万]{1,8})\s?(?:u(?![a-z])|usd[tc]?|btc|eth|trx|元|块|美元|美金|刀|人民币|个|枚|万|%)"
PAYS_ZH = rf"(?:[汇转打付缴交][^,，]{{0,4}}?百分之[一二三四五六七八九十]|往[^,，。]{{0,8}}?(?:钱包|地址|账户|卡)里?(?:转|打|充|汇)|[转汇付打](?:过来)?\s?(?:{SUM_ZH}|一笔)|转(?:账|帐|钱|款|币)|汇款|汇入|汇到|汇至|汇给|打款|打币|打钱|打到|打入|打给|付款(?!码)|付钱|支付(?!密码|宝|方式)|缴纳|缴费|交纳|上缴|补缴|补交|预付|垫付|代付|存入|转(?:到|至|入|给|往)|转移(?:到|至)|付(?:清|给)|付(?:手续|服务|保证|解冻|激活|认证|税|押|定)(?:费|金)?|交\s?(?:{SUM_ZH})|购买.{{0,12}}?(?:礼品|点|充值|购物)卡|付一?(?:点|些|笔)|预存|结清|清缴|扫码支付|交(?:一|笔|齐|保证金|税|押金|手续费|费))"
NOUN_ZH = r"(?!凭证|截图|记录|网络|地址|页面|方式|密码|时|前|后|的(?!费|钱|款|金|税)|账户|状态|失败|功能|渠道|确认|成功|到账|信息|详情|明细|哈希|问题|申请|限额|订单|之前|之后|中|过程|哪|多少|教程|流程|完成|入口|按钮|选项|通道|回执|证明|单|人工|(?:客服|专员)(?!的?(?:账|钱包|地址|卡|个人))|同事|部门|专人|相关|对应|团队|下一|设置|安全中心|其他部门|主管|上级|技术)"
ORDERED_ZH = re.compile(
    rf"(?:{TOLD_ZH}{GAP_ZH}{PAYS_ZH}|^\W*[转汇付打](?:过来)?\s?(?:{SUM_ZH}|一笔)){NOUN_ZH}"
)
FEE_ZH = r"(?:保证金|押金|税(?:款|费|金)?|解冻(?:金|费)|激活(?:金|费)|认证(?:金|费)|验证(?:金|费)|手续费|服务费|滞纳金|会员费|罚款|定金|诚意金|风险金|信誉金|解封费|通道费|担保金|保险费|工本费|放款费|出金费)"
TOPUP_ZH = re.compile(
    rf"{TOLD_ZH}{GAP_ZH}充(?:值|币|入)?\s?(?:至少|不少于|约|大概|等值|一笔|相应|相同|同等|满)?\s?(?:的)?(?:{SUM_ZH}|{FEE_ZH})"
    rf"|充(?:值|币|入)?\s?(?:至少|满)?\s?(?:{SUM_ZH}|{FEE_ZH}).{{0,10}}(?:激活|解冻|解锁|验证|才能|即可|就能|方可|以便)"
    r"|充(?:值|币|入)?(?:相同|同等|等额|等值|一定|相应|少量|小额)(?:的)?(?:金额|数量|资金|数额)?.{0,10}(?:激活|解冻|解锁|验证|证明|认证)"
    r"|补[交缴齐足].{0,6}?(?:差额|差价|余款|税|费|款|金)"
    r"|再?充(?:一次|一笔)?(?:同样|相同|等额|一样)的?(?:金额|数量|数目|币).{0,6}?(?:就|即|才|便|方)"
    r"|^\W*扫码支付"
)
COLLECT_ZH = re.compile(
    rf"(?:缴纳?|支付|交纳?|付|补|收取您?|汇|打|转).{{0,8}}?{FEE_ZH}.{{0,12}}?(?:才能|即可|就能|方可|以便|后(?:才|即|方|可)|解冻|解锁|激活|到账)|{FEE_ZH}.{{0,6}}(?:需要?|须|必须|得|要)(?:您|你)?(?:先|提前|另外|额外|单独)?(?:缴|支付|付|转|汇|交)"
)
OWN_ZH = re.compile(
    r"划转|站内转账|内部转账|本人(?:名下|实名)?的?(?:银行卡|账户|支付)|(?:从|在).{0,8}(?:现货|资金|合约|杠杆|理财|统一|交易|主|子)账户|(?:到|至|入)(?:您|你)?(?:的)?(?:现货|资金|合约|杠杆|理财|统一|交易|主|子)账户"
    r"|(?:到|至|入)(?:您|你)?(?:的)?(?:(?:一个)?(?:全?新|自己|本人|个人|自有|硬件)的?)+(?:新?建?的?)?(?:钱包|地址|账户)|(?:您|你)(?:自己|本人)?的?(?:专属)?充[值币]地址"
    r"|(?:付款|支付|转账|付)给卖家|订单(?:里|中|内|页面)?(?:显示|指定)的?(?:方式|账户)"
)
OWN_FEE_ZH = re.compile(
    r"(?:网络|矿工|链上|gas|燃料|提[现币]|交易|挂单|吃单|资金|借贷|杠杆)(?:手续|使用)?费|利息"
)
UPFRONT_ZH = re.compile(
    r"先|才能|方可|即可|解冻|解锁|激活|(?:以下|下方|这个|指定|如下|我们|我方|官方|平台|安全)(?:的)?(?:地址|账户|钱包|账号|卡)|保证金|押金|税"
)
PASSING_ZH = re.compile(r"(?:不确定|不放心|如果|若|假如|当您?|如您?|一旦|在您?).{0,12}$")
# "Report at once, if somebody asks you to pay", with nothing between the two.
THEIR_DEMAND_ZH = re.compile(r"(?:对方|有人|他人|骗子|陌生人)[^,，。]{0,4}?(?:要求|让|叫|催)(?:您|你)")
ONLY_THEN_ZH = re.compile(r"^之?后(?:才|即|方|就|便|可)")
# The smallest deposit there is: less would not be credited.
SMALLEST = guarded(
    "at least|minimum|至少",
    r"at least \d[^.]{0,40}\b(?:smaller|less|lower|below|not (?:be )?credited)|\bminimum\b[^.]{0,30}\bcredited"
    r"|至少[^。]{0,24}(?:低于|不足|少于|以下)[^。]{0,14}(?:入账|到账)",
)
LAST = " before"  # what a payment is required before makes it no passing remark
AFTERWARDS_ZH = re.compile(r"^.{0,12}?(?:之?前|之?后|以前|以后|时(?!间)|的时候|期间|过程中|，?请核对)")

# In lower case, as everything here is read.
ADDRESS = re.compile(
    r"(?<![0-9a-z])(?:0x[0-9a-f]{40}|t[1-9a-z]{33}|(?:bc1|ltc1)[0-9a-z]{20,80}|r[1-9a-z]{24,34}|[13lmd][1-9a-z]{25,34}|[eu]q[0-9a-z_-]{46}"
    r"|[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}|\d{4}(?:[ -]?\d{4}){3}\d{0,3}|[1-9a-z]{43,44})(?![0-9a-z])"
)
TO_ADDRESS = re.compile(
    rf"(?:{START}|\b{TOLD}\W+)(?:{BUSY}\W+){{0,3}}(?:transfer|remit|wire|pay|send|deposit|top[- ]?up|forward|move)\b(?![^.,;\n]{{0,30}}(?:hash|txid|tx id|screenshot|proof|receipt|record))[^.;\n]{{0,60}}?\b(?:to|into|at)\b"
    rf"|{TOLD_ZH}{GAP_ZH}(?:{PAYS_ZH}|充值){NOUN_ZH}|(?:收款|付款|打款|转账|汇款|充值|缴费|保证金|押金|税款|解冻费|手续费)的?(?:地址|账[户号]|卡号|钱包)\s*(?:是|为|$)|向.{{0,20}}(?:转|汇|打|付|充)"
)


LONGEST_EXCERPT = 80


def asks_for_payment(plain: str, parts: Sequence[str]) -> Refusal | None:
    """Tell whether an undisguised text tells the customer to pay; ``parts`` are its clauses."""
    place = ADDRESS.search(plain) is not None
    for part, following in pairwise([*parts, ""]):
        if SMALLEST.search(part + following) and not place and not UPFRONT.search(part):
            continue
        addressed = place and bool(ADDRESS.search(part) or ADDRESS.match(following.lstrip()))
        asked = _in_english(part, addressed=addressed)
        if asked is None and not part.isascii():
            asked = _in_chinese(part, addressed=addressed)
        if asked:
            return Refusal(Reason.ASKS_PAYMENT, asked.strip()[:LONGEST_EXCERPT])
    return None


def _in_english(part: str, *, addressed: bool) -> str | None:
    if addressed and (asked := TO_ADDRESS.search(part)):
        return None if PASSING.search(part[: asked.end()]) or forbidden(part) else asked[0]
    asked = (
        DIRECT.search(part)
        or COMPLETE.search(part)
        or OWED.search(part)
        or PAYEE.search(part)
        or PRETEXT.search(part)
    )
    if asked is None or PASSING.search(part[: asked.end()].removesuffix(LAST)) or forbidden(part):
        return None
    own = not addressed and OWN.search(part) is not None and not UPFRONT.search(part)
    return None if own or BY_OTHERS.search(part[: asked.start()]) else asked[0]


def _in_chinese(part: str, *, addressed: bool) -> str | None:
    asked = ORDERED_ZH.search(part) or TOPUP_ZH.search(part) or COLLECT_ZH.search(part)
    if asked is None and addressed:
        asked = TO_ADDRESS.search(part)
    if asked is None or forbidden(part):
        return None
    lead = part[: asked.start()]
    if PASSING_ZH.search(lead) or BY_OTHERS_ZH.search(lead) or THEIR_DEMAND_ZH.search(asked[0]):
        return None
    if AFTERWARDS_ZH.search(part[asked.end() :]) and not ONLY_THEN_ZH.search(part[asked.end() :]):
        return None
    own = OWN_ZH.search(part) or (OWN_FEE_ZH.search(part) and not UPFRONT_ZH.search(part))
    return None if own and not addressed else asked[0]
