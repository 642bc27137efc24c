"""What the assistant is given by the house: its settings, guided cases, an endpoint if any."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import cast

from trustdesk import announcements, assistant, conversations, incidents, procedures
from trustdesk.channels.setup import Section, Setup
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.egress import Egress
from trustdesk.kit.i18n import Locale
from trustdesk.kit.settings import Misconfigured, Settings

SECTION = Section(assistant.LINE, assistant.AssistantSettings)
PRICES = ("in", "out")


class SettledBy:
    """The brand's settings of the assistant, as they are set up now."""

    def __init__(self, setup: Setup) -> None:
        """Take where settings are kept."""
        self._setup = setup

    async def __call__(self, tx: Tx) -> assistant.AssistantSettings:
        """Read them within a transaction."""
        return cast("assistant.AssistantSettings", await self._setup.within(tx, assistant.LINE))


class ProceduresAbout:
    """The guided cases, begun by what a conversation is about."""

    async def begin(self, tx: Tx, case: conversations.Conversation, topic: str, now: datetime) -> None:
        """Begin the one for this topic, unless one runs already."""
        await procedures.begin_about(tx, case, topic, now)


async def told(tx: Tx, locale: Locale) -> list[assistant.Passage]:
    """Tell what is announced and what is wrong at the moment, as something to answer from."""
    wrong = await incidents.public(tx, locale)
    said = await announcements.pinned(tx, locale, clock.utc_now())
    return [
        *(
            assistant.Passage(
                origin="incident",
                slug=str(one.id),
                title=one.title,
                url=f"/help/{tx.tenant}/{locale}",
                locale=locale,
                lines=one.text.splitlines(),
                whole=one.text,
            )
            for one in wrong
        ),
        *(
            assistant.Passage(
                origin="announcement",
                slug=str(one.id),
                title=one.title,
                url=one.url,
                locale=one.locale,
                lines=one.text.splitlines(),
                whole=one.text,
            )
            for one in said
        ),
    ]


def endpoint(settings: Settings, egress: Egress) -> assistant.Endpoint | None:
    """Make the endpoint the operator named, or none."""
    if not settings.assistant_url:
        return None
    prices = prices_of(settings.assistant_prices)
    made = settings.assistant_url, settings.assistant_model, settings.assistant_key
    return assistant.Endpoint(egress, *made, prices)


def prices_of(said: tuple[str, ...]) -> assistant.Prices:
    """Read ``in=0.15, out=0.6``: what a million tokens cost; raises ``Misconfigured``."""
    found: dict[str, Decimal] = {}
    for one in said:
        name, _, value = one.partition("=")
        try:
            found[name.strip()] = Decimal(value.strip())
        except InvalidOperation as error:
            raise Misconfigured("assistant_prices", f"{value!r} is no number") from error
    if unknown := found.keys() - set(PRICES):
        raise Misconfigured("assistant_prices", f"{min(unknown)!r} is neither in nor out")
    return assistant.Prices(*(found.get(name, Decimal(0)) for name in PRICES))
