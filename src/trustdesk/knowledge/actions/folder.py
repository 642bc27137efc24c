"""Articles as a folder of files: taken in whole or not at all, given out as they came."""

import difflib
import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from trustdesk.brands import Brand
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Refused
from trustdesk.kit.i18n import words
from trustdesk.knowledge.actions.facts import facts
from trustdesk.knowledge.actions.gallery import FOLDER, Bytes, Gallery
from trustdesk.knowledge.actions.keep import Given, take_files
from trustdesk.knowledge.actions.starter import Folder
from trustdesk.knowledge.model import Shown, Wording
from trustdesk.knowledge.rules import render
from trustdesk.knowledge.rules.fitness import Known, flaws
from trustdesk.knowledge.rules.source import write
from trustdesk.knowledge.store import articles, drafts, shared, versions

Secrets = Callable[[str], bool]


class Unfit(Exception):
    """A folder will not do; ``faults`` names every file with what is wrong. Nothing was changed."""

    def __init__(self, faults: list[str]) -> None:
        """Take all that is wrong."""
        super().__init__("\n".join(faults))
        self.faults = faults


class Plan(Struct, frozen=True):
    """What taking a folder in would do: how each file differs that does, and pictures that are new."""

    given: list[Given]
    differences: dict[str, str]
    unchanged: int
    pictures: dict[str, Bytes]


async def planned(
    tx: Tx, actor: Actor, brand: Brand, gallery: Gallery, folder: Folder, holds_secret: Secrets
) -> Plan:
    """Judge a folder against what is public; raises ``Unfit`` with everything that is wrong."""
    faults = list(folder.faults)
    pictures = await _pictures(tx, actor, gallery, folder, faults)
    shown = {name: Shown("", one.width, one.height) for name, one in pictures.items()}
    named = {name for one in folder.given for name in render.picture_names(one.source.body)}
    here = {**await gallery.known(tx, named | folder.pictures.keys()), **shown}
    slugs = await drafts.slugs(tx) | {one.source.slug for one in folder.given}
    for one in folder.given:
        names = facts(brand, words(one.locale), await shared.blocks(tx, one.locale))
        faults += _faults(one, Known(names.keys(), slugs, here), holds_secret)
    if faults:
        raise Unfit(faults)
    public = await exported(tx)
    differences = dict(_differences(folder.given, public))
    return Plan(folder.given, differences, len(folder.given) - len(differences), pictures)


async def take_folder(tx: Tx, actor: Actor, gallery: Gallery, plan: Plan, now: datetime) -> None:
    """Do what was planned, within the transaction."""
    for name, picture in plan.pictures.items():
        await gallery.keep(tx, actor, name, picture, now)
    await take_files(tx, actor, plan.given, now)


async def exported(tx: Tx) -> dict[str, str]:
    """Give every public text as its file, by ``<language>/<slug>.md``."""
    files: dict[str, str] = {}
    for slug, locale, file in await versions.files(tx):
        path = f"{locale}/{slug}.md"
        if file:
            files[path] = file
        elif source := await articles.source(tx, slug, locale):
            files[path] = write(source)
    return files


async def exported_pictures(tx: Tx, gallery: Gallery, files: Mapping[str, str]) -> dict[str, bytes]:
    """Give the pictures that these files show, by their names."""
    named = dict.fromkeys(name for text in files.values() for name in render.picture_names(text))
    found = {name: await gallery.opened(tx, name) for name in named}
    return {name: one.body for name, one in found.items() if one}


async def _pictures(
    tx: Tx, actor: Actor, gallery: Gallery, folder: Folder, faults: list[str]
) -> dict[str, Bytes]:
    """Examine the pictures that are new here; what is known by its bytes is not made anew."""
    fresh: dict[str, Bytes] = {}
    for name, body in folder.pictures.items():
        known = await gallery.opened(tx, name)
        if known and hashlib.sha256(known.body).digest() == hashlib.sha256(body).digest():
            continue
        if name.endswith(".svg"):
            faults.append(f"{FOLDER}/{name}: {DRAWN}")
            continue
        try:
            fresh[name] = await gallery.examined(actor, name, body)
        except Refused as refused:
            faults.append(f"{FOLDER}/{name}: not a picture that can be taken ({refused})")
    return fresh


def _faults(one: Given, known: Known, holds_secret: Secrets) -> Iterator[str]:
    place, source = f"{one.locale}/{one.source.slug}.md", one.source
    wording = Wording(
        title=source.title, summary=source.summary, questions=source.questions, body=source.body
    )
    for flaw in flaws(wording, known):
        if not flaw.hint:
            yield f"{place}: {SAID[flaw.code]}{flaw.what and ': ' + flaw.what}"
    for related in source.related:
        if related not in known.slugs:
            yield f"{place}: related: there is no article {related!r}"
    if any(map(holds_secret, (source.title, source.summary, *source.questions, source.body))):
        yield f"{place}: holds what looks like a secret; nobody should be able to read it"


def _differences(given: list[Given], public: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for one in given:
        place = f"{one.locale}/{one.source.slug}.md"
        before = public.get(place, "")
        if before != one.file:
            lines = difflib.unified_diff(
                before.splitlines(), one.file.splitlines(), f"public/{place}", f"folder/{place}", lineterm=""
            )
            yield place, "\n".join(lines) or f"{place}: other line ends"


DRAWN = "a drawing can run scripts, and only the product's own are taken; save it as PNG"
SAID = {
    "no_title": "has no title",
    "no_summary": "has no summary",
    "no_body": "has no text",
    "unknown_placeholder": "leaves something open that nobody fills in",
    "dead_link": "leads to an article that is not there",
    "no_alt": "shows a picture without words for who cannot see it",
    "unknown_picture": "shows a picture that is not there",
}
