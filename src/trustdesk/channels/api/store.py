"""The SQL of webhooks and their deliveries."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from trustdesk.channels.api.model import Delivery, Fresh, Parcel, Result, Webhook
from trustdesk.channels.api.views import ToldFile
from trustdesk.files import opened_names
from trustdesk.kit.db import Tx
from trustdesk.kit.key_pages import MARKS
from trustdesk.kit.unsealed import Unsealed, columns, keyed


async def insert(tx: Tx, webhook: Webhook, who: str, client_id: str, body_hash: bytes, most: int) -> bool:
    """Add an endpoint; False when the client id was used or there are ``most`` already."""
    added = await tx.do(
        """insert into webhooks (tenant, id, actor, client_id, body_hash, url, events, secret_sealed,
            created_by, created_at)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        where (select count(*) from webhooks where tenant = $1 and removed_at is null) < $11
        on conflict do nothing""",
        tx.tenant,
        webhook.id,
        who,
        client_id,
        body_hash,
        webhook.url,
        webhook.events,
        webhook.secret_sealed,
        webhook.created_by,
        webhook.created_at,
        most,
    )
    return added == 1


async def find_added(tx: Tx, who: str, client_id: str) -> tuple[bytes, Webhook] | None:
    """Find the endpoint an actor added under a client id, with the hash of what was asked."""
    row = await tx.row(
        """select body_hash, id, url, events, secret_sealed, created_by, created_at from webhooks
        where tenant = $1 and actor = $2 and client_id = $3 and removed_at is null""",
        tx.tenant,
        who,
        client_id,
    )
    if row is None:
        return None
    body_hash, *columns = row
    return body_hash, Webhook(**dict(zip(Webhook.__struct_fields__, columns, strict=True)))


async def listening(tx: Tx) -> list[Webhook]:
    """List the endpoints that are told news, the oldest first."""
    return await tx.all(
        Webhook,
        """select id, url, events, secret_sealed, created_by, created_at from webhooks
        where tenant = $1 and removed_at is null order by id""",
        tx.tenant,
    )


async def remove(tx: Tx, id: UUID) -> bool:
    """End an endpoint and what was still to be told it; False when there is none."""
    touched = await tx.do(
        """update webhooks set removed_at = clock_timestamp()
        where tenant = $1 and id = $2 and removed_at is null""",
        tx.tenant,
        id,
    )
    await tx.do(
        """update webhook_deliveries set state = 'failed', last_error = 'the webhook was removed'
        where tenant = $1 and webhook = $2 and state = 'due'""",
        tx.tenant,
        id,
    )
    return touched == 1


async def exists(tx: Tx, id: UUID) -> bool:
    """Tell whether there is such an endpoint."""
    return await tx.value(
        "select exists (select 1 from webhooks where tenant = $1 and id = $2 and removed_at is null)",
        tx.tenant,
        id,
    )


async def enqueue(tx: Tx, fresh: Sequence[Fresh]) -> int:
    """Write news down for endpoints; each event once for each. Returns how many are new."""
    return await tx.do(
        """insert into webhook_deliveries (tenant, id, webhook, event_id, event_kind, body)
        select $1, * from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[])
        on conflict (tenant, webhook, event_id) do nothing""",
        tx.tenant,
        [one.id for one in fresh],
        [one.webhook for one in fresh],
        [one.event_id for one in fresh],
        [one.event_kind for one in fresh],
        await tx.sealed([(one.key, _body(one.id), one.body) for one in fresh]),
    )


async def claim(tx: Tx, most: int, each: int, running: Mapping[UUID, int], lease: timedelta) -> list[Parcel]:
    """Take due deliveries, at most ``each`` at a time for one endpoint, so that a slow one stops no other.

    Nobody else takes them before the lease has run out; by then the attempt has been recorded,
    or whoever made it is gone.
    """
    claimed = await tx.all(
        Parcel,
        """with claimed as materialized (
            select due.id, w.url, w.secret_sealed
            from webhooks w
            left join unnest($5::uuid[], $6::int[]) as busy (webhook, running) on busy.webhook = w.id
            cross join lateral (
                select q.id from webhook_deliveries q
                where q.tenant = w.tenant and q.webhook = w.id and q.state = 'due'
                    and q.next_at <= clock_timestamp()
                order by q.next_at limit greatest(0, $3 - coalesce(busy.running, 0))
                for update skip locked
            ) as due
            where w.tenant = $1 and w.removed_at is null limit $2
        )
        update webhook_deliveries d set next_at = clock_timestamp() + $4::interval, attempts = d.attempts + 1
        from claimed where d.tenant = $1 and d.id = claimed.id
        returning d.id, d.webhook, claimed.url, claimed.secret_sealed, d.body, d.attempts""",
        tx.tenant,
        most,
        each,
        lease,
        list(running),
        list(running.values()),
    )
    return await _opened(tx, claimed)


async def _opened(tx: Tx, claimed: Sequence[Parcel]) -> list[Parcel]:
    """Open what was claimed; what tells of something erased meanwhile is given up."""
    bodies = await tx.opened([(_body(one.id), one.body) for one in claimed])
    erased = [one.id for one, body in zip(claimed, bodies, strict=True) if body in MARKS]
    if erased:
        await tx.do(
            """update webhook_deliveries set state = 'failed', last_error = 'what it told of was erased'
            where tenant = $1 and id = any($2)""",
            tx.tenant,
            erased,
        )
    return [
        msgspec.structs.replace(one, body=body)
        for one, body in zip(claimed, bodies, strict=True)
        if one.id not in erased
    ]


async def arrived(tx: Tx, id: UUID, result: Result) -> None:
    """Record that the endpoint took it."""
    await tx.do(
        """update webhook_deliveries set state = 'sent', sent_at = clock_timestamp(), last_status = $3,
            last_error = ''
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        result.status,
    )


