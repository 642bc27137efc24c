"""Guard: takes secrets out of every text before it is stored, and stops replies that ask for one.

A masked secret reads ``⟦secret: recovery phrase⟧``: the words after the colon are the
code of its kind with spaces, so that people can read it and every face can translate it.
What was hidden is remembered by a keyed hash. A reply that tells the customer to pay is stopped, too.
"""

from trustdesk.guard.actions import Guard, check_reply, clean, kinds, own_contacts, record
from trustdesk.guard.model import Cleaned, Finding, Hidden, Kind, Known, Reason, Refusal, Spot
from trustdesk.guard.rules.keys import speaks_of_transaction
from trustdesk.guard.rules.public import personal
from trustdesk.guard.rules.secrets import mask
from trustdesk.guard.store import hidden_in
from trustdesk.guard.views import HiddenView

__all__ = [
    "Cleaned",
    "Finding",
    "Guard",
    "Hidden",
    "HiddenView",
    "Kind",
    "Known",
    "Reason",
    "Refusal",
    "Spot",
    "check_reply",
    "clean",
    "hidden_in",
    "kinds",
    "mask",
    "own_contacts",
    "personal",
    "record",
    "speaks_of_transaction",
]
