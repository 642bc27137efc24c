"""Agents, teams and keys made at the command line work at the running desk, and end there."""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest

from tests.world import Person, World
from trustdesk import staff, staffing
from trustdesk.arguments import parser
from trustdesk.kit import migrate, postgres
from trustdesk.kit.errors import Conflict, NotFound, Refused
from trustdesk.kit.settings import Settings
from trustdesk.staff.store import agents as store

NEW = ("staff", "add", "--brand", "bitget", "--name", "Mei Lin", "--language", "en")


PROVED = ("--proved", "passport seen by Ada at the office on 25 November")
BREAKGLASS = (*NEW, "--email", "a@desk.example", "--role", "breakglass")


def environ(settings: Settings) -> dict[str, str]:
    return {
        "DATABASE_URL": settings.database_url,
        "TRUSTDESK_SECRET": settings.secret,
        "DATA_DIR": str(settings.data_dir),
    }


async def typed(given: dict[str, str], *words: str) -> tuple[int, str, str]:
    """What the real command line answers: exit code, output, complaint."""
    kept = {name: value for name, value in os.environ.items() if "URL" not in name}
    run = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "trustdesk", *words),
        env=kept | given,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told, complaint = await run.communicate()
    return run.returncode or 0, told.decode(), complaint.decode()


async def run(world: World, *words: str) -> str:
    """The same inside this process, which is quicker; refusals come as they are raised."""
    return await staffing.run(world.house.settings, parser().parse_args(words))


def means(told: str) -> dict[str, str]:
    """What a new or reset agent is handed."""
    (password,) = re.findall(r"^  password  (\S+)$", told, re.MULTILINE)
    (uri,) = re.findall(r"otpauth://\S+", told)
    return {"password": password, "uri": uri}


async def sign_in(world: World, email: str, given: dict[str, str]) -> httpx.Response:
    code = pyotp.parse_uri(given["uri"]).at(int(time.time()))  # pyright: ignore[reportAttributeAccessIssue]
    body = {"email": email, "password": given["password"], "code": code}
    signed = await world.stranger.post("/api/v1/session", json=body)
    world.stranger.cookies.clear()
    return signed


async def hired(world: World, email: str, *more: str) -> Person:
    """An agent made at the command line, signed in."""
    handed = means(await run(world, *NEW, "--email", email, *more))
    signed = (await sign_in(world, email, handed)).json()
    return world._met(Person(world, signed["token"], id=signed["agent"]["id"], **handed))


async def ended(person: Person) -> int:
    """What the desk says of a credential once nobody remembers it any more (a second at most)."""
    async with asyncio.timeout(3):
        while (status := (await person.get("/api/v1/conversations")).status_code) == 200:
            await asyncio.sleep(0.1)
    return status


async def test_the_first_agent_signs_in_with_what_was_printed(world: World) -> None:
    at = environ(world.house.settings)
    team = await typed(at, "team", "add", "--brand", "bitget", "--team", "vip", "--name", "VIP")
    assert team == (0, "The team vip of bitget is called VIP\n", "")
    more = ("--email", " Mei@Desk.example", "--public-name", "Mei", "--role", "senior", "--team", "vip")
    code, told, complaint = await typed(at, *NEW, *more, "--language", "zh-CN", "--capacity", "3")
    assert (code, complaint) == (0, "")
    handed = means(told)
    assert re.fullmatch(r"(\w{6}-){3}\w{6}", handed["password"])
    assert handed["uri"].startswith("otpauth://totp/Bitget:mei%40desk.example?secret=")
    signed = await sign_in(world, "mei@desk.example", handed)
    agent = signed.json()["agent"]
    assert signed.status_code == 200
    assert (agent["name"], agent["public_name"], agent["role"]) == ("Mei Lin", "Mei", "senior")
    assert (agent["teams"], agent["languages"]) == (["vip"], ["en", "zh-CN"])
    code, told, _ = await typed(at, "staff", "list")
    assert code == 0
    (listed,) = (line.split() for line in told.splitlines() if "mei@" in line)
    assert listed == ["bitget", "mei@desk.example", "senior", "active", "vip", "en,zh-CN", "3", "Mei", "Lin"]


async def test_a_reset_ends_every_session_and_only_the_new_means_sign_in(world: World) -> None:
    agent = await hired(world, "reset@desk.example")
    async with agent.live() as live:
        told = await run(
            world, "staff", "reset", "--brand", "bitget", "--email", "reset@desk.example", *PROVED
        )
        assert await live.closed() == 4401
        assert live.frames[-1] == {"t": "bye", "code": "revoked"}
    assert await ended(agent) == 401
    assert (await sign_in(world, "reset@desk.example", agent.known)).status_code == 401
    mixed = means(told) | {"uri": agent.known["uri"]}
    assert (await sign_in(world, "reset@desk.example", mixed)).status_code == 401
    assert (await sign_in(world, "reset@desk.example", means(told))).status_code == 200


