"""Work of the mail line: taking mails in from servers and mailboxes, reading them, sending answers."""

from trustdesk.channels.email.jobs.inspecting import Inspecting
from trustdesk.channels.email.jobs.line import Ground, MailLine
from trustdesk.channels.email.jobs.scheduled import jobs
from trustdesk.channels.email.jobs.trying import MailCheck
from trustdesk.channels.email.model import SECTION

__all__ = ["SECTION", "Ground", "Inspecting", "MailCheck", "MailLine", "jobs"]
