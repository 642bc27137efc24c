"""The words under which a text is found: Chinese segmented, everything folded."""

import unicodedata

import rjieba

MOST_WORDS = 400
LONGEST_WORD = 80


def search_words(text: str) -> list[str]:
    """List the distinct words of a text, in order: NFKC, lower case, Chinese cut for search."""
    if text.isascii():
        pieces = _split(text.lower())
    else:
        pieces = rjieba.cut_for_search(unicodedata.normalize("NFKC", text).casefold())
    words = dict.fromkeys(piece[:LONGEST_WORD] for piece in pieces if _is_word(piece))
    return list(words)[:MOST_WORDS]


def _split(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def _is_word(piece: str) -> bool:
    return any(letter.isalnum() for letter in piece)
