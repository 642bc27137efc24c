"""What a writing says once its disguise is off: no dress, no invisible signs, no arrows, no "(at)"."""

import re
import unicodedata

from trustdesk.official.rules.confusables import TABLE

MOST = 5_000
# Signs without width or with a direction only: they vanish. Variation selectors and keycaps with them.
HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
STOP = "\u3002"  # the Chinese full stop, which browsers read as a dot
LONG = "\u2014"  # a dash of prose, unless it stands between digits
SLASHES = "\u2044\u2215\u29f8"  # pass for a slash, and are none
DOT = r"(?:dot|punkt|點|点|句点|小数点)"
AT = r"(?:at|艾特|@|圈a)"
# In brackets of any kind, or between spaces where what follows still looks like a name with an ending.
BRACKETED_DOT = re.compile(rf"\s*[\[({{<«【「]\s*(?:{DOT}|\.)\s*[\])}}>»】」]\s*", re.IGNORECASE)
BRACKETED_AT = re.compile(rf"\s*[\[({{<«【「]\s*{AT}\s*[\])}}>»】」]\s*", re.IGNORECASE)
SPOKEN_DOT = re.compile(
    r"(?<=[a-z0-9])\s+(?:dot\s+|punkt\s+|\.\s*)(?=[a-z0-9])|(?<=[a-z])\s*[點点]\s*(?=[a-z])", re.IGNORECASE
)
# "us at bitget.example" is a sentence; "support at bitget dot example" is an address that hides.
SPOKEN_AT = re.compile(
    r"\b(?!(?:us|me|them|it|is|are|look|here|found|page|site|website|visit|only)\b)([a-z0-9][\w.+-]*)"
    r"(?:\s+at\s+(?=[a-z0-9-]+\s+dot\s)|\s*艾特\s*)",
    re.IGNORECASE,
)
LONG_DASH = re.compile("(?<=[0-9])\\s*\u2014\\s*(?=[0-9])")
SCHEME = re.compile(r"\bh(?:xx|tt|\*\*)ps?\s*(?:\[:\]|:)\s*(?://|/\s*/|\\\\)", re.IGNORECASE)
ENCODED = re.compile("%40|%2e", re.IGNORECASE)
PLUSES = re.compile(r"\+(?:\s*\+)+")
MAILTO = re.compile(r"\bmailto:", re.IGNORECASE)
CHINESE_DIGITS = str.maketrans("零〇一幺二三四五六七八九", "001123456789")
SPOKEN_NUMBER = re.compile("[零〇一幺二三四五六七八九]{7,}")


def fold(text: str) -> str:
    """Undo the disguise of ``text``; what was plain stays as it was."""
    shown = HIDDEN.sub("", text[:MOST])
    wide = unicodedata.normalize("NFKC", _kept_stops(shown))[: 2 * MOST]
    plain = "".join(map(_sign, wide))
    plain = ENCODED.sub(lambda code: "@" if code[0] == "%40" else ".", plain)
    plain = SPOKEN_NUMBER.sub(lambda run: run[0].translate(CHINESE_DIGITS), plain)
    plain = MAILTO.sub(" ", plain)
    plain = PLUSES.sub("+", plain)
    plain = SCHEME.sub(lambda match: "https://" if "s" in match[0].lower()[4:6] else "http://", plain)
    plain = BRACKETED_DOT.sub(".", BRACKETED_AT.sub("@", plain))
    plain = SPOKEN_DOT.sub(".", SPOKEN_AT.sub(r"\1@", plain))
    return LONG_DASH.sub("-", plain).replace(LONG, " ")


def _kept_stops(text: str) -> str:
    """Keep the Chinese full stop apart from the dot; whether it is one is decided where a host is read."""
    return text.replace("\uff61", "\u3002")


def _sign(sign: str) -> str:
    """Give a dash of any kind as ours, a picture as a gap."""
    if sign.isascii():
        return sign
    kind = unicodedata.category(sign)
    if kind == "Pd":
        return "-" if sign == "\u2010" else LONG
    if kind == "Zs":
        return " "
    if sign in SLASHES or ord(sign) in TABLE:
        return sign
    # Arrows, pictures, dingbats: what separates in the eye separates here; so do surrogates and the like.
    return " " if kind in {"So", "Sm", "Sk", "Co", "Cs", "Cn"} and sign not in "⟦⟧×" else sign
