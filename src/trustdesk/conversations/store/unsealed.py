"""The SQL of conversations and entries from before there were keys."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk.conversations.rules.segments import search_words
from trustdesk.kit.db import Record, Tx
from trustdesk.kit.keyring import SEALED
from trustdesk.kit.unsealed import Unsealed, columns, keyed

TEXTS = ("text", "author_name", "event")


async def count_cases(tx: Tx) -> int:
    """Count conversations without a key."""
    return await tx.value("select count(*) from conversations where tenant = $1 and key = ''", tx.tenant)


async def seal_cases(tx: Tx, most: int) -> int:
    """Give conversations a key, and seal their first words by it."""
    found = await tx.rows(
        """select id as row, preview from conversations where tenant = $1 and key = ''
        order by id limit $2 for no key update skip locked""",
        tx.tenant,
        most,
    )
    rows = await keyed(tx, found)
    [previews] = await columns(tx, "conversations", ("preview",), rows)
    return await tx.do(
        """update conversations c set key = new.key, preview = new.preview
        from unnest($2::uuid[], $3::text[], $4::text[]) as new (id, key, preview)
        where c.tenant = $1 and c.id = new.id""",
        tx.tenant,
        [row["row"] for row in rows],
        [row["key"] for row in rows],
        previews,
    )


async def count_entries(tx: Tx) -> int:
    """Count entries of which something is plain."""
    return await tx.value(
        """select count(*) from messages where tenant = $1
            and (is_plain(text) or is_plain(event) or author_kind = 'customer' and is_plain(author_name))""",
        tx.tenant,
    )


async def any_in(tx: Tx, conversations: Sequence[UUID]) -> list[UUID]:
    """Tell which of these conversations have plain entries."""
    rows = await tx.rows(
        """select distinct conversation from messages where tenant = $1 and conversation = any($2)
            and (is_plain(text) or is_plain(event) or author_kind = 'customer' and is_plain(author_name))""",
        tx.tenant,
        list(conversations),
    )
    return [row["conversation"] for row in rows]


async def seal_entries(tx: Tx, most: int) -> int:
    """Seal entries by the key of their conversation, and key the words under which they are found."""
    rows = await tx.rows(
        """select m.id as row, c.key, c.erased_at is not null as erased, m.text, m.event,
            case when m.author_kind = 'customer' then m.author_name else '' end as author_name
        from messages m join conversations c on c.tenant = $1 and c.id = m.conversation and c.key <> ''
        where m.tenant = $1 and (is_plain(m.text) or is_plain(m.event)
            or m.author_kind = 'customer' and is_plain(m.author_name))
        order by m.id limit $2 for no key update of m skip locked""",
        tx.tenant,
        most,
    )
    left = [row for row in rows if not row["erased"]]
    for field, sealed in zip(TEXTS, await columns(tx, "messages", TEXTS, left), strict=True):
        await _put(tx, field, [row["row"] for row in left], sealed)
    for field in TEXTS:  # what was erased before it was sealed opens as erased: its key is gone
        gone = [row for row in rows if row["erased"] and row[field]]
        await _put(tx, field, [row["row"] for row in gone], [SEALED + row["key"] for row in gone])
    await tx.do(
        """update messages m set words = new.words::tsvector
        from unnest($2::uuid[], $3::text[]) as new (id, words) where m.tenant = $1 and m.id = new.id""",
        tx.tenant,
        [row["row"] for row in rows],
        [_words(tx, row) for row in rows],
    )
    return len(rows)


async def _put(tx: Tx, field: str, ids: list[UUID], texts: list[str]) -> None:
    await tx.value("select seal_texts('messages', $1, $2, $3)", field, ids, texts)


def _words(tx: Tx, row: Record) -> str:
    """Key the words of an entry; of what was erased none are kept."""
    found = () if row["erased"] else search_words(row["text"])
    return " ".join([f"'{word}'" for word in tx.keyring.words(tx.tenant, found)])


UNSEALED = (
    Unsealed("conversations", count_cases, seal_cases),
    Unsealed("messages", count_entries, seal_entries),
)
