"""The part of a text that shows why a search found it."""

EXCERPT = 160


def excerpt(text: str, q: str) -> str:
    """Cut the text around the first of the words that were searched."""
    folded = text.casefold()
    places = [place for word in q.casefold().split() if (place := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - EXCERPT // 3)
    cut = " ".join(text[start : start + EXCERPT].split())
    return ("…" if start else "") + cut + ("…" if start + EXCERPT < len(text) else "")
