"""Nouns of a diagnosis: what was found, what proves it, what comes next, in words for both sides."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

import msgspec

from trustdesk.brands import Label
from trustdesk.exchange import ActionKind

Confidence = Literal["certain", "likely", "unsure"]
ProofSource = Literal["chain", "exchange", "market", "customer", "policy", "desk"]
ProofVerdict = Literal["good", "bad", "open", "plain"]


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at. ``private`` values are masked wherever they are shown."""

    label: Label
    value: str | Label
    source: ProofSource
    verdict: ProofVerdict = "plain"
    private: bool = False
    read_at: datetime | None = None


class Expected(msgspec.Struct, frozen=True):
    """How long it takes, in minutes: at least and at most."""

    least: int
    most: int


class Money(msgspec.Struct, frozen=True):
    """An amount with its asset."""

    value: Decimal
    asset: str


class Point(msgspec.Struct, frozen=True):
    """One point of a chart. ``x`` is Unix seconds or a price; of a candle ``y`` is the close."""

    x: Decimal
    y: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    open: Decimal | None = None


class Series(msgspec.Struct, frozen=True):
    """Points that belong together, oldest first."""

    label: Label
    shape: Literal["line", "step", "candles", "bars", "dots"]
    points: tuple[Point, ...]


class Level(msgspec.Struct, frozen=True):
    """A straight line across a chart, or down it (``across=False``), with its name."""

    label: Label
    value: Decimal
    tone: Literal["accent", "good", "warning", "danger", "muted"] = "muted"
    across: bool = True


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A small drawing that proves something. ``note`` says in words what can be seen in it."""

    title: Label
    axis: Literal["time", "price"] = "time"
    unit: str
    series: tuple[Series, ...]
    levels: tuple[Level, ...] = ()
    note: Label


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A movement on a chain that is to be recovered: one recovery for each, whoever asks."""

    network: str
    txid: str
    log_index: int | None
    contract: str | None
    asset: str
    amount: str


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. ``move`` is the event it is to the machine; ``subject`` is what an action is bound to.

    ``hands_to`` names the procedure that goes on where this one has nothing more to say; ``claim`` is what
    a recovery is about, ``papers`` what has to be accepted before it is examined.
    """

    code: str
    confidence: Confidence
    move: str
    evidence: tuple[Proof, ...] = ()
    next_step: Label
    wording: Label
    expected: Expected | None = None
    fee: Money | None = None
    actions: tuple[ActionKind, ...] = ()
    subject: str = ""
    hands_to: str | None = None
    claim: Claim | None = None
    papers: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
