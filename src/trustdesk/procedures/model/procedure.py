"""What a procedure is: declared once, in a file of its own."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from trustdesk.brands import Label
from trustdesk.exchange import ActionKind
from trustdesk.procedures.model.checks import Check, Facts
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.evidence import Evidence, EvidenceKind

# Whose turn it is. ``desk`` is the machine itself: its turn is never long.
Owner = Literal["customer", "desk", "agent", "reviewer", "approver", "exchange", "chain", "nobody"]
Ending = Literal["solved", "refused", "lapsed", "handed", "closed"]
# Who may bring an event: an agent by a button, or nobody but the house itself.
By = Literal["desk", "agent"]


class Choice(msgspec.Struct, frozen=True):
    """One of the values a question takes."""

    code: str
    label: Label


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the customer states: what it is, how it is read, and how it is asked for."""

    name: str
    kind: EvidenceKind
    label: Label
    question: Label
    needed: bool = False
    choices: tuple[Choice, ...] = ()


class State(msgspec.Struct, frozen=True, kw_only=True):
    """A state: whose turn it is, for how long, and which event comes when that time has run out.

    ``label`` is what the customer reads in their timeline. With ``checks`` the checks run on arrival.
    """

    name: str
    owner: Owner
    label: Label
    lasts: timedelta | None = None
    late: str = "late"
    checks: bool = False
    ending: Ending | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A way from one state to another; with a label, a button of the agent who holds the case.

    With ``papers`` the diagnosis' papers must have been accepted; with ``asks_paper`` one more is asked for.
    """

    source: str
    event: str
    target: str
    label: Label | None = None
    papers: bool = False
    asks_paper: bool = False


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """The states of a procedure and the ways between them; nothing else can happen."""

    first: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]


class Cues(msgspec.Struct, frozen=True, kw_only=True):
    """By what a customer's message begins it: words (patterns over folded lower case), topics, a TxID."""

    words: tuple[re.Pattern[str], ...] = ()
    topics: tuple[str, ...] = ()
    transaction: bool = False
    weight: int = 0


Diagnose = Callable[[Facts, Evidence, datetime], Diagnosis]


class Procedure(msgspec.Struct, frozen=True, kw_only=True):
    """One guided case of the trade."""

    slug: str
    title: Label
    asks: tuple[Ask, ...] = ()
    # What nobody may ask the customer for here, said to the agent in plain words.
    never_ask: tuple[Label, ...]
    checks: tuple[Check[Any], ...] = ()
    diagnose: Diagnose
    machine: Machine
    actions: tuple[ActionKind, ...] = ()
    # An action is asked for only after somebody has passed it (the event ``pass``) and another approved it.
    reviewed: bool = False
    cues: Cues = Cues()