async def test_how_somebody_was_proved_before_a_reset_is_asked_and_stays_on_record(world: World) -> None:
    agent = await hired(world, "lost@desk.example")
    words = ("staff", "reset", "--brand", "bitget", "--email", "lost@desk.example")
    with pytest.raises(SystemExit):
        await run(world, *words)
    with pytest.raises(staffing.WillNotDo, match="who saw which document"):
        await run(world, *words, "--proved", "it is him")
    assert await ended(agent) == 200
    phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    await run(world, *words, "--proved", f"{PROVED[1]}; he said {phrase}")
    async with world.house.db.transaction("bitget") as tx:
        [row] = await tx.rows(
            "select reason from audit where action = 'agent.reset' and about_id = $1", agent.id
        )
    assert row["reason"].startswith(f"{PROVED[1]}; he said ")
    assert "sausage" not in row["reason"]


async def test_a_sign_in_that_runs_during_a_reset_fails(world: World) -> None:
    await hired(world, "race@desk.example")
    async with world.house.db.transaction("bitget") as tx:
        known = await store.credentials(tx, "race@desk.example")
        assert known
        await run(world, "staff", "reset", "--brand", "bitget", "--email", "race@desk.example", *PROVED)
        assert not await store.spend_code(tx, known, int(time.time()))


async def test_who_is_deactivated_is_out_until_a_reset(world: World) -> None:
    email = "gone@desk.example"
    agent, colleague, key = await hired(world, email), await world.agent(), await world.integration()
    number = await world.letter(key)
    await agent.act(number, "assignee", assignee="me")
    async with agent.live() as live:
        told = await run(world, "staff", "deactivate", "--brand", "bitget", "--email", email)
        assert told == f"Mei Lin ({email}) is deactivated; every session has ended"
        assert await live.closed() == 4401
    await world.settle()
    assert await ended(agent) == 401
    assert (await colleague.row(number))["assignee"] is None
    assert (await sign_in(world, email, agent.known)).status_code == 401
    assert agent.id not in [one["id"] for one in (await colleague.get("/api/v1/staff")).json()["items"]]
    with pytest.raises(Conflict, match="deactivated already"):
        await run(world, "staff", "deactivate", "--brand", "bitget", "--email", email)
    with pytest.raises(Conflict, match="`trustdesk staff reset` lets them in again"):
        await run(world, *NEW, "--email", email)
    told = await run(world, "staff", "reset", "--brand", "bitget", "--email", email, *PROVED)
    assert "was deactivated and may sign in again" in told
    assert (await sign_in(world, email, means(told))).json()["agent"]["id"] == agent.id


async def test_a_key_works_from_when_it_is_printed_until_it_is_revoked(world: World) -> None:
    at = environ(world.house.settings)
    words = ("key", "add", "--brand", "bitget", "--name", "ticket bridge")
    code, told, _ = await typed(at, *words, "--scope", "messages", "--scope", "desk")
    (token,) = re.findall(r"^  (td_bitget_\w+)$", told, re.MULTILINE)
    assert code == 0
    bridge = world._met(Person(world, token))
    number = await world.letter(bridge)
    assert (await bridge.row(number))["line"] == "api"
    listed = await run(world, "key", "list", "--brand", "bitget")
    assert token not in listed
    ((id, state),) = re.findall(
        r"^bitget  (\S+)  api +messages,desk  \S+  (\w+) +ticket", listed, re.MULTILINE
    )
    assert state == "good"
    async with bridge.live() as live:
        assert (await typed(at, "key", "revoke", "--brand", "bitget", "--key", id))[0] == 0
        assert await live.closed() == 4401
    assert await ended(bridge) == 401
    with pytest.raises(NotFound, match="still good"):
        await run(world, "key", "revoke", "--brand", "bitget", "--key", id)
    assert re.search(rf"{id}.*revoked", await run(world, "key", "list"))


async def test_a_key_may_only_what_its_scopes_say(world: World) -> None:
    told = await run(world, "key", "add", "--brand", "bitget", "--name", "mouth", "--scope", "messages")
    (token,) = re.findall(r"td_\w+", told)
    mouth = world._met(Person(world, token))
    assert await world.letter(mouth)
    assert (await mouth.get("/api/v1/conversations")).status_code == 403


