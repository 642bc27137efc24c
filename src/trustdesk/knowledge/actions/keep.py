"""Taking articles in: a version for every text that is new, nothing for what is known."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale
from trustdesk.knowledge.actions import editing
from trustdesk.knowledge.model import Source, Wording
from trustdesk.knowledge.rules.source import write
from trustdesk.knowledge.store import articles, drafts, versions


class Imported(msgspec.Struct, frozen=True):
    """What came of an import: slugs with their language."""

    published: list[str]
    unchanged: list[str]


class Given(msgspec.Struct, frozen=True):
    """One article in one language as it was brought, with the file it was read from."""

    locale: Locale
    source: Source
    file: str = ""


async def take_in(tx: Tx, actor: Actor, sources: Iterable[tuple[Locale, Source]], now: datetime) -> Imported:
    """Publish each text whose words are new; the same again changes nothing."""
    return await take_files(tx, actor, [Given(*one) for one in sources], now)


async def take_files(tx: Tx, actor: Actor, given: Iterable[Given], now: datetime) -> Imported:
    """Publish each file whose words are new, both languages in step where both came.

    The edition moves first: two imports at once wait for each other. A file that says in other signs
    what the desk would write is kept, so that it goes out as it came in.
    """
    await articles.new_edition(tx)
    done = Imported([], [])
    came: dict[str, set[Locale]] = {}
    for one in given:
        came.setdefault(one.source.slug, set()).add(one.locale)
        article = await articles.keep(tx, one.source)
        new = await _kept(tx, actor, article, one, now)
        (done.published if new else done.unchanged).append(f"{one.locale}/{one.source.slug}")
    for slug, locales in came.items():
        kept = await drafts.known(tx, slug)
        if kept and len(locales) > 1:
            await drafts.set_step(tx, kept.id, *await editing.steps(tx, kept))
    return done


async def _kept(tx: Tx, actor: Actor, article: UUID, one: Given, now: datetime) -> bool:
    place = (article, one.locale)
    source = one.source
    wording = Wording(
        title=source.title, summary=source.summary, questions=source.questions, body=source.body
    )
    file = "" if one.file == write(source) else one.file
    public = await versions.public(tx, place)
    if public and wording == Wording(
        title=public.title, summary=public.summary, questions=tuple(public.questions), body=public.body
    ):
        await versions.keep_file(tx, place, file)
        return False
    await versions.add(tx, place, wording, versions.Put(by=actor.key, at=now, in_step=True, file=file))
    return True
