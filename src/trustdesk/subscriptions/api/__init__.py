"""The HTTP routes and the live topic of the room: pages and browsers for everybody, circulars for editors."""

from trustdesk.subscriptions.api import browsers, desk, pages
from trustdesk.subscriptions.api.desk import CircularsFeed, Heralds

ROUTES = [*pages.ROUTES, *browsers.ROUTES, *desk.ROUTES]

__all__ = ["ROUTES", "CircularsFeed", "Heralds"]
