"""What a mail says, as the text of an entry."""

import re

from trustdesk.channels.email.parsing.model import Parsed

LONGEST = 20_000
CUT = "\n…"
EMPTY = "…"
# What mail programs of many languages put before the subject of an answer.
ANSWERED = re.compile(
    r"^\s*(re|aw|antw|sv|vs|ref|rv|res|rif|odp|ynt|回复|回覆|答复|答覆|回信|返信|отв|atb|حول|رد|답장|trả lời)"
    r"\s*(\[\d+\])?\s*[:：]",
    re.IGNORECASE,
)


def entry_text(mail: Parsed, *, joined: bool) -> str:
    """Give the new words of a mail; what it is about goes before them where it begins something."""
    words = mail.text.strip() or mail.body.strip()
    subject = " ".join(mail.subject.split())
    if subject and not joined and not ANSWERED.match(subject) and not words.startswith(subject):
        words = f"{subject}\n\n{words}".strip()
    if not words:
        return subject or EMPTY
    return words if len(words) <= LONGEST else words[: LONGEST - len(CUT)] + CUT


def answered_subject(subject: str) -> str:
    """Give the subject of an answer to this one."""
    bare = " ".join(subject.split())
    return bare if not bare or ANSWERED.match(bare) else f"Re: {bare}"
