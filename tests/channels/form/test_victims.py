"""A form takes any address, so it must not become a way to fill somebody's mailbox."""

import asyncio

import httpx
import psycopg
import pytest_asyncio

from tests.channels.form.people import CODE, NUMBER, Writer, effort, number
from tests.cluster import Database
from tests.world import World, fresh

MAILS = "select count(*) from events where kind = 'ContactCodeAsked'"


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def forgotten(world: World) -> None:
    """All these people sit in one place."""
    async with world.house.db.transaction("desk") as tx:
        await tx.do("delete from limits where tenant = $1 and name like 'form%'", tx.tenant)


async def test_many_letters_in_somebodys_name_are_one_mail_to_them(
    world: World, module_database: Database
) -> None:
    victim = f"{fresh()}@mail.example"

    def mails() -> int:
        with psycopg.connect(module_database.admin_url, autocommit=True) as db:
            row = db.execute(MAILS).fetchone()
        return row[0] if row else 0

    async def written(writer: Writer) -> httpx.Response:
        writer.address = victim
        held = await writer.opened()
        return await writer.write(held=held, effort=effort(held["stamp"]), **{"a.what": "pay me"})

    async def letter() -> list[str]:
        async with Writer(world) as writer:
            answer = await written(writer)
        assert answer.status_code == 200
        return CODE.findall(answer.text)[:1]

    before = mails()
    first = await letter()
    codes = [first, *await asyncio.gather(*(letter() for _ in range(20)))]
    assert codes == [first] * 21  # every page waits for the same link
    assert mails() == before + 1
    async with Writer(world) as owner:
        page = await written(owner)
        assert mails() == before + 1
        done = await owner.press(await owner.mail(page))
    assert len(NUMBER.findall(done.text)) >= 1  # the letters join one case
    assert await letter() != first  # once it was followed, the next letter asks again
    assert mails() == before + 2


async def test_another_mail_is_sent_to_who_asks_for_it(world: World) -> None:
    async with Writer(world) as writer:
        page = await writer.write()
        [first] = set(CODE.findall(page.text))
        again = await writer.post("/bitget/form/again", data={"c": first})
        [second] = set(CODE.findall(again.text))
        assert second != first
        assert number(await writer.press(await writer.mail(again))).startswith("BG-")
