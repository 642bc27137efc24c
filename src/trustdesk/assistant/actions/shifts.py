"""The end of a shift: what an agent holds, given to a colleague or the queue in one act, and taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk import conversations, procedures, staff
from trustdesk.assistant import store
from trustdesk.assistant.actions import desk, summing
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.model import Handover
from trustdesk.assistant.rules.awaiting import awaits
from trustdesk.assistant.views import HandoverView, HeldView
from trustdesk.evidence import About, append
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import ClientIdReused, Conflict, Invalid, NotFound, Refused
from trustdesk.kit.ids import uuid7
from trustdesk.kit.jobs import defer
from trustdesk.kit.repeats import check_same, fingerprint

MOST_HELD = 50
UNDO = timedelta(minutes=30)
WRITE = "assistant.sum_up"


class HandOverBody(msgspec.Struct, frozen=True):
    """Everything one holds, to a colleague, or to the queue; the same client id hands over once."""

    client_id: conversations.ClientId
    to: UUID | None = None


async def held(tx: Tx, parts: Parts, actor: Actor, words: i18n.Words, now: datetime) -> list[HeldView]:
    """Show what an agent holds and has not ended: how it stands, what it waits for, summed up."""
    found: list[HeldView] = []
    ids = await store.held_by(tx, UUID(actor.id), MOST_HELD)
    cases = await conversations.states_of(tx, ids)
    for case in (cases[id] for id in ids):
        summed = await summing.summary(tx, parts, await desk.heard(tx, case, now), words)
        waits = awaits(case, await procedures.progress_of(tx, case.id))
        found.append(HeldView(case.number, case.id, case.status, case.topic, waits, summed))
    return found


async def hand_over(
    tx: Tx, parts: Parts, actor: Actor, body: HandOverBody, when: tuple[i18n.Words, datetime]
) -> HandoverView:
    """Leave a note in everything the agent holds, and give it away; whoever gives to the queue steps away."""
    (words, now), me = when, UUID(actor.id)
    before = await store.handed_over(tx, me, body.client_id)
    if before is not None:
        check_same(before[0], fingerprint(body))
        return _view(before[1])
    name = (await staff.names(tx, [body.to])).get(body.to) if body.to else ""
    if name is None or body.to == me:
        raise Invalid("to: a colleague, or nobody for the queue")
    items = await held(tx, parts, actor, words, now)
    id, prefix = uuid7(), parts.brands[tx.tenant].prefix
    # Stepping away comes first: what goes back to the queue must not come back at once.
    was = await staff.attend(tx, me, "away") if body.to is None else "away"
    await _done(tx, prefix, [*_notes(actor, items, id), *_given(actor, items, body.to, name, id)], now)
    cases = await conversations.states_of(tx, [one.conversation for one in items])
    made = Handover(
        id=id,
        agent=me,
        target=body.to,
        target_name=name,
        conversations=[one.conversation for one in items],
        seqs=[cases[one.conversation].staff_seq for one in items],
        was=was,
        at=now,
    )
    if not await store.keep_handover(tx, made, body.client_id, fingerprint(body)):
        raise Conflict("handed over elsewhere at the same moment")
    told = {"to": name or "queue", "conversations": [one.number for one in items]}
    await append(tx, actor, "shift.hand_over", About("agent", str(body.to or me)), told)
    if parts.endpoint is not None:
        for one in items:
            await defer(tx, WRITE, {"conversation": str(one.conversation), "locale": words.locale})
    return _view(made)


async def undo(tx: Tx, parts: Parts, actor: Actor, id: UUID, now: datetime) -> HandoverView:
    """Take back what nobody has answered since and still is where it was given. Raises ``NotFound``."""
    me = UUID(actor.id)
    made = await store.lock_handover(tx, me, id)
    if made is None:
        raise NotFound
    cases = await conversations.states_of(tx, made.conversations)
    if made.undone_at is None and now - made.at > UNDO:
        raise Conflict("too late to undo: half an hour is over")
    back = [
        id
        for id, seq in zip(made.conversations, made.seqs, strict=True)
        if (case := cases.get(id)) and case.status != "closed"
        and case.assignee == made.target and case.staff_seq == seq
    ]  # fmt: skip
    if made.undone_at is None:
        # The agent may not take what a colleague holds; the desk gives back what the agent gave by mistake.
        own = [
            conversations.Assign(
                actor=system(tx.tenant),
                client_id=f"undo:{id}:{one.hex}"[:64],
                conversation=one,
                assignee=me,
                assignee_name=actor.name,
            )
            for one in back
        ]
        await _done(tx, parts.brands[tx.tenant].prefix, own, now)
        await store.undone(tx, id, now)
        if made.target is None:
            await staff.attend(tx, me, made.was)
        await append(tx, actor, "shift.undo", About("handover", str(id)), {"back": len(back)})
        return _view(made, undone=True, stayed=len(made.conversations) - len(back))
    mine = sum(case.assignee == me for case in cases.values())
    return _view(made, undone=True, stayed=len(made.conversations) - mine)


def _notes(actor: Actor, items: Sequence[HeldView], id: UUID) -> list[conversations.Command]:
    return [
        conversations.Note(
            actor=actor,
            client_id=f"shift:{id.hex[-12:]}:{one.conversation.hex}",
            conversation=one.conversation,
            text=one.summary.text,
        )
        for one in items
    ]


def _given(
    actor: Actor, items: Sequence[HeldView], to: UUID | None, name: str, id: UUID
) -> list[conversations.Command]:
    return [
        conversations.Assign(
            actor=actor,
            client_id=f"give:{id.hex[-12:]}:{one.conversation.hex}",
            conversation=one.conversation,
            assignee=to,
            assignee_name=name,
        )
        for one in items
    ]


async def _done(tx: Tx, prefix: str, wanted: Sequence[conversations.Command], now: datetime) -> None:
    for answer in await conversations.perform(tx, list(wanted), prefix, now) if wanted else ():
        if isinstance(answer, Refused) and not isinstance(answer, ClientIdReused):
            raise answer


def _view(one: Handover, *, undone: bool = False, stayed: int = 0) -> HandoverView:
    over = undone or one.undone_at is not None
    return HandoverView(one.id, one.target_name or None, len(one.conversations), over, stayed)
