"""Verbs of the room."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from trustdesk.files import store
from trustdesk.files.views import Attachment, Links
from trustdesk.kit.db import Tx


async def attachments(tx: Tx, links: Links, ids: Collection[UUID], now: datetime) -> dict[UUID, Attachment]:
    """Show these files with fresh links; ids that are unknown here are left out."""
    if not ids:
        return {}
    return {file.id: links.attachment(tx.tenant, file, now) for file in await store.find(tx, ids)}
