"""The routes of triage: of one conversation, of the models, of what might be written."""

from trustdesk.triage.api import cases, models, proposals

ROUTES = [*cases.ROUTES, *models.ROUTES, *proposals.ROUTES]
