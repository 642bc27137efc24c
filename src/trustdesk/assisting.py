"""What the assistant is given by the house: its settings, the customer's account, an endpoint if any."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import cast

from trustdesk import assistant, conversations, exchange, procedures
from trustdesk.channels.setup import Section, Setup
from trustdesk.kit import clock
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.egress import Egress
from trustdesk.kit.settings import Misconfigured, Settings

SECTION = Section(assistant.LINE, assistant.AssistantSettings)
LATEST = 5
PRICES = ("in", "out")


class SettledBy:
    """The brand's settings of the assistant, as they are set up now."""

    def __init__(self, setup: Setup) -> None:
        """Take where settings are kept."""
        self._setup = setup

    async def __call__(self, tx: Tx) -> assistant.AssistantSettings:
        """Read them within a transaction."""
        return cast("assistant.AssistantSettings", await self._setup.within(tx, assistant.LINE))


class AccountBehind:
    """The customer's own records at the exchange; what is held closely is masked as for everybody."""

    def __init__(self, db: Database, window: exchange.Window) -> None:
        """Take the database and the window into the exchange."""
        self._db = db
        self._window = window

    async def told(self, tenant: str, case: conversations.Conversation, kind: str) -> str:
        """Tell the latest records of a kind, one a line, or what stands in the way."""
        async with self._db.transaction(tenant) as tx:
            uid = await exchange.uid_of(tx, case.customer)
        now, latest = clock.utc_now(), exchange.Search(limit=LATEST)
        connector = self._window.connector(tenant)
        reading = await exchange.search(connector, uid, cast("exchange.RecordKind", kind), now, latest)
        async with self._db.transaction(tenant) as tx:
            shown = await exchange.show(tx, self._window.shelf(case.id), reading)
        lines = [
            "; ".join(
                [
                    f"{one.at:%Y-%m-%d %H:%M} UTC",
                    one.state,
                    *(f"{fact.name} {fact.value}" for fact in one.facts),
                ]
            )
            for one in shown.records
        ]
        return "\n".join(lines) or f"no records ({shown.state})"


class ProceduresAbout:
    """The guided cases, begun by what a conversation is about."""

    async def begin(self, tx: Tx, case: conversations.Conversation, topic: str, now: datetime) -> None:
        """Begin the one for this topic, unless one runs already."""
        await procedures.begin_about(tx, case, topic, now)


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
