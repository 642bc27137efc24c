"""The window into the exchange: what it knows of a customer, what the chains know, what may be asked of it.

An exchange answers by the connector contract (docs/connector.openapi.json). Facts are read for the
customer of one conversation at a time, masked by class, never stored beyond the half hour in which
one of them can be revealed. Actions are requests, never changes.
"""

from trustdesk.exchange.actions.chains import Chains, Node
from trustdesk.exchange.actions.conformance import conformance
from trustdesk.exchange.actions.connector import Connector, Link, Search, signature
from trustdesk.exchange.actions.connectors import Window, sandbox_link, window
from trustdesk.exchange.actions.mentions import Asked, Said, look_up
from trustdesk.exchange.actions.mentions import read as read_mentions
from trustdesk.exchange.actions.mentions import show as show_looked
from trustdesk.exchange.actions.reading import Shelf, match, read, search, show, uid_of, value_of
from trustdesk.exchange.model.contract import (
    About,
    Account,
    Contact,
    Deposit,
    Device,
    FeeTier,
    Lock,
    Network,
    Promotion,
    SecurityEvent,
    Transfer,
    Wallet,
    Withdrawal,
)
from trustdesk.exchange.model.records import RECORDS, Record, RecordKind
from trustdesk.exchange.model.requests import (
    ActionReceipt,
    ActionRequest,
    AddressQuery,
    Belongs,
    Callback,
    Challenge,
    Match,
    MatchKind,
    MatchQuery,
)
from trustdesk.exchange.model.trading import Change, Fill, Liquidation, Order, Position
from trustdesk.exchange.rules.document import document
from trustdesk.exchange.rules.encodings import base58_of, eip55, keccak256
from trustdesk.exchange.rules.encodings import tron as tron_address
from trustdesk.exchange.rules.recognise import mentions, recognise
from trustdesk.exchange.views import FactsView, LookupView, MatchView, MentionsView

__all__ = [
    "RECORDS",
    "About",
    "Account",
    "ActionReceipt",
    "ActionRequest",
    "AddressQuery",
    "Asked",
    "Belongs",
    "Callback",
    "Chains",
    "Challenge",
    "Change",
    "Connector",
    "Contact",
    "Deposit",
    "Device",
    "FactsView",
    "FeeTier",
    "Fill",
    "Link",
    "Liquidation",
    "Lock",
    "LookupView",
    "Match",
    "MatchKind",
    "MatchQuery",
    "MatchView",
    "MentionsView",
    "Network",
    "Node",
    "Order",
    "Position",
    "Promotion",
    "Record",
    "RecordKind",
    "Said",
    "Search",
    "SecurityEvent",
    "Shelf",
    "Transfer",
    "Wallet",
    "Window",
    "Withdrawal",
    "base58_of",
    "conformance",
    "document",
    "eip55",
    "keccak256",
    "look_up",
    "match",
    "mentions",
    "read",
    "read_mentions",
    "recognise",
    "sandbox_link",
    "search",
    "show",
    "show_looked",
    "signature",
    "tron_address",
    "uid_of",
    "value_of",
    "window",
]
