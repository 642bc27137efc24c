"""Work of the room: spreading circulars, carrying copies, asking addresses, forgetting."""

from trustdesk.subscriptions.jobs.copies import Copies, Ground
from trustdesk.subscriptions.jobs.pushing import PushHerald
from trustdesk.subscriptions.jobs.scheduled import jobs
from trustdesk.subscriptions.jobs.spreading import Circulars

__all__ = ["Circulars", "Copies", "Ground", "PushHerald", "jobs"]
