"""The SQL of letters that wait: until their address is proved, and until they stand in a conversation."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk.channels.form.model import Waiting
from trustdesk.kit.db import Record, Tx


async def insert(tx: Tx, letter: Waiting, client_id: str, body_hash: bytes) -> bool:
    """Keep a letter; False when its client id is known."""
    kept = await tx.do(
        """insert into form_letters (tenant, id, client_id, body_hash, address_sealed, address_mark,
            said_sealed, topic, language, hidden, attachments, doubts, state, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing""",
        tx.tenant,
        letter.id,
        client_id,
        body_hash,
        letter.address_sealed,
        letter.address_mark,
        letter.said_sealed,
        letter.topic,
        letter.language,
        letter.hidden,
        letter.attachments,
        letter.doubts,
        letter.state,
        letter.at,
    )
    return kept == 1


async def find_sent(tx: Tx, client_id: str) -> tuple[Waiting, bytes] | None:
    """Find what was sent under a client id, with the hash of what was asked."""
    row = await tx.row(
        """select id, address_sealed, address_mark, said_sealed, topic, language, hidden, attachments, doubts,
            state, code, conversation, at, body_hash
        from form_letters where tenant = $1 and client_id = $2""",
        tx.tenant,
        client_id,
    )
    if row is None:
        return None
    fields = dict(row)
    return Waiting(**{name: fields[name] for name in Waiting.__struct_fields__}), fields["body_hash"]


async def find(tx: Tx, id: UUID) -> Waiting | None:
    """Read one letter."""
    return await tx.one(
        Waiting,
        """select id, address_sealed, address_mark, said_sealed, topic, language, hidden, attachments, doubts,
            state, code, conversation, at
        from form_letters where tenant = $1 and id = $2""",
        tx.tenant,
        id,
    )


async def set_code(tx: Tx, id: UUID, code: UUID) -> None:
    """Put down which code a letter waits for."""
    await tx.do("update form_letters set code = $3 where tenant = $1 and id = $2", tx.tenant, id, code)


async def confirm(tx: Tx, address_mark: str) -> int:
    """Let every letter from this address go on; returns how many waited."""
    return await tx.do(
        """update form_letters set state = 'confirmed'
        where tenant = $1 and address_mark = $2 and state = 'waiting'""",
        tx.tenant,
        address_mark,
    )


async def confirmed(tx: Tx, address_mark: str | None, before: datetime, most: int) -> list[Waiting]:
    """List letters that may go on and do not stand in a conversation yet, the oldest first."""
    return await tx.all(
        Waiting,
        """select id, address_sealed, address_mark, said_sealed, topic, language, hidden, attachments, doubts,
            state, code, conversation, at
        from form_letters
        where tenant = $1 and state = 'confirmed' and ($2::text is null or address_mark = $2) and at < $3
        order by at, id limit $4""",
        tx.tenant,
        address_mark,
        before,
        most,
    )


async def taken(tx: Tx, id: UUID, conversation: str) -> None:
    """Put down where a letter stands; what it said is kept there and only there."""
    await tx.do(
        """update form_letters set state = 'taken', conversation = $3, said_sealed = '', address_sealed = ''
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        conversation,
    )


async def forget(tx: Tx, waiting_since: datetime, taken_since: datetime) -> list[UUID]:
    """Forget letters nobody stood by, and what is kept of others only to know them again.

    Gives the files that stand in no conversation.
    """
    rows = await tx.rows(
        """delete from form_letters
        where tenant = $1 and ((state = 'waiting' and at < $2) or (state = 'taken' and at < $3))
        returning state, attachments""",
        tx.tenant,
        waiting_since,
        taken_since,
    )
    return _loose(rows)


async def forget_from(tx: Tx, letters: Sequence[UUID]) -> list[UUID]:
    """Forget these letters with all others from their addresses; gives the files in no conversation."""
    rows = await tx.rows(
        """delete from form_letters where tenant = $1 and address_mark = any(array(
            select address_mark from form_letters where tenant = $1 and id = any($2)))
        returning state, attachments""",
        tx.tenant,
        list(letters),
    )
    return _loose(rows)


async def forget_taken(tx: Tx, conversations: Sequence[UUID]) -> None:
    """Forget what was kept of letters that stood in these conversations."""
    await tx.do(
        """delete from form_letters where tenant = $1 and state = 'taken' and conversation = any(array(
            select number from conversations where tenant = $1 and id = any($2)))""",
        tx.tenant,
        list(conversations),
    )


def _loose(rows: Sequence[Record]) -> list[UUID]:
    return [file for row in rows if row["state"] != "taken" for file in row["attachments"]]


async def latest(tx: Tx) -> tuple[datetime | None, int, datetime | None]:
    """Tell when the last letter came in, how many wait for us, and since when the oldest of them does."""
    row = await tx.row(
        """select max(at) as at, count(*) filter (where state = 'confirmed')::int as confirmed,
            min(at) filter (where state = 'confirmed') as oldest
        from form_letters where tenant = $1""",
        tx.tenant,
    )
    return (row["at"], row["confirmed"], row["oldest"]) if row else (None, 0, None)
