"""The form without a script: asked by topic, proved by mail, a conversation once, and nothing lost."""

import asyncio
import re
from datetime import timedelta
from typing import Any, LiteralString

import psycopg
import pytest

from tests.channels.form.people import CODE, HELD, Writer, effort, number
from tests.cluster import Database
from tests.guard.paths import PICTURE
from tests.world import BRAND, Person, World, fresh
from trustdesk.channels.form import api
from trustdesk.channels.form.rules.questions import TOPICS
from trustdesk.kit import clock

PHRASE = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"


async def stored(database: Database, sql: LiteralString, *values: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.admin_url) as db:
        return db.execute(sql, values).fetchall()


async def messages(agent: Person, case: str) -> list[dict[str, Any]]:
    return [one for one in await agent.entries(case) if one["kind"] == "message"]


@pytest.fixture(autouse=True)
async def patience(world: World) -> None:
    """Everybody here writes from one place, which would soon be too often."""
    async with world.house.db.transaction("desk") as tx:
        await tx.do("delete from limits where tenant = $1 and name like 'form%'", tx.tenant)


@pytest.fixture(scope="module")
async def agent(world: World) -> Person:
    return await world.integration("desk")


async def test_a_letter_becomes_a_conversation_when_its_sender_follows_the_link(
    world: World, agent: Person
) -> None:
    async with Writer(world) as writer:
        answer = await writer.write(**{"a.txid": "0x" + "ab" * 32, "name": "Wang Wei"})
        assert answer.status_code == 200
        assert writer.address in answer.text
        assert "BG-" not in answer.text
        done = await writer.press(await writer.mail(answer))
    case = number(done)
    row = await agent.row(case)
    assert (row["line"], row["topic"], row["language"], row["customer"]["name"]) == (
        "form",
        "deposit",
        "en",
        "Wang Wei",
    )
    [letter] = await messages(agent, case)
    assert letter["text"] == (
        f"My deposit is missing\n\nCoin: USDT\nNetwork: TRC-20\nTxID (transaction hash): 0x{'ab' * 32}"
    )
    assert (letter["line"], letter["author"]["kind"]) == ("form", "customer")
    assert [(one["line"]) for one in row["customer_detail"]["handles"]] == ["email"]


async def test_the_code_may_be_typed_instead(world: World) -> None:
    async with Writer(world) as writer:
        answer = await writer.write()
        carried = await writer.mail(answer)
        wrong = f"{(int(carried.code) + 1) % 1_000_000:06}"
        refused = await writer.post("/bitget/form/confirm", data={"c": str(carried.id), "t": wrong})
        assert (refused.status_code, 'data-test="number"' in refused.text) == (422, False)
        done = await writer.post("/bitget/form/confirm", data={"c": str(carried.id), "t": carried.code})
        assert number(done).startswith("BG-")


async def test_an_address_proved_in_this_browser_goes_straight_through(world: World, agent: Person) -> None:
    async with Writer(world) as writer:
        first = number(await writer.press(await writer.mail(await writer.write())))
        second = await writer.write(**{"a.what": "One more thing"})
        # No person fills a form in within a second: the second letter waits for a mail of its own.
        assert 'data-test="sent"' in second.text
        held = await writer.opened()
        await aged(world, held)
        third = await writer.write(held=held, **{"a.what": "And another"})
        assert number(third) == first
    texts = [one["text"].partition("\n")[0] for one in await messages(agent, first)]
    assert texts == ["My deposit is missing", "And another"]


async def aged(world: World, held: dict[str, str]) -> None:
    """Make the page's stamp ten seconds older, as only the desk itself can."""
    then = clock.utc_now() - timedelta(seconds=10) + api.STAMP_LASTS
    held["stamp"] = world.house.keys.sign(api.STAMP, f"{BRAND}.{held['client_id']}", then)


