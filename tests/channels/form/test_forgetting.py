"""Letters nobody stood by are forgotten when their time is up, with the files that came along."""

import psycopg

from tests.channels.form.people import Writer, number
from tests.cluster import Database
from tests.guard.paths import PICTURE
from tests.world import BRAND, World
from trustdesk.channels.form.model import LETTER_LASTS_DAYS

FILES = [("files", ("shot.png", PICTURE))]


async def run(world: World) -> None:
    [job] = [one for one in world.house.jobs() if one.name == "form.forget"]
    await job.run(world.house.db, BRAND, {})


def aged(database: Database, client_id: str, days: int) -> None:
    with psycopg.connect(database.admin_url, autocommit=True) as db:
        db.execute(
            "update form_letters set at = at - make_interval(days => %s) where client_id = %s",
            (days, client_id),
        )


async def kept(world: World, client_id: str) -> bool:
    async with world.house.db.transaction(BRAND) as tx:
        return bool(await tx.value("select count(*) from form_letters where client_id = $1", client_id))


async def files(world: World, client_id: str) -> list[str]:
    """Where the bytes of the files lie that came with a letter."""
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            """select blob from files
            where id = any(array(select unnest(attachments) from form_letters where client_id = $1))""",
            client_id,
        )
    return [row["blob"] for row in rows]


async def test_letters_nobody_stood_by_are_forgotten_with_their_files(
    world: World, module_database: Database
) -> None:
    async with Writer(world) as writer:
        held = await writer.opened()
        await writer.write("deposit", held, FILES)
    id = held["client_id"]
    [blob] = await files(world, id)
    aged(module_database, id, LETTER_LASTS_DAYS - 1)
    await run(world)
    assert (await kept(world, id), await world.house.blobs.get(blob) is not None) == (True, True)
    aged(module_database, id, 1)
    await run(world)
    assert (await kept(world, id), await world.house.blobs.get(blob)) == (False, None)


async def test_what_came_with_a_letter_that_was_confirmed_stays(
    world: World, module_database: Database
) -> None:
    async with Writer(world) as writer:
        held = await writer.opened()
        assert number(await writer.press(await writer.mail(await writer.write("deposit", held, FILES))))
    id = held["client_id"]
    [blob] = await files(world, id)
    aged(module_database, id, 31)
    await run(world)
    assert (await kept(world, id), await world.house.blobs.get(blob) is not None) == (False, True)
