"""Step-up: a customer confirmed one exact act in the exchange's app. It holds for that act alone."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from trustdesk.customers.actions.people import handles_of
from trustdesk.customers.actions.visits import EXCHANGE
from trustdesk.customers.model import Confirmation, Level, Proof
from trustdesk.customers.rules import tokens
from trustdesk.customers.store import visits as store
from trustdesk.kit import secrets
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import IdentityRefused
from trustdesk.kit.ids import uuid7


class Act(msgspec.Struct, frozen=True):
    """What was laid before the customer: the hash of the act, and the id of the asking."""

    customer: UUID
    hash: str
    nonce: str


async def confirm(tx: Tx, told: Confirmation, act: Act, now: datetime) -> Proof:
    """Take the exchange's word for an act; raises ``IdentityRefused`` unless it is for this very one.

    The proof never shows as the customer's standing: nobody is lifted to this level but for the act.
    """
    if (told.act, told.nonce) != (act.hash, act.nonce):
        raise IdentityRefused("another act")
    known = await handles_of(tx, act.customer)
    if (EXCHANGE, told.sub) not in {(one.line, one.external_id) for one in known}:
        raise IdentityRefused("another customer")
    until = datetime.fromtimestamp(told.exp, UTC)
    if not await store.use(tx, secrets.digest(f"jti:{told.jti}"), until + tokens.SKEW):
        raise IdentityRefused("used")
    proof = Proof(
        id=uuid7(),
        customer=act.customer,
        level=Level.STEP_UP,
        via=tokens.via(told),
        kyc_level=told.kyc_level,
        at=now,
        until=until,
    )
    await store.bind(tx, proof, act.hash)
    return proof
