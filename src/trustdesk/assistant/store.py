"""The SQL of turns, of what the assistant did, and of calls to the endpoint."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

import msgspec

from trustdesk.assistant.model import Call, HandOver, Handover, Told, Turn
from trustdesk.assistant.views import AssistantCost, AssistantDid
from trustdesk.kit.db import Tx


async def turn(tx: Tx, conversation: UUID, *, lock: bool = False) -> Turn | None:
    """Read how far the assistant is in a conversation, locked if it goes on from there."""
    if lock:
        await tx.do(
            "select 1 from assistant_turns where tenant = $1 and conversation = $2 for update",
            tx.tenant,
            conversation,
        )
    found = await turns(tx, [conversation])
    return found.get(conversation)


async def turns(tx: Tx, conversations: Sequence[UUID]) -> dict[UUID, Turn]:
    """Read how far the assistant is in these conversations."""
    rows = await tx.all(
        Turn,
        """select conversation, state, asked_seq, said_seq, answers, clarified, why, read, topic, asked_at,
            said_at
        from assistant_turns where tenant = $1 and conversation = any($2)""",
        tx.tenant,
        list(conversations),
    )
    return {one.conversation: one for one in rows}


async def asked(tx: Tx, conversation: UUID, seq: int, now: datetime) -> bool:
    """Note that a question waits for the assistant; False when people have the word already."""
    done = await tx.do(
        """insert into assistant_turns (tenant, conversation, state, asked_seq, why, asked_at)
        values ($1, $2, 'assistant', $3, '', $4)
        on conflict (tenant, conversation) do update
        set asked_seq = greatest(assistant_turns.asked_seq, excluded.asked_seq), asked_at = excluded.asked_at
        where assistant_turns.state = 'assistant'""",
        tx.tenant,
        conversation,
        seq,
        now,
    )
    return done == 1


async def save(tx: Tx, turn: Turn) -> None:
    """Put down how far the assistant is."""
    await tx.do(
        """insert into assistant_turns (tenant, conversation, state, asked_seq, said_seq, answers, clarified,
            why, read, topic, asked_at, said_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (tenant, conversation) do update
        set state = excluded.state, asked_seq = excluded.asked_seq, said_seq = excluded.said_seq,
            answers = excluded.answers, clarified = excluded.clarified, why = excluded.why,
            read = excluded.read, topic = excluded.topic, asked_at = excluded.asked_at,
            said_at = excluded.said_at""",
        tx.tenant,
        *(getattr(turn, name) for name in Turn.__struct_fields__),
    )


async def begin_anew(tx: Tx, conversations: Sequence[UUID]) -> None:
    """Let the assistant have the word again where a conversation goes on after it was solved."""
    await tx.do(
        "delete from assistant_turns where tenant = $1 and conversation = any($2)",
        tx.tenant,
        list(conversations),
    )


async def overdue(
    tx: Tx, asked_before: datetime, said_before: datetime, most: int
) -> list[tuple[UUID, HandOver]]:
    """List what waits too long: for an answer (``late``), and for the customer's next word (none)."""
    rows = await tx.rows(
        """select t.conversation, t.said_seq < t.asked_seq as late
        from assistant_turns t join conversations c on c.tenant = t.tenant and c.id = t.conversation
        where t.tenant = $1 and t.state = 'assistant' and c.status = 'open' and c.assignee is null
            and (t.said_seq < t.asked_seq and t.asked_at < $2 or t.said_seq >= t.asked_seq and t.said_at < $3)
        order by t.asked_at limit $4""",
        tx.tenant,
        asked_before,
        said_before,
        most,
    )
    return [(row["conversation"], "late" if row["late"] else "") for row in rows]


async def held_by(tx: Tx, agent: UUID, most: int) -> list[UUID]:
    """List the conversations an agent holds that are not over, who waits longest first."""
    rows = await tx.rows(
        """select id from conversations
        where tenant = $1 and assignee = $2 and status in ('open', 'waiting', 'snoozed')
        order by coalesce(waiting_since, last_at), id limit $3""",
        tx.tenant,
        agent,
        most,
    )
    return [row["id"] for row in rows]


HANDOVER: LiteralString = """select id, agent, target, target_name, conversations, seqs, was, at, undone_at
    from handovers where tenant = $1 and agent = $2"""


async def keep_handover(tx: Tx, one: Handover, client_id: str, body_hash: bytes) -> bool:
    """Put down a hand-over; False when this client id has made one before."""
    done = await tx.do(
        """insert into handovers (tenant, id, agent, target, target_name, conversations, seqs, was, at,
            undone_at, client_id, body_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing""",
        tx.tenant,
        *msgspec.structs.astuple(one),
        client_id,
        body_hash,
    )
    return done == 1


async def handed_over(tx: Tx, agent: UUID, client_id: str) -> tuple[bytes, Handover] | None:
    """Find the hand-over an agent made under a client id, with the hash of what was asked."""
    found = await tx.one(Handover, HANDOVER + " and client_id = $3", tx.tenant, agent, client_id)
    if found is None:
        return None
    asked = "select body_hash from handovers where tenant = $1 and id = $2"
    return await tx.value(asked, tx.tenant, found.id), found


async def lock_handover(tx: Tx, agent: UUID, id: UUID) -> Handover | None:
    """Read an agent's own hand-over and keep it from being undone twice."""
    return await tx.one(Handover, HANDOVER + " and id = $3 for update", tx.tenant, agent, id)


async def undone(tx: Tx, id: UUID, now: datetime) -> None:
    """Put down that a hand-over was undone."""
    await tx.do("update handovers set undone_at = $3 where tenant = $1 and id = $2", tx.tenant, id, now)


async def tell(tx: Tx, told: Told) -> bool:
    """Put down what the assistant did to a question; False when that is known."""
    names = [name for name in Told.__struct_fields__ if name != "helped"]
    done = await tx.do(
        """insert into assistant_answers (tenant, id, conversation, question_seq, kind, why, by, slugs, score,
            took_ms, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing""",
        tx.tenant,
        *(getattr(told, name) for name in names),
    )
    return done == 1


async def judge(tx: Tx, conversation: UUID, *, helped: bool) -> None:
    """Put down the customer's verdict on the latest answer."""
    await tx.do(
        """update assistant_answers set helped = $3 where tenant = $1 and id = (
            select id from assistant_answers where tenant = $1 and conversation = $2
            order by question_seq desc limit 1)""",
        tx.tenant,
        conversation,
        helped,
    )


async def keep_call(tx: Tx, call: Call) -> None:
    """Put down a call to the endpoint."""
    await tx.do(
        """insert into assistant_calls (tenant, id, conversation, purpose, model, outcome, reason, tokens_in,
            tokens_out, cost, took_ms, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""",
        tx.tenant,
        *msgspec.structs.astuple(call),
    )


async def costs(tx: Tx, since: datetime) -> list[AssistantCost]:
    """Add up the calls since a time, by what they were for and what came of them."""
    return await tx.all(
        AssistantCost,
        """select purpose, model, outcome, count(*)::int as calls, sum(tokens_in)::int as tokens_in,
            sum(tokens_out)::int as tokens_out, trim_scale(sum(cost))::text as cost,
            percentile_disc(0.95) within group (order by took_ms)::int as p95_ms
        from assistant_calls where tenant = $1 and at >= $2
        group by purpose, model, outcome order by purpose, model, outcome""",
        tx.tenant,
        since,
    )


async def days(tx: Tx, since: datetime) -> list[AssistantDid]:
    """Count what the assistant did since a time, by kind and reason, and how often it helped."""
    return await tx.all(
        AssistantDid,
        """select kind, why, by, count(*)::int as times, count(*) filter (where helped)::int as helped,
            count(*) filter (where not helped)::int as not_helped
        from assistant_answers where tenant = $1 and at >= $2
        group by kind, why, by order by kind, why, by""",
        tx.tenant,
        since,
    )


async def forget(tx: Tx, conversations: Sequence[UUID]) -> None:
    """Forget the turns of conversations that are erased; what was done and cost names nobody and stays."""
    await begin_anew(tx, conversations)
