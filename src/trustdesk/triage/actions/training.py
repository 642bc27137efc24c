"""Training: from our examples and from what the brand's own people have corrected, a new version."""

from collections.abc import Sequence

import msgspec

from trustdesk import conversations
from trustdesk.evidence import About, append
from trustdesk.kit import jobs
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.i18n import spoken
from trustdesk.staff import Action, check
from trustdesk.triage.model import Card
from trustdesk.triage.rules import classifier, features
from trustdesk.triage.rules.features import numbers
from trustdesk.triage.rules.languages import language
from trustdesk.triage.store import models as models_store
from trustdesk.triage.store import readings

TRAIN = "triage.train"
MOST_OWN = 4_000
LONGEST = 1_000


class Own(msgspec.Struct, frozen=True):
    """What a customer wrote, and which topic a person says it is."""

    text: str
    topic: str
    locale: str


async def ask(tx: Tx, actor: Actor) -> None:
    """Have a new version trained, by a job."""
    check(actor, Action.MANAGE_ARTICLES)
    await jobs.defer(tx, TRAIN, {"by": actor.key})


async def corrected(tx: Tx) -> list[Own]:
    """Read what people have corrected, in the words it was asked in; what is erased is not among it."""
    places = {(one, seq): topic for one, seq, topic in await readings.corrections(tx, MOST_OWN)}
    entries = await conversations.entries_at(tx, list(places))
    return [
        Own(entry.text.strip()[:LONGEST], places[place], spoken(language(entry.text)))
        for place, entry in entries.items()
        if entry.text.strip()
    ]


async def activate(tx: Tx, actor: Actor, version: int) -> Card | None:
    """Make a version the one that reads; 0 goes back to the one from the start. On record."""
    check(actor, Action.MANAGE_ARTICLES)
    card = await models_store.card(tx, version) if version else None
    if version and card is None:
        raise NotFound
    before = await models_store.active_version(tx)
    if before == version:
        return card
    await models_store.activate(tx, version)
    await append(tx, actor, "triage.activate", About("triage", str(version)), {"before": before})
    return await models_store.card(tx, version) if version else None


def examples(own: Sequence[Own], vectors: Sequence[bytes]) -> list[classifier.Example]:
    """Give what people have corrected by its numbers."""
    np = numbers()
    return [
        classifier.Example(
            one.topic, one.locale, np.frombuffer(vector, dtype="float32"), features.counts(one.text)
        )
        for one, vector in zip(own, vectors, strict=False)
    ]
