"""The SQL of refresh tokens that mail servers have renewed."""

from trustdesk.kit.db import Tx


async def newest(tx: Tx, mark: str) -> bytes | None:
    """Read the newest one, sealed, that followed the one that was set up."""
    return await tx.value("select sealed from mail_tokens where tenant = $1 and mark = $2", tx.tenant, mark)


async def keep(tx: Tx, mark: str, sealed: bytes) -> None:
    """Keep a new one, and none that followed what is set up no more for long."""
    await tx.do("delete from mail_tokens where tenant = $1 and at < now() - interval '180 days'", tx.tenant)
    await tx.do(
        """insert into mail_tokens (tenant, mark, sealed) values ($1, $2, $3)
        on conflict (tenant, mark) do update set sealed = excluded.sealed, at = clock_timestamp()""",
        tx.tenant,
        mark,
        sealed,
    )
