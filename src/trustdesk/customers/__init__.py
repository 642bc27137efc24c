"""Customers: who writes to the desk, on which handles, and how well it is proved that it is them.

A visit is a device in the widget. It begins as an anonymous customer; the exchange's signed word
raises it to the customer the exchange knows, for a while. The two are never merged by themselves.
An address is proved by a code that was sent there; a customer crosses from line to line by their own tap.
"""

from trustdesk.customers.actions.codes import (
    Asking,
    ask_again,
    ask_code,
    code_to_send,
    letter_of,
    prove_contact,
)
from trustdesk.customers.actions.confirming import Act, confirm
from trustdesk.customers.actions.crossings import (
    brand_of_crossing,
    case_path,
    case_token,
    cross,
    offer_crossing,
    read_case_token,
)
from trustdesk.customers.actions.forgetting import forget
from trustdesk.customers.actions.keysets import KeySets
from trustdesk.customers.actions.people import (
    get,
    handle_of,
    handles_of,
    ids_on,
    known_as,
    recognise,
    take_up_name,
    wish_answers,
)
from trustdesk.customers.actions.phishing import anti_phishing_code, set_anti_phishing_code
from trustdesk.customers.actions.ties import decide as decide_tie
from trustdesk.customers.actions.ties import propose as propose_tie
from trustdesk.customers.actions.ties import the_other, ties_of, ties_waiting
from trustdesk.customers.actions.tokens import Asked, read_confirmation
from trustdesk.customers.actions.tokens import read as read_token
from trustdesk.customers.actions.visits import actor_of as actor_of_visit
from trustdesk.customers.actions.visits import arrive as arrive_in_chat
from trustdesk.customers.actions.visits import begin as visit
from trustdesk.customers.actions.visits import end as end_visit
from trustdesk.customers.actions.visits import (
    living,
    proof_of,
    prove_on,
    sign_in,
    visit_of,
    write_as_verified,
)
from trustdesk.customers.events import ContactCodeAsked, CustomerErased
from trustdesk.customers.model import (
    CaseLink,
    Claims,
    CodeToSend,
    Confirmation,
    Crossing,
    Customer,
    Handle,
    Level,
    Proof,
    Sender,
    Thing,
    Tie,
    Visit,
)
from trustdesk.customers.rules.contacts import mail_address
from trustdesk.customers.rules.levels import allows, check
from trustdesk.customers.rules.tokens import audience
from trustdesk.customers.store.forgetting import forget_visits, is_erased, visits_due
from trustdesk.customers.store.forgetting import lock as lock_to_forget
from trustdesk.customers.store.people import addresses, opened_names
from trustdesk.customers.store.people import lookup as handle_lookup
from trustdesk.customers.store.unsealed import UNSEALED
from trustdesk.customers.views import ProofView, StandingView, TieView, proof_view, standing_view, tie_view

__all__ = [
    "UNSEALED",
    "Act",
    "Asked",
    "Asking",
    "CaseLink",
    "Claims",
    "CodeToSend",
    "Confirmation",
    "ContactCodeAsked",
    "Crossing",
    "Customer",
    "CustomerErased",
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
    "addresses",
    "allows",
    "anti_phishing_code",
    "arrive_in_chat",
    "ask_again",
    "ask_code",
    "audience",
    "brand_of_crossing",
    "case_path",
    "case_token",
    "check",
    "code_to_send",
    "confirm",
    "cross",
    "decide_tie",
    "end_visit",
    "forget",
    "forget_visits",
    "get",
    "handle_lookup",
    "handle_of",
    "handles_of",
    "ids_on",
    "is_erased",
    "known_as",
    "letter_of",
    "living",
    "lock_to_forget",
    "mail_address",
    "offer_crossing",
    "opened_names",
    "proof_of",
    "proof_view",
    "propose_tie",
    "prove_contact",
    "prove_on",
    "read_case_token",
    "read_confirmation",
    "read_token",
    "recognise",
    "set_anti_phishing_code",
    "sign_in",
    "standing_view",
    "take_up_name",
    "the_other",
    "tie_view",
    "ties_of",
    "ties_waiting",
    "visit",
    "visit_of",
    "visits_due",
    "wish_answers",
    "write_as_verified",
]
