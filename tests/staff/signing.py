"""What the tests of signing in share: codes, passkeys and the ways through the door."""

import json
import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from httpx import Response
from pyotp.totp import TOTP

from tests.authenticator import Authenticator
from tests.world import BRAND, Person, World

PASSWORD = "a good password"


def code(agent: Person, steps: int = 0) -> str:
    """The TOTP of the moment, or of a neighbouring one."""
    return TOTP(agent.known["secret"]).at(int(time.time()) + 30 * steps)


def device(world: World) -> Authenticator:
    """A new authenticator in a browser on the desk's own page."""
    return Authenticator(world.base_url.replace("127.0.0.1", "localhost"))


async def sign_in(world: World, agent: Person, **more: Any) -> Response:
    """Sign in with address, password and, unless told otherwise, a code."""
    given = {"email": agent.known["email"], "password": PASSWORD, **(more or {"code": code(agent)})}
    signed = await world.stranger.post("/api/v1/session", json=given)
    world.stranger.cookies.clear()
    return signed


async def entered(world: World, agent: Person, **more: Any) -> Person:
    """The same agent behind a session that was opened by signing in."""
    signed = await sign_in(world, agent, **more)
    assert signed.status_code == 200, signed.text
    return world._met(Person(world, signed.json()["token"], **agent.known))


async def ask(person: Person, path: str) -> tuple[str, dict[str, Any]]:
    """Begin a ceremony: the challenge's id, and what the browser asks the authenticator."""
    begun = await person.post(path, json={})
    assert begun.status_code == 200, begun.text
    return begun.json()["challenge"], begun.json()["options"]


async def enrol(person: Person, with_: Authenticator, name: str = "YubiKey") -> Response:
    """Add a passkey."""
    challenge, options = await ask(person, "/api/v1/passkeys/challenge")
    body = {"challenge": challenge, "name": name, "credential": with_.create(options)}
    return await person.post("/api/v1/passkeys", json=body)


async def by_passkey(world: World, with_: Authenticator, **more: Any) -> Response:
    """Sign in by a passkey alone."""
    challenge, options = await ask(world.stranger, "/api/v1/session/challenge")
    body = {"challenge": challenge, "credential": with_.get(options, **more)}
    signed = await world.stranger.post("/api/v1/session/passkey", json=body)
    world.stranger.cookies.clear()
    return signed


async def step_up(person: Person, with_: Authenticator) -> Response:
    """Prove a passkey in a session."""
    challenge, options = await ask(person, "/api/v1/session/step-up/challenge")
    body = {"passkey": {"challenge": challenge, "credential": with_.get(options)}}
    return await person.post("/api/v1/session/step-up", json=body)


async def age(person: Person, by: timedelta) -> None:
    """Let the last proof of this session have been given earlier."""
    async with person.world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update staff_sessions set proved_at = proved_at - $3::interval where tenant = $1 and agent = $2",
            tx.tenant,
            UUID(person.id),
            by,
        )
    person.world.house.admission.forget_id(person.id)


async def audited(world: World, about: str) -> list[tuple[str, str, str]]:
    """What the audit says was done to this, by which role and why; signing in and out are left aside."""
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            """select action, role, reason from audit
            where tenant = $1 and about_id = $2 and not starts_with(action, 'staff.') order by at""",
            tx.tenant,
            about,
        )
    return [tuple(row) for row in rows]


async def facts(world: World, kind: str, about: str) -> list[dict[str, Any]]:
    """What was published of this kind about somebody."""
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            "select body from events where tenant = $1 and kind = $2 and about = $3 order by id",
            tx.tenant,
            kind,
            UUID(about),
        )
    return [json.loads(row["body"]) for row in rows]
