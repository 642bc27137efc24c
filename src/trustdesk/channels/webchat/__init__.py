"""The web chat line: the widget on an exchange's pages, and the same chat inside its app."""

from trustdesk.channels.webchat.api import ROUTES, Heard, SendBody, write_in

__all__ = ["ROUTES", "Heard", "SendBody", "write_in"]
