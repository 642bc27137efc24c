"""What editors share: blocks, figures, pictures, how a text will read, and whether a question finds it."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post, put
from litestar.di import Provide
from litestar.params import Parameter

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid
from trustdesk.kit.i18n import Locale
from trustdesk.knowledge.actions import blocks, desk
from trustdesk.knowledge.actions.gallery import FOLDER, named
from trustdesk.knowledge.api.editing import Workshop, spoken
from trustdesk.knowledge.jobs import Library
from trustdesk.knowledge.model import Indexed, Wording
from trustdesk.knowledge.rules import render
from trustdesk.knowledge.rules.filling import filled
from trustdesk.knowledge.rules.fitness import flaws
from trustdesk.knowledge.store import shared
from trustdesk.knowledge.views import (
    BlocksView,
    BlockView,
    HitView,
    PictureView,
    PlaceholdersView,
    PlaceholderView,
    PreviewView,
    TriedView,
    UsesView,
    UseView,
)
from trustdesk.staff import Action, check

Name = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Called = Annotated[str, Parameter(max_length=200)]
BLOCK_PATH = "/api/v1/knowledge/blocks/{name:str}/{tongue:str}"


class BlockPlace(msgspec.Struct, frozen=True):
    """A block in a language."""

    name: str
    locale: Locale


def provide_block_place(name: str, tongue: str) -> BlockPlace:
    """Hand a route which block it is about; raises ``Invalid`` for what can be no name."""
    try:
        return BlockPlace(msgspec.convert(name, Name), spoken(tongue))
    except msgspec.ValidationError as error:
        raise Invalid("name: small letters, digits and hyphens") from error


BLOCK_PLACE = {"place": Provide(provide_block_place, sync_to_thread=False)}


class BlockBody(msgspec.Struct, frozen=True):
    """A block's text, and the version the writer has seen."""

    version: Annotated[int, msgspec.Meta(ge=0)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=4_000)]


class PreviewBody(msgspec.Struct, frozen=True):
    """A text in a language, finished or not."""

    tongue: Locale
    wording: Wording


class TryBody(msgspec.Struct, frozen=True):
    """A question in a language, and the article that should answer it; with its draft, that counts."""

    tongue: Locale
    question: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    slug: str
    wording: Wording | None = None


@post("/api/v1/knowledge/preview", opt={"policy": "agent"}, status_code=200)
async def preview(workshop: Workshop, actor: Actor, data: PreviewBody) -> PreviewView:
    """Show how a text will read, and what stands in the way of publishing it. Nothing is kept."""
    check(actor, Action.MANAGE_ARTICLES)
    said = data.wording
    async with workshop.db.transaction(actor.tenant) as tx:
        values = await workshop.values(tx, data.tongue)
        refers = await workshop.known(tx, data.tongue, said.body)
    title, summary, body = (filled(text, values) for text in (said.title, said.summary, said.body))
    path = f"/help/{actor.tenant}/{data.tongue}"
    return PreviewView(title, summary, render.html(body, path, refers.pictures), flaws(said, refers))


@get("/api/v1/knowledge/placeholders", opt={"policy": "agent"})
async def list_placeholders(workshop: Workshop, actor: Actor, tongue: str) -> PlaceholdersView:
    """List what a text may leave open, with what fills it; figures come with their day."""
    check(actor, Action.MANAGE_ARTICLES)
    own = spoken(tongue)
    async with workshop.db.transaction(actor.tenant) as tx:
        values = await workshop.values(tx, own)
    days = {f"figure.{name}": one for name, one in workshop.brands[actor.tenant].figures.items()}
    items = [
        PlaceholderView(name, "figure", days[name].value.of(own), days[name].at)
        if name in days
        else PlaceholderView(name, "block" if name.startswith("block.") else "brand", value)
        for name, value in values.items()
    ]
    return PlaceholdersView(items)


