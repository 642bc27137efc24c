"""A reply as its reader understands it: without the disguises by which words get past a reader of letters."""

import re
import unicodedata
from functools import lru_cache
from typing import Any, cast

from opencc import OpenCC

from trustdesk.guard.rules.folding import fold
from trustdesk.guard.rules.hints import any_of

# Letters of other alphabets, digits and signs that pass for Latin ones.
LOOKALIKES = str.maketrans("аеорсухіјѕԁһкмтнвгαοερτινκυ", "aeopcyxijsdhkmthbraoeptivku")
LEET = str.maketrans("0134578@$!|", "oieastbasii")
LEET_WORD = re.compile(
    r"(?<![\w@$])(?!\d[\d.,]*(?:u|k|x|usd[tc]?|btc|eth)?(?![\w@$]))(?=[\w@$!|]*[a-z])(?=[\w@$!|]*[0134578@$!|])[\w@$!|]{2,20}[\w@$|]"
)
LEET_SIGN = re.compile(r"[0134578@$!|]")
# "m3", "1t": read so only where more is written like that.
LEET_PAIR = re.compile(r"(?<![\w@$%.,])(?:[a-z][0134578]|[0134578][a-z])(?![\w@$%])")
SPELLED_OUT = re.compile(
    r"(?<![a-z])[a-z](?P<sign>[ .\-_*]{1,2})(?:[a-z](?P=sign))+[a-z](?![a-z])|(?<![a-z])(?:[a-z][ .\-_*]{1,2}){3,}[a-z](?![a-z])"
)
SHORT_WORDS = frozenset({"pay", "pin", "pwd", "otp", "key", "fee", "tax", "sms"})
RUN_TOGETHER = re.compile(
    r"(please|send|your|my|the|pass|private|secret|seed|recovery|mnemonic|backup|keys?|phrase|codes?|pins?|transfer|pay|remit|usdt|money|funds|fee)"
)
SIGNS = re.compile(r"[^\w\s!-~，。．！？；：、（）“”‘’《》「」【】⟦⟧¥£€]+")
BETWEEN_HAN = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[ \u3000]|[^\w\s,，。．.！!？?；;：:、()（）\"“”‘’《》「」【】⟦⟧]|[.\-_*·・~+|/\\]){1,3}(?=[\u4e00-\u9fff])"
)
BESIDE_HAN = re.compile(
    r"(?<=[a-z0-9%]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=[a-z0-9%])|(?<=\d) (?=[\d%])"
)
# "1 0 0 U S D T" and "US🙏DT" in a Chinese sentence.
SPACED_SIGNS = re.compile(r"(?<![a-z0-9])(?:[a-z0-9] ){2,}[a-z0-9](?![a-z0-9])")
SPACES = re.compile(r"[ \t]{2,}")
# A line that nothing ends goes on in the next, unless that is a point of a list.
GOES_ON = re.compile(r"(?<![\n.!?;:。！？；：]) ?\n ?(?=[^\W_])(?!\d{1,2}[.)、])")
# A long line that goes on in small letters was only wrapped, as mail programs do.
WRAPPED = re.compile(r"(?<=[\w,]) ?\n(?=[a-z])")
LONG_LINE = 40
HAN_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
# "please . send . me": a dot that stands alone ends nothing.
LONE_DOT = re.compile(r"(?<=[^\s.]) [.·•。] (?=\S)")
# *password* and `code` are set off, not disguised.
EMPHASIS = re.compile(r"(?<![a-z0-9*])[*~`]{1,3}(?=[a-z])|(?<=[a-z.,!?])[*~`]{1,3}(?![a-z0-9*])")
SIGN_INSIDE = re.compile(r"(?<=[A-Za-z0-9,])[^\w\s!-~\u2010-\u2027\u2030-\u205e]{1,4}(?=[A-Za-z0-9.,-])")
# Without one of these nothing is set apart, or set off.
SET_APART = any_of((" . ", " · ", " • ", " 。 "))
SET_OFF = any_of(("*", "~", "`"))
FEW_WORDS = 3
STARRED = re.compile(r"(?<![\w*])[a-z*]*[a-z]\*+[a-z][a-z*]*(?![\w*])|(?<![\w*])[a-z]\*+[a-z](?![\w*])")
WORD = re.compile(r"[a-z]{5,16}")
# The words the rules read by; a slip of the finger or a star in one of them hides nothing.
KEYWORDS = (
    "password", "passcode", "private", "phrase", "mnemonic", "recovery", "transfer", "deposit", "verification",
    "authenticator", "secret", "keystore", "seed", "code", "key", "keys", "words", "send", "share", "pay", "pin",
    "pwd", "otp", "wallet", "provide", "remit", "fee", "funds", "backup", "codes",
)  # fmt: skip
LONG_KEYWORDS = tuple(word for word in KEYWORDS if len(word) >= 6)  # noqa: PLR2004 - shorter ones are near too much
NO_SLIPS = frozenset(
    {"phase", "phrases", "passwords", "privacy", "privately", "transfers", "deposits", "secrets", "secretly", "wallets",
     "provided", "provides", "provider", "mnemonics", "deposited", "keystores", "discovery", "praise", "parse"}
)  # fmt: skip
SIMPLIFY = cast("Any", OpenCC)("t2s").convert
# What is written by its sound. Spaces between the syllables are allowed, and half a word by its character.
SOUNDS = {
    "密码": "mi ma", "私钥": "si yao", "助记词": "zhu ji ci", "验证码": "yan zheng ma", "转账": "zhuan zhang",
    "汇款": "hui kuan", "打款": "da kuan", "充值": "chong zhi", "保证金": "bao zheng jin", "支付": "zhi fu",
    "发给我": "fa gei wo", "告诉我": "gao su wo", "提供": "ti gong", "付款": "fu kuan", "解冻": "jie dong",
    "押金": "ya jin", "手续费": "shou xu fei", "口令": "kou ling", "谷歌": "gu ge", "短信": "duan xin",
}  # fmt: skip
ALIKE = {
    "密码": "[密蜜秘宓][码马玛妈蚂]|密吗", "私钥": "[私丝司思][钥匙药要]", "助记词": "[助住注主][记计纪][词辞慈]",
    "验证码": "[验演颜][证正政][码马玛妈吗]", "转账": "[转砖][账帐仗]", "支付": "[支之知][付府]款?",
    "汇款": "[汇会][款欵]", "保证金": "保[证正][金今]",
}  # fmt: skip


