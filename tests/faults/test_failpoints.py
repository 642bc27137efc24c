"""Nodes that die exactly where it hurts, again and again."""

import pytest

from tests.faults.desk import SERVE, opened
from tests.faults.ground import Ground
from tests.faults.load import crowd, proved

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

DEATHS = 3


@pytest.mark.parametrize("point", ["before_group", "before_commit", "after_commit", "after_group"])
async def test_dying_at(ground: Ground, point: str) -> None:
    async with opened(ground, SERVE, SERVE, TRUSTDESK_FAILPOINTS=f"{point}:0.01") as desk:
        await crowd(desk)
        await desk.until(lambda: len(desk.history.faults) >= DEATHS and desk.acked >= 60, 90)
        proved(await desk.finish(), acked=60, faults=DEATHS)
        assert desk.history.repeated >= DEATHS, "nobody was waiting for an answer when a node died"
