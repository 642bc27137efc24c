"""The HTTP routes of the lines' settings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post, put
from litestar.params import Parameter

from trustdesk import staff
from trustdesk.channels.setup import actions, store
from trustdesk.channels.setup.actions import Check, Finding, SettingsChanged, Trial, Unfit
from trustdesk.channels.setup.jobs import Setup
from trustdesk.channels.setup.model import Section, Value, Wanted
from trustdesk.channels.setup.views import (
    LineSettings,
    LinesSettings,
    SettingsHistory,
    fault_view,
    history_view,
    settings_view,
)
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Invalid, NotFound
from trustdesk.kit.secrets import Keys
from trustdesk.staff import Action, check, require_fresh

PAGE = 20

Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Secret = Annotated[str, msgspec.Meta(max_length=10_000)]
Version = Annotated[int, msgspec.Meta(ge=0, le=actions.NEWEST - 1)]


class SettingsBody(msgspec.Struct, frozen=True):
    """All values, defaults for what is left out; and secrets to replace, "" removes one, others stay."""

    version: Version
    values: dict[Name, Value]
    secrets: dict[Name, Secret] = {}


class RestoreBody(msgspec.Struct, frozen=True):
    """Which version is to hold again, and the one that holds now."""

    version: Version
    to: Version


class Findings(msgspec.Struct, frozen=True):
    """What came of a trial, step by step."""

    items: Sequence[Finding]


class Panel:
    """What the routes of settings work with: the settings, the server's key, and how lines are tried."""

    def __init__(self, db: Database, keys: Keys, setup: Setup, checks: Sequence[Check]) -> None:
        """Take the parts."""
        self.db = db
        self.keys = keys
        self.setup = setup
        self.checks = {one.line: one for one in checks}

    async def shown(self, tx: Tx, section: Section) -> LineSettings:
        """Show a line's settings as they are now."""
        stored, settings = await actions.now_set(tx, self.keys, section)
        secrets = actions.secret_states(tx, self.keys, section, stored)
        return settings_view(section, stored, settings, secrets, can_try=section.line in self.checks)

    async def put(
        self, actor: Actor, line: str, wanted: Wanted, now: datetime, locale: i18n.Locale
    ) -> LineSettings:
        """Set a line; what is refused says why in the reader's language, or what is set instead."""
        section = self.setup.section(line)
        try:
            async with self.db.transaction(actor.tenant) as tx:
                await actions.put(tx, actor, self.keys, section, wanted, now)
                return await self.shown(tx, section)
        except SettingsChanged as refused:
            async with self.db.transaction(actor.tenant) as tx:
                refused.extra["current"] = msgspec.to_builtins(await self.shown(tx, section))
            raise
        except Unfit as refused:
            raise worded(refused, locale) from refused


def worded(refused: Unfit, locale: i18n.Locale) -> Unfit:
    """Add to a refusal what will not do, in the reader's language."""
    words = i18n.words(locale)
    refused.extra["errors"] = [msgspec.to_builtins(fault_view(one, words)) for one in refused.faults]
    return refused


@get("/api/v1/settings/lines", opt={"policy": "agent"})
async def list_settings(panel: Panel, actor: Actor) -> LinesSettings:
    """Show how every line is set up; of secrets only whether they are set."""
    check(actor, Action.SET_UP_LINES)
    async with panel.db.transaction(actor.tenant) as tx:
        sections = panel.setup.sections.values()
        return LinesSettings([await panel.shown(tx, section) for section in sections])


@get("/api/v1/settings/lines/{line:str}", opt={"policy": "agent"})
async def get_settings(panel: Panel, actor: Actor, line: str) -> LineSettings:
    """Show how a line is set up."""
    check(actor, Action.SET_UP_LINES)
    async with panel.db.transaction(actor.tenant) as tx:
        return await panel.shown(tx, panel.setup.section(line))


@put("/api/v1/settings/lines/{line:str}", opt={"policy": "agent"})
async def put_settings(
    panel: Panel, actor: Actor, now: datetime, locale: i18n.Locale, line: str, data: SettingsBody
) -> LineSettings:
    """Set a line; needs a fresh proof. 409 ``settings_changed`` shows what is set by somebody else."""
    wanted = Wanted(version=data.version, values=data.values, secrets=data.secrets)
    return await panel.put(actor, line, wanted, now, locale)


@get("/api/v1/settings/lines/{line:str}/history", opt={"policy": "agent"})
async def list_history(
    panel: Panel,
    actor: Actor,
    line: str,
    cursor: str = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = PAGE,
) -> SettingsHistory:
    """List a line's versions, latest first: who set what, when, from what to what."""
    check(actor, Action.SET_UP_LINES)
    if not (cursor.isascii() and (cursor.isdigit() or not cursor) and len(cursor) < len(str(actions.NEWEST))):
        raise Invalid("cursor")
    section = panel.setup.section(line)
    async with panel.db.transaction(actor.tenant) as tx:
        found = await store.history(tx, line, int(cursor or actions.NEWEST), limit + 1)
    return history_view(section, found, limit)


@post("/api/v1/settings/lines/{line:str}/restore", opt={"policy": "agent"}, status_code=200)
async def restore_settings(
    panel: Panel, actor: Actor, now: datetime, locale: i18n.Locale, line: str, data: RestoreBody
) -> LineSettings:
    """Let an earlier version hold again, 0 for the defaults; secrets stay as they are."""
    check(actor, Action.SET_UP_LINES)
    section = panel.setup.section(line)
    async with panel.db.transaction(actor.tenant) as tx:
        wanted = await actions.restored(tx, section, data.version, data.to)
    return await panel.put(actor, line, wanted, now, locale)


@post("/api/v1/settings/lines/{line:str}/try", opt={"policy": "agent"}, status_code=200)
async def try_settings(
    panel: Panel, actor: Actor, now: datetime, locale: i18n.Locale, line: str, data: SettingsBody
) -> Findings:
    """Try these settings without keeping them, with the kept secrets where none are given; needs a proof."""
    check(actor, Action.SET_UP_LINES)
    require_fresh(actor, now)
    section = panel.setup.section(line)
    if line not in panel.checks:
        raise NotFound
    wanted = Wanted(version=data.version, values=data.values, secrets=data.secrets)
    async with panel.db.transaction(actor.tenant) as tx:
        try:
            made, _ = await actions.candidate(tx, panel.keys, section, wanted)
        except Unfit as refused:
            raise worded(refused, locale) from refused
        email = (await staff.me(tx, actor)).email
        await actions.tried(tx, actor, line)
    return Findings(await panel.checks[line].check(Trial(actor.tenant, made, email)))


ROUTES = [list_settings, get_settings, put_settings, list_history, restore_settings, try_settings]