def _by_sound(word: str, syllables: str) -> str:
    sounds = syllables.split()
    whole = "[ '·-]?".join(sounds)
    mixed = [
        "".join(sound if place == other else letter for other, letter in enumerate(word))
        for place, sound in enumerate(sounds)
    ]
    return rf"(?<![a-z])(?:{whole})(?![a-z])|" + "|".join(mixed)


SPOKEN = [(word, re.compile(_by_sound(word, syllables))) for word, syllables in SOUNDS.items()]
HOMOPHONES = [(word, re.compile(pattern)) for word, pattern in ALIKE.items()]


def closed_up(text: str) -> str:
    """Read a sign inside a Latin word as nothing: "pass✨word"."""
    return SIGN_INSIDE.sub("", text)


def undisguised(text: str) -> str:
    """Undo what a reader does not notice: other alphabets, invisible signs, letters spelled out."""
    low = WRAPPED.sub(_unwrapped, fold(text).text) if "\n" in text else fold(text).text
    low = low.lower() if low.isascii() else unicodedata.normalize("NFKC", low).lower().replace("’", "'")
    low = LONE_DOT.sub(" ", low) if SET_APART(low) else low
    low = EMPHASIS.sub("", low) if SET_OFF(low) else low
    if not low.isascii():
        low = _in_plain_letters(low.translate(LOOKALIKES))
    low = SPELLED_OUT.sub(_joined, low.replace("_", " "))
    return (SPACES.sub(" ", low) if "  " in low or "\t" in low else low).strip(" ")


