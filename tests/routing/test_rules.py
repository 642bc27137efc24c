"""Who gets which conversation, and the honest wait."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from trustdesk.routing.model import OnDuty, Pace, Waiting
from trustdesk.routing.rules import choose, claims, estimate

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TEAMS = st.sampled_from(["support", "vip"])
LANGUAGES = st.sampled_from(["en", "zh-CN", "ru"])
AGENTS = st.builds(
    OnDuty,
    id=st.uuids(),
    name=st.just("A"),
    languages=st.lists(LANGUAGES, min_size=1, max_size=3),
    topics=st.lists(st.sampled_from(["deposit", "trading"]), max_size=2),
    teams=st.lists(TEAMS, min_size=1, max_size=2),
    capacity=st.integers(1, 4),
    load=st.integers(0, 5),
)
WAITING = st.builds(
    Waiting,
    conversation=st.uuids(),
    team=st.none() | TEAMS,
    topic=st.none() | st.sampled_from(["deposit", "trading"]),
    language=LANGUAGES,
    priority=st.integers(0, 3),
    last_agent=st.none(),
    entered_at=st.just(NOW),
)


@given(st.lists(WAITING, max_size=12), st.lists(AGENTS, max_size=5, unique_by=lambda one: one.id))
def test_nobody_gets_more_than_their_seats_nor_another_teams_work(
    queue: list[Waiting], agents: list[OnDuty]
) -> None:
    matched = claims(queue, agents)
    for agent in agents:
        given_to = [waiting for waiting, holder in matched if holder.id == agent.id]
        assert agent.load + len(given_to) <= max(agent.capacity, agent.load)
        assert all(waiting.team is None or waiting.team in agent.teams for waiting in given_to)
    assert len({waiting.conversation for waiting, _ in matched}) == len(matched)


@given(WAITING, st.lists(AGENTS, min_size=1, max_size=5, unique_by=lambda one: one.id))
def test_who_speaks_the_language_is_preferred_to_who_does_not(waiting: Waiting, agents: list[OnDuty]) -> None:
    team = [one for one in agents if waiting.team is None or waiting.team in one.teams]
    speakers = [one for one in team if waiting.language in one.languages]
    chosen = choose(waiting, agents)
    if chosen is not None and speakers:
        assert waiting.language in chosen.languages


def test_who_knows_the_customer_comes_before_who_is_freer() -> None:
    known, freer = UUID(int=1), UUID(int=2)
    agents = [
        OnDuty(known, "A", ["en"], [], ["support"], 4, 3),
        OnDuty(freer, "B", ["en"], [], ["support"], 4, 0),
    ]
    waiting = Waiting(UUID(int=9), None, None, "en", 1, known, NOW)
    chosen = choose(waiting, agents)
    assert chosen is not None
    assert chosen.id == known


def test_the_estimate_follows_the_pace_or_is_not_made() -> None:
    assert estimate(4, Pace(taken=10, seconds=600)) == 240
    assert estimate(1, Pace(taken=2, seconds=600)) is None
    assert estimate(1, Pace(taken=0, seconds=0)) is None
