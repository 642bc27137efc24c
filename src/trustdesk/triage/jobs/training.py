"""Training a new version: a job, and a command."""

import asyncio

from trustdesk.evidence import About, append
from trustdesk.kit import clock
from trustdesk.kit.actors import system
from trustdesk.kit.db import Database
from trustdesk.knowledge import Meaning
from trustdesk.triage.actions import learning, training
from trustdesk.triage.model import Card
from trustdesk.triage.store import models as models_store


async def train(db: Database, meaning: Meaning, tenant: str, by: str) -> Card:
    """Train a new version, which waits until somebody activates it. The same examples give the same model."""
    async with db.transaction(tenant) as tx:
        own = await training.corrected(tx)
    vectors = await meaning.questions([one.text for one in own])
    examples = [*await asyncio.to_thread(learning.known), *training.examples(own, vectors)]
    async with db.transaction(tenant) as tx:
        made = learning.Made(await models_store.next_version(tx), by, clock.utc_now(), len(vectors))
        model = await asyncio.to_thread(learning.learn, examples, made)
        await models_store.add_model(tx, model.card, learning.packed(model.weights))
        about = About("triage", str(model.card.version))
        learnt = {"examples": model.card.examples, "own": model.card.own}
        await append(tx, system(tenant), "triage.train", about, learnt)
    return model.card
