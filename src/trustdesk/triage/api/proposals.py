"""What might be written: listed for who keeps the articles, begun as a draft, or dismissed."""

from datetime import datetime
from uuid import UUID

from litestar import get, post

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.triage.actions import proposing
from trustdesk.triage.views import DraftedView, ProposalsView


@get("/api/v1/triage/proposals", opt={"policy": "staff"})
async def list_proposals(db: Database, actor: Actor, now: datetime) -> ProposalsView:
    """List what customers asked and no article answers, answers worth keeping, articles that do not help."""
    async with db.transaction(actor.tenant) as tx:
        return await proposing.listed(tx, actor, now)


@post("/api/v1/triage/proposals/{id:uuid}/draft", opt={"policy": "staff"}, status_code=200)
async def post_draft(db: Database, actor: Actor, now: datetime, id: UUID) -> DraftedView:
    """Begin an article from a proposal; the same again gives the same article."""
    async with db.transaction(actor.tenant) as tx:
        return DraftedView(await proposing.draft(tx, actor, id, now))


@post("/api/v1/triage/proposals/{id:uuid}/dismiss", opt={"policy": "staff"}, status_code=204)
async def post_dismissal(db: Database, actor: Actor, now: datetime, id: UUID) -> None:
    """Say that nothing shall be written from it."""
    async with db.transaction(actor.tenant) as tx:
        await proposing.dismiss(tx, actor, id, now)


ROUTES = [list_proposals, post_draft, post_dismissal]
