"""Who gets which conversation, and how long the wait will honestly be."""

from collections.abc import Sequence

import msgspec

from trustdesk.routing.model import OnDuty, Pace, Waiting

FEWEST_TAKEN = 3  # fewer say nothing about the pace


def claims(queue: Sequence[Waiting], agents: Sequence[OnDuty]) -> list[tuple[Waiting, OnDuty]]:
    """Match the queue, in its order, with free seats; each match fills a seat for the next."""
    seats = {agent.id: agent for agent in agents}
    matched: list[tuple[Waiting, OnDuty]] = []
    for waiting in queue:
        agent = choose(waiting, list(seats.values()))
        if agent is not None:
            matched.append((waiting, agent))
            seats[agent.id] = msgspec.structs.replace(agent, load=agent.load + 1)
    return matched


def choose(waiting: Waiting, agents: Sequence[OnDuty]) -> OnDuty | None:
    """Pick the agent for a conversation, or None while nobody has a seat.

    Of the team's agents with a free seat: those who speak the language, if any on duty does;
    then the one who knows the customer, knows the topic, and has most of their seats free.
    """
    team = [one for one in agents if waiting.team is None or waiting.team in one.teams]
    speakers = [one for one in team if speaks(one, waiting.language)]
    free = [one for one in speakers or team if one.load < one.capacity]
    return max(free, key=lambda one: _fitness(one, waiting), default=None)


def speaks(agent: OnDuty, language: str) -> bool:
    """Tell whether an agent speaks a language, whatever the region (``zh`` serves ``zh-CN``)."""
    return language.partition("-")[0] in {spoken.partition("-")[0] for spoken in agent.languages}


def _fitness(agent: OnDuty, waiting: Waiting) -> tuple[bool, bool, float, str]:
    knows_topic = waiting.topic is not None and waiting.topic in agent.topics
    return agent.id == waiting.last_agent, knows_topic, -agent.load / agent.capacity, str(agent.id)


def estimate(position: int, pace: Pace) -> int | None:
    """Estimate the wait in seconds from the pace of late; None when that would be a guess."""
    if pace.taken < FEWEST_TAKEN or pace.seconds <= 0:
        return None
    return round(position * pace.seconds / pace.taken)
