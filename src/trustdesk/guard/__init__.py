"""Guard: takes secrets out of every text before it is stored, and stops replies that ask for one.

A masked secret reads ``⟦secret: recovery phrase⟧``: the words after the colon are the
code of its kind with spaces, so that people can read it and every face can translate it.
"""

from trustdesk.guard.actions import check_reply, clean, kinds
from trustdesk.guard.model import Cleaned, Finding, Kind, Reason, Refusal

__all__ = ["Cleaned", "Finding", "Kind", "Reason", "Refusal", "check_reply", "clean", "kinds"]
