"""Procedures: the guided cases of the trade. What the exchange and the chains know is looked up by itself.

A procedure is one file: what the customer states and what nobody may ask, the checks, a pure diagnosis, the
states with whose turn it is and until when, the words in both languages. Every step is an event, kept once.
"""

from trustdesk.procedures.actions.hearing import begin_about
from trustdesk.procedures.actions.show import progress_of
from trustdesk.procedures.events import ProcedureEnded, ProcedureMoved, ProcedureStarted
from trustdesk.procedures.jobs import Looker, run_clocks
from trustdesk.procedures.views import Progress, ProgressStep

__all__ = [
    "Looker",
    "ProcedureEnded",
    "ProcedureMoved",
    "ProcedureStarted",
    "Progress",
    "ProgressStep",
    "begin_about",
    "progress_of",
    "run_clocks",
]
