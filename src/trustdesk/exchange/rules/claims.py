"""What a customer states in words: amounts of a coin, networks, order numbers; compared with the record."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from trustdesk.kit import numerals

COINS = ("USDT", "USDC", "BTC", "ETH", "BNB", "TRX", "SOL", "XRP", "TON", "LTC", "DOGE", "EUR", "USD")
NETWORK_WORDS = {
    "ethereum": r"erc[- ]?20|ethereum|以太坊|eth (?:network|chain|mainnet)|eth ?(?:链|网络|主网)",
    "bsc": r"bep[- ]?20|bsc|bnb (?:smart )?chain|[币幣]安(?:智能)?[链鏈]|bnb ?[链鏈]",
    "tron": r"trc[- ]?20|tron|波场|波場",
    "polygon": r"polygon|matic",
    "arbitrum": r"arbitrum|arb(?: one| network| chain|(?= ?(?:网络|链))|1)|(?<=on |ia )arb",
    "bitcoin": r"(?:bitcoin|btc) (?:network|chain|mainnet)|(?:比特币|btc) ?(?:网络|链|主网)",
    "solana": r"solana|sol (?:network|chain)|sol ?(?:链|网络)",
    "ton": r"ton (?:network|chain)|ton ?(?:链|网络)",
}
# How coins and money are called, beside their codes.
CALLED = {
    "USDT": r"泰达币?|泰達幣?|tethers?|u",
    "BTC": r"比特币|比特幣|bitcoins?",
    "ETH": r"以太[坊币幣]?|ethers?|ethereum",
    "USD": r"dollars?|bucks|美元|美金|刀",
    "EUR": r"euros?|欧元|歐元",
    "CNY": r"人民币|人民幣|rmb|cny|块钱?|元",
}
ASSETS = {asset: re.compile(words, re.IGNORECASE) for asset, words in CALLED.items()}
SYMBOLS = {"$": "USD", "€": "EUR", "¥": "CNY", "￥": "CNY"}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,18})?"
_NAMES = "|".join([*COINS, *CALLED.values()])
AMOUNT = re.compile(
    rf"(?<![A-Za-z0-9_.])(?:(?P<digits>{_DIGITS})(?P<scale>\s?(?:[kKmM](?![a-zA-Z])|[万千百亿]|thousand|million))?"
    rf"|(?P<chinese>{numerals.CHINESE.pattern})|(?P<english>(?:a |one )?{numerals.ENGLISH.pattern}))"
    rf"\s*[个個枚]?\s*(?P<name>{_NAMES})(?![a-zA-Z])",
    re.IGNORECASE,
)
PRICED = re.compile(rf"(?P<sign>[$€¥￥])\s?(?P<digits>{_DIGITS})(?P<scale>\s?[kKmM万](?![a-zA-Z]))?")
NUMBER = re.compile(r"(?<![\w-])[A-Z]{0,3}\d{6,24}(?:-[A-Za-z0-9]+)*(?![\w-])")
NETWORKS = {name: re.compile(rf"(?<![a-z])(?:{words})(?![a-z])") for name, words in NETWORK_WORDS.items()}


class Claim(msgspec.Struct, frozen=True):
    """One thing that was stated."""

    field: Literal["amount", "network"]
    stated: str
    asset: str = ""


class Compared(msgspec.Struct, frozen=True):
    """What was stated beside what is recorded."""

    field: Literal["amount", "network"]
    stated: str
    recorded: str
    agrees: bool


def claims(text: str) -> Iterator[Claim]:
    """Find what a text states."""
    plain = unicodedata.normalize("NFKC", text)
    for found in AMOUNT.finditer(plain):
        yield Claim("amount", f"{_value(found):f}", _asset(found["name"]))
    for found in PRICED.finditer(plain):
        value = _digits(found["digits"], found["scale"])
        yield Claim("amount", f"{value:f}", SYMBOLS[found["sign"]])
    low = plain.lower()
    yield from (Claim("network", name) for name, words in NETWORKS.items() if words.search(low))


def _value(found: re.Match[str]) -> Decimal:
    if found["chinese"]:
        return numerals.of_chinese(found["chinese"])
    if found["english"]:
        return numerals.of_english(re.sub(r"^(?:a|one) (?=\D)", "", found["english"].lower()))
    return _digits(found["digits"], found["scale"])


def _digits(digits: str, scale: str | None) -> Decimal:
    stated = Decimal(digits.replace(",", ""))
    if not scale:
        return stated  # to the digit, as it was written
    value = stated * numerals.scale(scale)
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _asset(name: str) -> str:
    if name.upper() in COINS:
        return name.upper()
    return next(asset for asset, called in ASSETS.items() if called.fullmatch(name))


def numbers(text: str) -> list[str]:
    """Find what may be the number of an order or of another record."""
    return [found[0] for found in NUMBER.finditer(unicodedata.normalize("NFKC", text))]


def compared(stated: Iterator[Claim], asset: str, amount: str, network: str) -> list[Compared]:
    """Hold what was stated against one record; what the record does not speak of is left out.

    Several networks named in one message contradict nothing as long as the record's is among them.
    """
    found = list(stated)
    networks = [one.stated for one in found if one.field == "network"]
    told = [
        Compared(
            "amount", f"{one.stated} {one.asset}", f"{amount} {asset}", Decimal(one.stated) == Decimal(amount)
        )
        for one in found
        if one.field == "amount" and one.asset == asset and amount
    ]
    if networks and network:
        told.append(Compared("network", ", ".join(networks), network, network in networks))
    return told
