"""Macros as they stand in the file of the command ``config``: a table for each, named by its shortcut.

What a brand's ``macros`` holds is all it has: one that is left out is removed. A brand without that table
keeps its macros as they are.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

import msgspec

from trustdesk.channels import setup
from trustdesk.guard import Guard
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Refused
from trustdesk.kit.ids import uuid7
from trustdesk.replies import (
    Macro,
    MacroBody,
    NewMacro,
    add_macro,
    change_macro,
    checked,
    macros,
    remove_macro,
)

TABLE = "macros"
ROWS = ("title", "en", "zh-CN", "status", "tags", "topics")


class Unfit(Exception):
    """A macro of the file will not do; the text names it."""


async def exported(tx: Tx) -> list[str]:
    """Write every macro of a brand, by shortcut; an empty table where there is none."""
    found = sorted(await macros(tx), key=lambda one: one.shortcut)
    return [_written(tx.tenant, one) for one in found] or [f"[{tx.tenant}.{TABLE}]\n"]


def given(text: str) -> dict[str, dict[str, MacroBody]]:
    """Read the macros of a file that was read before: by brand, by shortcut. Raises ``Unfit``."""
    return {
        brand: {
            shortcut: _body(text, brand, shortcut, row)
            for shortcut, row in _table(tables[TABLE], f"{brand}.{TABLE}").items()
        }
        for brand, tables in tomllib.loads(text).items()
        if TABLE in tables
    }


async def differences(
    tx: Tx, screen: Guard, wanted: Mapping[str, MacroBody]
) -> dict[str, tuple[Macro | None, list[str]]]:
    """Tell by shortcut what stands now and how what is wanted differs from it. Raises ``Unfit``."""
    now = {one.shortcut: one for one in await macros(tx)}
    found: dict[str, tuple[Macro | None, list[str]]] = {}
    for shortcut in sorted({*now, *wanted}):
        before = now.get(shortcut)
        after = _checked(tx.tenant, screen, wanted[shortcut]) if shortcut in wanted else None
        if said := _differing(before, after):
            found[shortcut] = before, said
    return found


async def apply(
    tx: Tx, actor: Actor, screen: Guard, wanted: Mapping[str, MacroBody], now: datetime
) -> list[str]:
    """Bring the brand's macros to what is wanted; tells what differed. Raises ``Unfit``."""
    said: list[str] = []
    for shortcut, (before, told) in (await differences(tx, screen, wanted)).items():
        body = wanted.get(shortcut)
        if body is None and before is not None:
            await remove_macro(tx, actor, before.id)
        elif body is not None and before is not None:
            await change_macro(tx, screen, actor, before.id, body, now)
        elif body is not None:
            fields = {name: getattr(body, name) for name in MacroBody.__struct_fields__}
            await add_macro(tx, screen, actor, NewMacro(client_id=str(uuid7()), **fields), now)
        said += named(tx.tenant, shortcut, told)
    return said


def named(brand: str, shortcut: str, told: list[str]) -> list[str]:
    """Say differences with the place at which they stand."""
    return [f"{brand}.{TABLE}.{shortcut}{one}" for one in told]


def _written(brand: str, macro: Macro | MacroBody) -> str:
    rows = [f"{name} = {setup.written(value)}" for name, value in _rows(macro).items() if value]
    return "\n".join([f"[{brand}.{TABLE}.{setup.written(macro.shortcut)}]", *rows]) + "\n"


def _rows(macro: Macro | MacroBody) -> dict[str, Any]:
    texts, does = macro.texts, macro.actions
    values = (macro.title, texts.en, texts.zh, does.status or "", does.tags, macro.topics)
    return dict(zip(ROWS, values, strict=True))


def _body(text: str, brand: str, shortcut: str, row: object) -> MacroBody:
    path = (brand, TABLE, shortcut)
    where = f"line {setup.place_of(text, path)}: {'.'.join(path)}"
    rows = _table(row, where)
    if strange := next((name for name in rows if name not in ROWS), None):
        raise Unfit(f"line {setup.place_of(text, (*path, strange))}: {'.'.join(path)} has no {strange}")
    shaped = {
        "title": rows.get("title", ""),
        "shortcut": shortcut,
        "texts": {name: rows[name] for name in ("en", "zh-CN") if name in rows},
        "actions": {name: rows[name] for name in ("status", "tags") if name in rows},
        "topics": rows.get("topics", []),
    }
    try:
        return msgspec.convert(shaped, MacroBody)
    except msgspec.ValidationError as error:
        raise Unfit(f"{where}: {error}") from error


def _table(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unfit(f"{where} must be a table")
    return cast("dict[str, Any]", value)


def _checked(tenant: str, screen: Guard, body: MacroBody) -> MacroBody:
    try:
        return checked(tenant, screen, body)[0]
    except Refused as refused:
        raise Unfit(f"{tenant}.{TABLE}.{body.shortcut}: {refused.detail}") from refused


def _differing(before: Macro | None, after: MacroBody | None) -> list[str]:
    if before is None or after is None:
        return [": added" if before is None else ": removed"]
    old, new = _rows(before), _rows(after)
    return [
        f".{name}: {setup.written(old[name])} → {setup.written(new[name])}"
        for name in ROWS
        if old[name] != new[name]
    ]