async def test_sent_twice_is_stored_once(world: World, module_database: Database) -> None:
    async with Writer(world) as writer:
        held = await writer.opened()
        answers = await asyncio.gather(*(writer.write(held=held) for _ in range(4)))
        assert {one.status_code for one in answers} == {200}
        codes = {(await writer.mail(one)).id for one in answers if 'name="c"' in one.text}
        assert len(codes) == 1
        done = await writer.press(await writer.mail(answers[0]))
        again = await writer.write(held=held)
        assert 'data-test="sent"' in again.text or number(again) == number(done)
        other = await writer.write(held=held, **{"a.what": "Something else"})
        assert other.status_code == 422
    found = await stored(
        module_database, "select count(*) from form_letters where client_id = %s", held["client_id"]
    )
    assert found == [(1,)]


async def test_a_stranger_who_repeats_it_learns_nothing(world: World) -> None:
    async with Writer(world) as writer, Writer(world) as stranger:
        held = await writer.opened()
        answer = await writer.write(held=held)
        await writer.press(await writer.mail(answer))
        stranger.address = writer.address
        seen = await stranger.write(held=held)
        assert seen.status_code == 200
        assert ("BG-" in seen.text, "/status?l=" in seen.text) == (False, False)


async def test_one_link_lets_every_letter_of_the_address_go(world: World, agent: Person) -> None:
    async with Writer(world) as writer:
        answers = [await writer.write(**{"a.what": f"letter {place}"}) for place in range(5)]
        assert len({code for one in answers for code in CODE.findall(one.text)}) == 1
        case = number(await writer.press(await writer.mail(answers[1])))
    texts = [one["text"].partition("\n")[0] for one in await messages(agent, case)]
    assert texts == [f"letter {place}" for place in range(5)]


async def test_secrets_are_masked_before_anything_is_kept(
    world: World, agent: Person, module_database: Database
) -> None:
    async with Writer(world) as writer:
        answer = await writer.write(**{"a.what": f"my words are {PHRASE}"})
        assert 'data-test="masked"' in answer.text
        kept = await stored(module_database, "select form_letters::text from form_letters")
        assert not any(PHRASE in one for (one,) in kept)
        done = await writer.press(await writer.mail(answer))
        assert 'data-test="masked"' in done.text
    row = await agent.row(number(done))
    assert [one["kind"] for one in row["hidden"]] == ["recovery_phrase"]
    [letter] = await messages(agent, number(done))
    assert letter["text"].startswith("my words are ⟦secret: recovery phrase⟧")


async def test_files_come_along(world: World, agent: Person) -> None:
    async with Writer(world) as writer:
        files = [("files", (f"shot {place}.png", PICTURE)) for place in range(2)]
        case = number(await writer.press(await writer.mail(await writer.write(files=files))))
    [letter] = await messages(agent, case)
    assert [one["media_type"] for one in letter["attachments"]] == ["image/png", "image/png"]


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([("files", ("a.exe", b"MZ" + b"\0" * 100))], 415),
        ([("files", (f"{place}.png", PICTURE)) for place in range(11)], 400),
    ],
)
async def test_a_file_that_is_refused_loses_nothing_that_was_written(
    world: World, module_database: Database, files: Any, status: int
) -> None:
    async with Writer(world) as writer:
        held = await writer.opened()
        answer = await writer.write(held=held, files=files, **{"a.what": "a long and honest story"})
        assert answer.status_code == status
        assert "a long and honest story" in answer.text
        assert writer.address in answer.text
        assert dict(HELD.findall(answer.text)) == held
    assert (
        await stored(module_database, "select id from form_letters where client_id = %s", held["client_id"])
        == []
    )


@pytest.mark.parametrize(
    "more", [{"a.what": ""}, {"a.coin": " "}, {"address": "nobody"}, {"a.what": "x" * 5_001}]
)
async def test_what_is_missing_is_asked_for_and_nothing_is_lost(world: World, more: dict[str, str]) -> None:
    async with Writer(world) as writer:
        answer = await writer.write(**{"a.network": "a network", **more})
        assert answer.status_code == 422
        assert ('value="a network"' in answer.text, 'aria-invalid="true"' in answer.text) == (True, True)
        assert re.search(r'aria-describedby="[^"]*\bw-\w+"', answer.text)
        assert 'class="flaw"' in answer.text


