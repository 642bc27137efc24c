"""Reading facts: asked without a transaction, shown with what is held closely masked and sealed."""

import asyncio
import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import customers
from trustdesk.exchange.actions.connector import EVERYTHING, Connector, NoAccount, Search
from trustdesk.exchange.model.contract import Account
from trustdesk.exchange.model.records import Record, RecordKind
from trustdesk.exchange.model.requests import MatchQuery
from trustdesk.exchange.rules.answers import Nonsense
from trustdesk.exchange.rules.facts import Fact, changes_of, facts_of
from trustdesk.exchange.store import values as store
from trustdesk.exchange.views import (
    ChangeView,
    FactRecordView,
    FactState,
    FactsView,
    FactView,
    MatchView,
    account_view,
)
from trustdesk.kit.db import Tx
from trustdesk.kit.egress import Unreachable
from trustdesk.kit.errors import NotFound
from trustdesk.kit.fields import PUBLIC, mask
from trustdesk.kit.secrets import Keys

PURPOSE = "exchange-value"
EXCHANGE = "exchange"  # the line of handles under which the exchange itself knows a customer
FIRST_LOOK: tuple[RecordKind, ...] = ("deposits", "withdrawals", "orders", "positions")
FIRST_LOOK_EACH = 5
Unread = (Unreachable, Nonsense, NoAccount)  # what may come of asking: nobody, or nothing that can be true


class Reading(msgspec.Struct, frozen=True):
    """What was read of an account, and how it went."""

    state: FactState
    at: datetime
    account: Account | None = None
    records: Sequence[tuple[RecordKind, Record]] = ()


class Shelf(msgspec.Struct, frozen=True):
    """For which conversation something is shown, and the keys that seal it."""

    keys: Keys
    conversation: UUID


async def uid_of(tx: Tx, customer: UUID) -> str | None:
    """Tell by which number the exchange knows a customer: only its own signed word has told us."""
    return (await uids_of(tx, [customer])).get(customer)


async def uids_of(tx: Tx, of: Sequence[UUID]) -> Mapping[UUID, str]:
    """Tell it of many customers, those it has told us about."""
    return await customers.ids_on(tx, EXCHANGE, of)


async def read(connector: Connector | None, uid: str | None, now: datetime) -> Reading:
    """Read the account and what mattered last; never raises for what is out there."""
    if connector is None or uid is None:
        return Reading("no_connector" if connector is None else "no_account", now)
    latest = Search(limit=FIRST_LOOK_EACH)
    try:
        account, lists = await asyncio.gather(
            connector.account(uid, now),
            asyncio.gather(*(connector.records(uid, kind, now, latest) for kind in FIRST_LOOK)),
        )
    except Unread as error:
        return Reading(how(error), now)
    found: list[tuple[RecordKind, Record]] = [
        (kind, one) for kind, records in zip(FIRST_LOOK, lists, strict=True) for one in records
    ]
    return Reading("read", now, account, found)


async def search(
    connector: Connector | None,
    uid: str | None,
    kind: RecordKind,
    now: datetime,
    wanted: Search = EVERYTHING,
) -> Reading:
    """Search the records of one kind."""
    if connector is None or uid is None:
        return Reading("no_connector" if connector is None else "no_account", now)
    try:
        found = await connector.records(uid, kind, now, wanted)
    except Unread as error:
        return Reading(how(error), now)
    return Reading("read", now, None, [(kind, one) for one in found])


async def match(connector: Connector | None, uid: str | None, stated: MatchQuery, now: datetime) -> MatchView:
    """Compare what a customer stated with what is registered; neither is kept."""
    if connector is None or uid is None:
        return MatchView("no_connector" if connector is None else "no_account", None)
    try:
        return MatchView("read", await connector.matches(uid, stated, now))
    except Unread as error:
        return MatchView(how(error), None)


def how(error: Exception) -> FactState:
    """Name what went wrong out there."""
    if isinstance(error, NoAccount):
        return "unknown"
    return "nonsense" if isinstance(error, Nonsense) else "unreachable"


async def show(tx: Tx, shelf: Shelf, reading: Reading) -> FactsView:
    """Show a reading: public values as they are, the others masked, sealed and revealable by reference."""
    sealed: list[store.Sealed] = []
    records = [
        FactRecordView(
            kind=kind,
            id=one.id,
            at=one.at,
            state=getattr(one, "state", ""),
            facts=_shown(shelf, tx.tenant, f"{kind}/{one.id}", list(facts_of(one)), sealed),
            changes=[ChangeView(step.state, step.at, step.reason, step.filled) for step in changes_of(one)],
        )
        for kind, one in reading.records
    ]
    account = reading.account and account_view(
        reading.account, _shown(shelf, tx.tenant, "account", list(facts_of(reading.account)), sealed)
    )
    if sealed:
        await store.keep(tx, shelf.conversation, sealed, reading.at + store.KEPT)
    return FactsView(reading.state, reading.at, account, records)


async def value_of(tx: Tx, shelf: Shelf, id: UUID, now: datetime) -> str:
    """Open one value that was shown masked; raises ``NotFound`` once it is no longer kept."""
    sealed = await store.find(tx, shelf.conversation, id, now)
    if sealed is None:
        raise NotFound
    return shelf.keys.open(PURPOSE, sealed, f"{tx.tenant}/{id}").decode()


async def forget(tx: Tx, now: datetime) -> int:
    """Forget the values that can be revealed no more."""
    return await store.forget(tx, now)


def _shown(
    shelf: Shelf, tenant: str, where: str, facts: Sequence[Fact], sealed: list[store.Sealed]
) -> list[FactView]:
    return [
        FactView(fact.name, fact.value, fact.shape)
        if fact.held is PUBLIC
        else mask_fact(tenant, shelf, where, fact, sealed)
        for fact in facts
    ]


def mask_fact(tenant: str, shelf: Shelf, where: str, fact: Fact, sealed: list[store.Sealed]) -> FactView:
    """Mask one value, seal it for a reveal, and name it by where it stands.

    The same value at the same place has the same name, so that reading again leaves references good.
    """
    place = f"{tenant}/{shelf.conversation}/{where}/{fact.name}"
    id = UUID(bytes=base64.urlsafe_b64decode(shelf.keys.mark(PURPOSE, place) + "=="))
    sealed.append((id, shelf.keys.seal(PURPOSE, fact.value.encode(), f"{tenant}/{id}")))
    return FactView(fact.name, mask(fact.value), fact.shape, f"fact:{shelf.conversation}:{id}")
