"""How a visitor can be reached: proving an e-mail address, and the anti-phishing code of who signed in."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post, put

from trustdesk import conversations, customers
from trustdesk.channels.webchat.api import visits
from trustdesk.channels.webchat.views import ContactAsked, ContactProved, PhishingCode, ReachView
from trustdesk.customers import Asking, CaseLink, Thing, Tie
from trustdesk.guard import Guard
from trustdesk.kit import limits
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import CodeRefused, Conflict, Invalid
from trustdesk.kit.fields import CONTACT
from trustdesk.kit.ids import uuid7
from trustdesk.kit.secrets import Keys

EMAIL = "email"
ASKS, AN_HOUR = 10, timedelta(hours=1)
OURSELVES = UUID(int=0)  # proposes what nobody of staff proposed; anybody may decide it
SAME_ADDRESS = "the visitor proved an address that the other customer wrote from"


class ContactBody(msgspec.Struct, frozen=True):
    """Where the visitor wants to be reached."""

    address: Annotated[str, msgspec.Meta(min_length=3, max_length=254), CONTACT]


class ProofBody(msgspec.Struct, frozen=True):
    """The six digits, of which mail they are, and whether answers may come to that address, too."""

    id: UUID
    digits: Annotated[str, msgspec.Meta(min_length=1, max_length=12)]
    answers: bool = False


class AnswersBody(msgspec.Struct, frozen=True):
    """Whether answers given after the visitor has left are mailed to the address they proved."""

    wanted: bool


class PhishingBody(msgspec.Struct, frozen=True):
    """Words of the customer's own, for every genuine mail to carry."""

    words: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


@get("/api/v1/widget/contact", opt={"policy": "visitor"})
async def get_contact(db: Database, keys: Keys, actor: Actor, now: datetime) -> ReachView:
    """Tell a visitor which address they proved, their anti-phishing code, where their case is told."""
    may = customers.allows(actor.level, Thing.ACCOUNT_DATA)
    async with db.transaction(actor.tenant) as tx:
        handles = await customers.handles_of(tx, UUID(actor.id))
        words = await customers.anti_phishing_code(tx, UUID(actor.id)) if may else None
        case = await conversations.current_of(tx, actor)
    follow = f"/{actor.tenant}/status"
    if case is not None and customers.allows(actor.level, Thing.CASE_STATUS):
        follow = customers.case_path(keys, actor.tenant, CaseLink(case.customer, case.id), now)
    proved = [one for one in handles if one.line == EMAIL and one.proved_at is not None]
    hint = _hinted(proved[-1].external_id) if proved else ""
    return ReachView(hint, words or "", may, follow, any(one.answers for one in proved))


@post("/api/v1/widget/contact", opt={"policy": "visitor", "limited": True}, status_code=201)
async def ask_contact(
    db: Database, keys: Keys, actor: Actor, now: datetime, data: ContactBody
) -> ContactAsked:
    """Send a code to an address; whether anybody knows it here is not told."""
    await limits.spend(db, f"contact-ask:{actor.id}", ASKS, AN_HOUR)
    address = customers.mail_address(data.address)
    if address is None:
        raise Invalid("address: not an e-mail address")
    asking = Asking(line=EMAIL, address=address, purpose="chat", language=actor.languages[0])
    async with db.transaction(actor.tenant) as tx:
        return ContactAsked(await customers.ask_code(tx, keys, asking, now), now + timedelta(minutes=15))


@post("/api/v1/widget/contact/proof", opt={"policy": "visitor"}, status_code=200)
async def prove_contact(
    request: Request[Any, Any, Any], db: Database, keys: Keys, actor: Actor, now: datetime, data: ProofBody
) -> ContactProved:
    """Take the code back. An address of somebody known proves them and merges nobody: a tie is proposed."""
    token = visits.token_of(request)
    async with db.transaction(actor.tenant) as tx:
        proof = await customers.prove_contact(tx, keys, data.id, data.digits, now, visitor=UUID(actor.id))
        if isinstance(proof, customers.Proof):
            await customers.prove_on(tx, token, proof)
            if str(proof.customer) != actor.id:
                await _propose(tx, UUID(actor.id), proof.customer, now)
            elif data.answers:
                await customers.wish_answers(tx, UUID(actor.id), EMAIL, wanted=True)
    if isinstance(proof, CodeRefused):
        raise proof
    visits.forget(request, token)
    return ContactProved(apart=str(proof.customer) != actor.id)


@put("/api/v1/widget/contact/answers", opt={"policy": "visitor"}, status_code=204)
async def set_answers(db: Database, actor: Actor, data: AnswersBody) -> None:
    """Wish that answers given after one has left come by mail, or do not."""
    async with db.transaction(actor.tenant) as tx:
        await customers.wish_answers(tx, UUID(actor.id), EMAIL, wanted=data.wanted)


@put("/api/v1/widget/anti-phishing", opt={"policy": "visitor"})
async def set_phishing(
    db: Database, guard: Guard, actor: Actor, now: datetime, data: PhishingBody
) -> PhishingCode:
    """Set or change one's own anti-phishing code; a password is none."""
    customers.check(actor.level, Thing.ACCOUNT_DATA)
    if guard.clean(actor.tenant, data.words).findings:
        raise Invalid("words: looks like a secret")
    async with db.transaction(actor.tenant) as tx:
        return PhishingCode(await customers.set_anti_phishing_code(tx, actor, data.words, now))


async def _propose(tx: Tx, visitor: UUID, known: UUID, now: datetime) -> None:
    """Propose that the two are one person; staff decide."""
    cases = [await conversations.current_of_customer(tx, one) for one in sorted((visitor, known))]
    one, other = cases
    if one is None or other is None:
        return
    tie = Tie(
        id=uuid7(),
        one=one.customer,
        other=other.customer,
        one_number=one.number,
        other_number=other.number,
        reason=SAME_ADDRESS,
        state="proposed",
        proposed_by=OURSELVES,
        proposed_name="trustdesk",
        proposed_at=now,
        decided_name=None,
        decided_at=None,
    )
    try:
        async with tx.attempt():
            await customers.propose_tie(tx, system(tx.tenant), tie, f"proved:{tie.id}", b"")
    except Conflict:
        return  # somebody has proposed or accepted it already


def _hinted(address: str) -> str:
    """Remind its owner of an address without writing it out."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}"


ROUTES = [get_contact, ask_contact, prove_contact, set_answers, set_phishing]
