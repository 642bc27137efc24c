"""Taking articles in: a version for every text that is new, nothing for what is known."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

import msgspec

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale
from trustdesk.knowledge import store
from trustdesk.knowledge.model import Source


class Imported(msgspec.Struct, frozen=True):
    """What came of an import: slugs with their language."""

    published: list[str]
    unchanged: list[str]


async def take_in(tx: Tx, actor: Actor, sources: Iterable[tuple[Locale, Source]], now: datetime) -> Imported:
    """Publish each text whose words are new; the same again changes nothing.

    The edition moves first: two imports at once wait for each other.
    """
    await store.new_edition(tx)
    done = Imported([], [])
    for locale, source in sources:
        article = await store.keep(tx, source)
        digest = hashlib.sha256(msgspec.json.encode(source)).digest()
        before = await store.latest(tx, article, locale)
        named = f"{locale}/{source.slug}"
        if before and before[1] == digest:
            done.unchanged.append(named)
            continue
        version = before[0] + 1 if before else 1
        await store.publish(tx, (article, locale, version), source, digest, (actor.key, now))
        done.published.append(named)
    return done
