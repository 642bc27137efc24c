"""Every route of the house, by room and by line."""

from litestar.handlers import HTTPRouteHandler

from trustdesk.announcements import api as announcements_api
from trustdesk.assistant import api as assistant_api
from trustdesk.channels import form, status, webchat
from trustdesk.channels.api.api import messages as api_line
from trustdesk.channels.api.api import webhooks
from trustdesk.channels.email import api as email_api
from trustdesk.channels.health import api as health_api
from trustdesk.channels.post import api as post_api
from trustdesk.channels.setup import api as setup_api
from trustdesk.channels.telegram import api as telegram_api
from trustdesk.channels.webchat.api import demo
from trustdesk.conversations.api import (
    appeals,
    canaries,
    facts,
    joins,
    phrases,
    requests,
    reveals,
    routes,
    ties,
    transcripts,
)
from trustdesk.evidence import api as evidence_api
from trustdesk.exchange import api as exchange_api
from trustdesk.files import api as files_api
from trustdesk.guard import api as guard_api
from trustdesk.house import House
from trustdesk.incidents import api as incidents_api
from trustdesk.kit import pages, vitals
from trustdesk.knowledge import api as knowledge_api
from trustdesk.official import api as official_api
from trustdesk.oversight import api as oversight_api
from trustdesk.procedures import api as procedures_api
from trustdesk.ratings import api as ratings_api
from trustdesk.replies import api as replies_api
from trustdesk.reports import api as reports_api
from trustdesk.retention import api as retention_api
from trustdesk.routing import api as routing_api
from trustdesk.staff import api as staff_api
from trustdesk.subscriptions import api as subscriptions_api
from trustdesk.surge import api as surge_api
from trustdesk.triage import api as triage_api
from trustdesk.vault import api as vault_api


def mounted(house: House) -> list[HTTPRouteHandler]:
    """List every room's routes."""
    return [*_rooms(), *_lines(house)]


def _rooms() -> list[HTTPRouteHandler]:
    """List the routes of the rooms below the lines."""
    return [
        *staff_api.ROUTES,
        *files_api.ROUTES,
        *evidence_api.ROUTES,
        *routes.ROUTES,
        *appeals.ROUTES,
        *guard_api.ROUTES,
        *transcripts.ROUTES,
        *ties.ROUTES,
        *joins.ROUTES,
        *phrases.ROUTES,
        *reveals.ROUTES,
        *facts.ROUTES,
        *requests.ROUTES,
        *exchange_api.ROUTES,
        *canaries.ROUTES,
        *oversight_api.ROUTES,
        *routing_api.ROUTES,
        *replies_api.ROUTES,
        *incidents_api.ROUTES,
        *announcements_api.ROUTES,
        *subscriptions_api.ROUTES,
        *assistant_api.ROUTES,
        *ratings_api.ROUTES,
        *procedures_api.ROUTES,
        *triage_api.ROUTES,
        *vault_api.ROUTES,
        *retention_api.ROUTES,
        *official_api.ROUTES,
        *knowledge_api.ROUTES,
        *reports_api.ROUTES,
        *surge_api.ROUTES,
    ]


def _lines(house: House) -> list[HTTPRouteHandler]:
    """List the routes of the lines, and of the house's own pages."""
    return [
        *webchat.ROUTES,
        *form.ROUTES,
        *status.ROUTES,
        *demo.routes(house.settings, house.brands),
        api_line.post_message,
        *webhooks.ROUTES,
        *post_api.ROUTES,
        *setup_api.ROUTES,
        *email_api.ROUTES,
        *telegram_api.ROUTES,
        *health_api.ROUTES,
        *pages.routes(house.settings.files_url),
        *vitals.routes(house.db, lambda: house.draining),
    ]
