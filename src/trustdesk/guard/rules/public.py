"""What is never said where others read along: how somebody is reached, sums, chain data, long numbers."""

import re

PERSONAL = re.compile(
    r"""(?P<contact>[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)\+?\d(?:[\s().-]{0,2}\d){6,}(?!\w))
    |(?P<chain>\b(?:0x)?[0-9a-f]{40,64}\b|\b(?:bc1|ltc1)[0-9a-z]{20,80}\b|\b[1-9A-HJ-NP-Za-km-z]{26,100}\b)
    |(?P<amount>[$€£¥￥]\s?\d|(?<![\w.])\d[\d,]*(?:\.\d+)?\s?(?:
        (?:usd[tc]?|btc|eth|trx|sol|xrp|bnb|doge|ltc|ton|eur|gbp|cny|rmb|dollars?|euros?|yuan)\b|元|美元|美金|个?币|枚))
    |(?P<number>\w*\d{6,}\w*)""",
    re.VERBOSE | re.IGNORECASE,
)
DAY = re.compile(r"(?<!\d)(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d)")


def personal(text: str) -> str | None:
    """Tell what of a text is somebody's own business, by the code of its kind; None when nothing is.

    The number of a case is nobody's secret: it opens nothing without the customer's own proof.
    """
    found = PERSONAL.search(DAY.sub(" ", text))
    return found.lastgroup if found else None
