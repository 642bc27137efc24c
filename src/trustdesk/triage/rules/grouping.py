"""Questions that mean the same, gathered: the first of them leads, whoever is near enough joins."""

from collections import Counter
from collections.abc import Sequence

from trustdesk.knowledge import words
from trustdesk.triage.rules.features import Array

NEAR = 0.55  # of centred vectors: the same need in other words
FEWEST = 3  # people: what fewer have asked is nobody's business but theirs
MOST_WORDS = 6
SHARE = 0.34


def groups(vectors: Array) -> list[list[int]]:
    """Gather rows, each in one group, in the order given; the largest group first."""
    leaders: list[int] = []
    found: list[list[int]] = []
    for row in range(len(vectors)):
        near: Array = vectors[leaders] @ vectors[row]
        best = int(near.argmax()) if leaders else -1
        if leaders and near[best] >= NEAR:
            found[best].append(row)
        else:
            leaders.append(row)
            found.append([row])
    return sorted(found, key=lambda rows: (-len(rows), rows[0]))


def shared(texts: Sequence[tuple[str, str]]) -> list[str]:
    """Name the words that several people used, as (person, text); what only few of them said is left out."""
    people: dict[str, set[str]] = {}
    for person, text in texts:
        for word in set(words(text)):
            people.setdefault(word, set()).add(person)
    least = max(FEWEST, SHARE * len({person for person, _ in texts}))
    counted = Counter({word: len(who) for word, who in people.items() if len(who) >= least})
    plain = {word: many for word, many in counted.items() if not any(letter.isdigit() for letter in word)}
    return sorted(plain, key=lambda word: (-plain[word], word))[:MOST_WORDS]
