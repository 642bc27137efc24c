"""The classifier: kernel ridge regression over what a text means and the words it is made of.

The kernel is ``exp(g (cos - 1))`` of the centred meaning plus a share of the cosine of hashed words; one
score a topic (Saunders, Gammerman, Vovk, Ridge regression in dual variables, 1998). It is solved in one
step, so the same examples give the same model, and what it would say to each example without having seen
it follows from the solution itself (leave-one-out residuals): no example is ever judged by itself.
"""

from collections.abc import Sequence

import msgspec

from trustdesk.triage.rules import features
from trustdesk.triage.rules.features import numbers

SHARPNESS = 3.0
WORDS_SHARE = 0.25
RIDGE = 0.1


class Example(msgspec.Struct, frozen=True):
    """A text by its numbers only: its topic, its language, what it means, its counted words."""

    topic: str
    locale: str
    vector: features.Array
    counts: features.Counts


class Weights(msgspec.Struct, frozen=True):
    """What has been learnt. ``wordy`` is a second model that knows words only, for when meaning is away."""

    topics: tuple[str, ...]
    middle: features.Array
    vectors: features.Array
    answers: features.Array
    rare: features.Array
    by_words: features.Array
    wordy: features.Array


class Left(msgspec.Struct, frozen=True):
    """What the model says to each of its examples as if it had not seen it: scores, and the right places."""

    scores: features.Array
    right: features.Array


def learn(examples: Sequence[Example]) -> tuple[Weights, Left]:
    """Learn from examples; needs two topics at least. Deterministic."""
    np = numbers()
    topics = tuple(sorted({one.topic for one in examples}))
    place = {topic: at for at, topic in enumerate(topics)}
    right = np.array([place[one.topic] for one in examples])
    wanted = np.zeros((len(examples), len(topics)), dtype="float32")
    wanted[np.arange(len(examples)), right] = 1.0
    raw = np.stack([one.vector for one in examples]).astype("float32")
    middle = raw.mean(axis=0)
    vectors = centred(raw, middle)
    laid = features.matrix([one.counts for one in examples])
    rare = features.rarity(laid)
    rows = features.weighed(laid, rare)
    alike = rows @ rows.T
    answers, scores = _solved(_kernel(vectors @ vectors.T) + WORDS_SHARE * alike, wanted)
    only_words = np.linalg.solve(alike + RIDGE * np.eye(len(alike), dtype="float32"), wanted)
    by_words = WORDS_SHARE * (rows.T @ answers)
    return Weights(topics, middle, vectors, answers, rare, by_words, rows.T @ only_words), Left(scores, right)


def scores(
    weights: Weights, counted: Sequence[features.Counts], raw: features.Array | None
) -> features.Array:
    """Score texts, one row a text and one column a topic; without their meaning, by words alone."""
    rows = features.weighed(features.matrix(counted), weights.rare)
    if raw is None:
        return rows @ weights.wordy
    near = _kernel(centred(raw, weights.middle) @ weights.vectors.T)
    return near @ weights.answers + rows @ weights.by_words


def centred(raw: features.Array, middle: features.Array) -> features.Array:
    """Move vectors to the middle of the examples: what all texts share says nothing."""
    np = numbers()
    moved = raw - middle
    return moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-9)


def _kernel(cosines: features.Array) -> features.Array:
    np = numbers()
    return np.exp(SHARPNESS * (cosines - 1.0)).astype("float32")


def _solved(kernel: features.Array, wanted: features.Array) -> tuple[features.Array, features.Array]:
    """Solve for the answers, and give what each example would get were it not among them."""
    np = numbers()
    inverse: features.Array = np.linalg.inv(kernel + RIDGE * np.eye(len(kernel), dtype="float32"))
    answers: features.Array = (inverse @ wanted).astype("float32")
    return answers, wanted - answers / np.diag(inverse)[:, None]
