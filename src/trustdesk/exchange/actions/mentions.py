"""What the customer's messages speak of, held against the record."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import msgspec

from trustdesk.exchange.actions.chains import Chains
from trustdesk.exchange.actions.connector import Connector, NoAccount, Search
from trustdesk.exchange.actions.reading import Shelf, how, mask_fact
from trustdesk.exchange.model.chains import ChainFact, Moved
from trustdesk.exchange.model.contract import Deposit, Network, Wallet, Withdrawal
from trustdesk.exchange.model.records import Record, RecordKind
from trustdesk.exchange.model.requests import AddressQuery
from trustdesk.exchange.rules import claims
from trustdesk.exchange.rules.amounts import written
from trustdesk.exchange.rules.answers import Nonsense
from trustdesk.exchange.rules.facts import Fact
from trustdesk.exchange.rules.recognise import Recognised, mentions, recognise
from trustdesk.exchange.store import values as store
from trustdesk.exchange.views import (
    ChainView,
    ClaimView,
    FactState,
    LookupView,
    MentionsView,
    MentionView,
    MovedView,
)
from trustdesk.kit.db import Tx
from trustdesk.kit.egress import Unreachable
from trustdesk.kit.fields import ACCOUNT

MOST = 8  # of what a thread mentions, newest first; the rest is asked for one by one
MOST_MOVED = 6


class Said(msgspec.Struct, frozen=True):
    """A message of the customer: its number and its text."""

    seq: int
    text: str


class Spoken(msgspec.Struct, frozen=True):
    """Something a message mentions, and what it may be; None for a number."""

    seq: int
    text: str
    what: Recognised | None


def spoken_of(said: Sequence[Said]) -> list[Spoken]:
    """Gather what the messages mention, each thing once, the newest first."""
    found: dict[str, Spoken] = {}
    for one in sorted(said, key=lambda one: -one.seq):
        for mention in mentions(one.text):
            found.setdefault(mention.text, Spoken(one.seq, mention.text, mention.what))
        for number in claims.numbers(one.text):
            found.setdefault(number, Spoken(one.seq, number, None))
    return list(found.values())[:MOST]


async def read(
    connector: Connector | None, uid: str | None, said: Sequence[Said], now: datetime
) -> MentionsView:
    """Hold what the messages mention against the customer's records."""
    spoken = spoken_of(said)
    if connector is None or uid is None:
        state: FactState = "no_connector" if connector is None else "no_account"
        return MentionsView(state, now, [_bare(one) for one in spoken])
    texts = {one.seq: one.text for one in said}
    try:
        found = await asyncio.gather(*(_found(connector, uid, one, now) for one in spoken))
    except (Unreachable, Nonsense, NoAccount) as error:
        return MentionsView(how(error), now, [_bare(one) for one in spoken])
    pairs = zip(spoken, found, strict=True)
    return MentionsView("read", now, [_view(one, match, texts[one.seq]) for one, match in pairs])


async def _found(
    connector: Connector, uid: str, one: Spoken, now: datetime
) -> tuple[RecordKind, Record] | None:
    if one.what is not None and one.what.check == "bad":
        return None
    kinds: tuple[RecordKind, ...] = (
        ("orders", "deposits", "withdrawals")
        if one.what is None
        else ("deposits", "withdrawals")
        if one.what.kind == "transaction"
        else ("wallets", "withdrawals")
    )
    wanted = Search(q=one.text, limit=1)
    lists = await asyncio.gather(*(connector.records(uid, kind, now, wanted) for kind in kinds))
    return next(((kind, found[0]) for kind, found in zip(kinds, lists, strict=True) if found), None)


def _bare(one: Spoken) -> MentionView:
    what = one.what
    return MentionView(
        seq=one.seq,
        text=one.text,
        kind=what.kind if what else "number",
        networks=what.networks if what else (),
        check=what.check if what else "none",
    )


