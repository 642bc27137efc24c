"""The routes of the widget. A visitor's token opens that visitor's own conversation and nothing else."""

from trustdesk.channels.webchat.api import contact, continuing, following, thread, trust, visits
from trustdesk.channels.webchat.api.thread import SendBody, write_in

ROUTES = [
    *visits.ROUTES,
    *thread.ROUTES,
    *trust.ROUTES,
    *contact.ROUTES,
    *continuing.ROUTES,
    *following.ROUTES,
]

__all__ = ["ROUTES", "SendBody", "write_in"]
