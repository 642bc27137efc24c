"""Incidents: something is wrong for many at once, is said once, and answers every one of them.

An incident has a title, updates in each language, and the conversations that are about it. One update
is told in all of them, each in its language; whoever comes new is offered to follow it before queueing.
Whoever writes again after that waits for a person like everybody.
"""

from trustdesk.incidents.actions.keeping import follow
from trustdesk.incidents.actions.showing import joined, public
from trustdesk.incidents.model import Titles
from trustdesk.incidents.views import OpenIncident, OpenIncidents

__all__ = ["OpenIncident", "OpenIncidents", "Titles", "follow", "joined", "public"]
