"""The words under which a text is found: Chinese segmented, everything folded."""

import re
import unicodedata

import rjieba

MOST_WORDS = 400
LONGEST_WORD = 80
PLAIN_WORD = re.compile(r"[a-z0-9]+")


def search_words(text: str) -> list[str]:
    """List the distinct words of a text, in order: NFKC, lower case, Chinese cut for search."""
    if text.isascii():
        pieces = PLAIN_WORD.findall(text.lower())
    else:
        cut = rjieba.cut_for_search(unicodedata.normalize("NFKC", text).casefold())
        pieces = [piece for piece in cut if piece.isalnum() or _is_word(piece)]
    words = dict.fromkeys(piece[:LONGEST_WORD] for piece in pieces)
    return list(words)[:MOST_WORDS]


def _is_word(piece: str) -> bool:
    return any(letter.isalnum() for letter in piece)
