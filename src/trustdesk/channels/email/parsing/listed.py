"""Lists of words as they are read best: as text."""


def words(text: str) -> frozenset[str]:
    """Read words between blanks."""
    return frozenset(text.split())


def rows(text: str) -> frozenset[str]:
    """Read phrases between bars, case-folded."""
    return frozenset(row.strip() for row in " ".join(text.casefold().split()).split("|") if row.strip())
