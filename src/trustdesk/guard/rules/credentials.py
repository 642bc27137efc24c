"""What systems sign in with: API keys and secrets, tokens, the key of an authenticator app.

Such values are noise without a checksum. Some carry a prefix of their maker; the others need
a word before them that says what they are.
"""

import re
from collections.abc import Iterator

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.encodings import base58, base58check
from trustdesk.guard.rules.hints import SECRETS, Mark
from trustdesk.guard.rules.values import ADDRESS as BASE58_ADDRESS
from trustdesk.guard.rules.values import within_a_word

HINTED = SECRETS.any_of(
    (
        "key",
        "private",
        "priv",
        "pk",
        "ak:",
        "sk:",
        "ak：",
        "sk：",
        "ak=",
        "sk=",
        "ak :",
        "sk :",
        "ak =",
        "sk =",
        "api public",
        "hex",
        "私",
        "credential",
        "secret",
        "token",
        "bearer",
        "passphrase",
        "密钥",
        "密鑰",
        "秘钥",
        "秘鑰",
        "金鑰",
        "令牌",
    )
)
SPEAKS_OF_AUTHENTICATORS = SECRETS.any_of(
    (
        "2fa",
        "two factor",
        "two-factor",
        "otp",
        "authenticator",
        "google auth",
        "ga ",
        "ga:",
        "(ga",
        "digit",
        "letter",
        "character",
        "key",
        "secret",
        "seed",
        "manual",
        "谷歌",
        "验证",
        "驗證",
        "密钥",
        "秘钥",
        "密鑰",
        "秘鑰",
    )
)
LONG = re.compile(r"[0-9A-Za-z_+/=.-]{16}")
OTPAUTH = re.compile(r"otpauth(?:-migration)?://[!-~]{8,2000}", re.IGNORECASE)
# Prefixes by which makers let their own keys be known.
MARKED = re.compile(
    r"(?<![0-9A-Za-z])(?:AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{40,}|glpat-[0-9A-Za-z_-]{20,}"
    r"|[sr]k_(?:live|test)_[0-9A-Za-z]{20,}|npm_[0-9A-Za-z]{36}|SG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{30,}|hf_[0-9A-Za-z]{30,}|sk-[0-9A-Za-z_-]{32,}|xox[abprs]-[0-9A-Za-z-]{20,}|bg_[0-9a-f]{32}|t[dsv]_[a-z][a-z0-9]{1,30}_[0-9A-Za-z]{43}"
    r"|whsec_[0-9A-Za-z+/]{32,}={0,2}|\d{8,10}:AA[0-9A-Za-z_-]{33}|eyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,})(?![0-9A-Za-z])"
)
BEARS_A_MARK = SECRETS.any_of(
    (
        "akia",
        "aiza",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "glpat-",
        "k_live_",
        "k_test_",
        "npm_",
        "sg.",
        "hf_",
        "sk-",
        "xox",
        "bg_",
        "td_",
        "ts_",
        "tv_",
        "whsec_",
        ":aa",
        "eyj",
    )
)
CALLED = re.compile(
    r"(?:api[ _-]?keys?(?:[ _-]?secret)?|api[ _-]?secret(?:[ _-]?key)?|secret(?:[ _-]?(?:access[ _-]?)?key)?|access[ _-]?(?:key(?:[ _-]?id)?|token|secret)|client[ _-]?secret"
    r"|(?:auth|session|refresh|bot|api)[ _-]?token|bearer|(?:api[ _-]?)?passphrase|(?:key|token)|api ?密[钥鑰]|priv(?:ate)?[ _-]?key|key (?:of|to|for) (?:the|my|this) wallet(?: ?\([a-z !]{1,12}\))?|hex[ _-]?seed|(?:spend|view)[ _-]?key|pk(?=[\s:：=])|[as]k(?=\s?[:：=])|密[钥鑰]|秘[钥鑰]|私[钥鑰匙]|金鑰|令牌|(?:api|private) (?:public|private|key)|private)"
    r"(?: (?:that |which )?(?:i|we)(?:'ve| have)?(?: just)? (?:created|made|use[d]?|generated|got|have|added|set)| (?:that|which) (?:goes|comes|came|belongs) (?:with|to) (?:it|that|this)| and (?:i )?got)?(?P<joint>[\"'”’`]?(?:\s{0,3}(?:(?:is|was)(?=\s)|[:：=]|=>|->|就?是|为|為)){0,2})\s{0,3}[\"'“‘`]?(?P<value>[0-9A-Za-z+/][0-9A-Za-z_+/=.-]{15,199})",
    re.IGNORECASE,
)
PAIR = re.compile(
    r"(?:api(?![a-z])|credentials?|凭证|凭据|密钥对|key ?pair|api ?keys)[^\n0-9]{0,24}?(?<![0-9A-Za-z])(?P<first>[0-9A-Za-z_+/=-]{20,100})[\s,，/|;:：&]{1,3}(?:[a-z]{1,8}[\s:：=]{1,3}){0,2}(?P<second>[0-9A-Za-z_+/=-]{20,100})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
LOOSE = ("key", "secret", "token", "passphrase")
ADDRESS = re.compile(
    r"0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33}|(?:bc1|tb1|ltc1)[02-9ac-hj-np-z]{20,80}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|(?:0x)?[0-9a-fA-F]{64}|[xyz]pub[0-9A-Za-z]{100,}"
)
BASE32 = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Z2-7]{16,64}={0,6}|[a-z2-7]{16,64}|(?:[A-Za-z2-7]{4}[ -]){3,15}[A-Za-z2-7]{1,4})(?![0-9A-Za-z])"
)
AUTHENTICATOR = re.compile(
    r"2fa|two[ -]factor|\btotp|\botp|authenticator|google auth|\bga\b|setup key|set-up key|(?:16|32|sixteen)[ -]?(?:digit|letter|character)s? (?:key|code)|manual(?:ly)?|backup key|secret|seed|谷歌|验证器|驗證器|二次验证|双重验证|密[钥鑰]|秘[钥鑰]|设置密钥",
    re.IGNORECASE,
)
GROUP = re.compile(r"[ -]")
JUMBLED = re.compile(r"[^aeiouy]{4}")
KEY_LENGTHS = frozenset({16, 26, 32, 52})  # ten, sixteen, twenty and thirty-two bytes
VOWELS = frozenset("aeiouy")
LEAD = 48
GROUP_LETTERS = 4
RANDOM_LETTERS = 24
HEX_DIGITS = 64
COIN_BYTES = 32


