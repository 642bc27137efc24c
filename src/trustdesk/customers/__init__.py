"""Customers: who writes to the desk, on which handles, and how well it is proved that it is them.

A visit is a device in the widget. It begins as an anonymous customer; the exchange's signed word
raises it to the customer the exchange knows, for a while. The two are never merged by themselves.
"""

from trustdesk.customers.actions.confirming import Act, confirm
from trustdesk.customers.actions.keysets import KeySets
from trustdesk.customers.actions.people import get, handle_of, handles_of, recognise
from trustdesk.customers.actions.ties import decide as decide_tie
from trustdesk.customers.actions.ties import propose as propose_tie
from trustdesk.customers.actions.ties import the_other, ties_of, ties_waiting
from trustdesk.customers.actions.tokens import Asked, read_confirmation
from trustdesk.customers.actions.tokens import read as read_token
from trustdesk.customers.actions.visits import actor_of as actor_of_visit
from trustdesk.customers.actions.visits import begin as visit
from trustdesk.customers.actions.visits import end as end_visit
from trustdesk.customers.actions.visits import (
    living,
    proof_of,
    sign_in,
    visit_of,
    write_as_verified,
)
from trustdesk.customers.model import (
    Claims,
    Confirmation,
    Customer,
    Handle,
    Level,
    Proof,
    Sender,
    Thing,
    Tie,
    Visit,
)
from trustdesk.customers.rules.levels import allows, check
from trustdesk.customers.rules.tokens import audience
from trustdesk.customers.views import ProofView, StandingView, TieView, proof_view, standing_view, tie_view

__all__ = [
    "Act",
    "Asked",
    "Claims",
    "Confirmation",
    "Customer",
    "Handle",
    "KeySets",
    "Level",
    "Proof",
    "ProofView",
    "Sender",
    "StandingView",
    "Thing",
    "Tie",
    "TieView",
    "Visit",
    "actor_of_visit",
    "allows",
    "audience",
    "check",
    "confirm",
    "decide_tie",
    "end_visit",
    "get",
    "handle_of",
    "handles_of",
    "living",
    "proof_of",
    "proof_view",
    "propose_tie",
    "read_confirmation",
    "read_token",
    "recognise",
    "sign_in",
    "standing_view",
    "the_other",
    "tie_view",
    "ties_of",
    "ties_waiting",
    "visit",
    "visit_of",
    "write_as_verified",
]
