"""Subscribing by mail, which takes a yes from the address; changing one's mind; being forgotten."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from trustdesk import customers
from trustdesk.kit import limits
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.kit.jobs import defer
from trustdesk.kit.key_pages import Why
from trustdesk.kit.secrets import Keys, same
from trustdesk.subscriptions.actions.circulars import SETTLED
from trustdesk.subscriptions.model import Question, Subscriber, Wish
from trustdesk.subscriptions.rules.waiting import told
from trustdesk.subscriptions.store import copies
from trustdesk.subscriptions.store import subscribers as store

ASK = "subscriptions.ask"
PURPOSE = "subscription"
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
TO_AN_ADDRESS = 3  # mails a day that ask or remind: who is written to never asked for more
OF_A_BRAND = 600  # an hour, whoever asks
WAITS = timedelta(days=3)  # for the yes


async def ask(tx: Tx, address: str, wish: Wish, now: datetime) -> None:
    """Have an address asked whether it wants to hear of announcements; raises ``RateLimited``.

    One that has said so before is sent the way to its wishes. Whoever asks learns nothing of either.
    """
    lookup = customers.handle_lookup(tx, "email", address)
    await limits.spend_in(tx, f"subscribe-address:{lookup.hex()}", TO_AN_ADDRESS, A_DAY)
    await limits.spend_in(tx, "subscribe-brand", OF_A_BRAND, AN_HOUR)
    fresh = Subscriber(
        id=uuid7(), way="email", target=address, kinds=wish.kinds, language=wish.language, confirmed_at=None
    )
    kept = await store.put(tx, "email", lookup, fresh, wish, now)
    await defer(tx, ASK, {"id": str(kept.id), "mail": str(uuid7())})


async def question(tx: Tx, keys: Keys, id: UUID, mail: UUID, base_url: str) -> Question | None:
    """Write down what an address is asked in the mail of this id; None when it is forgotten by now."""
    one = (await store.find(tx, [id])).get(id)
    if one is None or one.way != "email" or not one.target:
        return None
    return Question(
        id=mail,
        address=one.target,
        language=one.language,
        url=f"{base_url}{path(tx.tenant, keys, one)}",
        known=one.confirmed_at is not None,
    )


def path(tenant: str, keys: Keys, one: Subscriber) -> str:
    """Write where a subscriber says yes, changes what they hear of, or ends it."""
    return f"/announcements/{tenant}/{one.language}/subscription?s={one.id}&t={_token(keys, tenant, one.id)}"


async def found(tx: Tx, keys: Keys, id: UUID | None, token: str) -> Subscriber:
    """Find who follows the link of a mail; raises ``NotFound`` for whatever is not whole."""
    if id is None or not same(token, _token(keys, tx.tenant, id)):
        raise NotFound
    one = (await store.find(tx, [id])).get(id)
    if one is None:
        raise NotFound
    return one


async def confirm(tx: Tx, one: Subscriber, now: datetime) -> None:
    """Take the yes of an address."""
    await store.confirm(tx, one.id, now)


async def change(tx: Tx, one: Subscriber, wish: Wish) -> None:
    """Let a subscriber hear of something else, or in the other language."""
    await store.change(tx, one.id, wish)


async def leave(tx: Tx, ids: Collection[UUID]) -> None:
    """Forget subscribers, and destroy what their targets were sealed by."""
    await _destroy(tx, await store.forget(tx, list(ids)), "request")


async def came_back(tx: Tx, copy: UUID, reason: str, *, gone: bool) -> bool:
    """Take note that a copy came back after it was sent; where nobody is there any more, it was the last.

    False: no such copy was sent, or it has come back before.
    """
    subscriber = await copies.came_back(tx, copy, "gone" if gone else "failed", told(reason))
    if subscriber is None:
        return False
    if gone:
        await leave(tx, [subscriber])
    tx.news.add(SETTLED)
    return True


async def forget(tx: Tx, gone: Sequence[customers.CustomerErased]) -> None:
    """Forget customers who were erased, by who they are and by the addresses they had."""
    lookups = [handle for fact in gone for handle in fact.handles]
    await _destroy(tx, await store.forget_of(tx, [fact.about for fact in gone], lookups), "request")


async def forget_waiting(tx: Tx, now: datetime) -> None:
    """Forget who has not said yes in time."""
    await _destroy(tx, await store.forget_waiting(tx, now - WAITS), "retention")


async def _destroy(tx: Tx, keys: list[str], why: Why) -> None:
    if keys:
        await tx.destroy_keys(keys, why)


def _token(keys: Keys, tenant: str, id: UUID) -> str:
    return keys.mark(PURPOSE, f"{tenant}.{id}")
