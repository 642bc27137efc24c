"""Official channels: what really belongs to a brand, what only looks like it, and who was caught at it.

Anybody may ask about anything (a link, an address, a handle, a number, a whole message) and read the
directory of everything official. A check keeps nothing. An impostor can be reported with evidence; once
confirmed, everybody who asks is warned. Each conversation has a check phrase that only its sides see.
"""

from trustdesk.official.actions.check import check_text
from trustdesk.official.actions.phrase import phrase_of
from trustdesk.official.actions.report import Desk, mails_of, report
from trustdesk.official.model import (
    REPORTS,
    REPORTS_WITHIN,
    Found,
    Judged,
    Masking,
    Piece,
    Reason,
    ReportBody,
    Reporter,
    Stored,
    Verdict,
)
from trustdesk.official.rules.suffixes import split as split_host
from trustdesk.official.store import UNSEALED
from trustdesk.official.views.phrase import PhraseView
from trustdesk.official.views.shapes import ReportedView, reported_view

__all__ = [
    "REPORTS",
    "REPORTS_WITHIN",
    "UNSEALED",
    "Desk",
    "Found",
    "Judged",
    "Masking",
    "PhraseView",
    "Piece",
    "Reason",
    "ReportBody",
    "ReportedView",
    "Reporter",
    "Stored",
    "Verdict",
    "check_text",
    "mails_of",
    "phrase_of",
    "report",
    "reported_view",
    "split_host",
]
