"""The HTTP routes of macros and drafts."""

from datetime import datetime
from uuid import UUID

from litestar import Response, delete, get, post, put

from trustdesk.evidence import About, append
from trustdesk.guard import Guard
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.replies import actions, store
from trustdesk.replies.model import DraftBody, Macro, MacroBody, NewMacro
from trustdesk.replies.views import DraftView, Macros


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
        if not again:
            await append(tx, actor, "macro.add", About("macro", str(macro.id)), {"title": macro.title})
    return Response(macro, status_code=200 if again else 201)


@put("/api/v1/macros/{id:uuid}", opt={"policy": "staff"})
async def put_macro(
    db: Database, guard: Guard, actor: Actor, now: datetime, id: UUID, data: MacroBody
) -> Macro:
    """Replace a macro (seniors and up)."""
    async with db.transaction(actor.tenant) as tx:
        macro = await actions.change_macro(tx, guard, actor, id, data, now)
        await append(tx, actor, "macro.change", About("macro", str(id)), {"title": macro.title})
        return macro


@delete("/api/v1/macros/{id:uuid}", opt={"policy": "staff"}, status_code=204)
async def delete_macro(db: Database, actor: Actor, id: UUID) -> None:
    """Remove a macro (seniors and up)."""
    async with db.transaction(actor.tenant) as tx:
        await actions.remove_macro(tx, actor, id)
        await append(tx, actor, "macro.remove", About("macro", str(id)))


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


ROUTES = [list_macros, post_macro, put_macro, delete_macro, get_draft, put_draft, delete_draft]
