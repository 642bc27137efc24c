"""How far a model may be believed: a likelihood from its scores, a threshold, the figures of its card.

The likelihood that the first topic is the right one is a logistic function of its score and of its lead
over the second (Platt, Probabilistic outputs, 1999), fitted in each language on what the model says to
examples it was not shown.
"""

import math
from collections.abc import Sequence

from trustdesk.triage.model import Calibration, Candidate, Measured
from trustdesk.triage.rules.features import Array, numbers
from trustdesk.triage.rules.topics import OTHER

STEPS = 40
PENALTY = 1e-2
FEWEST = 30  # examples in a language below which all languages are judged together
RIGHT_ENOUGH = 0.9  # how often what is acted on shall be right
LOWEST, HIGHEST = 0.3, 0.9
MOST_CANDIDATES = 3
SUREST = 0.99  # nobody is surer than that of a message


def lead(scores: Array) -> tuple[Array, Array, Array]:
    """Give for each row the first place, its score, and its lead over the second."""
    np = numbers()
    order = np.argsort(-scores, axis=1, kind="stable")
    rows = np.arange(len(scores))
    first = scores[rows, order[:, 0]]
    return order[:, 0], first, first - scores[rows, order[:, 1]]


def calibrate(scores: Array, right: Array, other: int | None) -> Calibration:
    """Fit the likelihood, and find the lowest threshold at which what is acted on is right often enough."""
    np = numbers()
    place, first, ahead = lead(scores)
    hit = (place == right).astype("float64")
    design = np.stack([first, ahead, np.ones(len(first))], axis=1).astype("float64")
    found: Array = np.zeros(3)
    for _ in range(STEPS):  # Newton's steps; the penalty keeps them from running away
        likely = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (likely - hit) + PENALTY * found
        bend = (design * (likely * (1 - likely))[:, None]).T @ design + PENALTY * np.eye(3)
        found -= np.linalg.solve(bend, slope)
    likely = 1 / (1 + np.exp(-design @ found))
    acted = place != other if other is not None else np.ones(len(place), dtype=bool)
    return Calibration(*(float(one) for one in found), threshold=_threshold(likely[acted], hit[acted]))


def _threshold(likely: Array, hit: Array) -> float:
    for hundredth in range(int(LOWEST * 100), int(HIGHEST * 100)):
        kept = likely >= hundredth / 100
        if kept.any() and float(hit[kept].mean()) >= RIGHT_ENOUGH:
            return hundredth / 100
    return HIGHEST


def likelihood(calibration: Calibration, first: float, ahead: float) -> float:
    """Tell how likely the first topic is the right one."""
    inner = calibration.slope * first + calibration.lead * ahead + calibration.offset
    return min(1 / (1 + math.exp(-inner)), SUREST)


def candidates(
    calibration: Calibration, topics: Sequence[str], scores: Sequence[float]
) -> tuple[Candidate, ...]:
    """Name the likeliest topics, the first with its likelihood, the others with their share of the rest."""
    order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
    sure = likelihood(calibration, scores[order[0]], scores[order[0]] - scores[order[1]])
    named = [Candidate(topics[order[0]], round(sure, 3))]
    rest = [(at, max(scores[at], 0.0)) for at in order[1:]]
    whole = sum(score for _, score in rest) or 1.0
    for at, score in rest[: MOST_CANDIDATES - 1]:
        if topics[at] != OTHER and score > 0:
            named.append(Candidate(topics[at], round((1 - sure) * score / whole, 3)))
    return tuple(named)


def measured(scores: Array, right: Array, calibration: Calibration, other: int | None) -> Measured:
    """Say how well it goes at the threshold: of what it is about, of what is acted on, of everything else."""
    np = numbers()
    place, first, ahead = lead(scores)
    inner = calibration.slope * first + calibration.lead * ahead + calibration.offset
    acted = 1 / (1 + np.exp(-inner)) >= calibration.threshold
    if other is not None:
        acted &= place != other
    ours = right != other if other is not None else np.ones(len(right), dtype=bool)
    hit = place == right
    return Measured(
        examples=len(right),
        right=_share(hit[ours]),
        kept=_share(acted[ours]),
        kept_right=_share(hit[ours & acted]),
        refused=_share(~acted[~ours]),
    )


def confusion(places: Array, right: Array, most: int) -> tuple[tuple[int, ...], ...]:
    """Count what each topic was taken for."""
    np = numbers()
    counted = np.zeros((most, most), dtype="int64")
    np.add.at(counted, (right, places), 1)
    return tuple(tuple(int(one) for one in row) for row in counted)


def _share(which: Array) -> float:
    return round(float(which.mean()), 4) if len(which) else 0.0
