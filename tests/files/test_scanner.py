"""A file goes past a real virus scanner before it is taken; without a verdict nothing is."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests import world as worlds
from tests.cluster import Database, TestCluster
from tests.files.scanner import HARMLESS, NAME, Clamd, clamd
from tests.files.test_documents import kept
from tests.files.test_uploads import PDF, picture, upload
from tests.vault import test_documents as vault
from tests.world import World
from trustdesk.kit import clam, doctor
from trustdesk.kit.settings import Misconfigured, load

PATH = "/api/v1/widget/files"
INFECTED = PDF.replace(b"%%EOF", HARMLESS + b"\n%%EOF")


@pytest.fixture(scope="module")
def scanner() -> Iterator[Clamd]:
    with clamd() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desk(cluster: TestCluster, module_database: Database, scanner: Clamd) -> AsyncIterator[World]:
    async with worlds.running(cluster, module_database, TRUSTDESK_SCANNER_URL=scanner.tcp) as started:
        yield started


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (INFECTED, "statement.pdf"),
        (picture() + HARMLESS, "photo.png"),
        (picture("JPEG") + HARMLESS, "photo.jpg"),
    ],
)
async def test_what_the_scanner_knows_is_refused_and_leaves_no_trace(
    desk: World, body: bytes, name: str
) -> None:
    for person, path in ((await desk.visitor(), PATH), (await desk.agent(), "/api/v1/files")):
        before = await kept(desk)
        refused = await upload(person, body, name, path)
        assert (refused.status_code, refused.json()["code"]) == (422, "malicious_file"), refused.text
        assert await kept(desk) == before


async def test_what_it_has_nothing_against_is_taken(desk: World) -> None:
    visitor = await desk.visitor()
    for body, name in ((PDF, "statement.pdf"), (picture(), "photo.png")):
        assert (await upload(visitor, body, name, PATH)).status_code == 201


async def test_the_refusal_is_told_in_both_languages(desk: World) -> None:
    told = {}
    for language in ("en", "zh-CN"):
        headers = {"content-type": "application/octet-stream", "accept-language": language}
        refused = await (await desk.visitor()).post(
            PATH, content=INFECTED, params={"name": "a.pdf"}, headers=headers
        )
        told[language] = refused.json()["title"]
    assert told == {"en": "This file is harmful", "zh-CN": "此文件有害"}


async def test_an_identity_document_goes_past_it_too(desk: World) -> None:
    agent = await desk.agent()
    visitor, number = await vault.case(desk, agent)
    await vault.ask(agent, number)
    wanted = await vault.asked(visitor)
    assert wanted is not None
    refused = await vault.send(desk, wanted["url"], vault.photograph() + HARMLESS)
    assert (refused.status_code, refused.json()["code"]) == (422, "malicious_file")
    assert [one["state"] for one in await vault.documents(agent, number)] == ["asked"]
    assert (await vault.send(desk, wanted["url"], vault.photograph())).status_code == 201


async def test_while_it_is_away_nothing_is_taken_and_the_doctor_says_so(desk: World, scanner: Clamd) -> None:
    visitor, before = await desk.visitor(), await kept(desk)
    scanner.stop()
    try:
        refused = await upload(visitor, PDF, "statement.pdf", PATH)
        found = {one.code: one for one in await doctor.examine(desk.house.settings)}
    finally:
        await asyncio.to_thread(scanner.start)
    assert (refused.status_code, refused.json()["code"]) == (503, "scanner_away")
    assert await kept(desk) == before
    assert scanner.tcp in found["scanner"].text
    assert not found["scanner"].fatal
    assert "scanner" not in {one.code for one in await doctor.examine(desk.house.settings)}
    assert (await upload(visitor, PDF, "statement.pdf", PATH)).status_code == 201


async def test_it_is_asked_over_a_socket_of_the_machine_as_well(scanner: Clamd) -> None:
    asked = clam.Scanner(scanner.unix)
    assert await asked.answers()
    await asked.look(PDF)
    with pytest.raises(clam.Malicious, match=NAME):
        await asked.look(INFECTED)
    await clam.Scanner("").look(INFECTED)  # none is named: nothing is asked


async def test_what_it_will_not_read_to_the_end_is_not_taken(scanner: Clamd) -> None:
    with pytest.raises(clam.ScannerAway):
        await clam.Scanner(scanner.tcp).look(bytes(9_000_000))


async def test_an_address_of_another_kind_is_refused_at_start() -> None:
    with pytest.raises(Misconfigured, match="scanner_url: must begin with tcp or unix://"):
        load({"TRUSTDESK_SCANNER_URL": "http://127.0.0.1:3310"})
