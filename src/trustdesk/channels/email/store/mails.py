"""The SQL of mails that were taken in."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk.channels.email.model import Mail
from trustdesk.customers import handle_lookup
from trustdesk.kit.db import Tx


async def begin(tx: Tx, mail: Mail) -> Mail | None:
    """Write a mail down before it becomes a letter; None when another arrival is the same mail.

    The same arrival again gives what was written first, so that it becomes the same letter.
    """
    written = await tx.one(
        Mail,
        """insert into mails as known (tenant, arrival, mailbox, identity, message_id, sender, sender_name,
            subject, lane, dmarc, dkim, spf, joined_by, handle, joins, offered, attachments, left_out, warnings, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20)
        on conflict (tenant, mailbox, identity) do update set arrival = known.arrival
            where known.arrival = excluded.arrival
        returning arrival, mailbox, identity, message_id, sender, sender_name, subject, lane, dmarc, dkim,
            spf, joined_by, handle, joins, offered, attachments, left_out, warnings, conversation, seq, at""",
        tx.tenant,
        mail.arrival,
        mail.mailbox,
        mail.identity,
        mail.message_id,
        mail.sender,
        mail.sender_name,
        mail.subject,
        mail.lane,
        mail.dmarc,
        mail.dkim,
        mail.spf,
        mail.joined_by,
        mail.handle,
        mail.joins,
        mail.offered,
        mail.attachments,
        mail.left_out,
        mail.warnings,
        mail.at,
    )
    return written


async def known(tx: Tx, arrival: UUID) -> Mail | None:
    """Read what was written of an arrival."""
    return await tx.one(
        Mail,
        """select arrival, mailbox, identity, message_id, sender, sender_name, subject, lane, dmarc, dkim,
            spf, joined_by, handle, joins, offered, attachments, left_out, warnings, conversation, seq, at
        from mails where tenant = $1 and arrival = $2""",
        tx.tenant,
        arrival,
    )


async def settle(tx: Tx, arrival: UUID, conversation: UUID, seq: int, joined_by: str) -> None:
    """Write down which entry a mail has become."""
    await tx.do(
        """update mails set conversation = $3, seq = $4, joined_by = $5
        where tenant = $1 and arrival = $2""",
        tx.tenant,
        arrival,
        conversation,
        seq,
        joined_by,
    )


async def of(tx: Tx, conversation: UUID) -> list[Mail]:
    """List the mails of a conversation."""
    return await tx.all(
        Mail,
        """select arrival, mailbox, identity, message_id, sender, sender_name, subject, lane, dmarc, dkim,
            spf, joined_by, handle, joins, offered, attachments, left_out, warnings, conversation, seq, at
        from mails where tenant = $1 and conversation = $2 order by seq""",
        tx.tenant,
        conversation,
    )


async def referred_to(tx: Tx, mailbox: str, sender: str, ids: Sequence[str]) -> UUID | None:
    """Find the conversation of an earlier mail of the same verified sender to the same mailbox."""
    return await tx.value(
        """select conversation from mails
        where tenant = $1 and mailbox = $2 and sender = $3 and lane = 'verified'
            and message_id = any($4) and conversation is not null
        order by at desc limit 1""",
        tx.tenant,
        mailbox,
        sender,
        list(ids),
    )


async def open_of(tx: Tx, address: str) -> UUID | None:
    """Find the conversation that whoever owns this address has open, to be offered and never assumed."""
    return await tx.value(
        """select v.id from customer_handles h
        join conversations v on v.tenant = $1 and v.customer = h.customer
        where h.tenant = $1 and h.lookup = any($2)
            and v.status in ('open', 'waiting', 'snoozed')
        order by v.created_at desc limit 1""",
        tx.tenant,
        [handle_lookup(tx, line, address) for line in ("email", "form")],
    )


async def numbers(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Read the numbers of conversations."""
    rows = await tx.rows(
        "select id, number from conversations where tenant = $1 and id = any($2)", tx.tenant, list(ids)
    )
    return {row["id"]: row["number"] for row in rows}


async def numbered(tx: Tx, number: str) -> UUID | None:
    """Find a conversation by its number."""
    return await tx.value("select id from conversations where tenant = $1 and number = $2", tx.tenant, number)


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
        "delete from mail_words where tenant = $1 and day < (clock_timestamp() at time zone 'utc')::date - $2::int",
        tx.tenant,
        days,
    )
