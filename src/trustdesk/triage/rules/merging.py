"""A later message adds to what was read before: it does not turn a deposit into a good-bye."""

import msgspec

from trustdesk.triage.model import Kept, Reading
from trustdesk.triage.rules import tone
from trustdesk.triage.rules.urgency import PRIORITY, urgency

MOST_GUESSED = 4  # messages after which a conversation without a topic is left to people


def unguessed(before: Kept | None, seq: int) -> bool:
    """Tell whether a message is read whatever it says: nothing is known yet, or no topic and few messages."""
    return before is None or (before.topic is None and seq <= MOST_GUESSED)


def notable(text: str) -> bool:
    """Tell whether a later message must be read at once: what cannot wait, insults, complaints."""
    return urgency(text) != "none" or tone.abusive(text) or tone.complains(text)


def merged(before: Kept | None, now: Kept) -> Kept:
    """Add what a later message says to what is kept."""
    if before is None:
        return now
    told = before if before.topic else now
    more = PRIORITY[now.urgency] > PRIORITY[before.urgency]
    return msgspec.structs.replace(
        now,
        seq=max(before.seq, now.seq),
        language=now.language or before.language,
        topic=told.topic,
        confidence=told.confidence,
        candidates=told.candidates,
        answered=told.answered,
        article=told.article,
        version=told.version,
        urgency=now.urgency if more else before.urgency,
        entities=tuple(dict.fromkeys([*before.entities, *now.entities])),
        abuse=before.abuse or now.abuse,
        complaint=before.complaint or now.complaint,
        corrected=before.corrected,
        corrected_by=before.corrected_by,
        corrected_at=before.corrected_at,
    )


def guesses(before: Kept | None, reading: Reading) -> Reading:
    """Give what is left to decide: where a topic is known, only what the rules say counts."""
    if before is None or before.topic is None:
        return reading
    return msgspec.structs.replace(reading, topic=None)
