"""The SQL of writing: find what a group of commands is about, lock it, put everything down."""

from collections.abc import Collection, Sequence
from uuid import UUID

import msgspec

from trustdesk.conversations.model import Conversation, Entry, Receipt
from trustdesk.conversations.rules.segments import search_words
from trustdesk.conversations.store import lists, sealed
from trustdesk.kit import event_store
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Fact, to_tell
from trustdesk.kit.recordsets import as_bytea, as_json

Answered = dict[tuple[str, str], tuple[bytes, Receipt]]


class Wanted(msgspec.Struct, frozen=True):
    """Which conversations: by id, by number, and the latest of these customers on whatever line."""

    ids: Sequence[UUID]
    numbers: Sequence[str]
    latest_of: Sequence[UUID]


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """A write that was stored before."""

    actor: str
    client_id: str
    body_hash: str
    number: str
    seq: int
    id: UUID


LOCK = """with wanted as (
        select unnest($2::uuid[]) as id
        union all
        select id from conversations where tenant = $1 and number = any($3)
        union all
        (select distinct on (customer) id from conversations
            where tenant = $1 and customer = any($4) order by customer, created_at desc)
    ), followed as (
        select joined as id from conversations
        where tenant = $1 and id = any(array(select id from wanted)) and joined is not null
    ), locked as (
        select id, number, customer, line, topic, language, status, priority, assignee, team, tags, seq,
            staff_seq, staff_by, preview, last_author, last_at, listed_at, waiting_since, snoozed_until,
            resolved_at, rating, created_at, key, joined
        from conversations where tenant = $1
            and id = any(array(select id from wanted union all select id from followed))
        order by id for update
    )
    select (
        select json_agg(json_build_array(m.actor, m.client_id, encode(m.body_hash, 'hex'),
            (select number from conversations c where c.tenant = $1 and c.id = m.conversation),
            m.seq, m.id))::text
        from unnest($5::text[], $6::text[]) as sent (actor, client_id)
        -- One look into the key for each, whatever is known of its rows: one actor may have written them all.
        cross join lateral (select * from messages where tenant = $1 and actor = sent.actor
            and client_id = sent.client_id limit 1) as m
    ) as stored, locked.* from (values (1)) as once left join locked on true"""


async def lock(
    tx: Tx, wanted: Wanted, writes: Sequence[tuple[str, str]]
) -> tuple[list[Conversation], Answered]:
    """Lock conversations and those in which they go on, in the one order everybody uses; first words sealed.

    Tells also which of the writes, as (actor, client id), were stored before: with which body
    hash, and what was answered. All in one round trip.
    """
    rows = await tx.rows(
        LOCK,
        tx.tenant,
        wanted.ids,
        wanted.numbers,
        wanted.latest_of,
        [actor for actor, _ in writes],
        [client_id for _, client_id in writes],
    )
    cases = [Conversation(**{name: row[name] for name in FIELDS}) for row in rows if row["id"] is not None]
    stored = msgspec.json.decode(rows[0]["stored"] or "[]", type=list[Stored])
    return cases, {
        (one.actor, one.client_id): (bytes.fromhex(one.body_hash), Receipt(one.number, one.seq, one.id))
        for one in stored
    }


async def lock_free(tx: Tx, ids: Sequence[UUID]) -> list[Conversation]:
    """Lock those of these conversations that nobody else holds, first words sealed.

    Waiting out of order could wait for ever.
    """
    return await tx.all(
        Conversation,
        lists.STATE + " where tenant = $1 and id = any($2) order by id for update skip locked",
        tx.tenant,
        list(ids),
    )


async def counts(tx: Tx, most: int) -> list[int]:
    """Draw counts for new conversation numbers."""
    rows = await tx.rows("select nextval('conversation_numbers') as count from generate_series(1, $1)", most)
    return [row["count"] for row in rows]


FIELDS = Conversation.__struct_fields__


class Row(Entry, frozen=True, kw_only=True):
    """An entry as a row of its table: what PostgreSQL reads bytes and words from is written as text."""

    body_hash: str
    words: str


