"""The SQL of ratings."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.unsealed import Unsealed, columns
from trustdesk.ratings.views import AgentRatings, RatedAgent, RatingView

LATEST = (datetime(9999, 1, 1, tzinfo=UTC), UUID(int=0))
Place = tuple[datetime, UUID]


async def save(tx: Tx, conversation: UUID, seq: int, score: int, text: str, agent: UUID | None) -> None:
    """Keep a conversation's rating, given as entry ``seq``; an earlier entry never replaces a later one."""
    key = await tx.value(
        "select key from conversations where tenant = $1 and id = $2", tx.tenant, conversation
    )
    [sealed] = await tx.sealed([(key, _text(conversation), text)])
    await tx.do(
        """insert into ratings (tenant, conversation, seq, score, text, agent) values ($1, $2, $3, $4, $5, $6)
        on conflict (tenant, conversation) do update
        set seq = excluded.seq, score = excluded.score, text = excluded.text, agent = excluded.agent,
            at = clock_timestamp()
        where ratings.seq < excluded.seq""",
        tx.tenant,
        conversation,
        seq,
        score,
        sealed,
        agent,
    )


class Rated(msgspec.Struct, frozen=True):
    """The conversation that was rated, as the access table reads it."""

    id: UUID
    status: str
    assignee: UUID | None
    team: str | None


async def page(tx: Tx, after: Place, most: int) -> list[tuple[RatingView, Rated, Place]]:
    """List ratings beyond ``after``, latest first, each with its conversation and its place."""
    rows = await tx.rows(
        """select c.number, c.status, c.assignee, c.team, r.score, r.text, r.agent,
            a.public_name as name, r.at, r.conversation
        from ratings r
        join conversations c on c.tenant = r.tenant and c.id = r.conversation
        left join agents a on a.tenant = r.tenant and a.id = r.agent
        where r.tenant = $1 and (r.at, r.conversation) < ($2, $3)
        order by r.at desc, r.conversation desc limit $4""",
        tx.tenant,
        *after,
        most,
    )
    texts = await tx.opened([(_text(row["conversation"]), row["text"]) for row in rows])
    return [
        (
            RatingView(row["number"], row["score"], text, _agent(row["agent"], row["name"]), row["at"]),
            Rated(row["conversation"], row["status"], row["assignee"], row["team"]),
            (row["at"], row["conversation"]),
        )
        for row, text in zip(rows, texts, strict=True)
    ]


async def averages(tx: Tx) -> Sequence[AgentRatings]:
    """Tell each agent's average and how many ratings it is made of."""
    rows: Sequence[Any] = await tx.rows(
        """select r.agent, a.public_name as name, round(avg(r.score), 2)::float as average, count(*) as count
        from ratings r left join agents a on a.tenant = r.tenant and a.id = r.agent
        where r.tenant = $1 group by r.agent, a.public_name order by a.public_name, r.agent""",
        tx.tenant,
    )
    return [AgentRatings(_agent(row["agent"], row["name"]), row["average"], row["count"]) for row in rows]


def _agent(id: UUID | None, name: str | None) -> RatedAgent | None:
    return None if id is None else RatedAgent(id, name or "")


def _text(conversation: UUID) -> str:
    return f"ratings|{conversation}|text"


async def _count_unsealed(tx: Tx) -> int:
    return await tx.value("select count(*) from ratings where tenant = $1 and is_plain(text)", tx.tenant)


async def _seal(tx: Tx, most: int) -> int:
    """Seal what was said with ratings before there were keys, by the key of their conversation."""
    rows = await tx.rows(
        """select r.conversation as row, c.key, r.text
        from ratings r join conversations c on c.tenant = $1 and c.id = r.conversation and c.key <> ''
        where r.tenant = $1 and is_plain(r.text)
        order by r.conversation limit $2 for no key update of r skip locked""",
        tx.tenant,
        most,
    )
    [texts] = await columns(tx, "ratings", ("text",), rows)
    return await tx.do(
        """update ratings r set text = new.text from unnest($2::uuid[], $3::text[]) as new (id, text)
        where r.tenant = $1 and r.conversation = new.id""",
        tx.tenant,
        [row["row"] for row in rows],
        texts,
    )


UNSEALED = (Unsealed("ratings", _count_unsealed, _seal),)
