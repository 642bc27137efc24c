"""The disk of files and keys is full: nothing is thanked for that is not kept, the rest of the desk goes on."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.desk import SERVE, Desk, opened
from tests.faults.disks import Disk
from tests.faults.ground import copied
from tests.faults.load import crowd, proved
from tests.faults.papers import Paper, gone, handed_in
from tests.faults.people import Author
from tests.faults.test_database import written_again

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

STORES = "desk"  # the folder of files and keys
MOST_STRANGERS = 300  # more than there are keys in a page


async def test_a_full_store_refuses_and_heals(template: Path) -> None:
    disk = Disk(STORES, 4)
    with copied(template, disk) as ground:
        async with opened(ground, SERVE) as desk:
            await crowd(desk)
            node = desk.nodes[0]
            papers = [await handed_in(node) for _ in range(2)]
            await asyncio.to_thread(disk.fill)
            desk.fault("the store is full")
            papers += [await handed_in(node) for _ in range(3)]
            await written_again(desk)  # whoever is known here has a key, and goes on
            waiting, strangers = await without_a_key(desk)
            await asyncio.to_thread(disk.make_room)
            await asyncio.wait_for(waiting, 20)
            papers += [await handed_in(node) for _ in range(2)]
            assert [one.status for one in papers] == [201] * 2 + [507] * 3 + [201] * 2
            refused = [one for one in papers if one.status == 507]
            assert {(one.told["code"], one.retry_after) for one in refused} == {("no_room", "5")}
            assert await gone(node, papers) == []
            assert sorted(one.stat().st_size for one in files(ground.folder)) == sizes(papers)
            history = await desk.finish()
        history.calls += [call for author in strangers for call in author.calls]
        proved(history, acked=100, faults=1)
        assert 507 in strangers[-1].calls[0].statuses, "no stranger was refused"


async def test_who_takes_it_that_bytes_are_kept_is_caught(template: Path) -> None:
    disk = Disk(STORES, 4)
    with copied(template, disk) as ground:
        async with opened(ground, ("tests.faults.broken", "trusting", "serve")) as desk:
            (await desk.customer("kim", "kim").say("begin"))
            await asyncio.to_thread(disk.fill)
            paper = await handed_in(desk.nodes[0])
            await asyncio.to_thread(disk.make_room)
            assert paper.status == 201
            assert len(await gone(desk.nodes[0], [paper])) == 1


async def without_a_key(desk: Desk) -> tuple[asyncio.Task[object], list[Author]]:
    """Let strangers come in until there is no key left for one of them, who waits."""
    strangers: list[Author] = []
    while len(strangers) < MOST_STRANGERS:
        author = desk.customer(f"stranger {len(strangers)}", f"stranger-{len(strangers)}")
        desk.authors.remove(author)  # they say one thing and are not among those who write on
        strangers.append(author)
        saying = asyncio.create_task(author.say("hello"))
        while not saying.done():
            await asyncio.sleep(0.002)
            if author.calls and 507 in author.calls[0].statuses:
                return saying, strangers
    raise AssertionError("there was a key for everybody")


def files(folder: Path) -> list[Path]:
    """Everything that lies in the store of files, halves included."""
    return [one for one in (folder / STORES / "files").rglob("*") if one.is_file()]


def sizes(papers: list[Paper]) -> list[int]:
    return sorted(len(one.body) for one in papers if one.status == 201)
