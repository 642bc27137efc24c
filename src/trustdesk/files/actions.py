"""Verbs of the room."""

from collections.abc import Collection
from uuid import UUID

from trustdesk.files import store
from trustdesk.files.views import Attachment, Links
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Invalid


async def attachments(tx: Tx, links: Links, ids: Collection[UUID]) -> dict[UUID, Attachment]:
    """Show these files with fresh links; ids that are unknown here are left out."""
    if not ids:
        return {}
    return {file.id: links.attachment(tx.tenant, file) for file in await store.find(tx, ids)}


async def require(tx: Tx, ids: Collection[UUID], actor: Actor) -> None:
    """Refuse (``Invalid``) unless the actor took in every one of these files."""
    mine = await store.taken_in_by(tx, ids, actor.key)
    if set(ids) - mine:
        raise Invalid("attachments: no such file")
