"""Watching the lines: how each fares, as figures for the operator's machines."""

import asyncio
from collections.abc import Sequence

import prometheus_client
import structlog

from trustdesk.channels.health import actions
from trustdesk.channels.health.model import Watched
from trustdesk.channels.health.views import LineCard
from trustdesk.kit import clock
from trustdesk.kit.db import Database

log = structlog.get_logger()

EVERY_SECONDS = 15
LABELS = ["brand", "line", "way"]
BACKLOG = prometheus_client.Gauge("trustdesk_line_backlog", "Waits to be read or sent", LABELS)
FAILED = prometheus_client.Gauge("trustdesk_line_failed", "Failed, waits for a person", LABELS)
OLDEST = prometheus_client.Gauge(
    "trustdesk_line_oldest_seconds", "How long the oldest has waited that nobody has tried", LABELS
)
TROUBLES = prometheus_client.Gauge(
    "trustdesk_line_troubles", "Parts of a line that cannot be reached", ["brand", "line"]
)


class Watch:
    """Counts for every brand and line, again and again, as long as the node serves."""

    def __init__(self, db: Database, tenants: Sequence[str], watched: Watched) -> None:
        """Take what to look at."""
        self.watched = watched
        self._db = db
        self._tenants = tenants

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Look once at every brand; one that cannot be read keeps its last figures."""
        for tenant in self._tenants:
            try:
                async with self._db.transaction(tenant) as tx:
                    cards = await actions.standing(tx, self.watched, clock.utc_now())
            except Exception:  # the next look is soon
                log.exception("the lines could not be looked at", tenant=tenant)
                continue
            for card in cards:
                _show(tenant, card)


def _show(tenant: str, card: LineCard) -> None:
    figures, now = card.figures, clock.utc_now()
    TROUBLES.labels(tenant, figures.line).set(len(card.troubles))
    for way, due, failed, oldest in (
        ("in", figures.due_in, figures.failed_in, figures.oldest_in),
        ("out", figures.due_out, figures.failed_out, figures.oldest_out),
    ):
        labels = (tenant, figures.line, way)
        BACKLOG.labels(*labels).set(due)
        FAILED.labels(*labels).set(failed)
        OLDEST.labels(*labels).set((now - oldest).total_seconds() if oldest else 0)
