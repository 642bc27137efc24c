"""The SQL of groups that became supergroups: their first id is the one by which the desk knows them."""

from trustdesk.kit.db import Tx


async def moved(tx: Tx, old: str, new: str) -> None:
    """Remember under which id a group goes on."""
    await tx.do(
        """insert into telegram_groups (tenant, chat, first)
        values ($1, $2, coalesce((select first from telegram_groups where tenant = $1 and chat = $3), $3))
        on conflict (tenant, chat) do nothing""",
        tx.tenant,
        new,
        old,
    )


async def first_of(tx: Tx, chat: str) -> str:
    """Give the id by which the desk knows a group."""
    found = await tx.value(
        "select first from telegram_groups where tenant = $1 and chat = $2", tx.tenant, chat
    )
    return found or chat


async def latest_of(tx: Tx, first: str) -> str:
    """Give the id under which a group is reached now."""
    found = await tx.value(
        "select chat from telegram_groups where tenant = $1 and first = $2 order by at desc limit 1",
        tx.tenant,
        first,
    )
    return found or first
