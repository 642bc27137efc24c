"""The command ``config``: how the lines of the brands are set up and their macros, as one file to keep."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import msgspec

from trustdesk import foundation, macros
from trustdesk.brands import Brand
from trustdesk.channels import setup
from trustdesk.channels.setup import Given, Section, Unfit, Wanted
from trustdesk.guard import Guard
from trustdesk.kit import clock, i18n, opening, secrets
from trustdesk.kit.actors import system
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import Settings
from trustdesk.replies import MacroBody
from trustdesk.staffing import WillNotDo, known_brands

DIFFERENT, WILL_NOT_DO = 1, 2


class Place(msgspec.Struct, frozen=True):
    """Where the command works: an open database, the server's key, every line's section, the environment."""

    db: Database
    keys: Keys
    screen: Guard
    sections: Mapping[str, Section]
    brands: Mapping[str, Brand]
    environ: Mapping[str, str]


async def run(settings: Settings, given: argparse.Namespace) -> int:
    """Do one of the verbs and print what came of it; the exit code is 1 when a file differs from the desk."""
    try:
        said, code = await act(settings, given, foundation.sections(), os.environ)
    except (WillNotDo, macros.Unfit) as error:
        sys.stderr.write(f"trustdesk: {error}\n")
        return WILL_NOT_DO
    sys.stdout.write(f"{said}\n")
    return code


async def act(
    settings: Settings, given: argparse.Namespace, sections: Sequence[Section], environ: Mapping[str, str]
) -> tuple[str, int]:
    """Do one of the verbs; returns what is to be printed and the exit code.

    Raises ``WillNotDo`` for an argument or a file that will not do; nothing has been set then.
    """
    known = known_brands(settings, given.brand)
    # Applying holds a transaction of each brand.
    db = opening.database(settings, size=len(known) + 1)
    await db.open()
    try:
        by_line = {one.line: one for one in sections}
        keys = secrets.load(settings)
        place = Place(db, keys, Guard(keys, known), by_line, known, environ)
        return await RUNS[given.verb](place, given.file)
    finally:
        await db.close()


async def _export(place: Place, file: str) -> tuple[str, int]:
    tables: list[str] = []
    for brand in place.brands:
        async with place.db.transaction(brand) as tx:
            sections = place.sections.values()
            tables += [await setup.exported(tx, place.keys, section) for section in sections]
            tables += await macros.exported(tx)
    return _put_down(file, "\n".join(tables))


async def _diff(place: Place, file: str) -> tuple[str, int]:
    said: list[str] = []
    lines, answers = _read(place, file)
    for given in lines:
        async with place.db.transaction(given.brand) as tx:
            said += _named(given, await _differences(place, tx, file, given))
    for brand, wanted in answers.items():
        async with place.db.transaction(brand) as tx:
            found = await macros.differences(tx, place.screen, wanted)
        said += [one for shortcut, (_, told) in found.items() for one in macros.named(brand, shortcut, told)]
    if said:
        return "\n".join(said), DIFFERENT
    return f"{file} and the desk say the same", 0


async def _apply(place: Place, file: str) -> tuple[str, int]:
    """Set everything the file says, in one go: what will not do anywhere leaves everything as it was."""
    said: list[str] = []
    async with AsyncExitStack() as open_:
        lines, answers = _read(place, file)
        txs = {
            brand: await open_.enter_async_context(place.db.transaction(brand))
            for brand in dict.fromkeys([*(one.brand for one in lines), *answers])
        }
        for one in lines:
            tx = txs[one.brand]
            differences = await _differences(place, tx, file, one)
            if differences:
                said += _named(one, differences)
                wanted = await _wanted(place, tx, one)
                section, actor = place.sections[one.line], system(one.brand)
                await setup.put(tx, actor, place.keys, section, wanted, clock.utc_now())
        for brand, wanted in answers.items():
            said += await macros.apply(txs[brand], system(brand), place.screen, wanted, clock.utc_now())
    return "\n".join(said) or f"nothing to do: the desk is as {file} says", 0


async def _differences(place: Place, tx: Tx, file: str, given: Given) -> list[str]:
    wanted = await _wanted(place, tx, given)
    try:
        return await setup.differences(tx, place.keys, place.sections[given.line], wanted)
    except Unfit as unfit:
        words = i18n.words(i18n.DEFAULT)
        said = [setup.fault_view(one, words) for one in unfit.faults]
        told = "; ".join(f"{given.brand}.{given.line}.{one.field}: {one.text}" for one in said)
        raise WillNotDo(f"{file}: {told}") from unfit


async def _wanted(place: Place, tx: Tx, given: Given) -> Wanted:
    stored, settings = await setup.now_set(tx, place.keys, place.sections[given.line])
    values: dict[str, str] = {}
    for name, variable in given.secrets.items():
        if not variable:
            values[name] = ""
        elif variable in place.environ:
            values[name] = place.environ[variable]
        elif not getattr(settings, name):
            where = f"{given.brand}.{given.line}.{name}"
            raise WillNotDo(f"{where} is not set yet, and the environment has no {variable}")
    fresh = {name: value for name, value in values.items() if value != getattr(settings, name)}
    return Wanted(version=stored.version, values=given.values, secrets=fresh, via="file")


def _put_down(file: str, text: str) -> tuple[str, int]:
    if file == "-":
        return text.rstrip("\n"), 0
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise WillNotDo(f"{file}: {error.strerror}") from error
    return f"{file} says how every line is set up", 0


def _read(place: Place, file: str) -> tuple[list[Given], dict[str, dict[str, MacroBody]]]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        lines = setup.read_file(text, place.sections, list(place.brands), [macros.TABLE])
        return lines, macros.given(text)
    except OSError as error:
        raise WillNotDo(f"{file}: {error.strerror}") from error
    except (setup.Unreadable, macros.Unfit, UnicodeDecodeError) as error:
        raise WillNotDo(f"{file}: {error}") from error


def _named(given: Given, differences: Sequence[str]) -> list[str]:
    return [f"{given.brand}.{given.line}.{one}" for one in differences]


RUNS = {"export": _export, "diff": _diff, "apply": _apply}