async def missed(tx: Tx, id: UUID, result: Result, wait: timedelta | None) -> None:
    """Record an attempt in vain, and when the next one is due; None gives up."""
    await tx.do(
        """update webhook_deliveries set state = case when $5::interval is null then 'failed' else 'due' end,
            next_at = coalesce(clock_timestamp() + $5::interval, next_at), last_status = $3, last_error = $4
        where tenant = $1 and id = $2 and state = 'due'""",
        tx.tenant,
        id,
        result.status,
        result.error,
        wait,
    )


async def log(tx: Tx, webhook: UUID, before: UUID | None, most: int) -> list[Delivery]:
    """List an endpoint's deliveries before ``before``, latest first."""
    return await tx.all(
        Delivery,
        """select id, event_kind as event, state, attempts, last_status as status, last_error as error,
            created_at, case when state = 'due' then next_at end as next_at, sent_at
        from webhook_deliveries where tenant = $1 and webhook = $2 and ($3::uuid is null or id < $3)
        order by id desc limit $4""",
        tx.tenant,
        webhook,
        before,
        most,
    )


async def send_again(tx: Tx, webhook: UUID, id: UUID) -> Delivery | None:
    """Make a delivery due now, with all its attempts before it again; None when there is none."""
    return await tx.one(
        Delivery,
        """update webhook_deliveries set state = 'due', next_at = clock_timestamp(), attempts = 0,
            sent_at = null
        where tenant = $1 and webhook = $2 and id = $3
        returning id, event_kind as event, state, attempts, last_status as status, last_error as error,
            created_at, next_at, sent_at""",
        tx.tenant,
        webhook,
        id,
    )


async def forget_before(tx: Tx, id: UUID) -> int:
    """Drop what was settled before this id was minted; returns how many."""
    return await tx.do(
        """delete from webhook_deliveries
        where tenant = $1 and webhook = any(array(select w.id from webhooks w where w.tenant = $1))
            and id < $2 and state <> 'due'""",
        tx.tenant,
        id,
    )


async def files(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, ToldFile]:
    """Read what attachments are called, without a link."""
    found = await tx.all(
        ToldFile,
        "select id, name, media_type, size from files where tenant = $1 and id = any($2)",
        tx.tenant,
        list(ids),
    )
    names = await opened_names(tx, [(file.id, file.name) for file in found])
    return {file.id: msgspec.structs.replace(file, name=names[file.id]) for file in found}


async def troubles(tx: Tx) -> tuple[int, int, str]:
    """Count what waits for another attempt and what was given up, a thousand at most; and the last error."""
    row = await tx.row(
        """with open as (select id from webhooks where tenant = $1 and removed_at is null)
        select
            (select count(*) from (
                select 1 from webhook_deliveries d join open on open.id = d.webhook
                where d.tenant = $1 and d.state = 'due' and d.attempts > 0 limit 1000
            ) as late) as late,
            (select count(*) from (
                select 1 from webhook_deliveries d join open on open.id = d.webhook
                where d.tenant = $1 and d.state = 'failed' limit 1000
            ) as lost) as lost,
            (select d.last_error from webhook_deliveries d join open on open.id = d.webhook
                where d.tenant = $1 and d.state in ('due', 'failed') and d.last_error <> ''
                order by d.next_at desc limit 1) as error""",
        tx.tenant,
    )
    return (row["late"], row["lost"], row["error"] or "") if row else (0, 0, "")


def _body(delivery: UUID) -> str:
    return f"webhook_deliveries|{delivery}|body"


async def _count_unsealed(tx: Tx) -> int:
    return await tx.value(
        "select count(*) from webhook_deliveries where tenant = $1 and is_plain(body)", tx.tenant
    )


async def _seal(tx: Tx, most: int) -> int:
    """Seal news from before there were keys, each by a key of its own; they go within days."""
    found = await tx.rows(
        """select id as row, body from webhook_deliveries where tenant = $1 and is_plain(body)
        order by id limit $2 for no key update skip locked""",
        tx.tenant,
        most,
    )
    rows = await keyed(tx, found)
    [bodies] = await columns(tx, "webhook_deliveries", ("body",), rows)
    return await tx.do(
        """update webhook_deliveries d set body = new.body
        from unnest($2::uuid[], $3::text[]) as new (id, body) where d.tenant = $1 and d.id = new.id""",
        tx.tenant,
        [row["row"] for row in rows],
        bodies,
    )


UNSEALED = (Unsealed("webhook_deliveries", _count_unsealed, _seal),)