# A command may change all but what a conversation began with.
PUT = (
    "with told as ("  # noqa: S608 - both texts are ours
    + event_store.INSERT
    + """), state as (
        insert into conversations (tenant, id, number, customer, line, created_at, topic, language,
            status, priority, assignee, team, tags, seq, staff_seq, staff_by, preview, last_author,
            last_at, listed_at, waiting_since, snoozed_until, resolved_at, rating, key, joined)
        select $1, id, number, customer, line, created_at, topic, language, status, priority, assignee,
            team, tags, seq, staff_seq, staff_by, preview, last_author, last_at, listed_at, waiting_since,
            snoozed_until, resolved_at, rating, key, joined
        from json_populate_recordset(null::conversations, $3::text::json)
        on conflict (tenant, id) do update set customer = excluded.customer, topic = excluded.topic,
            language = excluded.language, status = excluded.status, priority = excluded.priority,
            assignee = excluded.assignee, team = excluded.team, tags = excluded.tags, seq = excluded.seq,
            staff_seq = excluded.staff_seq, staff_by = excluded.staff_by, preview = excluded.preview,
            last_author = excluded.last_author, last_at = excluded.last_at,
            listed_at = excluded.listed_at, waiting_since = excluded.waiting_since,
            snoozed_until = excluded.snoozed_until, resolved_at = excluded.resolved_at,
            rating = excluded.rating, key = excluded.key, joined = excluded.joined
    )
    insert into messages (tenant, conversation, seq, id, kind, author_kind, author_id, author_name, line,
        text, attachments, mentions, event, actor, client_id, at, body_hash, words)
    select $1, conversation, seq, id, kind, author_kind, author_id, author_name, line, text, attachments,
        mentions, event, actor, client_id, at, body_hash, words
    from json_populate_recordset(null::messages, $4::text::json)"""
)


class Written(msgspec.Struct, frozen=True):
    """What a group of commands comes to: conversations, entries with the hashes of their bodies, facts.

    First words among the ``kept`` are sealed, as they were read.
    """

    cases: Sequence[Conversation]
    kept: Collection[str]
    entries: Sequence[Entry]
    hashes: Sequence[bytes]
    facts: Sequence[Fact]


async def put(tx: Tx, what: Written) -> None:
    """Put conversations, begun or locked before, down with their entries and facts, in one round trip.

    The unique key on (actor, client id) is what keeps a write from counting twice.
    """
    keyed = await _with_keys(tx, what.cases)
    rows = [_row(tx, entry, body) for entry, body in zip(what.entries, what.hashes, strict=True)]
    put_cases, put_rows = await sealed.put(tx, keyed, what.kept, rows)
    await tx.do(PUT, tx.tenant, to_tell(tx, what.facts), as_json(put_cases), as_json(put_rows))


async def _with_keys(tx: Tx, cases: Sequence[Conversation]) -> list[Conversation]:
    """Give a data key to each conversation that has none yet."""
    fresh = iter(await tx.fresh_keys(sum(not case.key for case in cases)))
    return [case if case.key else msgspec.structs.replace(case, key=next(fresh)) for case in cases]


def _row(tx: Tx, entry: Entry, body: bytes) -> Row:
    """Add what is only stored; words are hashed, so that the index says nothing."""
    words = " ".join([f"'{word}'" for word in tx.keyring.words(tx.tenant, search_words(entry.text))])
    return Row(**msgspec.structs.asdict(entry), body_hash=as_bytea(body), words=words)


async def mention(tx: Tx, mentions: Sequence[tuple[UUID, UUID, int]]) -> None:
    """Remember who was mentioned where, as (agent, conversation, seq)."""
    await tx.do(
        """insert into mentions (tenant, agent, conversation, seq)
        select $1, * from unnest($2::uuid[], $3::uuid[], $4::int[]) on conflict do nothing""",
        tx.tenant,
        *(list(column) for column in zip(*mentions, strict=True)),
    )