KEY = ("key", "add", "--brand", "bitget", "--name", "x", "--scope", "desk")
BAD = {
    "no such brand": ("staff", "list", "--brand", "nowhere"),
    "no address": (*NEW, "--email", "mei at desk"),
    "no name": (*NEW, "--email", "a@desk.example", "--name", " "),
    "no letters": (*NEW, "--email", "a@desk.example", "--public-name", "a\x07b"),
    "no such role": (*NEW, "--email", "a@desk.example", "--role", "king"),
    "no such team": (*NEW, "--email", "a@desk.example", "--team", "nobody"),
    "no such language": (*NEW, "--email", "a@desk.example", "--language", "fr"),
    "too much": (*NEW, "--email", "a@desk.example", "--capacity", "51"),
    "breakglass without an end": (*NEW, "--email", "a@desk.example", "--role", "breakglass"),
    "breakglass for a week": (
        *BREAKGLASS,
        "--until",
        f"{datetime.now(UTC) + timedelta(days=7):%Y-%m-%dT%H:%MZ}",
    ),
    "breakglass that is over": (*BREAKGLASS, "--until", "2020-01-01T00:00Z"),
    "breakglass in no zone": (
        *BREAKGLASS,
        "--until",
        f"{datetime.now(UTC) + timedelta(hours=20):%Y-%m-%dT%H:%M}",
    ),
    "an end for others": (*NEW, "--email", "a@desk.example", "--until", "2099-01-01T00:00Z"),
    "no team's id": ("team", "add", "--brand", "bitget", "--team", "Big Team", "--name", "x"),
    "no such scope": (*KEY, "--scope", "everything"),
    "the visitors' line": (*KEY, "--line", "webchat"),
    "no key's id": ("key", "revoke", "--brand", "bitget", "--key", "td_bitget_x"),
}


@pytest.fixture
def nothing_changes(world: World) -> Any:
    async def found() -> tuple[str, ...]:
        async with world.house.db.transaction("bitget") as tx:
            teams = await staff.teams(tx)
        return str(teams), await run(world, "staff", "list"), await run(world, "key", "list")

    return found


@pytest.mark.parametrize("words", BAD.values(), ids=list(BAD))
async def test_what_will_not_do_is_named_and_nothing_is_written(
    world: World, nothing_changes: Any, words: tuple[str, ...]
) -> None:
    before = await nothing_changes()
    with pytest.raises(staffing.WillNotDo, match=r"^--[a-z-]+ .+: "):
        await run(world, *words)
    assert await nothing_changes() == before


async def test_an_address_is_one_agent_of_one_brand(world: World, nothing_changes: Any) -> None:
    await hired(world, "once@desk.example")
    elsewhere = ("staff", "add", "--brand", "bybit", *NEW[4:], "--email", "ONCE@desk.example")
    unknown = ("staff", "reset", "--brand", "bybit", "--email", "once@desk.example", *PROVED)
    before = await nothing_changes()
    for words, why in (
        (NEW, "is taken"),
        (elsewhere, "is an agent of bitget"),
        (unknown, "there is no agent"),
    ):
        with pytest.raises(Refused, match=why):
            await run(world, *words, *(("--email", "once@desk.example") if words is NEW else ()))
    assert await nothing_changes() == before


async def test_exit_codes_and_complaints(world: World) -> None:
    at = environ(world.house.settings)
    no_team = await typed(at, *NEW, "--email", "b@desk.example", "--team", "nobody")
    assert (no_team[0], no_team[1]) == (2, "")
    assert no_team[2].startswith("trustdesk: --team 'nobody': ")
    nobody = await typed(at, "staff", "reset", "--brand", "bitget", "--email", "nobody@desk.example", *PROVED)
    assert nobody == (1, "", "trustdesk: there is no agent nobody@desk.example\n")
    assert (await typed(at, "staff", "add", "--brand", "bitget"))[0] == 2


@pytest.fixture
def embedded() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="trustdesk-rest-") as name:
        Path(name).chmod(0o755)  # under root the server's own account must be able to walk in
        yield Path(name) / "var"


@pytest.mark.live
@pytest.mark.timeout(120)
def test_the_embedded_database_is_reached_running_or_resting(embedded: Path) -> None:
    at = {"DATA_DIR": str(embedded)}
    code, _, complaint = asyncio.run(typed(at, "staff", "list"))
    assert (code, embedded.exists()) == (2, False)
    assert "names no database" in complaint
    cluster = postgres.start(embedded)
    try:
        migrate.upgrade(cluster.migrate_url, cluster.database_url)
        code, told, _ = asyncio.run(typed(at, *NEW, "--email", "mei@desk.example"))
        assert code == 0
        assert f"Careful: {embedded / 'secret.key'} was made just now" in told
    finally:
        cluster.stop()
    code, told, _ = asyncio.run(typed(at, "staff", "list"))
    assert (code, "mei@desk.example" in told) == (0, True)
    assert postgres.running_urls(embedded) is None
