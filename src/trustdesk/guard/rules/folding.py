"""Undo what hides a secret from a reader of code points but not from a human.

Full-width and mathematical letters become plain ones, accents written apart are put
back on their letter, characters without width vanish. Offsets stay known.
"""

import re
import unicodedata

import msgspec

# What NFKC would also do to ordinary Chinese punctuation is not wanted: a text with
# nothing of this in it, the usual case, is used as it is.
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u20e3\u2066-\u2069\ufe00-\ufe0f\ufeff"
)
MARKS = "\u0300-\u034e\u0350-\u036f\u3099\u309a"
JAMO = "\u1100-\u11ff"
# Brackets, quotes and signs of full width, without the marks every Chinese sentence is set with.
WIDE = "\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff3d\uff3f\uff41-\uff5d\U0001d400-\U0001d7ff\u2460-\u2473\u24b6-\u24ea\u2100-\u214f"
ODD = re.compile(f"[{INVISIBLE}{MARKS}{JAMO}{WIDE}\u0130]")
HIDDEN = re.compile(f"[{INVISIBLE}]")
# What belongs together still does with something invisible in between.
BETWEEN = f"[{INVISIBLE}]*"
CLUSTER = re.compile(
    f"[\u1100-\u1112]{BETWEEN}[\u1161-\u1175](?:{BETWEEN}[\u11a8-\u11c2])?"
    f"|[\uac00-\ud7a3]{BETWEEN}[\u11a8-\u11c2]|.(?:{BETWEEN}[{MARKS}])*",
    re.DOTALL,
)


class Folded(msgspec.Struct, frozen=True):
    """A text without disguise, and where each of its characters stood (empty: where it stands)."""

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Give the offsets of ``start`` and ``end`` in the text as it was written."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def fold(text: str) -> Folded:
    """Fold ``text`` if anything in it needs folding."""
    if text.isascii() or not ODD.search(text):
        return Folded(text)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in CLUSTER.finditer(text):
        for letter in _plain(HIDDEN.sub("", cluster[0])):
            letters.append(letter)
            starts.append(cluster.start())
            ends.append(cluster.end())
    return Folded("".join(letters), tuple(starts), tuple(ends))


def _plain(written: str) -> str:
    form = "NFKC" if ODD.search(written) else "NFC"
    # "İ" is the one letter whose lower case is two characters long.
    return unicodedata.normalize(form, written).replace("\u0130", "I")
