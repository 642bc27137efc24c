"""The form: a page on which anybody writes to the desk, without an account and without a script.

It asks by topic what whoever answers has to know. A letter is kept before anything else, without its
secrets, and becomes a conversation when its sender has proved their address. Doubts lose no letter.
"""

from trustdesk.channels.form.api import ROUTES
from trustdesk.channels.form.jobs.letters import Parts, health
from trustdesk.channels.form.jobs.scheduled import jobs
from trustdesk.channels.form.model import SECTION, FormSettings

__all__ = ["ROUTES", "SECTION", "FormSettings", "Parts", "health", "jobs"]