def on_one_line(plain: str) -> str:
    """Read "please⏎send⏎me" as one sentence: a line that nothing ends goes on."""
    line = GOES_ON.sub(" ", plain) if "\n" in plain else plain
    return line if line.isascii() else HAN_SPACED.sub("", line)


def with_letters(plain: str) -> str:
    """Read digits, stars and slips inside words as the letters they stand for: "pr1vate", "p*ssword"."""
    read = STARRED.sub(_unstarred, plain) if "*" in plain else plain
    if LEET_SIGN.search(read):
        if len(LEET_WORD.findall(read)) >= FEW_WORDS:
            read = LEET_PAIR.sub(_in_letters, read)
        read = LEET_WORD.sub(_in_letters, read)
    return WORD.sub(_corrected, read)


def _in_letters(written: re.Match[str]) -> str:
    return written[0].translate(LEET)


def _unwrapped(end: re.Match[str]) -> str:
    before = end.string.rfind("\n", 0, end.start())
    return " " if end.start() - before > LONG_LINE else end[0]


def _in_plain_letters(low: str) -> str:
    han = any("\u4e00" <= letter <= "\u9fff" for letter in low)
    low = "".join(letter for letter in unicodedata.normalize("NFD", low) if not unicodedata.combining(letter))
    low = SIGNS.sub("" if han else " ", unicodedata.normalize("NFC", low))
    if not han:
        return _sounded(low)
    low, gaps = BETWEEN_HAN.subn("", SPACED_SIGNS.sub(_closed_up, low))
    if gaps >= FEW_WORDS:
        low = BESIDE_HAN.sub("", low)
    low = str(SIMPLIFY(low))
    for word, pattern in HOMOPHONES:
        low = pattern.sub(word, low)
    return _sounded(low)


def _sounded(low: str) -> str:
    for word, pattern in SPOKEN:
        low = pattern.sub(word, low)
    return low


def _closed_up(spaced: re.Match[str]) -> str:
    return spaced[0].replace(" ", "") if any(map(str.isdecimal, spaced[0])) else spaced[0]


def _joined(spelled: re.Match[str]) -> str:
    """Read "y o u r p a s s w o r d" as "your password"."""
    letters = re.sub(r"[^a-z]", "", spelled[0])
    if len(letters) == 3 and letters not in SHORT_WORDS:  # noqa: PLR2004 - "a b c" is no word
        return spelled[0]
    return RUN_TOGETHER.sub(r" \1 ", letters)


def _unstarred(starred: re.Match[str]) -> str:
    written = starred[0]
    for word in KEYWORDS:
        if len(word) == len(written) and all(
            one in ("*", other) for one, other in zip(written, word, strict=True)
        ):
            return word
    return written.replace("*", "o")


def _corrected(word: re.Match[str]) -> str:
    return _meant(word[0])


@lru_cache(4096)  # the words of replies recur
def _meant(written: str) -> str:
    if written in KEYWORDS or written in NO_SLIPS:
        return written
    return next((meant for meant in LONG_KEYWORDS if _one_slip(written, meant)), written)


def _one_slip(written: str, meant: str) -> bool:
    """Whether one letter is missing, one too many, or another one; the first is right."""
    if written[0] != meant[0] or abs(len(written) - len(meant)) > 1:
        return False
    shorter = min(len(written), len(meant))
    head = next((place for place in range(shorter) if written[place] != meant[place]), shorter)
    if len(written) == len(meant):
        return written[head + 1 :] == meant[head + 1 :]
    longer, other = (written, meant) if len(written) > len(meant) else (meant, written)
    return longer[head + 1 :] == other[head:]
