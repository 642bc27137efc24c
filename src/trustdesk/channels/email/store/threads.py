"""The SQL of threads: who may be written to in which conversation."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk.channels.email.model import Thread
from trustdesk.kit.db import Tx

MOST_IDS = 20  # of a chain of references; what is older helps no mail program


async def keep(tx: Tx, thread: Thread) -> Thread:
    """Begin a thread, or go on with the one this person has in this conversation."""
    kept = await tx.one(
        Thread,
        """insert into mail_threads as known (tenant, ref, conversation, address, handle, mailbox,
            verified, quiet, subject, message_ids, used_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp())
        on conflict (tenant, conversation, address) do update set
            verified = known.verified or excluded.verified,
            quiet = excluded.quiet,
            subject = case when excluded.subject = '' then known.subject else excluded.subject end,
            message_ids = (known.message_ids || excluded.message_ids)
                [greatest(1, cardinality(known.message_ids || excluded.message_ids) - $11 + 1):],
            used_at = clock_timestamp()
        returning ref, conversation, address, handle, mailbox, verified, quiet, subject, message_ids""",
        tx.tenant,
        thread.ref,
        thread.conversation,
        thread.address,
        thread.handle,
        thread.mailbox,
        thread.verified,
        thread.quiet,
        thread.subject,
        thread.message_ids,
        MOST_IDS,
    )
    if kept is None:
        raise LookupError("a thread was neither inserted nor found")
    return kept


async def append_id(tx: Tx, ref: str, message_id: str) -> None:
    """Remember a mail of ours in its chain; once."""
    await tx.do(
        """update mail_threads set message_ids = (message_ids || $3::text)
            [greatest(1, cardinality(message_ids) + 2 - $4):]
        where tenant = $1 and ref = $2 and not $3 = any(message_ids)""",
        tx.tenant,
        ref,
        message_id,
        MOST_IDS,
    )


async def find(tx: Tx, refs: Sequence[str]) -> list[Thread]:
    """Find threads by their refs."""
    return await tx.all(
        Thread,
        """select ref, conversation, address, handle, mailbox, verified, quiet, subject, message_ids
        from mail_threads where tenant = $1 and ref = any($2)""",
        tx.tenant,
        list(refs),
    )


async def known(tx: Tx, conversation: UUID, address: str) -> Thread | None:
    """Find a person's thread in a conversation."""
    return await tx.one(
        Thread,
        """select ref, conversation, address, handle, mailbox, verified, quiet, subject, message_ids
        from mail_threads where tenant = $1 and conversation = $2 and address = $3""",
        tx.tenant,
        conversation,
        address,
    )
