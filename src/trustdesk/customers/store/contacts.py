"""The SQL of codes that prove an address, of crossings between lines, and of anti-phishing codes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk.customers.model import Code, Crossing
from trustdesk.customers.store.people import key_of
from trustdesk.kit.db import Tx
from trustdesk.kit.key_pages import MARKS


async def insert_code(tx: Tx, code: Code, lookup: bytes) -> None:
    """Put down that a code was asked for; ``lookup`` is the hash by which its address is found."""
    await tx.do(
        """insert into contact_codes (tenant, id, line, address_sealed, purpose, language, letter, decoy,
            until, link_until, lookup)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""",
        tx.tenant,
        code.id,
        code.line,
        code.address_sealed,
        code.purpose,
        code.language,
        code.letter,
        code.decoy,
        code.until,
        code.link_until,
        lookup,
    )


async def to_follow(tx: Tx, lookup: bytes, purpose: str, lasts_beyond: datetime) -> UUID | None:
    """Find the link an address was sent, has not followed, and may follow for that long at least.

    Until the transaction ends nobody else asks for one to the same address.
    """
    await tx.value("select pg_advisory_xact_lock(hashtextextended($1, 0))", f"contact code {lookup.hex()}")
    return await tx.value(
        """select id from contact_codes
        where tenant = $1 and lookup = $2 and purpose = $3 and used_at is null and not decoy
            and link_until > $4
        order by link_until desc limit 1""",
        tx.tenant,
        lookup,
        purpose,
        lasts_beyond,
    )


async def lock_code(tx: Tx, id: UUID) -> Code | None:
    """Find a code and lock it, so that parallel tries are counted one after the other."""
    return await tx.one(
        Code,
        """select id, line, address_sealed, purpose, language, letter, decoy, until, link_until,
            tries, used_at
        from contact_codes where tenant = $1 and id = $2 for update""",
        tx.tenant,
        id,
    )


async def count_try(tx: Tx, id: UUID) -> None:
    """Count a wrong answer."""
    await tx.do("update contact_codes set tries = tries + 1 where tenant = $1 and id = $2", tx.tenant, id)


async def use_code(tx: Tx, id: UUID, at: datetime) -> None:
    """Use a code up."""
    await tx.do("update contact_codes set used_at = $3 where tenant = $1 and id = $2", tx.tenant, id, at)


async def forget_codes(tx: Tx, before: datetime) -> int:
    """Forget codes that ran out before a time, and with them the addresses that were never proved."""
    return await tx.do("delete from contact_codes where tenant = $1 and link_until < $2", tx.tenant, before)


async def forget_codes_of(tx: Tx, lookups: Sequence[bytes]) -> list[UUID]:
    """Forget the codes that were asked for these addresses; gives the letters that waited for one."""
    rows = await tx.rows(
        "delete from contact_codes where tenant = $1 and lookup = any($2) returning letter",
        tx.tenant,
        list(lookups),
    )
    return sorted({row["letter"] for row in rows if row["letter"] is not None})


async def forget_contacts_of(tx: Tx, customer: UUID) -> None:
    """Forget where a customer was about to go, and the words their mails carried."""
    await tx.do("delete from crossings where tenant = $1 and customer = $2", tx.tenant, customer)
    await tx.do("delete from anti_phishing_codes where tenant = $1 and customer = $2", tx.tenant, customer)


async def insert_crossing(tx: Tx, digest: str, crossing: Crossing, to: str, until: datetime) -> None:
    """Put down that a customer may take themselves to another line."""
    await tx.do(
        """insert into crossings (tenant, digest, customer, conversation, line, until)
        values ($1, $2, $3, $4, $5, $6)""",
        tx.tenant,
        digest,
        crossing.customer,
        crossing.conversation,
        to,
        until,
    )


async def use_crossing(tx: Tx, digest: str, line: str, now: datetime) -> Crossing | None:
    """Use a crossing up; None when there is none, it ran out or was used."""
    return await tx.one(
        Crossing,
        """update crossings set used_at = $4
        where tenant = $1 and digest = $2 and line = $3 and used_at is null and until > $4
        returning customer, conversation""",
        tx.tenant,
        digest,
        line,
        now,
    )


async def forget_crossings(tx: Tx, before: datetime) -> int:
    """Forget crossings that ran out before a time."""
    return await tx.do("delete from crossings where tenant = $1 and until < $2", tx.tenant, before)


async def anti_phishing(tx: Tx, customer: UUID) -> str | None:
    """Read a customer's anti-phishing code."""
    stored = await tx.value(
        "select code from anti_phishing_codes where tenant = $1 and customer = $2", tx.tenant, customer
    )
    if not stored:
        return None
    [code] = await tx.opened([(_place(customer), stored)])
    return None if code in MARKS else code


async def set_anti_phishing(tx: Tx, customer: UUID, code: str, now: datetime) -> None:
    """Put a customer's anti-phishing code down in place of the one before, sealed by their key."""
    [sealed] = await tx.sealed([(await key_of(tx, customer), _place(customer), code)])
    await tx.do(
        """insert into anti_phishing_codes (tenant, customer, code, set_at) values ($1, $2, $3, $4)
        on conflict (tenant, customer) do update set code = excluded.code, set_at = excluded.set_at""",
        tx.tenant,
        customer,
        sealed,
        now,
    )


def _place(customer: UUID) -> str:
    return f"anti_phishing_codes|{customer}|code"
