"""Payments by what they are for and where they go: a levy that nobody owes us, a place that is not the customer's.

Lists of orders are never complete: "the clearance costs 120 USDT, payable in advance", 不付担保金财务不放款. What every such
reply has is a levy that no desk collects, said to be due or to set something free, or coins on their way to us.
"""

import re
from collections.abc import Iterable

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.clauses import FORBIDS
from trustdesk.guard.rules.gates import Guarded, guarded, one_of
from trustdesk.guard.rules.paying import AMOUNT, AT_WILL, LONGEST_EXCERPT, OWN, OWN_ZH, SUM_ZH
from trustdesk.guard.rules.said import Said

FREES = r"(?:releas|unlock|unfr[eo]|unblock|lift|restor|activat|reactivat|disburs|pa(?:y|id) out|payout|withdraw|get (?:ur|your|the) (?:money|funds|coins)|let(?:s)? (?:the|your))"
KINDS = (
    r"(?:unfreez\w+|unlock\w*|unblock\w*|activation|verification|validation|clearance|clearing|releas\w+|recovery|security|guarantee|collateral|insurance|penalty|(?:anti[- ])?money[- ]laundering|aml|compliance|audit|matching"
    r"|miners?|vip|upgrade|membership|income|capital gains|refundable|advance|risk|customs|transit|bridge|channel|outstanding|custody|credit (?:score|rating)|unfreeze|notary|legal|lawyer|storage|keeping|stamp)"
)
TAXES = r"\b(?:tax(?:es)?|bond|guarantee|fine|penalty|levy|surcharge|bail|clearance|insurance fee|service charge|recovery costs?|security money)\b(?! (?:report|advis|form|statement|free|year|authorit|office|question|rule|law|bureau|matter))"
LEVIES = (
    "unfr|unlock|unblock|activat|verif|valid|clear|releas|recover|security|guarant|collat|insur|penal|launder|aml|complian|audit|match|miner|vip|upgrad|member|income|capital|refund|advance|risk|custom|transit|bridge|channel"
    "|outstand|custody|credit score|credit rating|notary|legal|lawyer|storage|keeping|stamp|tax|bond|fine|levy|surcharge|bail|service charge"
)
LEVY = rf"(?:{KINDS}\W+(?:\w+\W+)?(?:fees?|payment|deposit|transfer|tax|charges?|costs?|margin|money|bond)\b|{TAXES}|(?:charge|fee|payment|cost)s? (?:of (?:\d[\d.,]* ?\w+) )?for (?:unfreez\w+|unlock\w+|releas\w+|activat\w+|verif\w+))"
ANY_LEVY = rf"(?:{LEVY}|\b(?:the|a|an|this|that|ur|your) (?:\w+ )?(?:fee|charge)s?\b|\bfee\b)"
PAYS = r"(?:pay|prepay|settle|cover|clear|remit|discharge|bear|effect|arrange|deposit|top[- ]?up|recharge|send|transfer|wire|complete|make)"
PAID = r"(?:reach(?:es|ed)|arriv(?:es|ed)|lands?|paid|cleared|settled|transferred|remitted|made|covered|received|deposited|sent|wired)"
MOVES = (
    r"(?:(?:^|[,.:;!?]\W*|\b(?:please|pls|plz|just|now|then|and|or|must|need to|have to|has to|should|shall|can|could|kindly|to|by|recommend|suggest|advise|start|you|u|n|also|directly|immediately|only|urgently|customers?|users?)\W+)"
    r"(?:transfer(?:ring)?|mov(?:e|ing)|shift(?:ing)?|send(?:ing)?|deposit(?:ing)?|relocat(?:e|ing)|remit|wire|evacuate|forward|return|put|bring|withdraw|pay(?:ing)?|top[- ]?up)|\bbe (?:\w+ )?(?:relocated|transferred|moved|sent|deposited|paid|remitted|wired))"
)
MOVE = r"(?:transfer|move|shift|send|deposit|remit|wire|pay|put)"
PLACE = r"(?:wallet|address|account|vault|card)"
THEIRS = (
    rf"(?:(?:the|our|my|a|this|that|an|ur)? ?(?:new |official |very )?(?:safe|secure|vault|custody|escrow|temporary|regulator(?:'s)?|designated|protected|cashier|finance|specialist|technician(?:'s)?|manager(?:'s)?)(?: \w+)? {PLACE}(?! of your own|s? that only you)"
    rf"|my (?:own |personal |usdt |btc |eth )?{PLACE}|our (?:\w+ )?(?:safe |secure |finance |new )?{PLACE}|(?:the|a|an) (?:\w+ )?{PLACE} (?:of (?:our|my|the (?:technician|regulator|finance))\b|(?:(?:that )?(?:i|we|our \w+|she|he)) (?:\w+ )?(?:will )?(?:send|sends|give|gives|provide|sent|assign|show|opened|set up|created|prepared|reserved)\b|(?:in|from) my (?:next )?(?:message|mail)\b|designated|indicated|below)"
    rf"|this (?:\w+ )?{PLACE}|the following {PLACE}|the {PLACE} (?:below|above)|the contract)"
)
PERSON = r"(?:reviewer|technician|courier|cashier|regulator|auditor|specialist|(?:finance )?manager|agent|colleague|lawyer)"
LEVIED = guarded(LEVIES, LEVY)
OF_LEVIES = (
    re.compile(
        rf"{LEVY}(?:\W+[\w%.$]+){{0,10}}?\W+(?:(?:is|are|was|will be|would be) (?:\w+ )?(?:due(?! to)|expected|awaited|payable|owed|outstanding|compulsory|mandatory|required|needed|necessary|missing)|(?:must|has to|have to|needs? to|shall|should) (?:\w+ )?be (?:\w+ )?{PAID}|payable|(?:has|have) to be {PAID}|unlocks?|releases?|in advance|up ?front|beforehand|first)\b"
        rf"|{LEVY}\W+(?:is|are|costs?) (?:{AMOUNT})[^.]{{0,30}}?\b(?:payable|in advance|first|before)",
    ),
    re.compile(
        rf"\b(?:there(?:'s| is)|we (?:charge|take|levy|collect))\b(?:\W+(?!no\b)[\w%$.'-]+){{0,4}}?\W*{LEVY}"
        rf"|\b(?:need|require[sd]?|must|arrange|kindly|please|process|asks? for|wants?|complete|effect|expects?|shall|(?:remains|left|missing) is|contingent (?:up)?on|subject to|upon receipt of|receipt of)\b(?:\W+(?!not|no\b|advanced|your id)[\w%$.'-]+){{0,7}}?\W*{LEVY}"
        rf"|\b(?:once|when|as soon as|after|upon|until)\b(?:\W+(?!you (?:have )?(?:verif|complet))[\w%$.'-]+){{0,5}}?\W+{LEVY}(?:\W+\w+){{0,4}}?\W+{PAID}\b|\b(?:once|when|as soon as|after|upon) paying\b[^.]{{0,60}}?{FREES}|\b(?:bond|deposit|payment) of (?:{AMOUNT})\W+(?:un\w+|releas\w+|activat\w+|open\w*)",
    ),
)
FIRST = guarded(
    f"{LEVIES}|fee|charge|pay first|pays first|paying first|deposit first|deposits first|payment first|payments first",
    rf"\b{PAYS}\b(?:[^\w:]+(?!when|if|seller)[\w%$.,'-]+){{0,5}}?\W*(?:{ANY_LEVY})(?:\W+[\w%$.'-]+){{0,5}}?\W+(?:first\b|beforehand|before|in advance|up ?front|prior|today|at (?:the|your) earliest|after (?:we|i|that)|then (?:we|i|its|it's|the|your)|to (?:unlock|release|activate)|at once|now\b)"
    rf"|\bpay(?:s|ing)? first\W+(?:the |a )?(?:fee|tax|{AMOUNT})|\bfirst\W+(?:\w+\W+){{0,2}}?{PAYS}\b(?:\W+[\w%$.,'-]+){{0,4}}?\W+(?:{ANY_LEVY}|recovery)|^\W*(?:ok |so |the |a )*(?:fee|tax|deposit|payment|guarantee|bond)s? first\b",
)
# One of these stands in every levy, and in whatever is to be paid first.
SUMS = one_of(
    "fee|payment|deposit|transfer|tax|charge|cost|margin|money|bond|guarantee|fine|penalty|levy|bail|clearance|insurance|recovery|pay first|pays first|paying first"
)
ENGLISH: tuple[Guarded, ...] = (
    guarded(
        "safe|secure|vault|custody|escrow|temporary|regulator|designated|protected|cashier|finance|specialist|technician|manager| my | our |wallet i |wallet we |wallet that|address i |address we |address that|account i |account we |account that|card i |card we |card that|card she|card he"
        "|wallet she|wallet he|address she|address he|account she|account he|indicated|in my|from my|below|above|following|this |contract|of our|of my|wallet for|account for|address for",
        rf"{MOVES}\b(?:\W+(?!hash|txid|id\b|screenshot|receipt|proof|docum|selfie|report|when\b|from (?:your )?(?:spot|funding))[\w%$.,'-]+){{0,7}}?\W+(?:to|into|in|at|with|for) (?:(?:the|our|a) )?{THEIRS}"
        rf"|\b(?:use|take) the (?:\w+ )?{PLACE} below\b[^.]{{0,20}}?\b(?:to|for)\b[^.]{{0,30}}?(?:remit|pay|transfer|deposit|charge|fee)|\b(?:safe|secure) (?:wallet|account|address|vault)\b[^.]{{0,40}}?\b{MOVE}\b[^.]{{0,40}}?\b(?:there|to it|into it|now|it)\b"
        rf"|\b(?:wallet|account|address) for (?:the |your |our )?(?:\w+ )?(?:tax|fee|charge|guarantee|bond|penalty)\b|\b(?:wallet|account|address) of (?:our|my)\b[^!?\n]{{0,90}}?\b{MOVE}\b",
    ),
    guarded(
        " me| us",
        rf"\b(?:send|transfer|pay|wire|lend|borrow) (?:to )?(?:me|us)\b(?! my)(?:\W+[\w$%'-]+){{0,3}}?\W+(?:{AMOUNT}|coins|money|funds|crypto)|\b(?:send|transfer|pay|wire) (?:{AMOUNT})(?: \w+)? (?:to )?(?:me|us)\b",
    ),
    guarded(
        "reviewer|technician|courier|cashier|regulator|auditor|specialist|manager|agent|colleague|lawyer",
        rf"\b(?:pay|paid|tip|give|send|transfer)\b[^.]{{0,30}}?\b(?:to )?(?:the |our |my ){PERSON}\b[^.]{{0,30}}?(?:{AMOUNT}|\bcash\b|\bmoney\b|\bdeposit\b)|(?:{AMOUNT}|\bcash\b|\bmoney\b)[^.]{{0,24}}?\b(?:pay|paid|given|sent|transferred)\b[^.]{{0,10}}?\bto (?:the |our |my ){PERSON}\b",
    ),
    guarded(
        "again|more|another|same|matching|equal|second|double|triple|multiply|one last|one final|one single|unlock|back|free|lift|releas|work",
        r"\b(?:deposit|send|pay|recharge|top[- ]?up)\b(?:\W+[\w$%.'-]+){0,4}?\W+(?:again|more|another|once more|the same)\b(?:\W+[\w$%.'-]+){0,4}?\W+(?:to|and|then|n|so|for|before)\W+(?:get|withdraw|release|unlock|ur|your|have|the withdraw)"
        r"|\b(?:matching|equal|same|second|another) (?:deposit|payment|transfer|amount)\b[^.]{0,30}?\bbefore\b|\b(?:deposit|invest|refill|recharge|replenish|top[- ]?up|send|pay)\b[^.]{0,16}?(?:another|more|\d)[^.]{0,30}?\b(?:and|then|after (?:this|that)|so)\b[^.]{0,12}?(?:you get|everything|(?:the|your|ur) \w+|it)\b[^.]{0,12}?(?:unlock|back|free|lift|releas|work)|\bone (?:last|final|single|more) (?:payment|transfer|deposit)\b[^.]{0,8}?\b(?:and|then|to)\b|\b(?:double|triple|multiply)\b[^.]{0,16}?\b(?:whatever|what|everything|the coins|the amount|all) (?:that )?you (?:send|deposit|transfer|pay)",
    ),
    guarded(
        "ask for|fee|payment|charge|gas|cost|tax|amount|remittance|transfer of|double|with us|with me| our| my|first",
        rf"\b(?:a|one|just a) (?:small|tiny|quick|single|last|little) (?:fee|payment|charge) and (?:it|your|you|the|we)\b|\b(?:request|demand|require|expect)s?\b[^.]{{0,12}}?\b(?:remittance|payment|transfer) of\b|\byou (?:send|deposit|give|pay)\b[^.]{{0,30}}?\bdouble\b"
        rf"|\b(?:we|i) (?:only |just )?ask for (?:only |just )?(?:{AMOUNT})|\b(?:gas|fee|cost|tax)\b[^.]{{0,24}}?\bis on you\b|\b(?:park|leave|place|entrust|store) (?:your|ur|the|all) (?:\w+ )?(?:coins|funds|assets|money|crypto) with (?:me|us)\b|\b(?:once|after|as soon as)\b[^.]{{0,12}}?(?:{AMOUNT}|payment|funds|money)[^.]{{0,12}}?\b(?:hits?|reach\w*|arriv\w*|lands?|is in|in)\b[^.]{{0,8}}? (?:our|my)\b"
        rf"|\b(?:could|can|would|will|please|pls|kindly) (?:you )?(?:cover|front|advance) (?:the|this) (?:fee|gas|cost|charge|amount|tax)s?\b|\b(?:deposit|pay|recharge|top[- ]?up) first\b[^.]{{0,24}}?\b(?:withdraw|unlock|releas|talk)",
    ),
    guarded(
        "unlock|unfreez|releas|unblock|withdraw",
        rf"(?:{AMOUNT})\W+(?:to |will |it )?(?:unlock|unfreeze|release|unblock)s?\b|\b\d{{2,}} to (?:unlock|unfreeze|unblock)\b|\b(?:unlock|withdraw|release|unfreeze)\w*\b[^.]{{0,16}}?\b(?:you|u|customer) (?:must |need |have to |should |need to )?(?:to )?(?:pay|send|deposit|transfer)\b",
    ),
    guarded(
        "takes a|requires a|needs a|costs a|payment of|transfer of|deposit of|fee of|activat|lift|unlock|unfr|releas|unblock|reactivat|withdraw|payout|by making|by sending|by doing|by paying",
        rf"\b(?:lift|unlock|unfreeze|release|unblock|reactivate)\b[^.]{{0,30}}?\bfor (?:only |just )?(?:{AMOUNT})|\b(?:withdrawal|payout|release|unlocking)\b(?: \w+){{0,2}}? (?:needs?|requires?|takes?)\b[^.]{{0,12}}?(?:{AMOUNT})[^.]{{0,12}}?\b(?:deposit|payment|fee|margin)"
        rf"|\b(?:takes|requires|needs|costs)\b[^.]{{0,10}}?\b(?:payment|transfer|deposit|fee) of (?:{AMOUNT})|\b(?:unlock|releas|activat|lift|unfreez)\w* (?:with|by|through|against|via) (?:a |the |your )?(?:\w+ )?(?:payment|transfer|deposit|fee)\b"
        rf"|\b(?:link|bind|verify|prove|activate|whitelist)\b[^.]{{0,24}}?\bby (?:making|sending|doing|paying) (?:a|an|the|one)\b[^.]{{0,16}}?\b(?:transfer|payment|deposit)",
    ),
    guarded(
        "card|voucher|contract|unlock|unfreez|releas|activat|raise|open|withdraw|security|need deposit|need recharge|need make",
        r"(?:^|[.!?,]|\b(?:please|kindly|must|need to|have to|should|gotta|just|you))\W*(?:buy|purchase|get|pick up)\b[^.!?]{0,24}?\b(?:steam|gift|google play|itunes|apple|amazon|razer|prepaid|vanilla)\W+(?:gift )?(?:cards?|vouchers?)|\b(?:buy|purchase|get)\b[^.]{0,12}?\b(?:vouchers?|gift ?cards?)\b[^.]{0,40}?\b(?:me|us|numbers?|codes?)\b"
        rf"|\b(?:approve|sign|authori[sz]e)\b[^.]{{0,16}}?\bcontract\b[^.]{{0,40}}?\b{MOVE}\b|\bneed (?:make )?(?:recharge|deposit)\b[^.]{{0,16}}(?:{AMOUNT}|security|open|withdraw)"
        rf"|(?:^|[.!?,]\W*)(?:please |pls |just |bro |now |then )*(?:deposit|recharge|top[- ]?up)\W+(?:at least )?(?:{AMOUNT}|\d{{2,}})[^!?]{{0,48}}?\b(?:unlock|unfreez|releas|activat|raise|open|withdraw)",
    ),
)
LEVY_ZH = r"(?:保证金|押金|所得税|税(?!务|率|号|收)[款费金]?|(?:解冻|激活|认证|验证|解封|通道|放款|出金|清关|追回|审计|担保|保险|保管|公证|仓储|律师|管理|服务|手续|会员|工本|滞纳|风险|诚意|信誉|矿工|反洗钱)[金费款]用?|罚[款金]|定金|(?<![一-鿿])费(?!率))"
GIVES_ZH = r"(?:交|缴|付|支付|打|汇|转|充|垫付?|结清|补(?!充)|缴清|缴付|pay|付清)"
FIRST_ZH = r"(?:先|须|需要?|要(?!求)|请|必须|得|提前|才|麻烦|先行|务必)"
THEIRS_ZH = r"(?:安全的?(?:钱包|账[户号]|地址)|我(?:的|们的?)?(?:个人)?(?:的)?(?:钱包|地址|账[户号])|指定的?(?:安全)?(?:账[户号]|钱包|地址)|托管(?:地址|账户|钱包)|监管(?:方)?(?:账户|地址)|(?:技术|财务|审核|客服|专员|经理|部门)[^,，。]{0,6}?(?:钱包|账[户号]|地址|银行卡)|我(?:给|发|提供|为|帮|替)[^,，。]{0,5}?(?:地址|钱包|账户)|(?:缴税|交税|缴费|税款)的?(?:钱包|地址|账户)|[上下][面方]的?[^,，。]{0,3}?(?:钱包|账[户号]|地址|卡)|(?<![a-z])safe wallet|这个(?:账[户号]|钱包)|我这(?:边|里))"
CHINESE: tuple[Guarded, ...] = (
    guarded(
        "费|金|税|罚|款|付|交|缴|打|充|花|转|解|gas|到账|收到",
        rf"{FIRST_ZH}[^,，。已]{{0,6}}?{GIVES_ZH}(?!易|流)(?:一?下|纳|清|付|上|了)?[^,，。]{{0,8}}?{LEVY_ZH}|{LEVY_ZH}[^,，。]{{0,4}}?(?:先|提前|必须)?(?:交|缴|付|垫|结)(?:了|清|上|一下|付)?(?=.{{0,2}}(?:，|,|$|then|才|再|后|吧|哈))"
        rf"|{GIVES_ZH}(?:完|清|了|好|齐|掉)?[^,，。]{{0,6}}?{LEVY_ZH}[^,，。]{{0,4}}?(?:才|就|即|后|便|方)|欠[^,，。]{{0,8}}?{LEVY_ZH}|要(?!求)[^,，。]{{0,3}}?(?:放行|解冻|解封|担保|激活|通道)费|(?:费用?|税款?|gas)[^,，。]{{0,2}}?(?:您|你)先(?:出|垫|付|交)|(?:第一步|首先|先)[^,，。]{{0,2}}?(?:交|缴|付){LEVY_ZH}|先(?:充|交|付|打)[^,，。]{{0,3}}?(?:再|后|才)[^,，。]{{0,3}}?(?:提|解|放)|交点?小?钱|(?:{SUM_ZH})[^,，。]{{0,2}}?(?:就|即可)?(?:解锁|解冻|解封)|(?:到账|收到)\s?(?:{SUM_ZH})[^,，。]{{0,3}}?(?:我|就)|(?:花|付|交|缴|打|充|转)\s?(?:{SUM_ZH})[^,，。]{{0,4}}?(?:可以?|就|能|即可|才|便)[^,，。]{{0,4}}?(?:解|提|放款|激活|开通|升级)|(?:最后|再)(?:交|缴|付)(?:一次|一笔)?[^,，。]{{0,4}}?{LEVY_ZH}"
        rf"|^\W*(?:亲|您|那)?[，,]?\s?(?:先|请|须)(?:交|缴|付|垫)[^,，。]{{0,6}}?(?:费|税|金|款)(?!账)|(?:不|没)(?:付|交|缴)(?:清|上)?[^,，。]{{0,4}}?{LEVY_ZH}[^。]{{0,10}}?(?:不|没法|无法)|收到[^,，。]{{0,8}}?(?:押金|保证金|税款|款项)后[^。]{{0,8}}?(?:解|放|恢复)"
        rf"|(?:解冻|解锁|激活|提现|出金|放款)[^。]{{0,6}}?(?:要|需|须|得)?先?(?:付|交|缴|充|打|转)\s?(?:{SUM_ZH})|(?:需要?|要|须|交|收)[^,，。]{{0,6}}?(?:{SUM_ZH})[^,，。]{{0,6}}?(?:提前|先)(?:支付|付|交|缴)",
    ),
    guarded(
        "转|打|汇|充|存|移|放|付|提|退|缴税|交税|缴费|税款|币|钱|款|余额|deposit|transfer|send|pay",
        rf"(?:转|打|汇|充|存|移|放|付|提|transfer|send|pay|deposit)[^,，。]{{0,14}}?(?:到|至|入|进|给|往|去)?[^,，。]{{0,4}}?{THEIRS_ZH}(?!里的)|(?:把|将)[^,，。]{{0,8}}?(?:币|钱|资产|资金|余额|usdt|全部)[^,，。]{{0,6}}?(?:转|打|汇|充|存|移)(?:到|至|入|进|给|往|去|过来)(?!自己|本人|您|新)[^,，。]{{0,2}}?(?:我|去|来|那|这|指定|安全)"
        rf"|(?:往|给|向)(?:这儿|这里|这个地址|下面|我|审核员|经理|技术|专员|客服|老师|主管|快递员|工作人员|监管)[^,，。]{{0,4}}?(?:转(?:账|币|款|过|\s?\d)|打(?:款|钱|币|过|\s?\d)|汇|付(?!款)|充(?:币|\s?\d))|请[^。]{{0,16}}?退(?:回|还)?(?:到|给|至)[^,，。]{{0,2}}?(?:这|我(?!们?会)|以下|下)|(?:缴税|交税|缴费|税款)的?(?:钱包|地址|账户)|{THEIRS_ZH}[^,，。]{{0,10}}?(?:转|打|汇)(?:款|账|过|进|入)"
        rf"|(?:打|汇)(?:{SUM_ZH})?(?:过来|给我)|(?:转|付)\s?(?:{SUM_ZH})(?:过来|给我)|(?:币|钱|款|余额)[^,，。]{{0,4}}?(?:转|付|发|打)(?:过来|给?我)|然后[^,，。]{{0,3}}?(?:把|将)[^,，。]{{0,6}}?(?:打|转|充)(?:进|入)去",
    ),
    guarded(
        "倍|借|卡|充|unfreeze|激活|deposit|验证金|保证金|押金|safe wallet",
        rf"(?:双|两|加|翻|三)倍[^,，。]{{0,4}}?(?:返|还|给|送|奉)|(?:先|请|能)?借(?:给)?我|(?:买|购买)[^,，。]{{0,8}}?(?:steam|礼品|点|充值|购物|苹果|谷歌|itunes|亚马逊)[^,，。]{{0,2}}?卡|充值?\s?\d[\d,.]*\s?(?:u|usdt)?[^,，。]{{0,3}}?(?:解|激活|开通|提|升级)|充(?:值|入)?(?:同等|相同|等额|一样)的?(?:金额|数量)[^,，。]{{0,4}}?(?:匹配|系统|验证|核对)|充完[^,，。]{{0,4}}?(?:说|告诉|联系)"
        rf"|激活[^,，。]{{0,8}}?(?:需要?|要|得)[^,，。]{{0,6}}?(?:转账|付款|充值|交|付)\s?(?:{SUM_ZH})?|(?:deposit|pay|transfer|付|充)[^,，。]{{0,8}}?(?:验证金|保证金|unfreeze|safe wallet|押金)",
    ),
)
# What is no request: what was, what others do, a loan, a trade, a charge that is taken from what is there.
STORY = re.compile(
    r"\b(?:no|none|did|does|was|were|who|whoever|whether|when(?:ever)?|(?:the|your) orders?|order page|sellers?|buyers?|p2p|loans?|borrow\w*|repay\w*|interest|minimum|maker|taker|network fees?|trading (?:fees?|account)|margin call|isn't|is not|you (?:sent|paid|were)|already|declare|authorit\w+|bonus|reward|coupon|trade|taken from|deducted|own|yourself|usual|someone|somebody|anyone|anybody|friends?|people|tried|trying|wasn't|i had|how to|(?:can|do|should|could) i(?! ask))\b"
    r"|谁|骗|所谓|有人|对方|卖家|买家|订单|借款|还款|利息|扣除|里扣|从[^,，。]{0,8}扣|不收|免收|不用|无需|无须|没有|不需|并非|不是|(?:网络|链上|gas|提[现币]|交易|资金)(?:手续|使用)?费|已经?(?!为您)|[已未]到账|退回(?:您|到您|原)|退给您|自己|本人|划转|是否|吗[?？]?$|如果有|客户您问"
)
IN_TEXT = re.compile(
    rf"^\W*(?:fee|tax|charge|deposit|payment|费用|手续费|税款|保证金)\W{{0,3}}(?:{AMOUNT})|(?:^|\b(?:please|pls|just|now|then|kindly))\W*(?:send|transfer|deposit|pay|remit|wire)\b(?: (?:it|them|everything|all|now|here|when|exactly|the (?:amount|coins|funds|fee)|{AMOUNT}|to (?:this|the|that|it))|\W*$)|^\W*(?:请|麻烦|就|直接)?(?:往|向|给)[^,，。]{{0,6}}?(?:转|打|汇|充)|(?:转|打|汇|充)(?:到|至|入)(?:这|此|以下|下)"
)


