"""Visits of devices: begun by anybody, raised by a proof, fallen back when it runs out, ended."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from trustdesk.customers.actions.crossings import cross
from trustdesk.customers.actions.people import get, recognise
from trustdesk.customers.model import Claims, Crossing, Customer, Level, Proof, Sender, Visit
from trustdesk.customers.rules import tokens
from trustdesk.customers.store import people
from trustdesk.customers.store import visits as store
from trustdesk.kit import secrets
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import IdentityRefused, Unauthorised
from trustdesk.kit.ids import uuid7

TOKEN_PREFIX = "tv"  # noqa: S105 - a prefix
WEBCHAT = "webchat"
EXCHANGE = "exchange"  # the line of handles under which the exchange itself knows a customer


class SignedIn(msgspec.Struct, frozen=True):
    """A visit on which a customer has signed in: its token, and how it stands now.

    ``afresh`` tells that somebody else had been signed in before: nothing of theirs may stay in sight.
    """

    token: str
    visit: Visit
    afresh: bool = False


async def begin(tx: Tx, name: str, locale: str) -> tuple[str, Customer]:
    """Begin a visit of somebody unknown: a new customer and the token of this device."""
    token = secrets.token(TOKEN_PREFIX, tx.tenant)
    [id] = await recognise(tx, [Sender(WEBCHAT, _handle(token), name, locale)])
    await store.insert(tx, secrets.digest(token), id, _handle(token))
    return token, await get(tx, id)


async def visit_of(tx: Tx, token: str) -> Visit:
    """Read the visit behind a token; raises ``Unauthorised``."""
    visit = await _found(tx, token)
    if visit is None:
        raise Unauthorised
    return visit


async def actor_of(tx: Tx, token: str, now: datetime) -> Actor | None:
    """Tell who writes on this visit at ``now``, or None; ``session`` is their handle on the web chat.

    A proof that has run out leaves the device's anonymous customer, who sees nothing of the other.
    """
    visit = await _found(tx, token)
    if visit is None:
        return None
    proof = living(visit, now)
    verified = proof is not None and visit.as_verified
    return Actor(
        tenant=tx.tenant,
        kind="customer",
        id=str(proof.customer if proof and verified else visit.customer),
        name=visit.name,
        languages=(visit.locale,),
        line=WEBCHAT,
        session=_own(proof.customer) if proof and verified else visit.handle,
        level=proof.level if proof else Level.VISITOR,
        until=proof.until if proof else None,
    )


def living(visit: Visit, now: datetime) -> Proof | None:
    """Give the proof of a visit as long as it holds."""
    return visit.proof if visit.proof and now < visit.proof.until else None


async def sign_in(
    tx: Tx, token: str, claims: Claims, until: datetime, now: datetime, *, keep: bool
) -> SignedIn:
    """Raise a visit by the exchange's word; raises ``IdentityRefused`` for a word that was used.

    With ``keep`` an anonymous chat stays in front until the customer brings it along. Whoever signs in
    on a device on which somebody else had signed in starts afresh. A visit that is raised for the first
    time goes on under a new token: a copy of the old one, left by whoever had the device before, stays
    what it was.
    """
    digest = secrets.digest(f"jti:{claims.jti}")
    if not await store.use(tx, digest, datetime.fromtimestamp(claims.exp, UTC) + tokens.SKEW):
        raise IdentityRefused("used")
    before = await visit_of(tx, token)
    [verified] = await recognise(tx, [Sender(EXCHANGE, claims.sub, before.name, before.locale)])
    # They write under a name of ours: the exchange's own number goes no further than it must.
    await people.add_handle(tx, WEBCHAT, _own(verified), verified)
    proof = Proof(
        id=uuid7(),
        customer=verified,
        level=Level.EXCHANGE,
        via=tokens.via(claims),
        kyc_level=claims.kyc_level,
        at=now,
        until=until,
    )
    await store.insert_proof(tx, proof)
    if before.proof is not None and before.proof.customer == verified:
        await store.raise_to(tx, secrets.digest(token), proof, as_verified=before.as_verified or not keep)
        tx.news.update({before.customer, verified})
        return SignedIn(token, await visit_of(tx, token))
    return await _afresh(tx, token, before, proof, keep=keep)


async def _afresh(tx: Tx, token: str, before: Visit, proof: Proof, *, keep: bool) -> SignedIn:
    # A proved address is no sign-in: whoever answers there goes on as who they are.
    afresh = before.proof is not None and before.proof.level >= Level.EXCHANGE
    if afresh:
        await _end(tx, before)
        token, _ = await begin(tx, "", before.locale)
        before, keep = await visit_of(tx, token), False
    # What was raised from here before and never arrived is ended; the token that asked stays what it is.
    await store.end_all(tx, before.customer, but=secrets.digest(token))
    new = secrets.token(TOKEN_PREFIX, tx.tenant)
    await store.insert(tx, secrets.digest(new), before.customer, before.handle)
    await store.raise_to(tx, secrets.digest(new), proof, as_verified=not keep)
    return SignedIn(new, await visit_of(tx, new), afresh)


async def prove_on(tx: Tx, token: str, proof: Proof) -> None:
    """Put down on a visit that its own customer proved an address; who has signed in stands higher."""
    visit = await visit_of(tx, token)
    higher = living(visit, proof.at)
    if proof.customer == visit.customer and (higher is None or higher.level <= proof.level):
        await store.raise_to(tx, secrets.digest(token), proof, as_verified=False)
    tx.news.add(visit.customer)


async def arrive(
    tx: Tx, keys: secrets.Keys, crossing: str, locale: str, now: datetime
) -> tuple[str, Customer, Crossing]:
    """Begin a visit of the customer who crossed over to the web chat; raises ``Expired``."""
    token = secrets.token(TOKEN_PREFIX, tx.tenant)
    crossed = await cross(tx, keys, crossing, Sender(WEBCHAT, _handle(token), "", locale), now)
    await store.insert(tx, secrets.digest(token), crossed.customer, _handle(token))
    return token, await get(tx, crossed.customer), crossed


async def write_as_verified(tx: Tx, token: str) -> None:
    """Let what is written on this visit be written as who signed in, not as the device."""
    visit = await visit_of(tx, token)
    await store.write_as_verified(tx, secrets.digest(token))
    tx.news.add(visit.customer)


async def proof_of(tx: Tx, customer: UUID) -> Proof | None:
    """Read how it was last proved who this customer is; look at ``until``."""
    return await store.latest_proof(tx, customer)


async def end(tx: Tx, token: str) -> None:
    """End the visit, whoever signed in on it; the device has nothing left, its sockets close."""
    await _end(tx, await visit_of(tx, token))


async def _end(tx: Tx, visit: Visit) -> None:
    await store.end_all(tx, visit.customer)
    tx.news.add(visit.customer)
    if visit.proof is not None:
        tx.news.add(visit.proof.customer)


async def _found(tx: Tx, token: str) -> Visit | None:
    visit = await store.find(tx, secrets.digest(token))
    if visit is None or visit.handle:
        return visit
    return msgspec.structs.replace(visit, handle=_handle(token))


def _own(customer: UUID) -> str:
    return f"customer:{customer}"


def _handle(token: str) -> str:
    return secrets.digest(token).hex()[:32]
