"""Cues: which procedure a customer's message begins, if any. Plain words, never a guess."""

import unicodedata
from collections.abc import Sequence

from trustdesk.exchange import mentions
from trustdesk.procedures.model.procedure import Cues, Procedure

WORD, TOPIC, TRANSACTION = 4, 3, 1


def begun_by(procedures: Sequence[Procedure], text: str, topic: str | None) -> Procedure | None:
    """Choose what a message begins; nothing where nothing speaks for it."""
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    transaction = any(one.what.kind == "transaction" for one in mentions(text))
    weights = {one.slug: weight(one.cues, plain, topic, transaction=transaction) for one in procedures}
    best = max(procedures, key=lambda one: weights[one.slug], default=None)
    return best if best is not None and weights[best.slug] > 0 else None


def weight(cues: Cues, plain: str, topic: str | None, *, transaction: bool) -> int:
    """Weigh what speaks for a procedure; 0 when nothing does."""
    words = sum(WORD for word in cues.words if word.search(plain))
    about = TOPIC if topic is not None and topic in cues.topics else 0
    chain = TRANSACTION if transaction and cues.transaction else 0
    return words + about + chain + cues.weight if words or about or chain else 0
