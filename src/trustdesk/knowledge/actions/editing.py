"""Writing: what an editor does to an article, from the first word until it is public, and back."""

from datetime import datetime

import msgspec

from trustdesk.evidence import About, append
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound, Refused
from trustdesk.kit.i18n import Locale
from trustdesk.knowledge.model import Card, Draft, Version, Wording
from trustdesk.knowledge.rules.fitness import Flaw, Known, flaws
from trustdesk.knowledge.store import articles, drafts, versions
from trustdesk.staff import Action, check

OTHER: dict[Locale, Locale] = {"en": "zh-CN", "zh-CN": "en"}


class ArticleChanged(Conflict):
    """Somebody else has changed it meanwhile; ``revision`` is the one that holds now."""

    code = "article_changed"


class ArticleUnfit(Refused):
    """It cannot become public as it is; ``errors`` names what must be mended."""

    status = 422
    code = "article_unfit"

    def __init__(self, found: list[Flaw]) -> None:
        """Take everything that stops it."""
        said = "; ".join(f"{one.code} {one.what}".strip() for one in found)
        super().__init__(said, errors=[{"code": one.code, "what": one.what} for one in found])


class Publishing(msgspec.Struct, frozen=True, kw_only=True):
    """Which draft becomes public, at once or ``at`` a time, and whether both languages say the same then."""

    revision: int
    at: datetime | None = None
    in_step: bool = False


async def open_for(tx: Tx, actor: Actor, slug: str, *, locked: bool = False) -> drafts.Known:
    """Give an article to somebody who may edit it."""
    check(actor, Action.MANAGE_ARTICLES)
    found = await drafts.known(tx, slug, locked=locked)
    if found is None:
        raise NotFound
    return found


async def set_card(tx: Tx, actor: Actor, slug: str, revision: int, card: Card) -> drafts.Known:
    """Change what holds for all languages, or begin (revision 0); the same again changes nothing."""
    check(actor, Action.MANAGE_ARTICLES)
    if revision == 0 and await drafts.begin(tx, slug, card):
        await append(tx, actor, "article.begin", About("article", slug))
        return await open_for(tx, actor, slug)
    kept = await open_for(tx, actor, slug, locked=True)
    if msgspec.convert(kept, Card, from_attributes=True) == card:
        return kept
    if kept.revision != revision:
        raise ArticleChanged(revision=kept.revision)
    await drafts.set_card(tx, kept.id, card)
    await append(tx, actor, "article.change", About("article", slug))
    return await open_for(tx, actor, slug)


async def write(
    tx: Tx, actor: Actor, place: tuple[str, Locale], revision: int, wording: Wording, now: datetime
) -> Draft:
    """Keep what was written, once. Raises ``ArticleChanged`` when somebody was faster."""
    slug, locale = place
    kept = await open_for(tx, actor, slug, locked=True)
    before = await drafts.find(tx, (kept.id, locale))
    if before.open and before.revision == revision + 1 and drafts.wording(before) == wording:
        return before
    if before.revision != revision:
        raise ArticleChanged(revision=before.revision)
    public = await versions.public(tx, (kept.id, locale))
    draft = Draft(
        revision=revision + 1,
        open=True,
        base=before.base if before.open else public.version if public else 0,
        title=wording.title,
        summary=wording.summary,
        questions=list(wording.questions),
        body=wording.body,
        written_by=actor.key,
        written_at=now,
    )
    await drafts.save(tx, (kept.id, locale), draft)
    return draft


async def discard(tx: Tx, actor: Actor, slug: str, locale: Locale, revision: int) -> None:
    """Throw the unfinished text away; what is public stays."""
    kept = await open_for(tx, actor, slug, locked=True)
    draft = await drafts.find(tx, (kept.id, locale))
    if draft.open and draft.revision != revision:
        raise ArticleChanged(revision=draft.revision)
    if draft.open:
        await drafts.close(tx, (kept.id, locale))


