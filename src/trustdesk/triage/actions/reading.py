"""What a message says: by the rules, which are ours, and by the model, which is the brand's."""

from collections.abc import Sequence
from typing import Any

import msgspec

from trustdesk.kit.i18n import Locale, spoken
from trustdesk.triage.actions import learning
from trustdesk.triage.model import Candidate, Reading
from trustdesk.triage.rules import classifier, features, judging, tone
from trustdesk.triage.rules.entities import entities
from trustdesk.triage.rules.features import numbers
from trustdesk.triage.rules.languages import language
from trustdesk.triage.rules.topics import OTHER
from trustdesk.triage.rules.urgency import elsewhere, urgency

LONGEST = 1_000
# What is said in these words is about this, whatever else it is about.
BY_URGENCY = {"theft": "security.stolen", "freeze": "account.freeze"}
SURE = 0.8  # how often who writes so means just that


class Message(msgspec.Struct, frozen=True):
    """What is read: the text after the guard has masked it, and how many files came with it."""

    text: str
    attachments: int = 0
    locale: str = "en"


def whole(message: Message, model: learning.Model, meant: bytes | None) -> Reading:
    """Read by the rules and by the model."""
    named = topics(model, message.text[:LONGEST], spoken(locale_of(message)), meant)
    return ruled(message, named, model)


def topics(model: learning.Model, text: str, locale: Locale, meant: bytes | None) -> tuple[Candidate, ...]:
    """Name the likeliest topics of a text."""
    np = numbers()
    raw: Any = None if meant is None else np.frombuffer(meant, dtype="float32")[None, :]
    scored = classifier.scores(model.weights, [features.counts(text)], raw)[0].tolist()
    return judging.candidates(model.card.calibration[locale], model.weights.topics, scored)


def ruled(message: Message, named: Sequence[Candidate], model: learning.Model) -> Reading:
    """Complete a reading by what the rules say; what cannot wait overrules what the model thinks."""
    text, locale = message.text[:LONGEST], spoken(locale_of(message))
    urgent = urgency(text)
    threshold = model.card.calibration[locale].threshold
    named = promoted(named, BY_URGENCY.get(urgent))
    first = named[0] if named else Candidate(OTHER, 0.0)
    sure = first.topic != OTHER and first.confidence >= threshold and not elsewhere(text)
    topic = first.topic if sure else None
    confidence = first.confidence if first.topic != OTHER else 1 - first.confidence
    return Reading(
        language=language(text),
        topic=topic,
        confidence=round(confidence, 3),
        candidates=tuple(one for one in named if one.topic != OTHER),
        urgency=urgent,
        entities=entities(text, message.attachments),
        sentiment=tone.mood(text, urgent),
        abuse=tone.abusive(text),
        complaint=tone.complains(text) or topic == "complaint",
        version=model.card.version,
    )


def promoted(named: Sequence[Candidate], urgent: str | None) -> list[Candidate]:
    """Put what cannot wait first, however the model ranks it: to take a theft for a question costs most."""
    if urgent is None or (named and named[0].topic == urgent):
        return list(named)
    sure = max((one.confidence for one in named), default=0.0)
    rest = [one for one in named if one.topic not in (urgent, OTHER)]
    return [Candidate(urgent, max(sure, SURE)), *rest]


def locale_of(message: Message) -> str:
    """Tell by which of our languages a message is judged: its own, else that of whoever wrote it."""
    return language(message.text[:LONGEST]) or message.locale
