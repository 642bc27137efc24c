"""Health of the lines: what came in and went out last, what waits, what failed and who may try it again.

Nothing here reads what customers wrote: it counts what the post keeps. The one way to the raw bytes of an
arrival is ``raw``, for who may, by a reason, on record.
"""

from trustdesk.channels.health.actions import standing
from trustdesk.channels.health.jobs import Watch
from trustdesk.channels.health.model import LineFigures, LineTrouble, Watched
from trustdesk.channels.health.rules import state_of
from trustdesk.channels.health.views import LineCard

__all__ = ["LineCard", "LineFigures", "LineTrouble", "Watch", "Watched", "standing", "state_of"]
