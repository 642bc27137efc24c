"""The window into the exchange: what it knows of a customer, what the chains know, what may be asked of it.

An exchange answers by the connector contract (docs/connector.openapi.json). Facts are read for the
customer of one conversation at a time, masked by class, never stored beyond the half hour in which
one of them can be revealed. Actions are requests, never changes.
"""

from trustdesk.exchange.actions.asking import About as OfWhom
from trustdesk.exchange.actions.asking import (
    NotConfirmed,
    ask_step_up,
    asked_before,
    request,
    request_view,
    seal_movement,
    step_up_view,
)
from trustdesk.exchange.actions.asking import show as show_requests
from trustdesk.exchange.actions.chains import Chains, Node
from trustdesk.exchange.actions.conformance import conformance
from trustdesk.exchange.actions.connector import Connector, Link, NoAccount, Search, signature
from trustdesk.exchange.actions.connectors import Window, sandbox_link, window
from trustdesk.exchange.actions.forgetting import forget_conversations
from trustdesk.exchange.actions.market_library import MarketLibrary
from trustdesk.exchange.actions.markets import Markets, SandboxMarket
from trustdesk.exchange.actions.mentions import Asked, Looked, Said, look_up
from trustdesk.exchange.actions.mentions import read as read_mentions
from trustdesk.exchange.actions.mentions import show as show_looked
from trustdesk.exchange.actions.reading import (
    Shelf,
    Unread,
    how,
    match,
    read,
    search,
    show,
    uid_of,
    uids_of,
    value_of,
)
from trustdesk.exchange.api import audience_of
from trustdesk.exchange.events import ActionAnswered, ActionAsked, StepUpDecided
from trustdesk.exchange.jobs import Told, lay, send_due
from trustdesk.exchange.model.asked import Reason
from trustdesk.exchange.model.chains import ChainFact, Moved
from trustdesk.exchange.model.contract import (
    About,
    Account,
    Asset,
    Deposit,
    Device,
    FeeTier,
    Limit,
    Lock,
    MaskedContact,
    Network,
    Promotion,
    SecurityEvent,
    Transfer,
    Wallet,
    Withdrawal,
)
from trustdesk.exchange.model.market import (
    Book,
    BookRead,
    Candle,
    Candles,
    Level,
    NetworksRead,
    PublicNetwork,
    Span,
    SymbolRead,
    Symbols,
)
from trustdesk.exchange.model.records import RECORDS, Record, RecordKind
from trustdesk.exchange.model.requests import (
    NEEDS,
    ActionKind,
    ActionReceipt,
    ActionRequest,
    AddressQuery,
    Belongs,
    Callback,
    Challenge,
    Match,
    MatchKind,
    MatchQuery,
    Movement,
)
from trustdesk.exchange.model.trading import Change, Fill, Liquidation, Order, Position
from trustdesk.exchange.rules.amounts import written
from trustdesk.exchange.rules.answers import Nonsense
from trustdesk.exchange.rules.claims import COINS, Claim, claims, numbers
from trustdesk.exchange.rules.document import document
from trustdesk.exchange.rules.encodings import base58_of, eip55, hex_of_tron, keccak256
from trustdesk.exchange.rules.encodings import tron as tron_address
from trustdesk.exchange.rules.markets import deposit_state, width_for, withdrawal_state
from trustdesk.exchange.rules.recognise import Checksum, mentions, recognise
from trustdesk.exchange.views import (
    FactsView,
    LookupView,
    MatchView,
    MentionsView,
    RequestsView,
    RequestView,
    StepUpView,
)

__all__ = [
    "COINS",
    "NEEDS",
    "RECORDS",
    "About",
    "Account",
    "ActionAnswered",
    "ActionAsked",
    "ActionKind",
    "ActionReceipt",
    "ActionRequest",
    "AddressQuery",
    "Asked",
    "Asset",
    "Belongs",
    "Book",
    "BookRead",
    "Callback",
    "Candle",
    "Candles",
    "ChainFact",
    "Chains",
    "Challenge",
    "Change",
    "Checksum",
    "Claim",
    "Connector",
    "Deposit",
    "Device",
    "FactsView",
    "FeeTier",
    "Fill",
    "Level",
    "Limit",
    "Link",
    "Liquidation",
    "Lock",
    "Looked",
    "LookupView",
    "MarketLibrary",
    "Markets",
    "MaskedContact",
    "Match",
    "MatchKind",
    "MatchQuery",
    "MatchView",
    "MentionsView",
    "Moved",
    "Movement",
    "Network",
    "NetworksRead",
    "NoAccount",
    "Node",
    "Nonsense",
    "NotConfirmed",
    "OfWhom",
    "Order",
    "Position",
    "Promotion",
    "PublicNetwork",
    "Reason",
    "Record",
    "RecordKind",
    "RequestView",
    "RequestsView",
    "Said",
    "SandboxMarket",
    "Search",
    "SecurityEvent",
    "Shelf",
    "Span",
    "StepUpDecided",
    "StepUpView",
    "SymbolRead",
    "Symbols",
    "Told",
    "Transfer",
    "Unread",
    "Wallet",
    "Window",
    "Withdrawal",
    "ask_step_up",
    "asked_before",
    "audience_of",
    "base58_of",
    "claims",
    "conformance",
    "deposit_state",
    "document",
    "eip55",
    "forget_conversations",
    "hex_of_tron",
    "how",
    "keccak256",
    "lay",
    "look_up",
    "match",
    "mentions",
    "numbers",
    "read",
    "read_mentions",
    "recognise",
    "request",
    "request_view",
    "sandbox_link",
    "seal_movement",
    "search",
    "send_due",
    "show",
    "show_looked",
    "show_requests",
    "signature",
    "step_up_view",
    "tron_address",
    "uid_of",
    "uids_of",
    "value_of",
    "width_for",
    "window",
    "withdrawal_state",
    "written",
]
