"""A value of noise beside the words "private key": what no checksum proves and no prefix names.

Seeds of 32 bytes are written in base58 and base64, too; alone the first looks like an address. Called
a private key, in whatever language, it is one.
"""

import re
from collections.abc import Iterator

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.encodings import base58check
from trustdesk.guard.rules.hints import SECRETS
from trustdesk.guard.rules.keys import KEY_CUE, TX_CUE

VALUE = re.compile(r"(?<![0-9A-Za-z+/=])[0-9A-Za-z+/]{32,120}={0,2}(?![0-9A-Za-z+/=])")
SHORTEST = 32
# Every word for a private key holds one of these.
HINTED = SECRETS.any_of(
    (
        "priv",
        "key",
        "pk",
        "私",
        "密",
        "秘",
        "鑰",
        "clave",
        "chave",
        "cl",
        "chiave",
        "ключ",
        "鍵",
        "키",
        "anahtar",
        "seed",
    )
)
CUE = re.compile(KEY_CUE.pattern + r"|\bpriv(?=\s?[:：=])")
EVM_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")  # its capitals are its check (EIP-55)
REACH, LEAD, API = 34, 24, 6
# What would make the value something that belongs to the key, and not the key.
ELSE = re.compile(
    r"wallet|address|account|contract|public|mint|地址|钱包|錢包|账户|合约|公[钥鑰]|[.!?。！？;；]\s"
)
BEHIND = re.compile(
    r"[\s\"'”’」)(（]{0,3}(?:is|was|as|=|<-|←|-|——|就?是|作为|作為|当|當)?\s{0,2}(?:(?:the|my|a|his|your|我的|這是|这是)\s?)?(?:[a-z]{2,10} )?\Z"
)


def opaque_keys(text: str, low: str) -> Iterator[Span]:
    """Find values that are called a private key in a folded text; ``low`` is the same in lower case."""
    for cue in CUE.finditer(low) if VALUE.search(text) else ():
        if "api" in low[max(0, cue.start() - API) : cue.start()]:
            continue  # an exchange's, which has rules of its own
        value = VALUE.search(text, cue.end(), cue.end() + REACH + 130)
        if value and value.start() - cue.end() <= REACH and not _else(low[cue.end() : value.start()]):
            if _noise(value[0]):
                yield Span(value.start(), value.end(), Kind.PRIVATE_KEY)
            continue
        for value in VALUE.finditer(text, max(0, cue.start() - REACH - 130), cue.start()):
            before = low[max(0, value.start() - LEAD) : value.start()]
            if BEHIND.fullmatch(low, value.end(), cue.start()) and not _else(before) and _noise(value[0]):
                yield Span(value.start(), value.end(), Kind.PRIVATE_KEY)


def _else(between: str) -> bool:
    return ELSE.search(between) is not None or TX_CUE.search(between) is not None


def _noise(value: str) -> bool:
    """Whether a value mixes capitals, small letters and figures, and is no address."""
    if EVM_ADDRESS.fullmatch(value):
        return False
    mixed = any(map(str.isdecimal, value)) and value.upper() != value != value.lower()
    return mixed and base58check(value) is None