def demands(text: Said) -> Refusal | None:
    """Tell whether a text demands a levy, or coins for a place of ours, or None."""
    for sentence in text.sentences:
        asked = _asked(sentence, addressed=text.addressed)
        if asked and (not FORBIDS.search(sentence) or UNLESS.search(sentence)):
            return Refusal(Reason.ASKS_PAYMENT, asked.strip()[:LONGEST_EXCERPT])
    return None


# "Without the guarantee finance won't release anything", 不付担保金不放款: forbids nothing, demands.
UNLESS = guarded(
    "without|不|没",
    rf"\bwithout (?:paying |settling |clearing )?(?:the |a |your )?{LEVY}[^.]{{0,40}}?\b(?:won't|will not|can't|cannot|no|nothing|stays?|remains?)\b|(?:不|没)(?:付|交|缴)(?:清|上)?[^,，。]{{0,4}}?{LEVY_ZH}[^。]{{0,10}}?(?:不|没法|无法)",
)


def _asked(sentence: str, *, addressed: bool) -> str | None:
    if asked := UNLESS.search(sentence):
        return asked[0]
    for pattern in (*_of_levies(sentence), *ENGLISH):
        if asked := pattern.search(sentence):
            return None if _theirs(sentence) else asked[0]
    if addressed and (asked := IN_TEXT.search(sentence)):
        return None if _theirs(sentence) else asked[0]
    for pattern in () if sentence.isascii() else CHINESE:
        if asked := pattern.search(sentence):
            return None if _theirs(sentence) else asked[0]
    return None


def _of_levies(sentence: str) -> Iterable[Guarded | re.Pattern[str]]:
    if not SUMS(sentence):
        return ()
    return (*OF_LEVIES, FIRST) if LEVIED.search(sentence) else (FIRST,)


def _theirs(sentence: str) -> bool:
    """Whether the customer does so for themselves, or has done."""
    return any(one.search(sentence) for one in (STORY, OWN, OWN_ZH, AT_WILL))