@pytest.mark.parametrize("story", ["I sent 20 USDT over TRC-20", f"It never came: 0x{'5e' * 32}"])
async def test_what_the_story_holds_is_not_asked_for_again(world: World, story: str) -> None:
    async with Writer(world) as writer:
        answer = await writer.write(**{"a.what": story, "a.coin": "", "a.network": ""})
        assert 'data-test="sent"' in answer.text


@pytest.mark.parametrize(
    ("held", "more", "doubts"),
    [
        ({"stamp": "1.forged"}, {}, ["stamp"]),
        ({}, {"website": "https://spam.example"}, ["quick", "trap"]),
    ],
)
async def test_what_is_doubtful_waits_and_is_not_lost(
    world: World, module_database: Database, held: dict[str, str], more: dict[str, str], doubts: list[str]
) -> None:
    async with Writer(world) as writer:
        await writer.press(await writer.mail(await writer.write()))
        whole = await writer.opened() | held
        answer = await writer.write(held=whole, **more)
        assert 'data-test="sent"' in answer.text
        assert await stored(
            module_database,
            "select state, doubts from form_letters where client_id = %s",
            whole["client_id"],
        ) == [("waiting", doubts)]
        assert number(await writer.press(await writer.mail(answer))).startswith("BG-")


async def test_a_letter_let_go_by_a_node_that_died_is_brought_in(
    world: World, agent: Person, module_database: Database
) -> None:
    async with Writer(world) as writer:
        held = await writer.opened()
        await writer.write(held=held, **{"a.what": "left behind"})
    [job] = [one for one in world.house.jobs() if one.name == "form.bring_in"]
    with psycopg.connect(module_database.admin_url, autocommit=True) as db:
        db.execute(
            "update form_letters set state = 'confirmed', at = at - interval '2 minutes' where client_id = %s",
            (held["client_id"],),
        )
    await job.run(world.house.db, BRAND, {})
    await job.run(world.house.db, BRAND, {})
    [(state, case)] = await stored(
        module_database,
        "select state, conversation from form_letters where client_id = %s",
        held["client_id"],
    )
    assert state == "taken"
    assert [one["text"].partition("\n")[0] for one in await messages(agent, case)] == ["left behind"]


@pytest.mark.parametrize("topic", [*TOPICS, "other"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_every_topic_is_asked_in_both_languages(world: World, topic: str, language: str) -> None:
    async with Writer(world, **{"accept-language": language}) as writer:
        found = await writer.get(f"/bitget/form?topic={topic}")
        assert found.status_code == 200
        assert f'<html lang="{language}">' in found.text
        assert 'name="a.what"' in found.text
        assert "script-src 'self'" in found.headers["content-security-policy"]


async def test_a_brand_without_a_form_says_so(world: World) -> None:
    async with Writer(world, "bybit") as writer:
        found = await writer.get("/bybit/form")
        assert (found.status_code, 'data-test="topics"' in found.text) == (404, False)
        assert (await writer.get("/nobody/form")).status_code == 404


async def test_a_link_that_is_none_is_refused(world: World) -> None:
    async with Writer(world) as writer:
        assert (await writer.get("/bitget/form/confirm?c=nothing&t=x")).status_code == 404
        gone = await writer.post("/bitget/form/confirm", data={"c": fresh(), "t": "000000"})
        assert (gone.status_code, 'data-test="fault"' in gone.text) == (422, True)
        again = await writer.post("/bitget/form/again", data={"c": fresh()})
        assert again.status_code == 404


async def test_a_place_that_sends_too_much_waits_and_one_that_works_less(
    world: World, module_database: Database
) -> None:
    async with Writer(world) as writer:
        answers: list[int] = []
        for _ in range(16):
            held = await writer.opened() | {"client_id": fresh()}
            answers.append((await writer.write(held=held)).status_code)
        assert answers == [200] * 15 + [429]
        held = await writer.opened()
        done = await writer.write(held=held, effort=effort(held["stamp"]))
        assert done.status_code == 200
        refused = await writer.write(held=held, effort="1", **{"a.what": "kept in the page"})
        assert (refused.status_code, "kept in the page" in refused.text) == (429, True)
