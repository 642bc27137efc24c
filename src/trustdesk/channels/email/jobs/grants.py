"""Access tokens of mail servers that take no passwords (OAuth 2.0, RFC 6749): asked for, kept, renewed.

A token is held in memory until shortly before it ends. Where the server gives another refresh token with it,
that one is kept, sealed: the one that was set up may soon be worth nothing.
"""

import asyncio
from collections import defaultdict
from typing import Annotated
from urllib.parse import urlencode

import msgspec

from trustdesk.channels.email.model import EmailSettings
from trustdesk.channels.email.store import tokens
from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Egress, Refused, Unreachable
from trustdesk.kit.fields import SECRET
from trustdesk.kit.secrets import Keys

PURPOSE = "mail-token"
OK = 200
EARLY_SECONDS = 120.0
USUAL_SECONDS = 3_600.0
MOST_SAID = 160
FORM = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}


class NotGranted(ValueError):
    """The server gives no token; the text says what it said, and nothing that was secret."""


class Granted(msgspec.Struct, frozen=True):
    """What the server answers."""

    access_token: Annotated[str, SECRET] = ""
    expires_in: float = USUAL_SECONDS
    refresh_token: Annotated[str, SECRET] = ""
    error: str = ""


class Grants:
    """Puts access tokens where passwords would stand."""

    def __init__(self, db: Database, keys: Keys, egress: Egress) -> None:
        """Take where refresh tokens are kept, and the way out."""
        self._db = db
        self._keys = keys
        self._egress = egress
        self._known: dict[tuple[str, str], tuple[str, float]] = {}
        self._turns: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def dressed(self, tenant: str, settings: EmailSettings) -> EmailSettings:
        """Give the settings with a token for each password that is none; raises ``NotGranted``."""
        wanted = [
            name
            for name, auth in (("smtp_password", settings.smtp_auth), ("imap_password", settings.imap_auth))
            if auth == "oauth"
        ]
        if not wanted:
            return settings
        token = await self._token(tenant, settings)
        return msgspec.structs.replace(settings, **dict.fromkeys(wanted, token))

    def forget(self, tenant: str, settings: EmailSettings) -> None:
        """Hear that a token was not taken: the next one is asked for."""
        self._known.pop((tenant, self._mark(settings)), None)

    def _mark(self, settings: EmailSettings) -> str:
        named = (
            settings.oauth_url,
            settings.oauth_client_id,
            settings.oauth_client_secret,
            settings.oauth_refresh_token,
            settings.oauth_scope,
        )
        return self._keys.mark(PURPOSE, "\n".join(named))

    async def _token(self, tenant: str, settings: EmailSettings) -> str:
        key = tenant, self._mark(settings)
        async with self._turns[key]:
            token, until = self._known.get(key, ("", 0.0))
            now = clock.utc_now().timestamp()
            if now >= until:
                granted = await self._asked(tenant, key[1], settings)
                token = granted.access_token
                self._known[key] = token, now + max(granted.expires_in - EARLY_SECONDS, 0.0)
            return token

    async def _asked(self, tenant: str, mark: str, settings: EmailSettings) -> Granted:
        async with self._db.transaction(tenant) as tx:
            kept = await tokens.newest(tx, mark)
        refresh = self._keys.open(PURPOSE, kept, bound=mark).decode() if kept else ""
        refresh = refresh or settings.oauth_refresh_token
        granted = await self._posted(settings, refresh)
        if granted.refresh_token and granted.refresh_token != refresh:
            sealed = self._keys.seal(PURPOSE, granted.refresh_token.encode(), bound=mark)
            async with self._db.transaction(tenant) as tx:
                await tokens.keep(tx, mark, sealed)
        return granted

    async def _posted(self, settings: EmailSettings, refresh: str) -> Granted:
        asked = {"client_id": settings.oauth_client_id, "client_secret": settings.oauth_client_secret}
        asked |= {"scope": settings.oauth_scope} if settings.oauth_scope else {}
        # Without a refresh token the desk speaks for itself, as an application of the mail server's domain.
        asked |= (
            {"grant_type": "refresh_token", "refresh_token": refresh}
            if refresh
            else {"grant_type": "client_credentials"}
        )
        try:
            answer = await self._egress.post(settings.oauth_url, urlencode(asked).encode(), FORM)
        except (Refused, Unreachable) as error:
            raise NotGranted(f"the token server cannot be reached: {error}"[:MOST_SAID]) from error
        try:
            granted = msgspec.json.decode(answer.body, type=Granted)
        except msgspec.DecodeError as error:
            raise NotGranted(f"the token server answered {answer.status}") from error
        if answer.status != OK or not granted.access_token:
            raise NotGranted(f"the token server refuses: {granted.error or answer.status}"[:MOST_SAID])
        return granted
