"""Training: from our examples and from what the brand's own people have corrected, a new version."""

import asyncio
from collections.abc import Sequence

import msgspec

from trustdesk import conversations
from trustdesk.evidence import About, append
from trustdesk.kit import clock, jobs
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.i18n import spoken
from trustdesk.knowledge import Meaning
from trustdesk.staff import Action, check
from trustdesk.triage.actions import learning
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


async def train(db: Database, meaning: Meaning, tenant: str, by: str) -> Card:
    """Train a new version, which waits until somebody activates it. The same examples give the same model."""
    async with db.transaction(tenant) as tx:
        own = await corrected(tx)
    vectors = await meaning.questions([one.text for one in own])
    examples = [*await asyncio.to_thread(learning.known), *_examples(own, vectors)]
    async with db.transaction(tenant) as tx:
        made = learning.Made(await models_store.next_version(tx), by, clock.utc_now(), len(vectors))
        model = await asyncio.to_thread(learning.learn, examples, made)
        await models_store.add_model(tx, model.card, learning.packed(model.weights))
        about = About("triage", str(model.card.version))
        learnt = {"examples": model.card.examples, "own": model.card.own}
        await append(tx, system(tenant), "triage.train", about, learnt)
    return model.card


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


def _examples(own: Sequence[Own], vectors: Sequence[bytes]) -> list[classifier.Example]:
    np = numbers()
    return [
        classifier.Example(
            one.topic, one.locale, np.frombuffer(vector, dtype="float32"), features.counts(one.text)
        )
        for one, vector in zip(own, vectors, strict=False)
    ]
