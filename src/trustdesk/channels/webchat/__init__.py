"""The web chat line: the widget on an exchange's pages, and the same chat inside its app."""

from trustdesk.channels.webchat.api import ROUTES

__all__ = ["ROUTES"]
