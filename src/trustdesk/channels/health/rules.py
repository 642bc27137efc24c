"""How a line is, in one word."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from trustdesk.channels.health.model import LineFigures, LineTrouble, State
from trustdesk.reports import LineHealth

# What is due is taken within a second: whatever waits longer than this has nobody who takes it.
PATIENCE = timedelta(minutes=2)


def state_of(figures: LineFigures, troubles: Sequence[LineTrouble], now: datetime) -> State:
    """Judge, the worst first.

    ``failed``: something waits for a person, or a part cannot be reached. ``stands``: what is due is not
    taken. ``late``: tried again by itself. ``held``: set aside for a person's judgement. ``quiet``: nothing
    has ever come or gone.
    """
    if figures.failed_in or figures.failed_out or troubles:
        return "failed"
    if _stands(figures, now):
        return "stands"
    if figures.late_in or figures.late_out:
        return "late"
    if figures.held:
        return "held"
    return "well" if figures.received_at or figures.sent_at else "quiet"


def with_told(figures: LineFigures, told: LineHealth | None) -> LineFigures:
    """Add what a line says of letters that it keeps itself, before they are anybody else's."""
    if told is None:
        return figures
    return msgspec.structs.replace(
        figures,
        received_at=max((at for at in (figures.received_at, told.received_at) if at), default=None),
        due_in=figures.due_in + told.late,
        oldest_in=min((at for at in (figures.oldest_in, told.oldest) if at), default=None),
    )


def _stands(figures: LineFigures, now: datetime) -> bool:
    """Tell whether something waits untried; what failed and is tried again is late, not standing."""
    waits = (figures.oldest_in, figures.oldest_out)
    return any(oldest is not None and now - oldest > PATIENCE for oldest in waits)
