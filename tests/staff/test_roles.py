"""Roles taken on at the command line, and break-glass access that ends by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.staff.test_commands import NEW, means, run, sign_in
from tests.world import World
from trustdesk import staff


@pytest.mark.parametrize("role", ["editor", "compliance", "admin"])
async def test_the_other_roles_are_taken_on(world: World, role: str) -> None:
    told = await run(world, *NEW, "--email", f"{role}@desk.example", "--role", role)
    assert told.startswith(f"Mei Lin is a new {role} of bitget\n")


async def test_breakglass_access_is_shown_and_ends_by_itself(world: World) -> None:
    email, until = "glass@desk.example", datetime.now(UTC) + timedelta(hours=3)
    more = ("--email", email, "--role", "breakglass", "--until", f"{until:%Y-%m-%dT%H:%MZ}")
    told = await run(world, *NEW, *more)
    assert f"is a new breakglass of bitget; the access ends at {until:%Y-%m-%d %H:%M} UTC" in told
    assert f"BREAKGLASS until {until:%Y-%m-%dT%H:%MZ}" in await run(world, "staff", "list")
    agent = (await sign_in(world, email, means(told))).json()
    assert agent["agent"]["ends_at"] == f"{until:%Y-%m-%dT%H:%M}:00Z"
    async with world.house.db.transaction("bitget") as tx:
        for minutes in range(175, 0, -25):  # looked in on, so that it does not lie idle
            assert await staff.actor_of_session(tx, agent["token"], until - timedelta(minutes=minutes))
        assert await staff.actor_of_session(tx, agent["token"], until) is None
