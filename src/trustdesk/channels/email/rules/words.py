"""What a mail says, as the text of an entry."""

import re

from trustdesk.channels.email.parsing.model import Parsed
from trustdesk.kit.fields import mask

LONGEST = 20_000
CUT = "\n…"
EMPTY = "…"
MOST_FOLDED = 6_000
APART = "\n\n---\n\n"
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


def folded(mail: Parsed) -> str:
    """Give what a mail says besides its new words, for whoever unfolds it, the nearest first.

    Who signed; the history below, or what was passed on; mails that came as files; an invitation.
    """
    new = mail.text.strip()
    inside = [f"{one.name}\n{one.text}" for one in mail.attachments if one.text.strip()]
    event = mail.calendar
    invitation = [event.summary, event.starts, event.ends, event.place, event.organiser] if event else []
    said = [mail.signature, mail.quoted if new else "", *inside, "\n".join(one for one in invitation if one)]
    whole = APART.join(one.strip() for one in said if one.strip()).replace("\0", "")
    whole = _without_own(whole, mail.sender.address)
    return whole if len(whole) <= MOST_FOLDED else whole[: MOST_FOLDED - len(CUT)] + CUT


def _without_own(text: str, address: str) -> str:
    """Mask the writer's own address, as it is masked wherever else it is shown."""
    return re.sub(re.escape(address), mask(address), text, flags=re.IGNORECASE) if address else text


def answered_subject(subject: str) -> str:
    """Give the subject of an answer to this one."""
    bare = " ".join(subject.split())
    return bare if not bare or ANSWERED.match(bare) else f"Re: {bare}"
