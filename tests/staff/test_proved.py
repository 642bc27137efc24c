"""Means to sign in are made anew for whom somebody has made sure of, and how stays on record."""

import pytest

from tests.staff.test_commands import PROVED, hired, run
from tests.world import World
from trustdesk import staffing

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


async def test_how_somebody_was_proved_before_a_reset_is_asked_and_stays_on_record(world: World) -> None:
    agent = await hired(world, "lost@desk.example")
    words = ("staff", "reset", "--brand", "bitget", "--email", "lost@desk.example")
    with pytest.raises(SystemExit):
        await run(world, *words)
    with pytest.raises(staffing.WillNotDo, match="who saw which document"):
        await run(world, *words, "--proved", "it is him")
    assert (await agent.get("/api/v1/session")).status_code == 200
    await run(world, *words, "--proved", f"{PROVED[1]}; he said {PHRASE}")
    async with world.house.db.transaction("bitget") as tx:
        [row] = await tx.rows(
            "select reason from audit where action = 'agent.reset' and about_id = $1", agent.id
        )
    assert row["reason"].startswith(f"{PROVED[1]}; he said ")
    assert "sausage" not in row["reason"]
