"""The status page: how a case stands, told to its customer without an agent and without a script.

It opens by the signed link from a mail, or by the number and a code to the address. A wrong number and
somebody else's are answered alike. What is written here joins the same conversation.
"""

from trustdesk.channels.status.api import ROUTES
from trustdesk.channels.status.jobs.cases import Parts

__all__ = ["ROUTES", "Parts"]
