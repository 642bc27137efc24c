"""The demo world: a team, four people and an API key for each sample brand. Nobody in it exists."""

import base64
from datetime import UTC, datetime
from typing import Any

from trustdesk import staff
from trustdesk.app import House
from trustdesk.kit import clock
from trustdesk.kit.errors import Conflict
from trustdesk.kit.ids import uuid7

TEAM = staff.Team("support", "Support")
PEOPLE: tuple[tuple[str, str, str, staff.Role, list[str]], ...] = (
    ("lin", "林晓", "小林", "agent", ["zh-CN", "en"]),
    ("mara", "Mara Novak", "Mara", "agent", ["en"]),
    ("sofia", "Sofia Ortega", "Sofia", "senior", ["en", "zh-CN"]),
    ("chen", "陈立", "陈主管", "supervisor", ["zh-CN", "en"]),
)
CAPACITY = 6
# Demo secrets come from the server's own key, so that every start shows the same ones.
ALWAYS = datetime(2100, 1, 1, tzinfo=UTC)


async def seed(house: House) -> dict[str, Any]:
    """Make the demo world; a second call changes nothing and returns the same sign-ins."""
    world: dict[str, Any] = {"base_url": house.settings.base_url, "api_keys": {}, "agents": []}
    for brand in house.brands:
        token = f"td_{brand}_{_steady(house, f'key:{brand}')}"
        world["api_keys"][brand] = token
        async with house.db.transaction(brand) as tx:
            known = await staff.actor_of_key(tx, token, clock.utc_now())
            if known is None:
                await staff.make_team(tx, TEAM)
                await staff.adopt_key(tx, f"{brand} back office", "api", ("messages", "desk"), token)
        for person in PEOPLE:
            world["agents"].append(await _hire(house, brand, person, new=known is None))
    return world


async def _hire(
    house: House, brand: str, person: tuple[str, str, str, staff.Role, list[str]], *, new: bool
) -> dict[str, Any]:
    short, name, public_name, role, languages = person
    email = f"{short}@{brand}.example"
    password = f"demo-{_steady(house, f'password:{email}')[:12]}"
    secret = base64.b32encode(_steady(house, f"totp:{email}").encode()[:20]).decode()
    if new:
        agent = staff.Agent(
            id=uuid7(),
            email=email,
            name=name,
            public_name=public_name,
            role=role,
            languages=languages,
            topics=[],
            teams=[TEAM.id],
            capacity=CAPACITY,
        )
        try:
            async with house.db.transaction(brand) as tx:
                await staff.hire(tx, house.keys, agent, password, secret)
        except Conflict:
            pass  # an earlier start was cut short after hiring them
    return {
        "brand": brand,
        "email": email,
        "password": password,
        "totp_secret": secret,
        "name": name,
        "role": role,
    }


def _steady(house: House, what: str) -> str:
    return house.keys.sign("demo", what, ALWAYS).partition(".")[2]
