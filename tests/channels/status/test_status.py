"""The page of a case: opened by link or code, told without an agent, written into without a second case."""

import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest_asyncio

from tests.channels.form.people import CODE, Writer, number
from tests.cluster import Database
from tests.guard.paths import PICTURE
from tests.world import BRAND, Person, World, fresh
from trustdesk import customers
from trustdesk.kit import clock

PHRASE = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
FOLLOW = re.compile(r'href="([^"]*)" data-test="follow"')
HELD = re.compile(r'name="client_id" value="([0-9a-f-]{36})"')


class Customer:
    """Somebody whose letter is a case, with the browser in which it is open."""

    def __init__(self, writer: Writer, case: str) -> None:
        self.writer, self.case = writer, case

    async def page(self, path: str = "case") -> httpx.Response:
        return await self.writer.get(f"/{BRAND}/status/{path}")

    async def add(self, text: str, files: Any = None, id: str = "") -> httpx.Response:
        held = id or HELD.findall((await self.page()).text)[0]
        return await self.writer.post(
            f"/{BRAND}/status/write",
            data={"client_id": held, "text": text},
            files=files or [("files", ("", b""))],
        )

    async def do(self, verb: str, **fields: str) -> httpx.Response:
        return await self.writer.post(f"/{BRAND}/status/{verb}", data=fields)


async def came(world: World, **more: str) -> Customer:
    """A customer who has written by form and followed the link to their case."""
    writer = Writer(world)
    done = await writer.press(await writer.mail(await writer.write(**more)))
    case = number(done)
    [link] = FOLLOW.findall(done.text)
    opened = await writer.get(link.replace("&amp;", "&"))
    assert opened.url.path == f"/{BRAND}/status/case"
    assert "l=" not in str(opened.url)
    return Customer(writer, case)


@pytest_asyncio.fixture(loop_scope="session")
async def customer(world: World) -> AsyncIterator[Customer]:
    async with world.house.db.transaction("desk") as tx:
        await tx.do("delete from limits where tenant = $1", tx.tenant)
    made = await came(world)
    yield made
    await made.writer.aclose()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def agent(world: World) -> Person:
    return await world.agent("supervisor", public_name="Lin")


def turn(page: httpx.Response) -> str:
    return re.findall(r'data-turn="(\w+)"', page.text)[0]


def steps(page: httpx.Response) -> list[str]:
    [list_] = re.findall(r'<ol class="steps".*?</ol>', page.text, re.DOTALL)
    return re.findall(r"<li><span>(.*?)</span>", list_)


def said(page: httpx.Response) -> list[str]:
    return re.findall(r'<p class="words" dir="auto">(.*?)</p>', page.text, re.DOTALL)


async def test_the_page_tells_whose_turn_it_is_all_along(
    world: World, customer: Customer, agent: Person
) -> None:
    page = await customer.page()
    assert (turn(page), steps(page)) == ("queue", ["We have your letter", "You wrote"])
    await agent.act(customer.case, "assignee", assignee=agent.id)
    page = await customer.page()
    assert (turn(page), "Lin takes care of it." in page.text) == ("held", True)
    await agent.act(customer.case, "notes", text="between us")
    await agent.reply(customer.case, "We found it")
    page = await customer.page()
    assert (turn(page), said(page)[-1]) == ("you", "We found it")
    assert "between us" not in page.text
    await customer.add("Thank you")
    assert turn(await customer.page()) == "held"
    await agent.act(customer.case, "status", status="resolved")
    page = await customer.page()
    assert turn(page) == "done"
    assert steps(page) == [
        "We have your letter",
        "You wrote",
        "Lin took your case",
        "Lin answered",
        "You wrote",
        "Resolved",
    ]


async def test_a_follow_up_and_a_file_join_the_same_conversation(
    world: World, customer: Customer, agent: Person
) -> None:
    files = [("files", ("shot.png", PICTURE))]
    answer = await customer.add("Here is the picture", files)
    assert (answer.status_code, 'data-test="done"' in answer.text) == (200, True)
    entries = [one for one in await agent.entries(customer.case) if one["kind"] == "message"]
    last = entries[-1]
    assert (last["text"], last["line"], last["author"]["kind"]) == (
        "Here is the picture",
        "status",
        "customer",
    )
    assert [one["media_type"] for one in last["attachments"]] == ["image/png"]


async def test_the_same_words_twice_are_one(world: World, customer: Customer, agent: Person) -> None:
    async def count(text: str) -> int:
        return [one["text"] for one in await agent.entries(customer.case)].count(text)

    id = fresh()
    for _ in range(3):
        await customer.add("pressed thrice", id=id)
    await customer.add("pressed thrice")
    assert await count("pressed thrice") == 1
    await agent.reply(customer.case, "an answer")
    await customer.add("pressed thrice")
    assert await count("pressed thrice") == 2
    files = [("files", ("shot.png", PICTURE))]
    for _ in range(2):
        await customer.add("with a file", files, id="01890a5d-ac96-774b-bcce-b302099a8057")
    assert await count("with a file") == 1


async def test_asking_how_it_stands_counts_once_a_day(
    world: World, customer: Customer, agent: Person
) -> None:
    for _ in range(3):
        answer = await customer.do("progress")
        assert answer.status_code == 200
    assert 'data-test="asked"' in (await customer.page()).text
    texts = [one["text"] for one in await agent.entries(customer.case) if one["kind"] == "message"]
    assert texts.count("Could you please tell me how my case stands?") == 1


async def test_secrets_are_masked_and_it_is_said(world: World, customer: Customer, agent: Person) -> None:
    answer = await customer.add(f"my words {PHRASE}")
    assert ('data-test="masked"' in answer.text, PHRASE in answer.text) == (True, False)
    assert (await agent.entries(customer.case))[-1]["text"] == "my words ⟦secret: recovery phrase⟧"


