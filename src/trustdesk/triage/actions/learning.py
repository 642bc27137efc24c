"""Learning a model from examples, judging it on them as if it had not seen them, and putting it down."""

import asyncio
import zlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import msgspec

from trustdesk.kit.i18n import LOCALES, Locale
from trustdesk.triage.actions import starter
from trustdesk.triage.model import Calibration, Card, Measured
from trustdesk.triage.rules import classifier, features, judging
from trustdesk.triage.rules.features import numbers
from trustdesk.triage.rules.topics import OTHER

ARRAYS = ("middle", "vectors", "answers", "rare", "by_words", "wordy")


class Model(msgspec.Struct, frozen=True):
    """A model with its card."""

    card: Card
    weights: classifier.Weights


class Made(msgspec.Struct, frozen=True):
    """Which version it becomes, by whom and when, and how many of its examples are the brand's own."""

    version: int = 0
    by: str = ""
    at: datetime | None = None
    own: int = 0


def learn(examples: Sequence[classifier.Example], made: Made) -> Model:
    """Learn and judge. Takes a second for a thousand examples; runs in a thread."""
    weights, left = classifier.learn(examples)
    other = weights.topics.index(OTHER) if OTHER in weights.topics else None
    places, _, _ = judging.lead(left.scores)
    calibration: dict[Locale, Calibration] = {}
    measured: dict[Locale, Measured] = {}
    for locale in LOCALES:
        rows = [at for at, one in enumerate(examples) if one.locale == locale]
        judged = rows if len(rows) >= judging.FEWEST else list(range(len(examples)))
        calibration[locale] = judging.calibrate(left.scores[judged], left.right[judged], other)
        measured[locale] = judging.measured(left.scores[rows], left.right[rows], calibration[locale], other)
    ours = left.right != other if other is not None else left.right >= 0
    card = Card(
        version=made.version,
        made_at=made.at,
        made_by=made.by,
        state="candidate" if made.version else "starter",
        examples=len(examples),
        own=made.own,
        topics=weights.topics,
        accuracy=round(float((places == left.right)[ours].mean()), 4),
        measured=measured,
        calibration=calibration,
        confusion=judging.confusion(places, left.right, len(weights.topics)),
    )
    return Model(card, weights)


def known() -> list[classifier.Example]:
    """Give our own examples by their numbers."""
    examples = starter.told()
    return [
        classifier.Example(one.topic, one.locale, vector, features.counts(one.text))
        for one, vector in zip(examples, starter.vectors(examples), strict=True)
    ]


@cache
def from_the_start() -> Model:
    """Give the model that every brand begins with."""
    return learn(known(), Made())


def packed(weights: classifier.Weights) -> bytes:
    """Put a model's numbers down, two bytes each."""
    arrays = {
        name: (list(array.shape), array.astype("float16").tobytes())
        for name in ARRAYS
        for array in [getattr(weights, name)]
    }
    return zlib.compress(msgspec.msgpack.encode((weights.topics, arrays)))


def unpacked(body: bytes) -> classifier.Weights:
    """Read a model back."""
    np = numbers()
    kept = tuple[tuple[str, ...], dict[str, tuple[list[int], bytes]]]
    topics, arrays = msgspec.msgpack.decode(zlib.decompress(body), type=kept)
    read: dict[str, Any] = {
        name: np.frombuffer(raw, dtype="float16").astype("float32").reshape(shape)
        for name, (shape, raw) in arrays.items()
    }
    return classifier.Weights(topics, **read)


async def started() -> Model:
    """Give the model from the start; made once a process, in a thread."""
    return await asyncio.to_thread(from_the_start)
