"""The HTTP routes of macros and drafts."""

from datetime import datetime
from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.di import Provide

from trustdesk.brands import Brand
from trustdesk.guard import Guard
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.settings import Settings
from trustdesk.replies import actions, store
from trustdesk.replies.model import DraftBody, Macro, MacroBody, NewMacro, PreviewBody
from trustdesk.replies.views import DraftView, FilledView, Macros, PreviewsView


@get("/api/v1/macros", opt={"policy": "staff"})
async def list_macros(db: Database, actor: Actor) -> Macros:
    """List the macros of the brand, by title."""
    async with db.transaction(actor.tenant) as tx:
        return Macros(await store.macros(tx))


@post("/api/v1/macros", opt={"policy": "staff"})
async def post_macro(
    db: Database, guard: Guard, actor: Actor, now: datetime, data: NewMacro
) -> Response[Macro]:
    """Add a macro (seniors and up). Its texts are checked as every reply is; 409 for a taken shortcut."""
    async with db.transaction(actor.tenant) as tx:
        macro, again = await actions.add_macro(tx, guard, actor, data, now)
    return Response(macro, status_code=200 if again else 201)


@put("/api/v1/macros/{id:uuid}", opt={"policy": "staff"})
async def put_macro(
    db: Database, guard: Guard, actor: Actor, now: datetime, id: UUID, data: MacroBody
) -> Macro:
    """Replace a macro (seniors and up)."""
    async with db.transaction(actor.tenant) as tx:
        return await actions.change_macro(tx, guard, actor, id, data, now)


@delete("/api/v1/macros/{id:uuid}", opt={"policy": "staff"}, status_code=204)
async def delete_macro(db: Database, actor: Actor, id: UUID) -> None:
    """Remove a macro (seniors and up)."""
    async with db.transaction(actor.tenant) as tx:
        await actions.remove_macro(tx, actor, id)


@post("/api/v1/macros/preview", opt={"policy": "staff"}, status_code=200)
async def preview_macro(brands: dict[str, Brand], actor: Actor, data: PreviewBody) -> PreviewsView:
    """Show how a macro would read, and what would stop it, before it is kept."""
    return actions.previewed(brands[actor.tenant], data.texts, actor.name)


def provide_place(brands: dict[str, Brand], settings: Settings, actor: Actor) -> tuple[Brand, str]:
    """Hand a route the brand and where the desk is."""
    return brands[actor.tenant], settings.base_url


FILLING = {"place": Provide(provide_place, sync_to_thread=False)}


@post(
    "/api/v1/conversations/{number:str}/macros/{id:uuid}",
    opt={"policy": "agent"},
    status_code=200,
    dependencies=FILLING,
)
async def fill_macro(
    db: Database, place: tuple[Brand, str], actor: Actor, now: datetime, number: str, id: UUID
) -> FilledView:
    """Fill a macro in for a conversation; what is ``missing`` stays open, and is not sent."""
    async with db.transaction(actor.tenant) as tx:
        return await actions.fill(tx, place, actor, (number, id), now)


@get("/api/v1/conversations/{number:str}/draft", opt={"policy": "agent"})
async def get_draft(db: Database, actor: Actor, now: datetime, number: str) -> DraftView:
    """Read one's own unfinished answer; the text is empty when there is none."""
    async with db.transaction(actor.tenant) as tx:
        return await actions.draft_of(tx, actor, number, now)


@put("/api/v1/conversations/{number:str}/draft", opt={"policy": "agent"})
async def put_draft(
    db: Database, guard: Guard, actor: Actor, now: datetime, number: str, data: DraftBody
) -> DraftView:
    """Keep one's unfinished answer, on whatever device it goes on; an empty text removes it."""
    async with db.transaction(actor.tenant) as tx:
        return await actions.keep_draft(tx, guard, actor, number, data.text, now)


@delete("/api/v1/conversations/{number:str}/draft", opt={"policy": "agent"}, status_code=204)
async def delete_draft(db: Database, guard: Guard, actor: Actor, now: datetime, number: str) -> None:
    """Remove one's unfinished answer."""
    async with db.transaction(actor.tenant) as tx:
        await actions.keep_draft(tx, guard, actor, number, "", now)


ROUTES = [
    list_macros,
    post_macro,
    put_macro,
    delete_macro,
    preview_macro,
    fill_macro,
    get_draft,
    put_draft,
    delete_draft,
]
