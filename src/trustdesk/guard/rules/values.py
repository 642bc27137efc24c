"""What a value is: made up by somebody, and not one of the things the trade has names for."""

import re

# What has a name of its own is no code and no password.
NAMED = re.compile(
    r"(?:\buid|\border|\btrade|\bid|\btx\w*|\bhash|\bticket|\bcase|\bno\.|(?<!verification )(?<!code )\bnumber|\bmemo|\btag|\bblock|\bheight|\bprice|\bat|\bamount|\bbalance|\bfee|\bpaid|\bpay|\bbought|\bsold|\bworth"
    r"|\buser ?name|\buser|\baccount|\blogin|\bnick\w*|\bname|\bending|\bversion|\bapp|\bphone|\bmodel|\bdevice|\bbuild|\baddress|\brefer\w*|\bbatch|\binvoice|\btracking|[$€£¥#]"
    r"|(?:promo\w*|invit\w*|referr\w*|coupon|voucher|bonus|error|http|status|postal|zip|area|country|gift|redeem\w*|err)(?: ?code)?s?|(?:邀请|优惠|兑换|错误|推荐|礼品)码|错误代码|代码|号码|条码|编码|报错"
    r"|订单号?|单号|编号|用户名?|账号|帳號|账户|昵称|金额|价格|尾号|区块|高度|地址|版本|手机|备注|标签|型号)"
    r"(?: ?(?:id|no\.?|number|name|with|of|from|in|for))?(?: is| was|是|为|為)?[\s:：#=(（]{0,3}\Z"
)
NO_VALUE = re.compile(
    r"(?:trc|erc|bep|brc|arc|nep|eip|bip|web|usd[tc]?|btc|eth|kyc|2fa|sha|aes|md5|ios|android|iphone|ipad|galaxy|pixel|redmi|mate|windows|win|mac(?:os|book)?|chrome|firefox|safari|http|ipv?|cve|level|vip|tier|step|page|part|chapter|day|week|year|p2p|mp|img|dsc|error|err)"
    r"[-_.]?\d{1,3}(?:[-_.]\w{1,8})*(?:pro|max|plus|ultra|mini|s)?|(?:img|dsc|pxl|screenshot|mmexport|wx_camera)[-_]?\d.*|[a-z]\d{1,3}(?:\.\d{1,4})*|\w*(?:erc|trc|bep)-?\d{2,4}|https?:.*|www\..*|.*@[a-z0-9-]+\.[a-z.]+"
    r"|.*\.(?:com|net|org|io|cn|png|jpe?g|pdf|mp4|csv|txt|html?|exe|apk|app|dmg|zip)(?:/.*)?"
    r"|[\d.,:/+*x×-]+(?:st|nd|rd|th|h|hr|hrs|hours?|m|min|mins|s|sec|d|days?|am|pm|x|k|u|usd[tc]?|btc|eth|sol|trx|xrp|bnb|gb|mb|%|utc|ms|gmt)?"
    r"|0x[0-9a-f]+|[0-9a-f]{40,}|(?:bc1|ltc1|tb1)[0-9a-z]{8,}|\w+[-/](?:usd[tc]?|btc|perp|swap)\b.*|.*password.*|.*://.*|.*(?:not|isn|doesn|can|won|didn|couldn|wouldn)['’]?t.*|\w+['’]\w{1,2}",
)
UNIT = re.compile(
    r"\s{0,2}(?:usd[tc]?|btc|eth|trx|sol|xrp|bnb|shib|pepe|doge|sats?|coins?|tokens?|dollars?|euros?|yuan|rmb|cny|users?|people|times?|characters?|digits?|ms\b|utc\b|u(?![a-z])|元|美元|美金|个|個|枚|万|刀|次|位|人|天|年|块)"
)
ADDRESS = re.compile(
    r"[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33}|[1-9A-HJ-NP-Za-km-z]{43,44}|[LMD9A][1-9A-HJ-NP-Za-km-z]{32,33}|r[1-9A-HJ-NP-Za-km-z]{24,34}|[EU]Q[\w-]{46}"
)
COIN = re.compile(r"\s?[A-Z]{2,8}\b")
CASES = re.compile(r"[a-z][A-Z]")
ONE_FIGURE = re.compile(r"[a-z]{4,}\d[a-z]{1,3}")
LABEL = 24
FEWEST_FIGURES, SHORTEST, LONGEST = 2, 6, 40
INNER_SIGN = re.compile(r"[a-z0-9][@#$%^&*!_+=~][a-z0-9]|[a-z0-9][@#$%^&]+$")


def made_up(text: str, low: str, start: int, stop: int, fewest: int = FEWEST_FIGURES) -> bool:
    """Whether what stands here is letters and figures mixed as in no word, and has no name of its own."""
    value = low[start:stop]
    if value.isalpha():
        return False
    if (
        not SHORTEST <= len(value) <= LONGEST
        or NO_VALUE.fullmatch(value)
        or ADDRESS.fullmatch(text[start:stop])
    ):
        return False
    if named(low, start) or not any(map(str.isalpha, value)):
        return False
    figures = sum(map(str.isdecimal, value))
    if figures == 1 and (CASES.search(text, start, stop) or ONE_FIGURE.fullmatch(value)):
        return True
    return figures >= fewest or bool(INNER_SIGN.search(value))


def named(low: str, start: int, *, same_line: bool = False) -> bool:
    """Whether the words before say that it is something else: an order, an amount, a user's name."""
    begin = max(0, start - LABEL)
    if same_line:
        begin = max(begin, low.rfind("\n", begin, start) + 1)
    return NAMED.search(low, begin, start) is not None


def counted(text: str, end: int) -> bool:
    """Whether a unit or the sign of a coin follows: "500000 SHIB"."""
    return UNIT.match(text[end : end + LABEL].lower()) is not None or COIN.match(text, end) is not None


def within_a_word(low: str, start: int) -> bool:
    """Whether what begins here goes on from a word, or is a part of a path: /etc/passwd announces nothing."""
    before = low[start - 1 : start]
    return before in {"/", "\\"} or (before.isascii() and before.isalnum())
