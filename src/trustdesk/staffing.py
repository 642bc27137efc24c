"""The commands ``staff``, ``team`` and ``key``: who works at a desk, and which systems may speak to it."""

import argparse
import getpass
import os
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import get_args
from uuid import UUID

import msgspec
from pyotp.totp import TOTP

from trustdesk import brands, evidence, planting, staff, typed
from trustdesk.brands import Brand
from trustdesk.evidence import About
from trustdesk.kit import clock, i18n, opening, secrets
from trustdesk.kit.actors import system
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Conflict
from trustdesk.kit.ids import uuid7
from trustdesk.kit.settings import Misconfigured, Settings
from trustdesk.typed import WillNotDo

TEAM = re.compile(r"[a-z][a-z0-9-]{0,30}")
NOT_SAID = evidence.Why()
VISITORS = "webchat"  # customers come in on it by themselves; a key could pretend to be one of them


class Place(msgspec.Struct, frozen=True):
    """Where a command works, on which brands, and what whoever typed it must be careful of."""

    settings: Settings
    db: Database
    brands: Mapping[str, Brand]
    careful: str

    @property
    def brand(self) -> Brand:
        """The one brand of a command that works on one."""
        (only,) = self.brands.values()
        return only


async def run(settings: Settings, given: argparse.Namespace) -> str:
    """Do one of the commands; returns what is to be printed.

    Raises ``WillNotDo`` for an argument and a refusal for what the desk's state does not allow;
    nothing has been written then.
    """
    known = known_brands(settings, given.brand)
    careful = _careful(settings)  # before opening the database makes the key
    db = opening.database(settings, size=2)
    await db.open()
    try:
        return await RUNS[f"{given.command} {given.verb}"](Place(settings, db, known, careful), given)
    finally:
        await db.close()


def known_brands(settings: Settings, only: str | None = None) -> dict[str, Brand]:
    """Read the brands a command is to look at: all, or the one it names."""
    try:
        known = brands.load(settings.brands_dir)
    except brands.Unusable as error:
        raise Misconfigured("brands_dir", str(error)) from error
    return known if only is None else {only: known[typed.one_of("--brand", only, known)]}


async def _add_agent(place: Place, given: argparse.Namespace) -> str:
    slug = place.brand.slug
    agent = staff.Agent(
        id=uuid7(),
        email=typed.email(given.email),
        name=typed.name("--name", given.name),
        public_name=typed.name("--public-name", given.public_name or given.name),
        role=typed.chosen("--role", [given.role], get_args(staff.Role))[0],
        languages=typed.chosen("--language", given.language, i18n.LOCALES),
        topics=[],
        teams=list(dict.fromkeys(given.team)),
        capacity=typed.capacity(given.capacity),
        ends_at=typed.until(given.role, given.until, clock.utc_now()),
    )
    await _refuse_in_another_brand(place, agent.email)
    keys, (password, totp_secret) = secrets.load(place.settings), staff.mint_means()
    async with place.db.transaction(slug) as tx:
        there = [team.id for team in await staff.teams(tx)]
        for team in agent.teams:
            typed.one_of("--team", team, there, "; `trustdesk team add` makes one")
        if (member := await staff.member_of(tx, agent.email)) and not member.active:
            raise Conflict(f"{agent.email} was deactivated; `trustdesk staff reset` lets them in again")
        await staff.hire(tx, keys, agent, password, totp_secret)
        await _noted(tx, "agent.hire", About("agent", str(agent.id)), {"role": agent.role})
    ending = "" if agent.ends_at is None else f"; the access ends at {agent.ends_at:%Y-%m-%d %H:%M} UTC"
    told = f"{agent.name} is a new {agent.role} of {slug}{ending}"
    return _means(told, place.brand, agent.email, password, totp_secret) + place.careful


async def _refuse_in_another_brand(place: Place, email: str) -> None:
    """Refuse an address of another brand: signing in asks for no brand, so an address must name one agent."""
    for slug in known_brands(place.settings).keys() - place.brands.keys():
        async with place.db.transaction(slug) as tx:
            member = await staff.member_of(tx, email)
        if member and member.active:
            raise Conflict(f"{email} is an agent of {slug}; one address can sign in to one brand")


async def _list_agents(place: Place, _given: argparse.Namespace) -> str:
    rows: list[Sequence[str]] = []
    for slug in place.brands:
        async with place.db.transaction(slug) as tx:
            for one in await staff.members(tx):
                teams, languages = ",".join(one.teams) or "-", ",".join(one.languages)
                state = _state(one)
                rows.append((slug, one.email, one.role, state, teams, languages, str(one.capacity), one.name))
    head = ("BRAND", "EMAIL", "ROLE", "STATE", "TEAMS", "LANGUAGES", "CAPACITY", "NAME")
    return _table(head, rows) if rows else "There are no agents; `trustdesk staff add` takes one on"


