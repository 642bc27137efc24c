"""What a message names: transactions, addresses, coins, networks, amounts, orders, errors, times."""

import re
import unicodedata
from collections.abc import Iterator

from trustdesk.exchange import COINS, claims, mentions, numbers
from trustdesk.triage.model import Entity, EntityKind

COIN = re.compile(rf"(?<![a-z])({'|'.join(COINS)})(?![a-z])", re.IGNORECASE)
NAMED = (
    (
        re.compile(
            r"泰[达達][币幣]?|(?<![a-z])tether(?![a-z])|(?<=[\u4e00-\u9fff])[uU](?![A-Za-z0-9])",
            re.IGNORECASE,
        ),
        "USDT",
    ),
    (re.compile(r"比特[币幣]|(?<![a-z])bitcoins?(?![a-z])", re.IGNORECASE), "BTC"),
    (re.compile(r"以太[坊币幣]?|(?<![a-z])(?:ethereum|ether)(?![a-z])", re.IGNORECASE), "ETH"),
)
ERROR = re.compile(
    r"(?:error(?: code)?|code|错误码?|报错|提示码|错误代码)\s*[:：#]?\s*([A-Z_]{0,12}\d{3,8})\b|\b(EC_[A-Za-z]+)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"“「『]([^\"”」』]{6,120})[\"”」』]")
_MANY = r"(?:\d+|an?|one|two|three|four|five|six|seven|several|a few|half an)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
TIME = re.compile(
    r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|(?<!\d)\d{1,2}:\d{2}(?!\d)|\d{1,2}月\d{1,2}[日号]"
    r"|(?:\d{1,2}|[一二两三四五六七八九十]{1,3})[点時时](?:半|\d{1,2}分|钟)?"
    rf"|\b(?:yesterday|today|tonight|this (?:morning|afternoon|evening|week)|(?:last|since|on|this) {_DAY}|last (?:night|week|month))\b"
    rf"|\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b|\bat \d{{1,2}} ?(?:am|pm)\b"
    rf"|\b{_MANY} (?:minutes?|hours?|hrs?|days?|weeks?) ago\b|\b(?:for|since|waited|waiting) {_MANY} (?:minutes?|hours?|days?|weeks?)\b"
    r"|昨[天晚日]|今[天早晚日朝]|前天|刚(?:才|刚|收|转|充|提)|剛(?:才|剛)|上(?:周|个?月|礼拜|星期|週)|半夜|凌晨|어제|오늘|вчера|сегодня|hôm qua|ayer"
    r"|(?:[一两三四五六七八九十\d]+|半)个?(?:小时|分钟|天|周|鐘頭|小時)[前多了还]",
    re.IGNORECASE,
)
ACCOUNT = re.compile(
    r"(?<![a-z])(?:uid|(?:account|user) id|(?:[账帐帳][号户號戶]|用户|用戶)\s?id)\s*(?:is|是|[:：#])?\s*(\d{5,12})(?!\d)",
    re.IGNORECASE,
)


def entities(text: str, attachments: int = 0) -> tuple[Entity, ...]:
    """Find what a message names, each thing once, in the order of its kinds."""
    return tuple(dict.fromkeys([*_found(text, unicodedata.normalize("NFKC", text)), *_files(attachments)]))


def named_in(text: str) -> frozenset[EntityKind]:
    """Name the kinds of things a message names already."""
    return frozenset(one.kind for one in entities(text))


def _found(text: str, plain: str) -> Iterator[Entity]:
    spoken = list(mentions(text))
    yield from (Entity(one.what.kind, one.text, one.what.networks) for one in spoken)
    rest = plain
    for one in spoken:
        rest = rest.replace(one.text, " ")
    yield from _stated(rest)
    accounts = [found[1] for found in ACCOUNT.finditer(rest)]
    errors = [found[1] or found[2] for found in ERROR.finditer(rest)]
    yield from (Entity("account", one) for one in accounts)
    yield from (Entity("error", one) for one in errors)
    yield from (Entity("error", found[1]) for found in QUOTED.finditer(rest))
    yield from (Entity("order", one) for one in numbers(rest) if one not in {*accounts, *errors})
    yield from (Entity("time", found[0]) for found in TIME.finditer(rest))


def _stated(rest: str) -> Iterator[Entity]:
    for claim in claims(rest):
        if claim.field == "amount":
            yield Entity("amount", f"{claim.stated} {claim.asset}")
            yield Entity("coin", claim.asset)
        else:
            yield Entity("network", claim.stated, (claim.stated,))
    yield from (Entity("coin", found[1].upper()) for found in COIN.finditer(rest))
    yield from (Entity("coin", coin) for shape, coin in NAMED if shape.search(rest))


def _files(attachments: int) -> Iterator[Entity]:
    if attachments:
        yield Entity("attachment", str(attachments))
