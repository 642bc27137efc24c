"""How what an agent reads compares with their colleagues and with their own past."""

from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev
from typing import Literal, get_args

import msgspec

DAYS = 14
Measure = Literal["reads", "reveals", "searches", "files", "night", "canaries"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Verdict = Literal["usual", "more", "far_more"]
MORE, FAR_MORE = 2.0, 4.0
# Below this nobody is remarkable, however quiet the others are.
LEAST: Mapping[Measure, int] = {
    "reads": 10,
    "reveals": 3,
    "searches": 10,
    "files": 10,
    "night": 3,
    "canaries": 1,
}


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one agent: today (the last 24 hours), each of the 14 days before, and what that says."""

    measure: Measure
    today: int
    days: list[int]
    peers: float
    peers_z: float
    own: float
    own_z: float
    verdict: Verdict


def figures(
    counts: Mapping[str, Mapping[Measure, Sequence[int]]],
) -> dict[str, list[Figure]]:
    """Compare everybody; ``counts`` are, by agent and measure, the days from the earliest to today."""
    return {
        agent: [figure(measure, measured[measure], _peers(counts, agent, measure)) for measure in MEASURES]
        for agent, measured in counts.items()
    }


def _peers(counts: Mapping[str, Mapping[Measure, Sequence[int]]], agent: str, measure: Measure) -> list[int]:
    return [other[measure][-1] for who, other in counts.items() if who != agent]


def figure(measure: Measure, days: Sequence[int], peers: Sequence[int]) -> Figure:
    """Compare one measure of one agent with the peers' same day, and with the agent's own days before."""
    *past, today = days
    peers_z, own_z = score(today, peers), score(today, past)
    return Figure(
        measure=measure,
        today=today,
        days=list(past),
        peers=round(fmean(peers), 1) if peers else 0.0,
        peers_z=round(peers_z, 1),
        own=round(fmean(past), 1) if past else 0.0,
        own_z=round(own_z, 1),
        verdict=verdict(measure, today, max(peers_z, own_z)),
    )


def score(value: int, others: Sequence[int]) -> float:
    """How many standard deviations above the mean of the others (z-score).

    Counts of one stray by their square root at least (Poisson), so equal others do not make it infinite.
    """
    if not others:
        return 0.0
    mean = fmean(others)
    spread = max(pstdev(others), max(mean, 1.0) ** 0.5)
    return (value - mean) / spread


def verdict(measure: Measure, today: int, z: float) -> Verdict:
    """Say it in a word; a canary is remarkable by itself."""
    if today < LEAST[measure]:
        return "usual"
    if measure == "canaries" or z >= FAR_MORE:
        return "far_more"
    return "more" if z >= MORE else "usual"
