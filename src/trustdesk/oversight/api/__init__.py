"""The room over HTTP and WebSocket."""

from trustdesk.oversight.api import alerts, approvals, auditing, figures
from trustdesk.oversight.api.alerts import AlertsFeed

ROUTES = [*alerts.ROUTES, *approvals.ROUTES, *auditing.ROUTES, *figures.ROUTES]

__all__ = ["ROUTES", "AlertsFeed"]
