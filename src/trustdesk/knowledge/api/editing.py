"""Articles for those who write them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from litestar import get, post, put
from litestar.di import Provide
from litestar.params import Parameter

from trustdesk.brands import Brand
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Invalid, NotFound
from trustdesk.kit.i18n import Locale
from trustdesk.knowledge.actions import desk, editing
from trustdesk.knowledge.actions.facts import facts
from trustdesk.knowledge.actions.gallery import Gallery
from trustdesk.knowledge.model import Card, Slug, Wording
from trustdesk.knowledge.rules.compare import compared
from trustdesk.knowledge.rules.fitness import Known
from trustdesk.knowledge.store import drafts, shared, versions
from trustdesk.knowledge.views import ArticlesView, ComparedView, EditedView, TextView, VersionsView

PAGE = 100
Narrowed = Literal[
    "", "draft", "scheduled", "published", "retired", "missing", "behind", "review", "expired", "unhelpful"
]
NAMED = "/api/v1/knowledge/articles/{slug:str}"
TEXT = NAMED + "/{tongue:str}"


class Workshop:
    """What editors work with: the articles, their brands, their pictures, and who rids texts of secrets.

    Who knows secrets lives beside this room, and is handed in.
    """

    def __init__(
        self, db: Database, brands: Mapping[str, Brand], gallery: Gallery, clean: Callable[[str], str]
    ) -> None:
        """Take all four."""
        self.db = db
        self.brands = brands
        self.gallery = gallery
        self.clean = clean

    def wording(self, said: Wording) -> Wording:
        """Clean every part of a text, and write it as a file would be read."""
        body = self.clean(said.body.replace("\r\n", "\n").replace("\0", "")).strip()
        title, summary, *questions = (
            " ".join(self.clean(one.replace("\0", "")).split())
            for one in (said.title, said.summary, *said.questions)
        )
        return Wording(
            title=title,
            summary=summary,
            questions=tuple(one for one in questions if one),
            body=f"{body}\n" if body else "",
        )

    async def values(self, tx: Tx, locale: Locale) -> Mapping[str, str]:
        """Name everything that a text may leave open, with what fills it."""
        return facts(self.brands[tx.tenant], i18n.words(locale), await shared.blocks(tx, locale))

    async def known(self, tx: Tx, locale: Locale, *bodies: str) -> Known:
        """Gather what a text may refer to."""
        names = (await self.values(tx, locale)).keys()
        return Known(names, await drafts.slugs(tx), await self.gallery.shown(tx, *bodies))


class Place(msgspec.Struct, frozen=True):
    """An article in a language."""

    slug: str
    locale: Locale

    @property
    def pair(self) -> tuple[str, Locale]:
        return self.slug, self.locale


class CardBody(msgspec.Struct, frozen=True):
    """What holds for all languages; revision 0 begins an article."""

    revision: Annotated[int, msgspec.Meta(ge=0)]
    card: Card


class WordingBody(msgspec.Struct, frozen=True):
    """What is written, and the revision the writer has seen."""

    revision: Annotated[int, msgspec.Meta(ge=0)]
    wording: Wording


class RevisionBody(msgspec.Struct, frozen=True):
    """The revision the writer has seen."""

    revision: Annotated[int, msgspec.Meta(ge=0)]


class RestoreBody(msgspec.Struct, frozen=True):
    """The revision the writer has seen, and the version to begin anew from."""

    revision: Annotated[int, msgspec.Meta(ge=0)]
    version: Annotated[int, msgspec.Meta(ge=1)]


class PublishBody(msgspec.Struct, frozen=True):
    """Which draft becomes public; ``at`` is later, ``in_step`` says that both languages say the same then."""

    revision: Annotated[int, msgspec.Meta(ge=0)]
    at: datetime | None = None
    in_step: bool = False


def spoken(tongue: str) -> Locale:
    """Take a language from an address; raises ``NotFound`` for one that is none of ours."""
    if tongue not in i18n.LOCALES:
        raise NotFound
    return i18n.spoken(tongue)


def provide_place(slug: str, tongue: str) -> Place:
    """Hand a route which article it is about, in which language."""
    return Place(slug, spoken(tongue))


def provide_wanted(
    q: Annotated[str, Parameter(max_length=100)] = "",
    category: Annotated[str, Parameter(max_length=40)] = "",
    tongue: Literal["", "en", "zh-CN"] = "",
    only: Narrowed = "",
    cursor: Annotated[str, Parameter(max_length=80)] = "",
) -> drafts.Wanted:
    """Hand a route which articles are wanted."""
    return drafts.Wanted(
        words=q.strip(), category=category, locale=tongue, state=only, after=cursor, most=PAGE + 1
    )


PLACE = {"place": Provide(provide_place, sync_to_thread=False)}
WANTED = {"wanted": Provide(provide_wanted, sync_to_thread=False)}


@get("/api/v1/knowledge/articles", opt={"policy": "agent"}, dependencies=WANTED)
async def list_articles(db: Database, actor: Actor, now: datetime, wanted: drafts.Wanted) -> ArticlesView:
    """List articles by name, a hundred at a time."""
    async with db.transaction(actor.tenant) as tx:
        found = await desk.listed(tx, actor, wanted, now.date())
    more = len(found) > PAGE
    return ArticlesView(found[:PAGE], found[PAGE - 1].slug if more else None)


@get(NAMED, opt={"policy": "agent"})
async def get_edited(db: Database, actor: Actor, slug: str) -> EditedView:
    """Read an article as its editor has it."""
    async with db.transaction(actor.tenant) as tx:
        return await desk.edited(tx, actor, slug)


@put(NAMED, opt={"policy": "agent"})
async def put_card(workshop: Workshop, actor: Actor, slug: str, data: CardBody) -> EditedView:
    """Begin an article (revision 0), or change what holds for all its languages. 409 ``article_changed``."""
    try:
        named = msgspec.convert(slug, Slug)
    except msgspec.ValidationError as error:
        raise Invalid("slug: small letters, digits and hyphens") from error
    card = msgspec.structs.replace(
        data.card,
        owner=workshop.clean(data.card.owner),
        topics=tuple(workshop.clean(one) for one in data.card.topics),
    )
    async with workshop.db.transaction(actor.tenant) as tx:
        await editing.set_card(tx, actor, named, data.revision, card)
        return await desk.edited(tx, actor, named)


@put(TEXT + "/draft", opt={"policy": "agent"}, dependencies=PLACE)
async def put_wording(
    workshop: Workshop, actor: Actor, now: datetime, place: Place, data: WordingBody
) -> TextView:
    """Keep what is being written. 409 ``article_changed`` when somebody else has written meanwhile."""
    async with workshop.db.transaction(actor.tenant) as tx:
        await editing.write(tx, actor, place.pair, data.revision, workshop.wording(data.wording), now)
        return await desk.text(tx, await editing.open_for(tx, actor, place.slug), place.locale)


@post(TEXT + "/discard", opt={"policy": "agent"}, status_code=200, dependencies=PLACE)
async def discard_wording(db: Database, actor: Actor, place: Place, data: RevisionBody) -> TextView:
    """Throw away what is being written."""
    async with db.transaction(actor.tenant) as tx:
        await editing.discard(tx, actor, *place.pair, data.revision)
        return await desk.text(tx, await editing.open_for(tx, actor, place.slug), place.locale)


@post(TEXT + "/restore", opt={"policy": "agent"}, status_code=200, dependencies=PLACE)
async def restore_version(
    db: Database, actor: Actor, now: datetime, place: Place, data: RestoreBody
) -> TextView:
    """Begin a draft from an earlier version."""
    async with db.transaction(actor.tenant) as tx:
        await editing.restore(tx, actor, place.pair, data.revision, data.version, now)
        return await desk.text(tx, await editing.open_for(tx, actor, place.slug), place.locale)


@post(TEXT + "/publish", opt={"policy": "agent"}, status_code=200, dependencies=PLACE)
async def publish_wording(
    workshop: Workshop, actor: Actor, now: datetime, place: Place, data: PublishBody
) -> TextView:
    """Make the draft public, now or at a time. 422 ``article_unfit`` names what must be mended first."""
    if data.at is not None and data.at.tzinfo is None:
        raise Invalid("at: a time with its zone")
    wanted = editing.Publishing(revision=data.revision, at=data.at, in_step=data.in_step)
    async with workshop.db.transaction(actor.tenant) as tx:
        kept = await editing.open_for(tx, actor, place.slug)
        body = (await drafts.find(tx, (kept.id, place.locale))).body
        refers = await workshop.known(tx, place.locale, body)
        await editing.publish(tx, actor, place.pair, wanted, refers, now)
        return await desk.text(tx, await editing.open_for(tx, actor, place.slug), place.locale)


@post(TEXT + "/unpublish", opt={"policy": "agent"}, status_code=200, dependencies=PLACE)
async def unpublish_text(db: Database, actor: Actor, place: Place) -> TextView:
    """Take back what is public, or what waits for its time."""
    async with db.transaction(actor.tenant) as tx:
        await editing.unpublish(tx, actor, *place.pair)
        return await desk.text(tx, await editing.open_for(tx, actor, place.slug), place.locale)


@get(TEXT + "/versions", opt={"policy": "agent"}, dependencies=PLACE)
async def list_versions(db: Database, actor: Actor, place: Place) -> VersionsView:
    """List every version of an article in a language."""
    async with db.transaction(actor.tenant) as tx:
        kept = await editing.open_for(tx, actor, place.slug)
        found = await versions.of(tx, (kept.id, place.locale))
        named = await desk.names(tx, [one.written_by for one in found])
    return VersionsView([desk.version_view(one, named) for one in found])


@get(TEXT + "/compare", opt={"policy": "agent"}, dependencies=PLACE)
async def compare_versions(db: Database, actor: Actor, place: Place, before: int, after: int) -> ComparedView:
    """Compare two versions line by line; 0 is the draft."""
    async with db.transaction(actor.tenant) as tx:
        kept = await editing.open_for(tx, actor, place.slug)
        where = (kept.id, place.locale)
        texts = [
            await versions.find(tx, where, one) if one else await drafts.find(tx, where)
            for one in (before, after)
        ]
    old, new = (_whole(one) for one in texts)
    return ComparedView(compared(old, new))


def _whole(text: versions.Version | drafts.Draft | None) -> str:
    if text is None:
        raise NotFound
    asked = "\n".join(f"? {one}" for one in text.questions)
    return "\n".join((f"# {text.title}", text.summary, asked, "", text.body))


ROUTES = [
    list_articles,
    get_edited,
    put_card,
    put_wording,
    discard_wording,
    restore_version,
    publish_wording,
    unpublish_text,
    list_versions,
    compare_versions,
]
