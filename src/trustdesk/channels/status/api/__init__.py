"""The routes of the status page. A case is open to a browser by a signed cookie of its own."""

from trustdesk.channels.status.api import case, entering, safety

ROUTES = [*entering.ROUTES, *case.ROUTES, *safety.ROUTES]

__all__ = ["ROUTES"]
