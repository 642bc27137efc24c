"""What may leave: plain words with nothing that runs, no figure and no address that is in no source.

What a model writes is a stranger's text. It is either fit as it is, but for invisible signs and marks of
emphasis, or it does not leave at all: there is no mending of an answer that names what nobody said.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

import msgspec

from trustdesk.assistant.rules.figures import unfounded

LONGEST = 2_500
_MARKUP = re.compile(
    r"<\s*[/!?a-zA-Z]|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|&(?:lt|gt|amp|quot|nbsp)\b|\$\(|\[\[|\]\]|```|~~~|\bon[a-z]{3,20}\s*=|!\[|^\s*\|.*\|\s*$"
    r"|\[[0-9a-f]*:[0-9a-f:]*\]|\{\{|\$\{",
    re.IGNORECASE | re.MULTILINE,
)
_SCHEME = re.compile(r"\b(?:javascript|vbscript|data|file|blob)\s*:", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\(([^)\s]{1,500})\)")
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s<>()\"'，。；）]+|\bwww\.[^\s<>()\"'，。；）]+", re.IGNORECASE
)
_DOMAIN = re.compile(r"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]+)(?![\w-])", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.])@[a-z0-9_.-]{3,}|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)
# How an address is written so that only people read it as one.
_DOTS = re.compile(
    r"(?<=[a-z0-9])(?:\s*[\[({]\s*(?:dot|\.)\s*[\])}]\s*|\s+dot\s+|[。｡．])(?=[a-z0-9])", re.IGNORECASE
)
_CITED = re.compile(
    r"《([^》\n]{1,80})》"
    r"|\b(?:articles?|guides?|pages?|polic(?:y|ies)|documents?|announcements?|sources?)\s*(?:called|named|titled)?\s*[\"“'‘]([^\"”'’\n]{2,80})[\"”'’]"
    r"|(?:文章|公告|页面|指南|规定|文件)\s*[\"“「『]([^\"”」』\n]{2,80})[\"”」』]"
    r"|[\"“「『]([^\"”」』\n]{2,80})[\"”」』]\s*(?:article|guide|page|policy|文章|公告|页面|指南)"
    r"|(?:来源|出处)\s*[:：]\s*([^\s，。；）)]{2,80})"
    r"|[\[(]\s*(?:sources?|ref(?:erence)?|来源|出处)\b\s*:?\s*([^\])\n]{2,80})[\])]"
    r"|\barticle ([a-z]+(?:-[a-z]+)+)",
    re.IGNORECASE,
)
# The dots of an address set apart, its letters set apart, and where to find somebody in another app.
_APART = re.compile(
    r"(?<![a-z0-9])(?:[a-z0-9] ){3,}\.(?: [a-z0-9]){2,}|[a-z0-9]+\s+\.[a-z]{2,}"
    r"|(?:telegram|whats ?app|wechat|line|qq|微信|电报|飞机)\s*(?:号|id)?\s*[:：]\s*[@\w]{4,}",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:mr|mrs|ms|customer|user)\.? [A-Z][a-z]+(?:'s)? (?:account|case|wrote|asked|said|has|had|got)\b"
    r"|有[位个名].{0,4}(?:先生|女士|小姐|客户|用户)|"
    r"\b(?:another|other|previous|different) (?:customer|user|client|person|case|conversation)s?\b"
    r"|(?:另一[位个名]?|别的|其[他它]|上一[位个])(?:客户|用户|会话|工单)",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__|(?m:^#{1,6}\s+)|`")
_CODE = re.compile(r"(?<![A-Za-z0-9])(?:0x[0-9a-fA-F]{16,}|[A-Za-z0-9]{26,})(?![A-Za-z0-9])")
_PROMISE = re.compile(
    r"\b(?:we(?:'ll| will| shall)|i(?:'ll| will| shall)|you(?:'ll| will))\b.{0,30}"
    r"\b(?:refund|reimburse|compensat|unfreeze)"
    r"|\bguarantee[ds]?\b|\b(?:i|we) promise\b|\bbe made whole\b|\b(?:should|must) (?:buy|sell|long|short)\b"
    r"|\b(?:buy|sell|hold)\b.{0,12}\bbefore (?:it|the price) (?:drops|falls|rises|climbs)"
    r"|\b(?:it|price) will (?:go up|rise|recover|moon)\b"
    r"|\bis (?:a good|the right) time to (?:buy|sell)"
    r"|\b(?:refund|compensation|reimbursement|payout)s?\b.{0,20}\b(?:ha(?:s|ve) been|is|are|was|will be|on)\b"
    r".{0,20}(?:approved|granted|coming|sent|processed|issued|paid|assured|way)\b"
    r"|\baccount\b.{0,10}\bwill be (?:unfrozen|unlocked|restored)"
    r"|\bfunds\b.{0,15}\b(?:definitely|certainly|surely)"
    r"|(?:退款|赔偿|补偿|赔付)(?:款|金)?(?:已经?|将|会|即将|正在).{0,6}(?:批准|通过|发放|到账|处理|返还|支付)"
    r"|损失(?:由|将由|全部由)"
    r"|[账帐][户号](?:已|将|会|即将).{0,4}(?:解冻|解封|恢复)"
    r"|(?:我们|我)(?:将|会|一定).{0,12}(?:退款|赔偿|赔付|补偿|解冻)|保证(?:到账|收益|盈利|退)|稳赚"
    r"|(?:一定|肯定|必定|保证).{0,6}(?:赔|退还|退给|拿回|追回|找回)"
    r"|(?:建议|应该|可以|不妨)(?:您)?(?:现在|马上)?(?:买入|卖出|做多|做空|抄底|加仓|满仓)|入场.{0,3}(?:好)?时机",
    re.IGNORECASE,
)
# What no automatic answer asks for, beside what the guard refuses to agents as well.
_ASKED = re.compile(
    r"\b(?:any ?desk|team ?viewer|rust ?desk|remote (?:access|control|desktop)|share your screen)\b"
    r"|\b(?:read|type|enter|tell|give|send|say|what(?:'s| is| are))\b.{0,24}"
    r"\b(?:the codes? you|your (?:pin|otp|(?:seed|recovery) (?:words?|phrase)))\b"
    r"|(?:报|说|念|发|给|写)(?:一下|下|出|过来|我)[^。！？；，不]{0,8}(?:助记词|私钥|密码|验证码|六位数)"
    r"|(?:助记词|私钥|密码|验证码|六位数)[^。！？；]{0,6}(?:发过来|发给我|报给我|告诉我)"
    r"|\b(?:pay|deposit|transfer|send|move)\b.{0,40}\bto (?:release|unlock|unfreeze|activate)\b"
    r"|\b(?:transfer|send|move)\b.{0,20}\b(?:coins|funds|money|crypto|assets)\b.{0,20}"
    r"\b(?:safe|secure|new) (?:wallet|account|address)\b"
    r"|先.{0,4}(?:交|缴|付|充).{0,6}(?:才|再|后)|(?:向|往|到).{0,6}安全(?:账户|帐户|钱包|地址).{0,4}(?:转|打|汇)"
    r"|远程(?:控制|协助|桌面)|(?:屏幕共享|共享屏幕)"
    r"|\b(?:send|make|do)\b.{0,20}\b(?:transfer|payment)\b.{0,20}"
    r"\bto (?:me|us|the (?:address|account|wallet) (?:i|we)\b)"
    r"|(?:短信|邮件|电话)(?:里|中|上)?的?.{0,4}(?:数字|内容|码).{0,6}(?:告诉|发给|给|念给|报给)",
    re.IGNORECASE,
)
_LETTERS = ("LATIN", "CJK", "FULLWIDTH LATIN")

Wrong = str  # a stable word for what is wrong


class Fit(msgspec.Struct, frozen=True):
    """A text as it may leave, or the word for why it may not."""

    text: str = ""
    wrong: Wrong = ""


def fit(text: str, sources: Sequence[str], addresses: Sequence[str]) -> Fit:
    """Judge an answer against the sources it was given and the addresses it may name."""
    plain = _EMPHASIS.sub("", _linked(_visible(text), addresses)).strip()
    known = _read("\n".join((*sources, *addresses)).lower())
    for reading in dict.fromkeys((plain, _read(plain))):
        for wrong, is_wrong in _CHECKS:
            if is_wrong(reading, known, sources):
                return Fit(wrong=wrong)
    return Fit(plain)


def _read(text: str) -> str:
    """Write a text as it is read: signs that stand for letters as these, dots in words as dots."""
    return _DOTS.sub(".", unicodedata.normalize("NFKC", _DOTS.sub(".", text)))


def _visible(text: str) -> str:
    """Leave out what nobody sees: control and format signs, and all kinds of private use."""
    kept = (
        sign
        for sign in text
        if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
    )
    return "".join(kept)


def _linked(text: str, addresses: Sequence[str]) -> str:
    """Write a link of Markdown as its words; where it leads is said by what the answer rests on."""
    return _LINK.sub(lambda match: match[1] if match[2] in addresses else match[0], text)


def _foreign_letters(text: str, _known: str, _sources: Sequence[str]) -> bool:
    """Tell whether letters of other scripts stand among ours: they are how words are disguised."""
    return any(
        sign.isalpha() and not sign.isascii() and not unicodedata.name(sign, "").startswith(_LETTERS)
        for sign in text
    )


def _cites(text: str, known: str, _sources: Sequence[str]) -> bool:
    """Tell whether an article or a source is named that is none of what we have."""
    return any(
        name.strip().lower() not in known
        for found in _CITED.finditer(text)
        for name in found.groups()
        if name
    )


def _names(pattern: re.Pattern[str]) -> Callable[[str, str, Sequence[str]], bool]:
    """Tell whether something of this kind is named that no source and no address of ours names."""
    return lambda text, known, _sources: any(
        found[0].lower().rstrip(".") not in known for found in pattern.finditer(text)
    )


_CHECKS: tuple[tuple[Wrong, Callable[[str, str, Sequence[str]], bool]], ...] = (
    ("empty", lambda text, _k, _s: not text),
    ("long", lambda text, _k, _s: len(text) > LONGEST),
    ("markup", lambda text, _k, _s: bool(_MARKUP.search(text) or _SCHEME.search(text) or _LINK.search(text))),
    ("letters", _foreign_letters),
    (
        "address",
        lambda text, known, sources: any(
            _names(one)(text, known, sources) for one in (_ADDRESS, _DOMAIN, _HANDLE, _APART)
        ),
    ),
    ("code", _names(_CODE)),
    ("source", _cites),
    ("others", _names(_OTHERS)),
    ("asks", lambda text, _k, _s: bool(_ASKED.search(text))),
    ("promise", lambda text, _k, _s: bool(_PROMISE.search(text))),
    ("figure", lambda text, _k, sources: bool(unfounded(text, sources))),
)