def credentials(text: str, low: str, marks: Mark) -> Iterator[Span]:
    """Find credentials in a folded text; ``low`` is the same in lower case."""
    if "otpauth" in low:
        for match in OTPAUTH.finditer(text):
            yield Span(match.start(), match.end(), Kind.AUTHENTICATOR_KEY, certain=True)
    if marks & BEARS_A_MARK:
        for match in MARKED.finditer(text):
            yield Span(match.start(), match.end(), Kind.API_SECRET, certain=True)
    if marks & SPEAKS_OF_AUTHENTICATORS:
        yield from _authenticator_keys(text)
    if marks & HINTED and LONG.search(text):
        yield from _called(text)
    if "api" in low or "credential" in low or "凭" in low or "pair" in low or "密钥对" in low:
        yield from _beside(text)


def _authenticator_keys(text: str) -> Iterator[Span]:
    for match in BASE32.finditer(text):
        # "google auth abcd efgh": the last word of the cue has four letters, too.
        lead = text[max(0, match.start() - LEAD) : match.start() + GROUP_LETTERS]
        if _is_base32(match[0]) and AUTHENTICATOR.search(lead):
            yield Span(match.start(), match.end(), Kind.AUTHENTICATOR_KEY)


def _called(text: str) -> Iterator[Span]:
    for match in CALLED.finditer(text):
        value, said = match["value"].rstrip("."), match[0].lower()
        token = said.startswith("token")
        short = token or len(value) < RANDOM_LETTERS
        if match[0][0].isascii() and within_a_word(text, match.start()):
            continue
        if short and said.startswith(LOOSE) and not match["joint"].strip("\"'”’` ") and "\n" not in said:
            continue
        if _random(value) and not _is_address(value) and not (token and _is_coin(value)):
            yield Span(match.start("value"), match.start("value") + len(value), Kind.API_SECRET)


def _beside(text: str) -> Iterator[Span]:
    """Find the second of a pair, and both where only "credentials" stands before them."""
    for match in PAIR.finditer(text):
        for name in ("first", "second"):
            value = match[name]
            if value and _random(value) and not _is_address(value) and not BASE58_ADDRESS.fullmatch(value):
                yield Span(match.start(name), match.end(name), Kind.API_SECRET)


def _is_address(value: str) -> bool:
    """Whether a value is an address or a hash, by its shape and, where it has one, its checksum."""
    if not ADDRESS.fullmatch(value):
        return False
    return value[0] not in "13T" or len(value) == HEX_DIGITS or base58check(value) is not None


def _is_coin(value: str) -> bool:
    """Whether a value after "token" is the address of one: 32 bytes in base58, as Solana writes them."""
    return len(base58(value) or b"") == COIN_BYTES


def _random(value: str) -> bool:
    """Whether a value mixes figures and letters as no word does, or is too long a jumble to be one."""
    figures, letters = any(map(str.isdecimal, value)), any(map(str.isalpha, value))
    jumbled = len(value) >= RANDOM_LETTERS and value.isalpha() and value.lower() != value != value.upper()
    return (figures and letters) or jumbled


def _is_base32(written: str) -> bool:
    groups = GROUP.split(written)
    if len(groups) == 1:
        return (
            written.isupper()
            or any(map(str.isdecimal, written))
            or (len(written) in KEY_LENGTHS and bool(JUMBLED.search(written)))
        )
    return any(not VOWELS & set(group.lower()) for group in groups) or any(map(str.isdecimal, written))
