"""The routes of the widget."""

from trustdesk.channels.webchat.api import trust, visits

ROUTES = [*visits.ROUTES, *trust.ROUTES]
