"""Subscribing in a browser: it says itself where it takes pushes, and what they are sealed with."""

from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from trustdesk.kit import pushes
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Invalid, NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.kit.pushes import Browser
from trustdesk.kit.secrets import Keys, same
from trustdesk.subscriptions.actions import subscribing
from trustdesk.subscriptions.model import Subscriber, Wish
from trustdesk.subscriptions.store import subscribers as store

KEY = "push key"


async def key(tx: Tx, keys: Keys, now: datetime) -> EllipticCurvePrivateKey:
    """Give the key by which push services know the brand, made when it is first needed."""
    sealed = await store.push_key(tx)
    if sealed is None:
        fresh = pushes.fresh_key()
        made = keys.seal(KEY, fresh, bound=tx.tenant)
        await store.keep_push_key(tx, pushes.public(pushes.opened_key(fresh)), made, now)
        sealed = await store.push_key(tx) or made
    return pushes.opened_key(keys.open(KEY, sealed, bound=tx.tenant))


async def subscribe(tx: Tx, browser: Browser, wish: Wish, now: datetime) -> Subscriber:
    """Let a browser hear of announcements; one that does already hears of what it wants now."""
    if not pushes.sound(browser):
        raise Invalid("this is not what a browser gives for pushes")
    known = await _known(tx, browser)
    if known is not None:
        await store.change(tx, known.id, wish)
        return msgspec.structs.replace(known, kinds=wish.kinds, language=wish.language)
    fresh = Subscriber(
        id=uuid7(),
        way="push",
        target=msgspec.json.encode(browser).decode(),
        kinds=wish.kinds,
        language=wish.language,
        confirmed_at=now,
    )
    return await store.put(tx, "push", _lookup(tx, browser), fresh, wish, now)


async def replace(tx: Tx, before: Browser, browser: Browser, now: datetime) -> Subscriber:
    """Let a browser that was given a new place by its push service go on as it was."""
    known = await _known(tx, before)
    if known is None:
        raise NotFound
    wish = Wish(kinds=known.kinds, language=known.language)
    kept = await subscribe(tx, browser, wish, now)
    if kept.id != known.id:
        await subscribing.leave(tx, [known.id])
    return kept


async def leave(tx: Tx, browser: Browser) -> None:
    """Forget a browser; one that is not known is no fault."""
    known = await _known(tx, browser)
    if known is not None:
        await subscribing.leave(tx, [known.id])


async def _known(tx: Tx, browser: Browser) -> Subscriber | None:
    """Find a browser; raises ``NotFound`` for whoever only says to be it: the secret is the browser's own."""
    found = await store.find_by(tx, "push", _lookup(tx, browser))
    if found is None:
        return None
    if not same(msgspec.json.decode(found.target, type=Browser).auth, browser.auth):
        raise NotFound
    return found


def _lookup(tx: Tx, browser: Browser) -> bytes:
    return tx.keyring.blind(tx.tenant, "browser", browser.endpoint)
