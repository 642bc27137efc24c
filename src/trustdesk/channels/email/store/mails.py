"""The SQL of mails that were taken in: what somebody wrote is sealed by their conversation's key."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from trustdesk.channels.email.model import Mail
from trustdesk.kit.db import Record, Tx


async def begin(tx: Tx, mail: Mail) -> Mail | None:
    """Write a mail down before it becomes a letter; None when another arrival is the same mail.

    The same arrival again gives what was written first, so that it becomes the same letter.
    """
    [key] = await tx.fresh_keys(1)
    sender, name, subject, handle, folded, *left_out = await _sealed(tx, key, mail)
    row = await tx.row(
        """insert into mails as known (tenant, arrival, mailbox, identity, message_id, sender, sender_name,
            subject, lane, dmarc, dkim, spf, joined_by, handle, joins, offered, attachments, left_out,
            warnings, at, folded)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
            $21)
        on conflict (tenant, mailbox, identity) do update set arrival = known.arrival
            where known.arrival = excluded.arrival
        returning arrival, mailbox, identity, sender, sender_name, subject, lane, dmarc, dkim, spf, joined_by,
            handle, joins, offered, attachments, left_out, folded, warnings, conversation, seq, at""",
        tx.tenant,
        mail.arrival,
        mail.mailbox,
        tx.keyring.blind(tx.tenant, "mail", mail.identity),
        _mark(tx, mail.mailbox, mail.sender, mail.message_id),
        sender,
        name,
        subject,
        mail.lane,
        mail.dmarc,
        mail.dkim,
        mail.spf,
        mail.joined_by,
        handle,
        mail.joins,
        mail.offered,
        mail.attachments,
        left_out,
        mail.warnings,
        mail.at,
        folded,
    )
    return await _opened(tx, row) if row else None


async def wish_answers(tx: Tx, conversations: Sequence[UUID]) -> list[UUID]:
    """Tell in which of these conversations the customer has proved an address and wishes answers there."""
    rows = await tx.rows(
        """select distinct c.id from conversations c
        join customer_handles h on h.tenant = c.tenant and h.customer = c.customer and h.answers
        where c.tenant = $1 and c.id = any($2)""",
        tx.tenant,
        list(conversations),
    )
    return [row["id"] for row in rows]


async def known(tx: Tx, arrival: UUID) -> Mail | None:
    """Read what was written of an arrival."""
    row = await tx.row(
        """select arrival, mailbox, identity, sender, sender_name, subject, lane, dmarc, dkim, spf, joined_by,
            handle, joins, offered, attachments, left_out, folded, warnings, conversation, seq, at
        from mails where tenant = $1 and arrival = $2""",
        tx.tenant,
        arrival,
    )
    return await _opened(tx, row) if row else None


async def settle(tx: Tx, mail: Mail, key: str) -> None:
    """Write down which entry a mail has become, and seal what it says by the key of that conversation."""
    sender, name, subject, handle, folded, *left_out = await _sealed(tx, key, mail)
    await tx.do(
        """update mails set conversation = $3, seq = $4, joined_by = $5, sender = $6, sender_name = $7,
            subject = $8, handle = $9, left_out = $10, folded = $11
        where tenant = $1 and arrival = $2""",
        tx.tenant,
        mail.arrival,
        mail.conversation,
        mail.seq,
        mail.joined_by,
        sender,
        name,
        subject,
        handle,
        left_out,
        folded,
    )


async def of(tx: Tx, conversation: UUID) -> list[Mail]:
    """List the mails of a conversation."""
    rows = await tx.rows(
        """select arrival, mailbox, identity, sender, sender_name, subject, lane, dmarc, dkim, spf, joined_by,
            handle, joins, offered, attachments, left_out, folded, warnings, conversation, seq, at
        from mails where tenant = $1 and conversation = $2 order by seq""",
        tx.tenant,
        conversation,
    )
    return [await _opened(tx, row) for row in rows]


async def referred_to(tx: Tx, mailbox: str, sender: str, ids: Sequence[str]) -> UUID | None:
    """Find the conversation of an earlier mail of the same verified sender to the same mailbox."""
    return await tx.value(
        """select conversation from mails
        where tenant = $1 and message_id = any($2) and lane = 'verified' and conversation is not null
        order by at desc limit 1""",
        tx.tenant,
        [_mark(tx, mailbox, sender, id) for id in ids],
    )


async def numbers(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Read the numbers of conversations."""
    rows = await tx.rows(
        "select id, number from conversations where tenant = $1 and id = any($2)", tx.tenant, list(ids)
    )
    return {row["id"]: row["number"] for row in rows}


async def numbered(tx: Tx, number: str) -> tuple[UUID, str] | None:
    """Find a conversation by its number, and the key by which what belongs to it is sealed."""
    row = await tx.row(
        "select id, key from conversations where tenant = $1 and number = $2", tx.tenant, number
    )
    return (row["id"], row["key"]) if row else None


async def word_for(tx: Tx, address_mark: str, delivery: UUID) -> bool:
    """Claim today's one automatic word to an address; the same delivery may claim it again."""
    row = await tx.row(
        """insert into mail_words as said (tenant, address_mark, day, delivery)
        values ($1, $2, (clock_timestamp() at time zone 'utc')::date, $3)
        on conflict (tenant, address_mark, day) do update set delivery = said.delivery
            where said.delivery = excluded.delivery
        returning delivery""",
        tx.tenant,
        address_mark,
        delivery,
    )
    return row is not None


async def forget_words(tx: Tx, days: int) -> int:
    """Drop claims of past days."""
    return await tx.do(
        """delete from mail_words
        where tenant = $1 and day < (clock_timestamp() at time zone 'utc')::date - $2::int""",
        tx.tenant,
        days,
    )


async def forget(tx: Tx, conversations: Sequence[UUID]) -> None:
    """Forget the mails and the threads of these conversations."""
    await tx.do(
        "delete from mails where tenant = $1 and conversation = any($2)", tx.tenant, list(conversations)
    )
    await tx.do(
        "delete from mail_threads where tenant = $1 and conversation = any($2)",
        tx.tenant,
        list(conversations),
    )


def _mark(tx: Tx, mailbox: str, sender: str, message_id: str) -> str:
    """Hash who wrote under which id to which mailbox: known again, and guessed by nobody."""
    if not message_id:
        return ""
    return tx.keyring.blind(tx.tenant, "mail", f"{mailbox}\n{sender}\n{message_id}").hex()


async def _sealed(tx: Tx, key: str, mail: Mail) -> list[str]:
    words = (mail.sender, mail.sender_name, mail.subject, mail.handle, mail.folded, *mail.left_out)
    return await tx.sealed([(key, _where(mail.arrival), word) for word in words])


async def _opened(tx: Tx, row: Record) -> Mail:
    words = (
        row["sender"],
        row["sender_name"],
        row["subject"],
        row["handle"],
        row["folded"],
        *row["left_out"],
    )
    where = _where(row["arrival"])
    sender, name, subject, handle, folded, *left_out = await tx.opened([(where, word) for word in words])
    return msgspec.structs.replace(
        Mail(**row),
        sender=sender,
        sender_name=name,
        subject=subject,
        handle=handle,
        folded=folded,
        left_out=left_out,
    )


def _where(arrival: UUID) -> str:
    return f"mails|{arrival}|words"
