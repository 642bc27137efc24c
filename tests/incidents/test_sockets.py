"""Whose right to listen has ended hears nothing more, on fifty sockets at once."""

import asyncio
import contextlib

from tests.world import Live, World

SOCKETS = 50


async def test_libredesk_stale_socket_rights_fifty_sockets_hear_nothing_after_a_suspension(
    world: World,
) -> None:
    leader, agent, key = await world.agent("supervisor"), await world.agent(), await world.integration()
    number = await world.letter(key, "before")
    await agent.act(number, "assignee", assignee="me")
    async with contextlib.AsyncExitStack() as open_:
        sockets = [await open_.enter_async_context(agent.live()) for _ in range(SOCKETS)]
        await asyncio.gather(*(one.follow(f"conversation:{number}") for one in sockets))
        stopped = await leader.put(
            f"/api/v1/staff/{agent.id}/suspension", json={"suspended": True, "reason": "left the company"}
        )
        assert stopped.status_code == 200

        await key.reply(number, "after the end")
        codes = await asyncio.gather(*(one.closed() for one in sockets))
        assert set(codes) == {4401}
        assert [one for one in sockets if "after the end" in str(one.frames)] == []
        assert {one.frames[-1]["code"] for one in sockets} == {"revoked"}


async def test_who_is_moved_to_another_team_hears_no_more_of_the_conversation(world: World) -> None:
    key, agent, boss = await world.integration(), await world.agent(), await world.agent("supervisor")
    number = await world.letter(key, "before")
    async with agent.live() as live:
        await live.follow(f"conversation:{number}")
        await boss.act(number, "assignee", assignee=boss.id)
        await key.reply(number, "only for who holds it")
        await heard(live)
        assert "only for who holds it" not in str(live.frames)


async def heard(live: Live) -> None:
    """Everything said before this has arrived: an answer comes after it on the same socket."""
    await live.until("error", code="not_found")
    await live.say(t="ping")
    await live.until("pong")
