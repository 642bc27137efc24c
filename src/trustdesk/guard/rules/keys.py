"""Private keys of the chains: proved by their checksum or pair, else told by the words around."""

import re
from collections.abc import Iterator
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.encodings import RIPPLE, base58, base58check, bech32, stellar

SHORTEST = 28
TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{28,200}(?![0-9A-Za-z])")
HEX_KEY = re.compile(r"(?:0x)?([0-9a-f]{64}|[0-9a-f]{128})", re.IGNORECASE)
UNDECIDED = re.compile(r"(?:0x)?[0-9a-f]{64}", re.IGNORECASE)
# 64 hex digits wrapped or grouped by the sender; asked only where a cue stands.
SPACED_HEX = re.compile(
    r"(?<![0-9A-Za-z])(?:0[xX])?[0-9a-fA-F](?:[ \t\r\n:_-]{0,3}[0-9a-fA-F]){63}(?![0-9A-Za-z])"
)
KEY_CUE = re.compile(
    r"(?:私[钥鑰匙]|密[钥鑰]|秘[钥鑰]|金鑰|private[ _-]*key|priv[ _-]*key|pvt[ _-]*key|pk(?![a-z0-9])|secret[ _-]*key|signing[ _-]*key"
    r"|wallet(?:['’]s)?[ _-]*key|key (?:of|to|for) (?:the|my|this) wallet|seed[ _-]*hex|hex[ _-]*seed|clave privada|chave privada|cl[eé] priv[eé]e|chiave privata"
    r"|privater? schl[uü]ssel|(?:приватн|закрыт)\w+ ключ|秘密鍵|개인\s?키|비밀\s?키|özel anahtar)",
)
TX_CUE = re.compile(
    r"tx[ _-]*(?:id|hash|n)?\b|transaction|hash\b|/tx/|[/#]transaction/|block|explorer|scan\b|哈希|交易(?!密码|密碼)|区块|區塊|流水"
)
# What a transaction belongs to: a cue in the same sentence, not across the whole text.
NEAR_TX_CUE = re.compile(
    r"充值|提现|提幣|提币|凭证|回执|订单|訂單|转账|轉賬|deposit|withdraw|transfer|order|payment"
)
# Beside these a word of a transfer decides nothing.
SOME_KEY = re.compile(r"\bkey\b|metamask|trust wallet|\bimport|\bexport|\brestore|导入|導入|导出|恢复钱包")
SENTENCE_END = re.compile(r"[.!?。！？;；\n]\s*")
# Words for what else has 64 hex digits; beside a private key they prove nothing.
OTHER_CUE = re.compile(
    r"public[ _-]?key|公[钥鑰]|address|地址|contract|合约|merkle|\bdigest|checksum|sha-?\d|\bmd5|signature|签名|fingerprint|\bproof|\bnonce\b",
)
CUE_BEFORE, CUE_AFTER = 80, 40
LIST_GAP = 12
EXTENDED = re.compile(r"[xyzuvtYZUV]prv[1-9A-HJ-NP-Za-km-z]{80,120}")
# A key in two halves, as a messenger or a form breaks it.
HALVES = re.compile(
    r"(?<![0-9A-Za-z])(?P<first>[5KLxyzuvt][1-9A-HJ-NP-Za-km-z]{7,110})[ \t\r\n-]{1,3}(?P<other>[1-9A-HJ-NP-Za-km-z]{8,110})(?![0-9A-Za-z])"
)
WIF_LENGTHS = frozenset({51, 52})
WIF_BYTES = frozenset({33, 34})
SOLANA_LENGTHS = frozenset({87, 88})
PAIR_BYTES = 64
XRP_SEED = (0x21, 17)
XRP_ED_SEED = (b"\x01\xe1\x4b", 19)
ENCRYPTED_KEY = (b"\x01\x42", b"\x01\x43")
STELLAR_LENGTH = 56
STELLAR_SEED = 18 << 3
SPOKEN_PREFIXES = ("nsec1", "suiprivkey1")


def keys(text: str, low: str) -> Iterator[Span]:
    """Find private keys in a folded text; ``low`` is the same in lower case."""
    cues = Cues(low)
    before = 0
    for match in TOKEN.finditer(text):
        token = match[0]
        if EXTENDED.fullmatch(token):
            yield Span(match.start(), match.end(), Kind.EXTENDED_KEY, certain=base58check(token) is not None)
        elif proved(token):
            yield Span(match.start(), match.end(), Kind.PRIVATE_KEY, certain=True)
        elif _may_be_key(token):
            said = cues.say_key(match.start(), match.end(), before)
            if said:
                yield Span(match.start(), match.end(), Kind.PRIVATE_KEY)
            elif said is None and UNDECIDED.fullmatch(token):
                yield Span(match.start(), match.end(), Kind.UNDECIDED)
        before = match.end()