@post("/api/v1/knowledge/pictures", opt={"policy": "agent", "takes": "file"})
async def post_picture(
    request: Request[Any, Any, Any], workshop: Workshop, actor: Actor, now: datetime, name: Called = ""
) -> PictureView:
    """Take a picture in, the raw body: made anew and served to everybody; its address holds for good."""
    check(actor, Action.MANAGE_ARTICLES)
    picture = await workshop.gallery.examined(actor, name, await request.body())
    kept = named(name, picture)
    async with workshop.db.transaction(actor.tenant) as tx:
        await workshop.gallery.keep(tx, actor, kept, picture, now)
    address = f"/help/{actor.tenant}/{FOLDER}/{kept}"
    return PictureView(kept, f"../{FOLDER}/{kept}", address, picture.width, picture.height)


@get("/api/v1/knowledge/blocks", opt={"policy": "agent"})
async def list_blocks(db: Database, actor: Actor) -> BlocksView:
    """List all blocks in all languages."""
    async with db.transaction(actor.tenant) as tx:
        found = await blocks.blocks(tx, actor)
        called = await desk.names(tx, [one.written_by for one in found])
    return BlocksView([_block(one, called) for one in found])


@get(BLOCK_PATH, opt={"policy": "agent"})
async def list_earlier(db: Database, actor: Actor, name: str, tongue: str) -> BlocksView:
    """List how a block stood before, the newest first."""
    async with db.transaction(actor.tenant) as tx:
        found = await blocks.earlier(tx, actor, name, spoken(tongue))
        called = await desk.names(tx, [one.written_by for one in found])
    return BlocksView([_block(one, called) for one in found])


@put(BLOCK_PATH, opt={"policy": "agent"}, dependencies=BLOCK_PLACE)
async def put_block(
    workshop: Workshop, actor: Actor, now: datetime, place: BlockPlace, data: BlockBody
) -> BlockView:
    """Write a block anew, for every article that quotes it. 409 ``article_changed``."""
    text = workshop.clean(data.text.strip())
    if not text:
        raise Invalid("text: is empty")
    wanted = shared.Block(place.name, place.locale, data.version, text, actor.key, now)
    async with workshop.db.transaction(actor.tenant) as tx:
        made = await blocks.set_block(tx, actor, wanted, now)
        return _block(made, await desk.names(tx, [made.written_by]))


@get(BLOCK_PATH + "/uses", opt={"policy": "agent"}, dependencies=BLOCK_PLACE)
async def list_uses(db: Database, actor: Actor, place: BlockPlace) -> UsesView:
    """List the articles that quote a block in a language."""
    check(actor, Action.MANAGE_ARTICLES)
    async with db.transaction(actor.tenant) as tx:
        found = await shared.uses(tx, "{{block." + place.name + "}}")
    own = [one for one in found if one.locale == place.locale]
    return UsesView([UseView(one.slug, one.locale, one.title, one.draft) for one in own])


@post("/api/v1/knowledge/try", opt={"policy": "agent"}, status_code=200)
async def try_question(workshop: Workshop, library: Library, actor: Actor, data: TryBody) -> TriedView:
    """Ask as a customer would, and tell where the article stands. A draft counts as if it were public."""
    check(actor, Action.MANAGE_ARTICLES)
    if not data.question.strip():
        raise Invalid("question: is empty")
    hits, counted = await library.tried(actor.tenant, data.question, data.tongue, _draft(data))
    async with workshop.db.transaction(actor.tenant) as tx:
        values = await workshop.values(tx, data.tongue)
    path = f"/help/{actor.tenant}/{data.tongue}"
    items = [
        HitView(hit.slug, hit.locale, filled(hit.title, values), "", f"{path}/{hit.slug}", hit.score)
        for hit in hits
    ]
    places = [place for place, one in enumerate(hits, 1) if one.slug == data.slug]
    return TriedView(next(iter(places), None), counted, items)


def _draft(data: TryBody) -> Indexed | None:
    said = data.wording
    if said is None or not said.title.strip():
        return None
    return Indexed(data.slug, data.tongue, said.title, said.summary, list(said.questions), said.body, [])


def _block(one: shared.Block, called: dict[str, str]) -> BlockView:
    by = called.get(one.written_by, one.written_by)
    return BlockView(one.name, one.locale, one.version, one.text, by, one.written_at)


ROUTES = [
    preview,
    list_placeholders,
    post_picture,
    list_blocks,
    list_earlier,
    put_block,
    list_uses,
    try_question,
]
