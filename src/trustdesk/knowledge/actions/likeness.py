"""How alike texts are in what they ask: what tells articles apart counts, how they are put does not.

Vectors of a language lie together around a centre of their own, which is taken away (Mu and Viswanath,
All-but-the-Top, 2018). Of what is left, ``within`` is how ways to ask for one article differ, in either
language, and ``between`` how articles do; the metric ``within⁻¹ - (within + between)⁻¹`` weighs a
direction by how much it tells of the article (the two-covariance model of Brümmer and de Villiers, The
speaker partitioning problem, 2010). What the starter set knows of both is where every library begins.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import msgspec

from trustdesk.kit.i18n import Locale

STARTER = "likeness.bin"
LARGEST = 64  # directions in which the starter set's ways to ask differ that are kept
EVEN = 0.6  # how much of ``within`` is taken to be the same in every direction
PLAIN = 0.5  # the share of what two texts have in common whatever the metric says
Array: TypeAlias = Any  # of numbers, in rows


class Starter(msgspec.Struct, frozen=True):
    """What is known from the start: a centre a language, and how texts differ within and between articles."""

    centres: dict[Locale, Array]
    within: Array
    between: Array


class Metric(msgspec.Struct, frozen=True):
    """The metric of one library. Texts are laid out once, questions as they come."""

    weights: Array

    def lengths(self, texts: Array) -> Array:
        """Give the length of each text by this metric."""
        np = numbers()
        return np.sqrt(np.maximum(np.einsum("ij,ij->i", texts @ self.weights, texts), 1e-12))

    def question(self, asked: Array) -> Array:
        """Lay a centred question out, by this metric and plainly: once for all texts."""
        np = numbers()
        weighed = self.weights @ asked
        long = max(float(asked @ weighed), 1e-12) ** 0.5
        return np.stack([weighed / long, asked], axis=1)


def cosines(texts: Array, lengths: Array, asked: Array) -> Array:
    """Tell how alike centred texts and a question that was laid out are, 1 for the same."""
    both = texts @ asked
    return (1 - PLAIN) * both[:, 0] / lengths + PLAIN * both[:, 1]


def numbers() -> Array:
    """Give numpy, which takes its memory only where somebody needs it."""
    import numpy as np  # noqa: PLC0415 - see above

    return np


def centred(raw: Array, locales: Sequence[Locale]) -> Array:
    """Take from each vector what its language has in common; each is of length one again."""
    np = numbers()
    centres = starter().centres
    moved = raw - np.stack([centres[locale] for locale in locales])
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)


def learnt(texts: Array, owners: Sequence[int]) -> Metric:
    """Learn from centred texts and whose each is, beginning with what the starter set knows."""
    np = numbers()
    within, between = spread(texts, owners)
    known = starter()
    within, between = (within + known.within) / 2, (between + known.between) / 2
    even = float(np.trace(within)) / len(within)
    within = (1 - EVEN) * within + EVEN * even * np.eye(len(within))
    return Metric((np.linalg.inv(within) - np.linalg.inv(within + between)).astype("float32"))


def spread(texts: Array, owners: Sequence[int]) -> tuple[Array, Array]:
    """Tell how texts differ within those of one owner, and between owners."""
    np = numbers()
    order = np.argsort(np.asarray(owners), kind="stable")
    _, starts, counts = np.unique(np.asarray(owners)[order], return_index=True, return_counts=True)
    sums = np.add.reduceat(texts[order], starts) / np.sqrt(counts)[:, None]
    between = (sums.T @ sums).astype("float64") / len(texts)
    return (texts.T @ texts).astype("float64") / len(texts) - between, between


@cache
def starter() -> Starter:
    """Read what is known from the start, as ``python -m scripts.likeness`` has put it down."""
    np = numbers()
    with (files("trustdesk.knowledge") / "words" / STARTER).open("rb") as file, np.load(file) as kept:
        own = {name: kept[name].astype("float64") for name in kept.files}
    wide, articles = own["wide"], own["articles"]
    within = wide.T @ wide + float(own["rest"]) * np.eye(wide.shape[1])
    return Starter({"en": own["en"], "zh-CN": own["zh"]}, within, articles.T @ articles)
