"""The SQL of mailboxes: how far they are read, and by which node."""

from datetime import timedelta

from trustdesk.kit.db import Tx


async def take(tx: Tx, account: str, reader: str, lease: timedelta) -> tuple[int, int] | None:
    """Become or remain the reader of a mailbox: its validity and last uid, or None while another is."""
    row = await tx.row(
        """insert into mailboxes as box (tenant, account, validity, uid, reader, read_until)
        values ($1, $2, 0, 0, $3, clock_timestamp() + $4::interval)
        on conflict (tenant, account) do update set reader = excluded.reader,
            read_until = excluded.read_until
            where box.reader = excluded.reader or box.read_until < clock_timestamp()
        returning validity, uid""",
        tx.tenant,
        account,
        reader,
        lease,
    )
    return (row["validity"], row["uid"]) if row else None


async def move(tx: Tx, account: str, validity: int, uid: int) -> None:
    """Remember how far a mailbox was read, in the transaction that keeps what was read."""
    await tx.do(
        """update mailboxes set uid = case when validity = $3 then greatest(uid, $4) else $4 end,
            validity = $3, seen_at = clock_timestamp()
        where tenant = $1 and account = $2""",
        tx.tenant,
        account,
        validity,
        uid,
    )


async def let_go(tx: Tx, account: str, reader: str) -> None:
    """Stop being the reader, so that another node need not wait."""
    await tx.do(
        """update mailboxes set read_until = clock_timestamp()
        where tenant = $1 and account = $2 and reader = $3""",
        tx.tenant,
        account,
        reader,
    )
