"""What a customer states in words: amounts of a coin, networks, order numbers; compared with the record."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

COINS = ("USDT", "USDC", "BTC", "ETH", "BNB", "TRX", "SOL", "XRP", "TON", "LTC", "DOGE", "EUR", "USD")
NETWORK_WORDS = {
    "ethereum": r"erc[- ]?20|ethereum|以太坊",
    "bsc": r"bep[- ]?20|bsc|bnb (?:smart )?chain|币安智能链",
    "tron": r"trc[- ]?20|tron|波场",
    "polygon": r"polygon|matic",
    "arbitrum": r"arbitrum",
    "bitcoin": r"bitcoin network|比特币网络",
    "solana": r"solana",
    "ton": r"\bton network",
}
AMOUNT = re.compile(
    rf"(?<![A-Za-z0-9_.])(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,15}}(?:\.\d{{1,18}})?)\s*({'|'.join(COINS)})(?![a-zA-Z])",
    re.IGNORECASE,
)
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
        yield Claim("amount", found[1].replace(",", ""), found[2].upper())
    low = plain.lower()
    yield from (Claim("network", name) for name, words in NETWORKS.items() if words.search(low))


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
