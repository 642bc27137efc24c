"""Procedures: the guided cases of the trade. What the exchange and the chains know is looked up by itself.

A procedure is one file: what the customer states and what nobody may ask, the checks, a pure diagnosis, the
states with whose turn it is and until when, the words in both languages. Every step is an event, kept once.
"""

from trustdesk.procedures.actions.freezing import NotSignedIn, freeze, safety_of
from trustdesk.procedures.actions.hearing import begin_about
from trustdesk.procedures.actions.packing import gather, handed, pack
from trustdesk.procedures.actions.reporting import reported
from trustdesk.procedures.actions.show import mark_of, progress_for, progress_of, to_choose
from trustdesk.procedures.events import ProcedureEnded, ProcedureMoved, ProcedureStarted
from trustdesk.procedures.jobs import Looker, outlook, run_clocks
from trustdesk.procedures.model.aids import Aids, Article
from trustdesk.procedures.model.originals import Authentic, Inspected, Link, Original
from trustdesk.procedures.views import Progress, ProgressStep, Safety

__all__ = [
    "Aids",
    "Article",
    "Authentic",
    "Inspected",
    "Link",
    "Looker",
    "NotSignedIn",
    "Original",
    "ProcedureEnded",
    "ProcedureMoved",
    "ProcedureStarted",
    "Progress",
    "ProgressStep",
    "Safety",
    "begin_about",
    "freeze",
    "gather",
    "handed",
    "mark_of",
    "outlook",
    "pack",
    "progress_for",
    "progress_of",
    "reported",
    "run_clocks",
    "safety_of",
    "to_choose",
]
