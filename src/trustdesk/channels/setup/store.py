"""The SQL of settings."""

from datetime import datetime

from trustdesk.channels.setup.model import Stored, Version
from trustdesk.kit.db import Tx


async def find(tx: Tx, line: str) -> Stored | None:
    """Read what is stored for a line."""
    return await tx.one(
        Stored,
        "select version, given, secrets_sealed from line_settings where tenant = $1 and line = $2",
        tx.tenant,
        line,
    )


async def save(tx: Tx, line: str, stored: Stored) -> bool:
    """Put down a version; False when another one than the one before it is there."""
    touched = await tx.do(
        """insert into line_settings (tenant, line, version, given, secrets_sealed)
        select $1, $2, $3, $4, $5 where $3 = 1 or exists (
            select from line_settings where tenant = $1 and line = $2
        )
        on conflict (tenant, line) do update
            set version = excluded.version, given = excluded.given, secrets_sealed = excluded.secrets_sealed
            where line_settings.version = excluded.version - 1""",
        tx.tenant,
        line,
        stored.version,
        stored.given,
        stored.secrets_sealed,
    )
    return touched == 1


async def keep(tx: Tx, line: str, version: Version) -> None:
    """Add a version to the history."""
    await tx.do(
        """insert into line_settings_history (tenant, line, version, given, secrets, changed_by, via, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        tx.tenant,
        line,
        version.version,
        version.given,
        version.secrets,
        version.changed_by,
        version.via,
        version.at,
    )


async def trouble(tx: Tx, line: str, part: str, reason: str, now: datetime) -> bool:
    """Note what cannot be reached, and since when; True when it is new."""
    return await tx.value(
        """insert into line_troubles (tenant, line, part, reason, since, at) values ($1, $2, $3, $4, $5, $5)
        on conflict (tenant, line, part) do update set reason = excluded.reason, at = excluded.at
        returning since = at""",
        tx.tenant,
        line,
        part,
        reason,
        now,
    )


async def mended(tx: Tx, line: str, part: str) -> bool:
    """Forget a trouble; False when there was none."""
    return bool(
        await tx.do(
            "delete from line_troubles where tenant = $1 and line = $2 and part = $3", tx.tenant, line, part
        )
    )


async def history(tx: Tx, line: str, before: int, most: int) -> list[Version]:
    """List versions older than ``before``, latest first."""
    return await tx.all(
        Version,
        """select version, given, secrets, changed_by, via, at from line_settings_history
        where tenant = $1 and line = $2 and version < $3 order by version desc limit $4""",
        tx.tenant,
        line,
        before,
        most,
    )
