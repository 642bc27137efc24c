"""The SQL of threads: who may be written to in which conversation, sealed by its key."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from trustdesk.channels.email.model import Thread
from trustdesk.kit.db import Record, Tx

MOST_IDS = 20  # of a chain of references; what is older helps no mail program


async def keep(tx: Tx, thread: Thread, address: str) -> Thread:
    """Begin a thread, or go on with the one this person has in this conversation."""
    words = (thread.handle, thread.subject, *thread.message_ids)
    key = await _key(tx, thread.conversation)
    where = _where(thread.conversation)
    handle, subject, *ids = await tx.sealed([(key, where, word) for word in words])
    row = await tx.row(
        """insert into mail_threads as known (tenant, ref, conversation, address, handle, mailbox, verified,
            quiet, subject, message_ids, used_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp())
        on conflict (tenant, conversation, address) do update set
            verified = known.verified or excluded.verified,
            quiet = excluded.quiet,
            subject = case when excluded.subject = '' then known.subject else excluded.subject end,
            message_ids = (known.message_ids || excluded.message_ids)
                [greatest(1, cardinality(known.message_ids || excluded.message_ids) - $11 + 1):],
            used_at = clock_timestamp()
        returning ref, conversation, handle, mailbox, verified, quiet, subject, message_ids""",
        tx.tenant,
        thread.ref,
        thread.conversation,
        _mark(tx, address),
        handle,
        thread.mailbox,
        thread.verified,
        thread.quiet,
        subject,
        ids,
        MOST_IDS,
    )
    return await _opened(tx, row)


async def append_id(tx: Tx, thread: Thread, message_id: str) -> None:
    """Remember a mail of ours in its chain; once."""
    if message_id in thread.message_ids:
        return
    key, where = await _key(tx, thread.conversation), _where(thread.conversation)
    [sealed] = await tx.sealed([(key, where, message_id)])
    await tx.do(
        """update mail_threads set message_ids = (message_ids || $3::text)
            [greatest(1, cardinality(message_ids) + 2 - $4):]
        where tenant = $1 and ref = $2""",
        tx.tenant,
        thread.ref,
        sealed,
        MOST_IDS,
    )


async def find(tx: Tx, refs: Sequence[str]) -> list[Thread]:
    """Find threads by their refs."""
    rows = await tx.rows(
        """select ref, conversation, handle, mailbox, verified, quiet, subject, message_ids
        from mail_threads where tenant = $1 and ref = any($2)""",
        tx.tenant,
        list(refs),
    )
    return [await _opened(tx, row) for row in rows]


async def known(tx: Tx, conversation: UUID, address: str) -> Thread | None:
    """Find a person's thread in a conversation."""
    row = await tx.row(
        """select ref, conversation, handle, mailbox, verified, quiet, subject, message_ids
        from mail_threads where tenant = $1 and conversation = $2 and address = $3""",
        tx.tenant,
        conversation,
        _mark(tx, address),
    )
    return await _opened(tx, row) if row else None


async def _opened(tx: Tx, row: Record | None) -> Thread:
    if row is None:
        raise LookupError("a thread was neither inserted nor found")
    where = _where(row["conversation"])
    words = (row["handle"], row["subject"], *row["message_ids"])
    handle, subject, *ids = await tx.opened([(where, word) for word in words])
    thread = Thread(**row)
    return msgspec.structs.replace(
        thread, handle=handle, subject=subject, message_ids=list(dict.fromkeys(ids))
    )


async def _key(tx: Tx, conversation: UUID) -> str:
    return await tx.value(
        "select key from conversations where tenant = $1 and id = $2", tx.tenant, conversation
    )


def _mark(tx: Tx, address: str) -> str:
    return tx.keyring.blind(tx.tenant, "mail", address).hex()


def _where(conversation: UUID) -> str:
    return f"mail_threads|{conversation}|words"
