"""The routes of the widget. A visitor's token opens that visitor's own conversation and nothing else."""

from trustdesk.channels.webchat.api import (
    asking,
    contact,
    continuing,
    following,
    safety,
    thread,
    trust,
    visits,
)
from trustdesk.channels.webchat.api.guests import Heard
from trustdesk.channels.webchat.api.thread import SendBody, write_in

ROUTES = [
    *visits.ROUTES,
    *thread.ROUTES,
    *safety.ROUTES,
    *trust.ROUTES,
    *contact.ROUTES,
    *continuing.ROUTES,
    *following.ROUTES,
    *asking.ROUTES,
]

__all__ = ["ROUTES", "Heard", "SendBody", "write_in"]