async def _reset_agent(place: Place, given: argparse.Namespace) -> str:
    email = typed.email(given.email)
    proved = typed.proof(given.proved)
    keys, (password, totp_secret) = secrets.load(place.settings), staff.mint_means()
    async with place.db.transaction(place.brand.slug) as tx:
        before = await staff.reset(tx, keys, email, password, totp_secret)
        if not before.active:
            await _refuse_in_another_brand(place, email)
        await _noted(tx, "agent.reset", About("agent", str(before.id)), why=evidence.Why(reason=proved))
    again = "has new means to sign in" if before.active else "was deactivated and may sign in again"
    told = f"{before.name} {again}; every earlier session has ended"
    return _means(told, place.brand, email, password, totp_secret) + place.careful


async def _deactivate_agent(place: Place, given: argparse.Namespace) -> str:
    async with place.db.transaction(place.brand.slug) as tx:
        member = await staff.deactivate(tx, typed.email(given.email))
        await _noted(tx, "agent.deactivate", About("agent", str(member.id)))
    return f"{member.name} ({member.email}) is deactivated; every session has ended"


async def _add_team(place: Place, given: argparse.Namespace) -> str:
    if not TEAM.fullmatch(given.team):
        raise WillNotDo(f"--team {given.team!r}: an id is small letters, digits and hyphens, 31 at most")
    team = staff.Team(given.team, typed.name("--name", given.name))
    async with place.db.transaction(place.brand.slug) as tx:
        await staff.make_team(tx, team)
        await _noted(tx, "team.make", About("team", team.id), {"name": team.name})
    return f"The team {team.id} of {place.brand.slug} is called {team.name}"


async def _add_key(place: Place, given: argparse.Namespace) -> str:
    name, slug = typed.name("--name", given.name), place.brand.slug
    line = typed.one_of("--line", given.line, [line for line in place.brand.lines if line != VISITORS])
    scopes: list[staff.Scope] = typed.chosen("--scope", given.scope, get_args(staff.Scope))
    async with place.db.transaction(slug) as tx:
        token = await staff.issue_key(tx, name, line, scopes)
        await _noted(tx, "key.issue", About("key", name), {"line": line, "scopes": list(scopes)})
    return (
        f"{name} has a key of {slug} for the line {line}: {', '.join(scopes)}\n\n"
        f"  {token}\n\nIt is shown this once."
    )


async def _list_keys(place: Place, _given: argparse.Namespace) -> str:
    rows: list[Sequence[str]] = []
    for slug in place.brands:
        async with place.db.transaction(slug) as tx:
            for one in await staff.keys(tx):
                state = f"revoked {one.revoked_at:%Y-%m-%d}" if one.revoked_at else "good"
                scopes, since = ",".join(one.scopes), f"{one.created_at:%Y-%m-%d}"
                rows.append((slug, str(one.id), one.line, scopes, since, state, one.name))
    head = ("BRAND", "KEY", "LINE", "SCOPES", "SINCE", "STATE", "NAME")
    return _table(head, rows) if rows else "There are no keys; `trustdesk key add` issues one"


async def _revoke_key(place: Place, given: argparse.Namespace) -> str:
    try:
        id = UUID(given.key)
    except ValueError as error:
        raise WillNotDo(f"--key {given.key!r}: is not an id; `trustdesk key list` shows them") from error
    async with place.db.transaction(place.brand.slug) as tx:
        await staff.revoke_key(tx, id)
        await _noted(tx, "key.revoke", About("key", str(id)))
    return f"The key {id} is revoked"


async def _noted(
    tx: Tx,
    action: str,
    about: About,
    detail: evidence.Detail | None = None,
    why: evidence.Why = NOT_SAID,
) -> None:
    """Note who did it: whoever is signed in to this machine."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        user = str(os.getuid())
    await evidence.append(
        tx, msgspec.structs.replace(system(tx.tenant), id=f"shell/{user}"), action, about, detail, why
    )


def _careful(settings: Settings) -> str:
    """Say so when there is no server's key yet: sealed with another, no second factor opens."""
    path = settings.data_dir / "secret.key"
    if settings.secret or path.exists():
        return ""
    return f"\n\nCareful: {path} was made just now. Every node needs this same key, or nobody can sign in."


def _means(told: str, brand: Brand, email: str, password: str, totp_secret: str) -> str:
    uri = TOTP(totp_secret).provisioning_uri(name=email, issuer_name=brand.name.en)
    return (
        f"{told}\n\n  e-mail    {email}\n  password  {password}\n  TOTP      {uri}\n\n"
        "Both are shown this once. The URI goes into an authenticator app, or its secret= part typed by hand."
    )


def _state(member: staff.Member) -> str:
    if not member.active:
        return "deactivated"
    if member.suspended:
        return "suspended"
    return "active" if member.ends_at is None else f"BREAKGLASS until {member.ends_at:%Y-%m-%dT%H:%MZ}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)
    )
    return "\n".join(line.rstrip() for line in lines)


Run = Callable[[Place, argparse.Namespace], Awaitable[str]]


RUNS: dict[str, Run] = {
    "staff add": _add_agent,
    "staff list": _list_agents,
    "staff reset": _reset_agent,
    "staff deactivate": _deactivate_agent,
    "team add": _add_team,
    "key add": _add_key,
    "key list": _list_keys,
    "key revoke": _revoke_key,
    "canary add": lambda place, given: planting.add(place.db, place.brand, given.name, given.language),
    "canary list": lambda place, _given: planting.listed(place.db, list(place.brands)),
}
