"""Pushes: an announcement as the service worker shows it, handed to the browser's own push service."""

from base64 import urlsafe_b64encode
from urllib.parse import urlsplit

import msgspec
from typing_extensions import override

from trustdesk.kit import clock, pushes
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Answer, Egress, Refused, Unreachable
from trustdesk.kit.pushes import Browser, Push
from trustdesk.kit.secrets import Keys
from trustdesk.subscriptions.actions import browsers
from trustdesk.subscriptions.model import Failed, Gone, Herald, Later, Outcome, Sent, Word
from trustdesk.subscriptions.rules.waiting import excerpt, retry_after

PER_MINUTE = 3_000
SHOWN_TITLE, SHOWN_TEXT = 120, 240
URGENCY = {"risk": "high", "promotion": "low"}
TAKEN, NOT_FOUND, GONE, TOO_FAST, SERVER = range(200, 300), 404, 410, 429, 500


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the service worker is told; ``tag`` replaces what was shown of the same announcement."""

    title: str
    text: str
    url: str
    tag: str
    language: str
    urgent: bool
    corrected: bool


class PushHerald(Herald):
    """Carries announcements to browsers; a second push of the same replaces the first on the screen."""

    way = "push"
    again = True
    at_once = 16

    def __init__(self, db: Database, keys: Keys, egress: Egress, base_url: str) -> None:
        """Take the way out, and who answers for us to push services."""
        self._db = db
        self._keys = keys
        self._egress = egress
        self._contact = base_url

    @override
    async def place(self, tenant: str) -> str:
        """Browsers are always there."""
        return "push"

    @override
    async def per_minute(self, tenant: str) -> int:
        """Push services take fast; what is too fast they say."""
        return PER_MINUTE

    @override
    async def carry(self, tenant: str, word: Word) -> Outcome:
        """Hand one push over."""
        browser, now = msgspec.json.decode(word.to, type=Browser), clock.utc_now()
        async with self._db.transaction(tenant) as tx:
            key = await browsers.key(tx, self._keys, now)
        push = pushed(word)
        aud = "{0.scheme}://{0.netloc}".format(urlsplit(browser.endpoint))
        lines = pushes.headers(push, aud, self._contact, key, now)
        try:
            sealed = pushes.sealed(browser, push.body)
            answer = await self._egress.post(browser.endpoint, sealed, lines)
        except Unreachable as error:
            return Later(str(error))
        except Refused as error:
            return Failed(str(error))
        return _outcome(answer)


def pushed(word: Word) -> Push:
    """Write an announcement as a push."""
    topic = urlsafe_b64encode(word.announcement.bytes).rstrip(b"=").decode()
    shown = Shown(
        title=excerpt(word.title, SHOWN_TITLE),
        text=excerpt(word.text, SHOWN_TEXT),
        url=word.url,
        tag=topic,
        language=word.language,
        urgent=word.urgent,
        corrected=word.corrected,
    )
    return Push(
        body=msgspec.json.encode(shown),
        topic=topic,
        urgency=URGENCY.get(word.kind, "normal"),
        lasts=word.lasts,
    )


def _outcome(answer: Answer) -> Outcome:
    said = f"the push service answered {answer.status}"
    if answer.status in TAKEN:
        return Sent()
    if answer.status in (NOT_FOUND, GONE):
        return Gone(said)
    if answer.status == TOO_FAST or answer.status >= SERVER:
        return Later(said, retry_after(answer.retry_after, clock.utc_now()))
    return Failed(said)
