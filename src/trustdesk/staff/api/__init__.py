"""The room over HTTP: signing in and out, passkeys, single sign-on, the staff, the directory."""

from collections.abc import Mapping

from litestar.handlers import HTTPRouteHandler

from trustdesk.brands import Brand
from trustdesk.kit.db import Database
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import Settings
from trustdesk.staff.api import passkeys, scim, sessions, sign_in, sso, staff
from trustdesk.staff.api.sign_in import Lobby
from trustdesk.staff.api.staff import Screening
from trustdesk.staff.api.terms import terms_of


def lobby_of(db: Database, keys: Keys, settings: Settings, brands: Mapping[str, Brand]) -> Lobby:
    """Put together what signing in needs of the house; raises ``Misconfigured`` for unknown roles."""
    return Lobby(db, keys, settings, brands, terms_of(settings, brands))


ROUTES: list[HTTPRouteHandler] = [
    *sign_in.ROUTES,
    *sessions.ROUTES,
    *passkeys.ROUTES,
    *sso.ROUTES,
    *staff.ROUTES,
    *scim.ROUTES,
]

__all__ = ["ROUTES", "Lobby", "Screening", "lobby_of", "terms_of"]
