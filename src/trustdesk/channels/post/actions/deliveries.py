"""Verbs of what goes out: write it down, pack it, record what came of it, send it again."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import conversations, customers
from trustdesk.channels.post import rules
from trustdesk.channels.post.actions.arrivals import opened
from trustdesk.channels.post.model import Claimed, Known, Parcel
from trustdesk.channels.post.store import arrivals
from trustdesk.channels.post.store import deliveries as store
from trustdesk.channels.post.views import DeliveryView
from trustdesk.evidence import About, append
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound
from trustdesk.kit.events import Event
from trustdesk.kit.ids import uuid7
from trustdesk.kit.secrets import Keys
from trustdesk.staff import Action

DUE_OUT = UUID(int=0xDE11_7E5)  # wakes whoever sends: something is due


async def enqueue(tx: Tx, events: Sequence[Event], carried: Collection[str]) -> None:
    """Write down what these facts say was answered, each once, where a line carries it."""
    places = [(one.fact.about, one.fact.seq) for one in events if isinstance(one.fact, REPLY)]
    answers = [one for one in await store.answers(tx, places) if one.line in carried]
    if answers and await store.insert(tx, [(uuid7(), one) for one in answers]):
        tx.news.add(DUE_OUT)
        tx.news.update(one.conversation for one in answers)


REPLY = conversations.ReplyWritten


async def answered_on(tx: Tx, case: conversations.Conversation) -> str:
    """Tell on which line an answer to this conversation goes out now."""
    [answer] = await store.answers(tx, [(case.id, case.seq + 1)])
    return answer.line


async def pack(tx: Tx, keys: Keys, claimed: Sequence[Claimed]) -> dict[UUID, Parcel]:
    """Put together what was claimed, by delivery; what has nowhere to go gets an empty target."""
    cases = await conversations.states_of(tx, list({one.conversation for one in claimed}))
    entries = await conversations.entries_at(tx, [(one.conversation, one.seq) for one in claimed])
    parcels: dict[UUID, Parcel] = {}
    for one in claimed:
        case, entry = cases[one.conversation], entries[one.conversation, one.seq]
        said = await _said_since(tx, case, one) if one.left_from is not None else [entry]
        parcels[one.id] = Parcel(
            id=one.id,
            conversation=case.id,
            number=case.number,
            seq=one.seq,
            line=one.line,
            customer=case.customer,
            target=await _target(tx, keys, one, case.customer),
            text="\n\n".join(it.text for it in said if it.text),
            attachments=[file for it in said for file in it.attachments or []],
            author_kind=entry.author_kind,
            author_name=entry.author_name,
            language=case.language,
            attempts=one.attempts,
            parts=one.parts,
            external_id=one.external_id,
            left=one.left_from is not None,
        )
    return parcels


async def _said_since(tx: Tx, case: conversations.Conversation, one: Claimed) -> list[conversations.Entry]:
    """Read what staff said from where the customer had left."""
    since = (one.left_from or one.seq) - 1
    entries = await conversations.entries_for(tx, case, since, one.seq - since)
    return [it for it in entries if rules.is_answer(it.kind, it.author_kind)]


async def _target(tx: Tx, keys: Keys, one: Claimed, customer: UUID) -> str:
    """Find the handle the customer wrote from in this conversation, else the first on the line."""
    line = rules.ANSWERED_ON.get(one.line, one.line)
    known = [it for it in await customers.handles_of(tx, customer) if it.line == line]
    if one.left_from is not None:
        return next((it.external_id for it in known if it.answers), "")
    handles = [it.external_id for it in known]
    last = await arrivals.last_of(tx, one.conversation, one.line)
    sender = opened(keys, last).meta.get("sender", "") if last else ""
    return sender if sender in handles else next(iter(handles), "")


async def send_after(tx: Tx, case: conversations.Conversation, line: str, seq: int, left_from: int) -> None:
    """Send what was said in a chat up to ``seq`` after who has left it, on another line; once."""
    answer = store.Answer(conversation=case.id, seq=seq, customer=case.customer, line=line)
    if await store.insert_left(tx, uuid7(), answer, left_from):
        tx.news.update((case.id, DUE_OUT))


async def sent(tx: Tx, one: Claimed, external_id: str) -> None:
    """Record that it is out."""
    await store.sent(tx, one.id, external_id)
    tx.news.update((one.conversation, DUE_OUT))


async def part_sent(tx: Tx, parcel: Parcel, parts: int, external_id: str) -> None:
    """Record that so many parts of a reply are out: the next attempt goes on behind them."""
    await store.part_sent(tx, parcel.id, parts, external_id)


async def later(tx: Tx, one: Claimed, reason: str, seconds: float) -> None:
    """Record an attempt in vain."""
    await store.later(tx, one.id, reason, seconds)
    tx.news.add(one.conversation)


async def fail(tx: Tx, one: Known | Claimed, reason: str, now: datetime) -> None:
    """Record that it will not arrive, and tell it in its conversation, which is open again."""
    if not await store.failed(tx, one.id, reason):
        return
    tx.news.update((one.conversation, DUE_OUT))
    undelivered = conversations.Undelivered(
        actor=system(tx.tenant),
        client_id=str(uuid7()),
        conversation=one.conversation,
        line=one.line,
        of=one.seq,
        reason=reason,
    )
    await conversations.perform(tx, [undelivered], "", now)


async def bounced(tx: Tx, *, line: str, external_id: str, reason: str, now: datetime) -> bool:
    """Hear bad news of something that was sent; False when we sent nothing of that name."""
    found = await store.outside(tx, line, external_id)
    for one in found:
        await fail(tx, one, reason[: rules.LONGEST_REASON], now)
    return bool(found)


async def send_again(tx: Tx, actor: Actor, id: UUID, now: datetime) -> None:
    """Send one that has failed again, for who may write in its conversation."""
    one = await store.get(tx, id)
    case = (await conversations.states_of(tx, [one.conversation])).get(one.conversation) if one else None
    if one is None or case is None:
        raise NotFound
    await conversations.open_for(tx, actor, case.number, now, Action.WRITE)
    if not await store.again(tx, id):
        raise Conflict("only what has failed is sent again")
    await append(tx, actor, "delivery.again", About("conversation", case.number), {"delivery": str(id)})
    tx.news.update((case.id, DUE_OUT))


async def resend(tx: Tx, actor: Actor, id: UUID) -> None:
    """Send one that has failed again, for who keeps the desk running and reads no conversation."""
    if not await store.again(tx, id):
        raise NotFound
    await append(tx, actor, "delivery.again", About("delivery", str(id)))
    tx.news.add(DUE_OUT)


async def shown(tx: Tx, actor: Actor, number: str, now: datetime) -> list[DeliveryView]:
    """Show how everything that went out of a conversation has fared."""
    case = await conversations.open_for(tx, actor, number, now)
    return await store.of(tx, case.id)
