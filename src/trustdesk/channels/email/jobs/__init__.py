"""Work of the mail line: taking mails in from servers and mailboxes, reading them, sending answers."""

from trustdesk.channels.email.jobs.carrier import MailCarrier
from trustdesk.channels.email.jobs.listener import Listener
from trustdesk.channels.email.jobs.mailbox import Mailboxes
from trustdesk.channels.email.jobs.scheduled import jobs
from trustdesk.channels.email.jobs.translator import MailTranslator

__all__ = ["Listener", "MailCarrier", "MailTranslator", "Mailboxes", "jobs"]