def _view(one: Spoken, match: tuple[RecordKind, Record] | None, text: str) -> MentionView:
    if match is None:
        return _bare(one)
    kind, record = match
    told: list[claims.Compared] = []
    if isinstance(record, Deposit | Withdrawal):
        told = claims.compared(claims.claims(text), record.asset, record.amount, record.network)
    elif isinstance(record, Wallet):
        told = claims.compared(claims.claims(text), record.asset, "", record.network)
    compared = [ClaimView(c.field, c.stated, c.recorded, c.agrees) for c in told]
    return msgspec.structs.replace(
        _bare(one), record=kind, record_id=record.id, state=getattr(record, "state", ""), claims=compared
    )


class Asked(msgspec.Struct, frozen=True):
    """Who is asked about a transaction, and for whom."""

    chains: Chains
    connector: Connector | None
    uid: str | None


class Looked(msgspec.Struct, frozen=True):
    """What the chains say, with whose each target is and which coin each contract is here."""

    text: str
    what: Recognised | None
    facts: Sequence[ChainFact]
    belongs: dict[str, str]
    listed: dict[str, str]


async def look_up(asked: Asked, text: str, now: datetime) -> Looked:
    """Ask every chain that a transaction may be on; only the look-up decides which one it is."""
    what = recognise(text)
    if what is None or what.kind != "transaction":
        return Looked(text, what, (), {}, {})
    facts = await asked.chains.look_up(text, what.networks, now)
    moved = [(fact.network, one) for fact in facts for one in fact.moved[:MOST_MOVED]]
    if asked.connector is None or asked.uid is None or not moved:
        return Looked(text, what, facts, {}, {})
    try:
        networks = await asked.connector.networks(now)
        belongs = await _belonging(asked.connector, asked.uid, moved, now)
    except (Unreachable, Nonsense, NoAccount):
        return Looked(text, what, facts, {}, {})
    return Looked(text, what, facts, belongs, _listed(networks))


async def _belonging(
    connector: Connector, uid: str, moved: Sequence[tuple[str, Moved]], now: datetime
) -> dict[str, str]:
    places = list(dict.fromkeys((network, one.target) for network, one in moved))
    said = await asyncio.gather(
        *(connector.belongs(uid, AddressQuery(network, target), now) for network, target in places)
    )
    return {f"{network}/{target}": one.to for (network, target), one in zip(places, said, strict=True)}


def _listed(networks: Sequence[Network]) -> dict[str, str]:
    return {f"{one.network}/{one.contract.lower()}": one.asset for one in networks if one.contract}


async def show(tx: Tx, shelf: Shelf, looked: Looked, now: datetime) -> LookupView:
    """Show what the chains say; addresses are masked like everything of an account."""
    sealed: list[store.Sealed] = []

    def moved(fact: ChainFact, one: Moved, place: int) -> MovedView:
        where = f"chain/{fact.network}/{looked.text}/{place}"
        source, target = (
            mask_fact(tx.tenant, shelf, where, Fact(name, value, "text", ACCOUNT), sealed)
            for name, value in (("source", one.source), ("target", one.target))
        )
        key = f"{fact.network}/{(one.contract or '').lower()}"
        return MovedView(
            source=source,
            target=target,
            amount=written(one.units, one.decimals),
            contract=one.contract,
            asset=looked.listed.get(key) if one.contract else None,
            belongs=looked.belongs.get(f"{fact.network}/{one.target}"),
        )

    chains = [
        ChainView(
            network=fact.network,
            state=fact.state,
            read_at=fact.read_at,
            confirmations=fact.confirmations,
            at=fact.at,
            moved=[moved(fact, one, place) for place, one in enumerate(fact.moved[:MOST_MOVED])],
        )
        for fact in looked.facts
    ]
    if sealed:
        await store.keep(tx, shelf.conversation, sealed, now + store.KEPT)
    what = looked.what
    return LookupView(
        kind=what.kind if what else "unknown",
        check=what.check if what else "none",
        candidates=what.networks if what else (),
        chains=chains,
    )
