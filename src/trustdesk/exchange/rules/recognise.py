"""What a string of letters may be: an address or a transaction, and on which chains.

A shape never decides alone: what is recognised is a set of candidates, and only a look-up tells which
one it is. A checksum that fails says that somebody mistyped.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from trustdesk.exchange.rules import encodings

EVM = ("ethereum", "bsc", "polygon", "arbitrum", "optimism", "base", "avalanche-c")
HEX_TXID = ("tron", "bitcoin", "litecoin", "dogecoin", "bitcoin-cash", "stellar", "cardano")
UPPER_TXID = ("ripple", "cosmos")
BASE58_VERSIONS = {
    0x00: ("bitcoin", "bitcoin-cash"),
    0x05: ("bitcoin", "bitcoin-cash", "litecoin"),
    0x30: ("litecoin",),
    0x32: ("litecoin",),
    0x1E: ("dogecoin",),
    0x16: ("dogecoin",),
    0x41: ("tron",),
}
SEGWIT = {"bc": ("bitcoin",), "ltc": ("litecoin",)}
SOLANA_ADDRESS, SOLANA_TXID, VERSIONED = 32, 64, 21

Checksum = Literal["good", "bad", "none"]


class Recognised(msgspec.Struct, frozen=True):
    """What it may be. ``check`` is ``none`` where there is no checksum to look at."""

    kind: Literal["address", "transaction"]
    networks: tuple[str, ...]
    check: Checksum


class Mention(msgspec.Struct, frozen=True):
    """Where in a text something was recognised."""

    start: int
    end: int
    text: str
    what: Recognised


def recognise(text: str) -> Recognised | None:
    """Tell what a string may be, or None for nothing we know."""
    for shape, read in SHAPES:
        if shape.fullmatch(text) and (found := read(text)) is not None:
            return found
    return None


def mentions(text: str) -> Iterator[Mention]:
    """Find addresses and transactions in a text, in order."""
    for token in TOKEN.finditer(text):
        if (what := recognise(token[0])) is not None:
            yield Mention(token.start(), token.end(), token[0], what)


def _evm_address(text: str) -> Recognised:
    digits = text[2:]
    one_case = digits in (digits.lower(), digits.upper())
    check: Checksum = "none" if one_case else "good" if encodings.eip55(text) == text else "bad"
    return Recognised("address", EVM, check)


def _evm_transaction(_text: str) -> Recognised:
    return Recognised("transaction", (*EVM, "aptos", "sui"), "none")


def _hex_transaction(text: str) -> Recognised:
    # Customers drop the 0x, so an EVM transaction may stand here too, after those that never have one.
    upper = UPPER_TXID if text == text.upper() else ()
    return Recognised("transaction", (*HEX_TXID, *upper, *EVM), "none")


def _base58_address(text: str) -> Recognised | None:
    read = encodings.base58check(text)
    if read is not None and len(read) == VERSIONED and read[0] in BASE58_VERSIONS:
        return Recognised("address", BASE58_VERSIONS[read[0]], "good")
    if text.startswith("T") and len(text) == 34:  # noqa: PLR2004 - what every TRON address has
        return Recognised("address", ("tron",), "bad")
    return None


def _segwit(text: str) -> Recognised:
    read = encodings.segwit(text)
    prefix = text.lower().partition("1")[0]
    return Recognised("address", SEGWIT[prefix], "good" if read else "bad")


def _ripple(text: str) -> Recognised | None:
    read = encodings.base58check(text, ripple=True)
    return Recognised("address", ("ripple",), "good") if read and read[0] == 0 else None


def _stellar(text: str) -> Recognised:
    return Recognised("address", ("stellar",), "good" if encodings.stellar(text) else "bad")


def _ton(text: str) -> Recognised | None:
    return Recognised("address", ("ton",), "good") if encodings.ton(text) else None


def _ton_raw(_text: str) -> Recognised:
    return Recognised("address", ("ton",), "none")


def _base58_plain(text: str) -> Recognised | None:
    """Solana has no checksum; Sui and NEAR write transactions the way Solana writes addresses."""
    read = encodings.base58_bytes(text)
    if read is not None and len(read) == SOLANA_TXID:
        return Recognised("transaction", ("solana",), "none")
    if read is not None and len(read) == SOLANA_ADDRESS:
        return Recognised("address", ("solana",), "none")
    return None


def _ton_transaction(_text: str) -> Recognised:
    return Recognised("transaction", ("ton",), "none")


Reader = Callable[[str], Recognised | None]
B58 = "[1-9A-HJ-NP-Za-km-z]"
SHAPES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"0x[0-9a-fA-F]{40}"), _evm_address),
    (re.compile(r"0x[0-9a-fA-F]{64}"), _evm_transaction),
    (re.compile(r"[0-9a-fA-F]{64}"), _hex_transaction),
    (re.compile(r"(?i:bc|ltc)1[0-9A-Za-z]{11,87}"), _segwit),
    (re.compile(r"G[A-Z2-7]{55}"), _stellar),
    (re.compile(r"-?[0-9]:[0-9a-fA-F]{64}"), _ton_raw),
    (re.compile(r"[A-Za-z0-9_+/-]{48}"), _ton),
    (re.compile(rf"r{B58}{{24,34}}"), _ripple),
    (re.compile(rf"{B58}{{25,35}}"), _base58_address),
    (re.compile(rf"{B58}{{32,44}}|{B58}{{86,88}}"), _base58_plain),
    (re.compile(r"(?=.*[_+/-])[A-Za-z0-9_+/-]{43}=?"), _ton_transaction),
)
TOKEN = re.compile(r"(?<![A-Za-z0-9_+/-])(?:-?[0-9]:)?[A-Za-z0-9_+/-]{25,90}=?(?![A-Za-z0-9_+/-])")
