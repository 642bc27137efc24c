"""Bringing a reading to its conversation: what nobody has chosen yet, and a polite word where one is due."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from trustdesk import conversations
from trustdesk.brands import Brand
from trustdesk.kit import i18n
from trustdesk.kit.actors import system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import StaleReply
from trustdesk.triage.model import Entity, Kept, Reading
from trustdesk.triage.rules import labels, merging
from trustdesk.triage.rules.topics import TOPICS
from trustdesk.triage.store import readings

MARKED = frozenset({"transaction", "order"})
MOST_READ = 200
NOT_SEARCHED = -1.0
PEOPLE = frozenset({"agent", "api"})


class Read(msgspec.Struct, frozen=True):
    """A message of a conversation with what was made of it, and what it means."""

    entry: conversations.Entry
    reading: Reading
    meaning: bytes | None = None


async def apply(tx: Tx, brand: Brand, case: conversations.Conversation, read: Read, now: datetime) -> bool:
    """Keep the reading and label the conversation by it; False when it went on meanwhile: read it anew."""
    entries = await conversations.entries_for(tx, case, 0, MOST_READ)
    chosen = chosen_by_people(entries)
    before = (await readings.known(tx, [case.id])).get(case.id)
    label = labels.label(case, merging.guesses(before, read.reading), chosen, topics=codes(brand))
    commands: list[conversations.Command] = []
    desk = system(tx.tenant)
    if label:
        told: Mapping[str, Any] = label
        told_as = f"triage:{case.id}:{read.entry.seq}"
        commands.append(
            conversations.Label(actor=desk, client_id=told_as, conversation=case.id, seen=case.seq, **told)
        )
    if labels.warns(read.reading, case.tags):
        words = i18n.words(i18n.spoken(case.language))
        said = words.text("triage.manners", brand=brand.name.of(words.locale))
        commands.append(
            conversations.Say(actor=desk, client_id=f"manners:{case.id}", conversation=case.id, text=said)
        )
    answers = await conversations.perform(tx, commands, brand.prefix, now) if commands else []
    if label and isinstance(answers[0], StaleReply):
        return False
    whole = merging.merged(before, kept(case.id, read))
    named = sorted({*await readings.marks_of(tx, case.id), *marks(tx, read.reading.entities)})
    await readings.keep(tx, whole, named, read.meaning, now)
    return True


def chosen_by_people(entries: Sequence[conversations.Entry]) -> frozenset[str]:
    """Name what of the labels somebody has chosen themselves."""
    chosen: set[str] = set()
    for entry in entries:
        if entry.event and entry.author_kind in PEOPLE:
            told = msgspec.json.decode(entry.event, type=dict[str, Any])
            if told.get("what") == "labelled":
                chosen |= told.keys()
    return frozenset(chosen)


def kept(conversation: UUID, read: Read) -> Kept:
    """Leave out of a reading what its customer said."""
    one = read.reading
    return Kept(
        conversation=conversation,
        seq=read.entry.seq,
        language=one.language,
        topic=one.topic,
        confidence=one.confidence,
        candidates=one.candidates,
        urgency=one.urgency,
        entities=tuple(dict.fromkeys(entity.kind for entity in one.entities)),
        sentiment=one.sentiment,
        abuse=one.abuse,
        complaint=one.complaint,
        version=one.version,
        answered=NOT_SEARCHED,
        article="",
    )


def marks(tx: Tx, entities: Collection[Entity]) -> list[bytes]:
    """Name transactions and orders so that they are met again and cannot be read back."""
    return sorted({tx.keyed(one.text.casefold().encode()) for one in entities if one.kind in MARKED})


def about(topic: str, brand: Brand) -> str | None:
    """Tell under which topic of a brand one of ours falls, if the brand has it."""
    found = TOPICS[topic].brand if topic in TOPICS else None
    return found if found in codes(brand) else None


def codes(brand: Brand) -> frozenset[str]:
    """Name the topics of a brand."""
    return frozenset(one.code for one in brand.topics)