def halved_keys(text: str) -> Iterator[Span]:
    """Find keys that were cut in two, where the halves together prove themselves."""
    for match in HALVES.finditer(text):
        whole = match["first"] + match["other"]
        if EXTENDED.fullmatch(whole) and base58check(whole) is not None:
            yield Span(match.start(), match.end(), Kind.EXTENDED_KEY, certain=True)
        elif len(whole) in WIF_LENGTHS and proved(whole):
            yield Span(match.start(), match.end(), Kind.PRIVATE_KEY, certain=True)


def wrapped_keys(text: str, low: str) -> Iterator[Span]:
    """Find 64 hex digits that were wrapped or grouped, where a cue says private key."""
    cues, before = Cues(low), 0
    for match in SPACED_HEX.finditer(text):
        if cues.name_a_key and cues.say_key(match.start(), match.end(), before):
            yield Span(match.start(), match.end(), Kind.PRIVATE_KEY)
        before = match.end()


def proved(token: str) -> bool:
    """Whether the token alone proves that it is a private key."""
    length = len(token)
    if length in WIF_LENGTHS:
        return len(base58check(token) or b"") in WIF_BYTES
    if length in SOLANA_LENGTHS:
        return is_pair(base58(token) or b"")
    if HEX_KEY.fullmatch(token):
        return length >= PAIR_BYTES * 2 and is_pair(bytes.fromhex(token.lower().removeprefix("0x")))
    if token[0] in "sS6":
        return _seed(token)
    return token.lower().startswith(SPOKEN_PREFIXES) and bech32(token)


def is_pair(raw: bytes) -> bool:
    """Whether 64 bytes are an ed25519 seed followed by its own public key (Solana, TON, NEAR)."""
    if len(raw) != PAIR_BYTES:
        return False
    public = Ed25519PrivateKey.from_private_bytes(raw[:32]).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw) == raw[32:]


class Cues:
    """The words around the values of one text. The whole text is asked at most once, however many they are."""

    def __init__(self, text: str) -> None:
        """Take the folded text in lower case."""
        self._text = text

    def say_key(self, start: int, end: int, floor: int) -> bool | None:
        """Whether the words around say private key; the nearest one before decides, then those after.

        None where no word says anything.

        64 hex digits are a private key or a transaction: no shape tells them apart, as every
        such number is a valid key. ``floor`` is where the previous value ended.
        """
        lead = self._text[max(floor, start - CUE_BEFORE) : start]
        secret, public = _last(KEY_CUE, lead), _last(TX_CUE, lead)
        if secret >= 0 or public >= 0:
            return secret > public
        sentence = SENTENCE_END.split(lead)[-1]
        if OTHER_CUE.search(lead) or (NEAR_TX_CUE.search(sentence) and not SOME_KEY.search(sentence)):
            return False
        tail = self._text[end : end + CUE_AFTER]
        if (said := _say(tail)) is not None:
            return said
        if OTHER_CUE.search(SENTENCE_END.split(tail)[0]) and not self.name_a_key:
            return False
        # What the text says elsewhere belongs to the first value that nothing closer speaks for; a list goes on.
        goes_on = floor and len(lead) < LIST_GAP and not SENTENCE_END.search(lead)
        return self._whole if self._whole or not floor or goes_on else None

    @cached_property
    def name_a_key(self) -> bool:
        """Whether a private key is spoken of anywhere."""
        return bool(KEY_CUE.search(self._text))

    @cached_property
    def _whole(self) -> bool | None:
        return _say(self._text)


def _say(text: str) -> bool | None:
    secret, public = bool(KEY_CUE.search(text)), bool(TX_CUE.search(text))
    return None if secret == public else secret


def speaks_of_transaction(text: str) -> bool:
    """Whether a text speaks of a transaction's hash, and of no key: what comes in answer is one."""
    low = text.lower()
    return bool(TX_CUE.search(low)) and not KEY_CUE.search(low)


def _last(cue: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in cue.finditer(text)), default=-1)


def _may_be_key(token: str) -> bool:
    """Whether a token has the shape of a key that has no checksum, or a mistyped one."""
    if HEX_KEY.fullmatch(token):
        return True
    return len(token) in WIF_LENGTHS | SOLANA_LENGTHS and base58(token) is not None


def _seed(token: str) -> bool:
    if len(token) == STELLAR_LENGTH and token[0] == "S":
        raw = stellar(token)
        return raw is not None and raw[0] == STELLAR_SEED
    if token[0] == "s" and (raw := base58check(token, RIPPLE)) is not None:
        version, length = XRP_ED_SEED
        return (raw[0], len(raw)) == XRP_SEED or (raw.startswith(version) and len(raw) == length)
    if token[0] == "6":
        return (base58check(token) or b"").startswith(ENCRYPTED_KEY)
    return token.lower().startswith(SPOKEN_PREFIXES) and bech32(token)
