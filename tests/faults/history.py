"""What a run leaves behind: who asked what and when, what was stored, what every watcher saw.

Plain values, so that the checker can be tried on histories that never happened.
"""

from dataclasses import dataclass, field

# A fault may cost an answer, or give "not now", "no room". 200 tells a repeated write from a new one.
ANSWERS = frozenset({200, 201, 503, 507})


@dataclass
class Call:
    """One write, repeated until it is answered. Times are of one monotonic clock."""

    author: str
    number: int
    client_id: str
    text: str
    invoked: float
    acked: float | None = None
    conversation: str = ""
    seq: int = 0
    id: str = ""
    tries: int = 0
    statuses: list[int] = field(default_factory=list[int])

    @property
    def refusals(self) -> list[int]:
        return [status for status in self.statuses if status not in ANSWERS]


@dataclass(frozen=True)
class Entry:
    """One stored entry."""

    conversation: str
    seq: int
    id: str
    kind: str
    author: str
    client_id: str
    text: str
    event: str = ""


@dataclass(frozen=True)
class Row:
    """What a conversation says of itself."""

    number: str
    customer: str
    status: str
    seq: int
    preview: str
    last_author: str


@dataclass(frozen=True)
class Seen:
    """One entry as a socket told it."""

    seq: int
    id: str
    kind: str
    text: str


@dataclass
class Stream:
    """Everything one watcher was told of one conversation, over all its connections."""

    who: str
    conversation: str
    customer: bool
    seen: list[Seen] = field(default_factory=list[Seen])
    connections: int = 0


@dataclass(frozen=True)
class Fault:
    """Something that was done to the desk, and how many writes were under way just then."""

    what: str
    at: float
    in_flight: int


@dataclass
class History:
    """A whole run. ``told`` are the published facts about messages, as (conversation, seq)."""

    calls: list[Call] = field(default_factory=list[Call])
    entries: list[Entry] = field(default_factory=list[Entry])
    rows: list[Row] = field(default_factory=list[Row])
    told: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    streams: list[Stream] = field(default_factory=list[Stream])
    faults: list[Fault] = field(default_factory=list[Fault])

    @property
    def acked(self) -> list[Call]:
        return [call for call in self.calls if call.acked is not None]

    @property
    def repeated(self) -> int:
        """How many writes had to be asked more than once."""
        return sum(call.tries > 1 for call in self.calls)
