"""The demo world: a team, four people and an API key for each sample brand. Nobody in it exists."""

import base64
from datetime import UTC, datetime

import msgspec
from pyotp.totp import TOTP

from trustdesk import knowledge, staff
from trustdesk.house import House
from trustdesk.kit import clock
from trustdesk.kit.actors import system
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


class SignIn(msgspec.Struct, frozen=True):
    """How one of the demo's people signs in."""

    brand: str
    email: str
    password: str
    totp_secret: str
    name: str
    role: str

    def code(self, now: datetime) -> str:
        """Six digits that hold for this half minute."""
        return TOTP(self.totp_secret).at(now)


class World(msgspec.Struct, frozen=True):
    """What ``demo.json`` holds: where to go, a key for each brand, who signs in how."""

    base_url: str
    api_keys: dict[str, str]
    agents: list[SignIn]


async def seed(house: House) -> World:
    """Make the demo world; a second call changes nothing and returns the same sign-ins."""
    world = World(house.settings.base_url, {}, [])
    for brand in house.brands:
        token = f"td_{brand}_{_steady(house, f'key:{brand}')}"
        world.api_keys[brand] = token
        async with house.db.transaction(brand) as tx:
            new = await staff.actor_of_key(tx, token, clock.utc_now()) is None
            await staff.make_team(tx, TEAM)
            if new:
                articles = knowledge.sources(house.settings.articles_dir)
                await knowledge.take_in(tx, system(brand), articles, clock.utc_now())
        for person in PEOPLE:
            world.agents.append(await _hire(house, brand, person, new=new))
        if new:  # last of all, so that a start cut short is taken up again
            async with house.db.transaction(brand) as tx:
                await staff.adopt_key(tx, f"{brand} back office", "api", ("messages", "desk"), token)
    return world


def welcome(world: World, now: datetime) -> str:
    """Say where to go and how to sign in."""
    first, *others = world.api_keys
    agent = next(agent for agent in world.agents if agent.brand == first)
    return f"""
  Demo exchange   {world.base_url}/demo/{first}   with the chat widget
                  also /demo/{", /demo/".join(others)}
  Console         {world.base_url}/console/
  Sign in as      {agent.email}   password {agent.password}
                  code {agent.code(now)}, the next ones by `make code`"""


async def _hire(
    house: House, brand: str, person: tuple[str, str, str, staff.Role, list[str]], *, new: bool
) -> SignIn:
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
            pass  # hired by a start that was cut short
    return SignIn(brand, email, password, secret, name, role)


def _steady(house: House, what: str) -> str:
    return house.keys.sign("demo", what, ALWAYS).partition(".")[2]