async def restore(
    tx: Tx, actor: Actor, place: tuple[str, Locale], revision: int, version: int, now: datetime
) -> Draft:
    """Begin anew from an earlier version; it becomes public like every draft, by being published."""
    kept = await open_for(tx, actor, place[0])
    found = await versions.find(tx, (kept.id, place[1]), version)
    if found is None:
        raise NotFound
    return await write(tx, actor, place, revision, _wording(found), now)


async def publish(
    tx: Tx, actor: Actor, place: tuple[str, Locale], wanted: Publishing, known: Known, now: datetime
) -> int:
    """Make the draft public, at once or later; returns the version's number. Said twice it is done once."""
    slug, locale = place
    await articles.new_edition(tx)
    kept = await open_for(tx, actor, slug, locked=True)
    where = (kept.id, locale)
    draft = await drafts.find(tx, where)
    newest = await versions.newest(tx, where)
    if not draft.open and draft.revision == wanted.revision + 1 and newest:
        last = await versions.find(tx, where, newest)
        if last and _wording(last) == drafts.wording(draft):
            return newest
    if not draft.open or draft.revision != wanted.revision:
        raise ArticleChanged(revision=draft.revision)
    wording = drafts.wording(draft)
    if stopping := [one for one in flaws(wording, known) if not one.hint]:
        raise ArticleUnfit(stopping)
    later = wanted.at if wanted.at and wanted.at > now else None
    in_step = wanted.in_step or await versions.public(tx, where) is None
    before = await steps(tx, kept)
    put = versions.Put(by=actor.key, at=now, in_step=in_step, publish_at=later)
    version = await versions.add(tx, where, wording, put)
    if later is None:
        await note_step(tx, kept, before, in_step=in_step)
    await drafts.close(tx, where)
    done = "article.schedule" if later else "article.publish"
    await append(tx, actor, done, About("article", slug), {"locale": locale, "version": version})
    return version


async def unpublish(tx: Tx, actor: Actor, slug: str, locale: Locale) -> None:
    """Take back what is public or waits for its time; it can be published again from its versions."""
    await articles.new_edition(tx)
    kept = await open_for(tx, actor, slug, locked=True)
    if await versions.retire(tx, (kept.id, locale), "published", "scheduled"):
        await append(tx, actor, "article.unpublish", About("article", slug), {"locale": locale})


async def release(tx: Tx, now: datetime) -> int:
    """Make public what was to be by now, take back what is past its last day; returns how many."""
    due = await versions.due(tx, now)
    if not due and not await versions.over(tx, now):
        return 0
    await articles.new_edition(tx)  # before any other lock, as publishing does
    changed = await versions.expire(tx, now)
    for slug, locale, version, in_step in due:
        kept = await drafts.known(tx, slug, locked=True)
        if kept is None or (kept.expires_on is not None and kept.expires_on < now.date()):
            continue
        before = await steps(tx, kept)
        if await versions.release(tx, (kept.id, locale), version, now):
            await note_step(tx, kept, before, in_step=in_step)
            changed += 1
    return changed


async def steps(tx: Tx, kept: drafts.Known) -> tuple[int | None, int | None]:
    """Tell which versions are public now, English first."""
    found = [await versions.public(tx, (kept.id, locale)) for locale in ("en", "zh-CN")]
    en, zh = (one.version if one else None for one in found)
    return en, zh


async def note_step(
    tx: Tx, kept: drafts.Known, before: tuple[int | None, int | None], *, in_step: bool
) -> None:
    """Note that both languages say the same now, or at least that they did before this change."""
    if in_step:
        await drafts.set_step(tx, kept.id, *await steps(tx, kept))
    elif kept.step_en is None and kept.step_zh is None:
        await drafts.set_step(tx, kept.id, *before)


def _wording(version: Version) -> Wording:
    return Wording(
        title=version.title, summary=version.summary, questions=tuple(version.questions), body=version.body
    )
