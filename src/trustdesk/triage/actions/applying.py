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
NOT_SEARCHED = -1.0


class Read(msgspec.Struct, frozen=True):
    """A message of a conversation as it stands, what was made of it, and what it means."""

    case: conversations.Conversation
    entry: conversations.Entry
    reading: Reading
    meaning: bytes | None = None


async def apply(tx: Tx, brand: Brand, read: Sequence[Read], now: datetime) -> list[Read]:
    """Keep readings, each of another conversation, and label these by them.

    Gives those that went on meanwhile: they are to be read anew.
    """
    ids = [one.case.id for one in read]
    chosen = await conversations.labels_by_people(tx, ids)
    before, marked = await readings.known(tx, ids), await readings.marks_of(tx, ids)
    commands: list[conversations.Command] = []
    for one in read:
        guessed = merging.guesses(before.get(one.case.id), one.reading)
        label = labels.label(one.case, guessed, chosen[one.case.id], topics=codes(brand))
        commands += _commands(tx.tenant, brand, one, label)
    answers = await conversations.perform(tx, commands, brand.prefix, now) if commands else []
    stale = {
        command.conversation
        for command, answer in zip(commands, answers, strict=True)
        if isinstance(answer, StaleReply)
    }
    done = [one for one in read if one.case.id not in stale]
    await readings.keep(
        tx,
        [
            readings.Keeping(
                merging.merged(before.get(one.case.id), kept(one.case.id, one)),
                sorted({*marked.get(one.case.id, ()), *marks(tx, one.reading.entities)}),
                one.meaning,
            )
            for one in done
        ],
        now,
    )
    return [one for one in read if one.case.id in stale]


def _commands(tenant: str, brand: Brand, read: Read, label: Mapping[str, Any]) -> list[conversations.Command]:
    """Say what is to be done: label it, and a word about manners where one is due."""
    commands: list[conversations.Command] = []
    desk, case = system(tenant), read.case
    if label:
        told_as = f"triage:{case.id}:{read.entry.seq}"
        commands.append(
            conversations.Label(actor=desk, client_id=told_as, conversation=case.id, seen=case.seq, **label)
        )
    if labels.warns(read.reading, case.tags):
        words = i18n.words(i18n.spoken(case.language))
        said = words.text("triage.manners", brand=brand.name.of(words.locale))
        commands.append(
            conversations.Say(actor=desk, client_id=f"manners:{case.id}", conversation=case.id, text=said)
        )
    return commands


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
