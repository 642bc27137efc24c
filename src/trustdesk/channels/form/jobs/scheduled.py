"""Scheduled work: letters that were let go and never arrived, and those nobody stood by."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from trustdesk.brands import Brand
from trustdesk.channels.form.actions import forgetting
from trustdesk.channels.form.jobs import letters
from trustdesk.channels.form.model import LETTER_LASTS_DAYS
from trustdesk.kit import clock
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import EVERY_MINUTE, Job

DAILY = "41 3 * * *"
IN_PROGRESS = timedelta(minutes=1)  # whoever let a letter go is bringing it in just now
REMEMBERED = timedelta(days=30)  # by its client id, for who sends it once more


def jobs(parts: letters.Parts, blobs: Blobs, brands: Mapping[str, Brand]) -> list[Job]:
    """Name the line's jobs."""

    async def bring_in(_db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        await letters.left_over(parts, brands[tenant], clock.utc_now() - IN_PROGRESS)

    async def forget(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        now = clock.utc_now()
        async with db.transaction(tenant) as tx:
            since = (now - timedelta(days=LETTER_LASTS_DAYS), now - REMEMBERED)
            await forgetting.forget_old(tx, blobs, since, now)

    return [Job("form.bring_in", bring_in, every=EVERY_MINUTE), Job("form.forget", forget, every=DAILY)]