async def test_the_help_is_rated_once_it_was_given(world: World, customer: Customer, agent: Person) -> None:
    early = await customer.do("rate", client_id=fresh(), score="5", why="")
    assert early.status_code == 404
    await agent.reply(customer.case, "Done")
    wrong = await customer.do("rate", client_id=fresh(), score="6", why="")
    assert wrong.status_code == 400
    done = await customer.do("rate", client_id=fresh(), score="4", why="quick")
    assert (done.status_code, "Thank you." in done.text) == (200, True)
    assert (await agent.row(customer.case))["rating"] == 4


async def test_the_case_is_taken_along_signed(world: World, customer: Customer) -> None:
    taken = await customer.page("transcript?format=json")
    assert taken.status_code == 200
    assert taken.json()["transcript"]["number"] == customer.case


async def asked(writer: Writer, number: str, address: str) -> httpx.Response:
    return await writer.post(f"/{BRAND}/status", data={"number": number, "address": address})


async def test_number_and_code_open_it_on_another_device(world: World, customer: Customer) -> None:
    async with Writer(world) as other:
        page = await asked(other, customer.case.lower().replace("-", ""), customer.writer.address.upper())
        carried = await other.mail(page)
        assert (carried.address, carried.purpose) == (customer.writer.address, "status")
        opened = await other.post(f"/{BRAND}/status/confirm", data={"c": str(carried.id), "t": carried.code})
        assert (opened.url.path, customer.case in opened.text) == (f"/{BRAND}/status/case", True)
        again = await other.get(f"/{BRAND}/status")
        assert again.url.path == f"/{BRAND}/status/case"
        left = await other.post(f"/{BRAND}/status/leave")
        assert left.url.path == f"/{BRAND}/status"
        assert (await other.get(f"/{BRAND}/status/case")).status_code == 410


def alike(page: httpx.Response) -> str:
    return CODE.sub("", page.text)


async def test_nothing_tells_which_numbers_and_addresses_there_are(
    world: World, customer: Customer, module_database: Database
) -> None:
    stranger = f"{fresh()}@mail.example"
    other = await came(world)
    async with Writer(world) as guesser:
        right = await asked(guesser, customer.case, customer.writer.address)
        wrong = [
            await asked(guesser, customer.case, stranger),
            await asked(guesser, "BG-222-2222", customer.writer.address),
            await asked(guesser, "nothing", stranger),
            await asked(guesser, other.case, customer.writer.address),
        ]
        assert {(one.status_code, alike(one)) for one in (right, *wrong)} == {(200, alike(right))}
        codes = [CODE.findall(one.text)[0] for one in wrong]
        tried = [
            await guesser.post(f"/{BRAND}/status/confirm", data={"c": code, "t": "123456"}) for code in codes
        ]
        assert {one.status_code for one in tried} == {422}
    with psycopg.connect(module_database.admin_url) as db:
        sent = db.execute(
            "select count(*) from events where about = any(%s)", ([UUID(one) for one in codes],)
        )
        assert sent.fetchone() == (0,)
    await other.writer.aclose()


async def test_a_link_is_for_one_case_of_one_brand(world: World, customer: Customer) -> None:
    keys = world.house.keys
    link = customers.CaseLink(UUID(int=1), UUID(int=2))
    async with Writer(world) as other:
        assert (await other.get(f"/{BRAND}/status/mark")).status_code == 410
        assert (await other.post(f"/{BRAND}/status/write", data={"text": "x"})).status_code == 410
        nobody = customers.case_path(keys, BRAND, link, clock.utc_now())
        assert (await other.get(nobody)).status_code == 410
        foreign = customers.case_path(keys, "bitp", link, clock.utc_now()).replace("/bitp/", f"/{BRAND}/")
        assert (await other.get(foreign)).status_code == 410


async def test_the_same_conversation_goes_on_in_the_chat(
    world: World, customer: Customer, agent: Person
) -> None:
    customer.writer.follow_redirects = False
    to = await customer.do("to/chat")
    customer.writer.follow_redirects = True
    page, _, crossing = to.headers["location"].partition("#")
    assert page == f"/{BRAND}/continue?lang=en"
    assert (await customer.writer.get(page)).status_code == 200
    begun = await world.stranger.post(f"/api/v1/widget/{BRAND}/session", json={"crossing": crossing})
    assert begun.status_code == 201
    chat = world.meet(begun.json()["token"])
    sent = await chat.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "now by chat"})
    assert sent.json()["conversation"] == customer.case
    lines = [one["line"] for one in await agent.entries(customer.case) if one["kind"] == "message"]
    assert lines == ["form", "webchat"]
    twice = await world.stranger.post(f"/api/v1/widget/{BRAND}/session", json={"crossing": crossing})
    assert (twice.status_code, twice.json()["code"]) == (410, "expired")
    assert said(await customer.page())[-1] == "now by chat"


async def test_after_the_case_has_closed_a_word_begins_another(
    world: World, customer: Customer, agent: Person
) -> None:
    held = HELD.findall((await customer.page()).text)[0]
    await agent.act(customer.case, "status", status="closed")
    assert turn(await customer.page()) == "closed"
    answer = await customer.add("one more thing", id=held)
    assert answer.status_code == 200
    desk = await world.integration("desk")
    others = (await desk.row(customer.case))["others"]
    assert [(one["preview"], one["status"]) for one in others] == [("one more thing", "open")]


async def test_chinese_readers_read_chinese(world: World, customer: Customer) -> None:
    page = await customer.writer.get(f"/{BRAND}/status/case", headers={"accept-language": "zh-CN"})
    assert "已收到您的来信" in page.text
    assert '<html lang="zh-CN">' in page.text
