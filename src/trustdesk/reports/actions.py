"""Verbs of the room."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk.kit import event_store
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.reports.model import Probe
from trustdesk.reports.views import DatabaseView, FailureView, HealthView, ReactionView
from trustdesk.staff import Action, check

MOST_BEHIND = 1_000


async def health(tx: Tx, actor: Actor, probes: Sequence[Probe], node: str) -> HealthView:
    """Tell how the desk is."""
    check(actor, Action.SEE_HEALTH)
    failures: dict[str, list[FailureView]] = {}
    for row in await event_store.failures(tx):
        view = FailureView(
            row["id"], row["event_kind"], row["event_at"], row["attempts"], row["next_at"], row["error"]
        )
        failures.setdefault(row["reaction"], []).append(view)
    reactions = [
        ReactionView(row["reaction"], row["behind"], row["at"], failures.get(row["reaction"], []))
        for row in await event_store.progress(tx, MOST_BEHIND)
    ]
    lines = [await probe(tx) for probe in probes]
    return HealthView(reactions, lines, node, DatabaseView(*await event_store.server(tx)))


async def try_again(tx: Tx, actor: Actor, failure: UUID) -> None:
    """Make what is set aside due now; raises ``NotFound`` when it has been made good."""
    check(actor, Action.SEE_HEALTH)
    if not await event_store.hurry(tx, failure):
        raise NotFound
