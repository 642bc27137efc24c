"""The room over HTTP: signing in and out, passkeys, single sign-on, the staff, the directory."""

from litestar.handlers import HTTPRouteHandler

from trustdesk.staff.api import passkeys, scim, sessions, sign_in, sso, staff
from trustdesk.staff.api.sign_in import Lobby
from trustdesk.staff.api.terms import terms_of

ROUTES: list[HTTPRouteHandler] = [
    *sign_in.ROUTES,
    *sessions.ROUTES,
    *passkeys.ROUTES,
    *sso.ROUTES,
    *staff.ROUTES,
    *scim.ROUTES,
]

__all__ = ["ROUTES", "Lobby", "terms_of"]
