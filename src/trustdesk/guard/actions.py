"""Verbs of the room."""

from trustdesk.guard.model import Cleaned, Finding, Kind, Refusal
from trustdesk.guard.rules.asking import asks_for_secret
from trustdesk.guard.rules.clauses import undisguised, with_letters
from trustdesk.guard.rules.folding import fold
from trustdesk.guard.rules.paying import asks_for_payment
from trustdesk.guard.rules.secrets import mask, secrets, value
from trustdesk.kit.secrets import Keys

PURPOSE = "guard"


def clean(text: str, keys: Keys | None = None) -> Cleaned:
    """Replace every secret in ``text`` by a mask; the rest stays as it is, to the byte.

    With ``keys``, each finding is marked with a keyed hash, by which the same secret is
    known again. Runs on the hot path: an ordinary message costs microseconds.
    """
    folded = fold(text)
    spans = secrets(folded.text)
    if not spans:
        return Cleaned(text)
    parts: list[str] = []
    findings: list[Finding] = []
    done = 0
    for span in spans:
        start, end = folded.back(span.start, span.end)
        parts += (text[done:start], mask(span.kind))
        mark = keys.mark(PURPOSE, value(folded.text, span)) if keys else None
        findings.append(Finding(span.kind, start, end, span.certain, mark))
        done = end
    return Cleaned("".join((*parts, text[done:])), tuple(findings))


def check_reply(text: str) -> Refusal | None:
    """Refuse a reply that asks the customer for a secret or tells them to pay; None lets it pass.

    In Chinese and English, through what a reader does not notice. There is no way around it.
    """
    plain = undisguised(text)
    read = with_letters(plain)
    return asks_for_secret(read) or asks_for_payment(plain, text) or (
        asks_for_payment(read, text) if read != plain else None
    )


def kinds() -> tuple[Kind, ...]:
    """Give the codes of all kinds; their names and advice are texts ``guard.kind.*``, ``guard.advice.*``."""
    return tuple(Kind)
