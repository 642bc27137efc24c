"""Work of the line: reading what came in, sending answers out, trying how it is set up."""

from trustdesk.channels.telegram.jobs.check import TelegramCheck
from trustdesk.channels.telegram.jobs.heralding import TelegramHerald
from trustdesk.channels.telegram.jobs.messenger import Messenger
from trustdesk.channels.telegram.jobs.parts import Parts
from trustdesk.channels.telegram.jobs.reader import Reader

__all__ = ["Messenger", "Parts", "Reader", "TelegramCheck", "TelegramHerald"]
