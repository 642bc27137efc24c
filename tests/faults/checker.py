"""The history checker: what was promised, asked of what happened. Pure; values in, findings out.

Every finding begins with the name of the promise that was broken.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tests.faults.history import Call, Entry, History, Stream

PREVIEW_LENGTH = 140
PLACEHOLDER = "internal"


def findings(history: History) -> list[str]:
    """Everything that is wrong with a history, each finding once."""
    checks = (lost, doubled, phantoms, gaps, disorder, overtaken, untold, rows, split, streams, refused)
    return [finding for check in checks for finding in check(history)]


def names(history: History) -> set[str]:
    """The broken promises by name."""
    return {finding.partition(":")[0] for finding in findings(history)}


def lost(history: History) -> Iterator[str]:
    """What was acknowledged is stored, where the answer said."""
    stored: dict[str, set[tuple[str, int, str]]] = defaultdict(set)
    for entry in history.entries:
        stored[entry.client_id].add((entry.conversation, entry.seq, entry.id))
    for call in history.acked:
        places = stored.get(call.client_id)
        if places is None:
            yield f"lost: {call.author} {call.number}, acknowledged as {call.conversation} {call.seq}"
        elif (call.conversation, call.seq, call.id) not in places:
            yield f"misplaced: {call.author} {call.number}, answered {call.conversation} {call.seq}, is {places}"


def doubled(history: History) -> Iterator[str]:
    """Nothing is stored twice, however often it was asked."""
    asked = {call.client_id for call in history.calls}
    counted = Counter(entry.client_id for entry in history.entries if entry.client_id in asked)
    yield from (
        f"doubled: {client_id} stands {count} times" for client_id, count in counted.items() if count > 1
    )


def phantoms(history: History) -> Iterator[str]:
    """Nothing is stored that nobody asked, and nothing is stored otherwise than asked."""
    asked = {call.client_id: call.text for call in history.calls}
    for entry in _messages(history):
        if entry.client_id not in asked:
            yield f"phantom: {entry.conversation} {entry.seq} {entry.text!r}"
        elif asked[entry.client_id] != entry.text:
            yield f"altered: {entry.conversation} {entry.seq} {entry.text!r}"


def gaps(history: History) -> Iterator[str]:
    """Each conversation counts 1, 2, 3 … n."""
    for number, entries in _by_conversation(history.entries).items():
        counted = [entry.seq for entry in entries]
        if counted != list(range(1, len(counted) + 1)):
            wrong = next(at for at, seq in enumerate(counted, 1) if seq != at)
            yield f"gap: {number} at {wrong}"


def disorder(history: History) -> Iterator[str]:
    """What was acknowledged before something else was asked stands before it."""
    for number, calls in _acked_by_conversation(history).items():
        latest = 0
        waiting = sorted(calls, key=lambda call: call.acked or 0.0)
        ended = 0
        for call in sorted(calls, key=lambda call: call.invoked):
            while ended < len(waiting) and (waiting[ended].acked or 0.0) < call.invoked:
                latest = max(latest, waiting[ended].seq)
                ended += 1
            if call.seq < latest:
                yield f"disorder: {number} {call.seq} was asked after {latest} had been acknowledged"


def overtaken(history: History) -> Iterator[str]:
    """Each author's writes stand in the order in which they were written, answered or not."""
    seqs = {entry.client_id: entry.seq for entry in history.entries}
    by_author: dict[tuple[str, str], list[Call]] = defaultdict(list)
    where = {entry.client_id: entry.conversation for entry in history.entries}
    for call in history.calls:
        if call.client_id in seqs:
            by_author[call.author, where[call.client_id]].append(call)
    for (author, number), calls in by_author.items():
        calls.sort(key=lambda call: call.number)
        for before, after in pairwise(calls):
            if seqs[after.client_id] <= seqs[before.client_id]:
                yield f"overtaken: {author} in {number}, {after.number} stands before {before.number}"


def untold(history: History) -> Iterator[str]:
    """Each message has published exactly one fact, and no fact tells of what is not there."""
    told = Counter(history.told)
    stored = Counter((entry.conversation, entry.seq) for entry in history.entries if entry.kind == "message")
    if told != stored:
        missing, surplus = list((stored - told).elements()), list((told - stored).elements())
        yield f"untold: {len(missing)} messages without their fact, {len(surplus)} facts too many"


def rows(history: History) -> Iterator[str]:
    """What a conversation says of itself is what its entries say."""
    entries = _by_conversation(history.entries)
    for row in history.rows:
        own = entries.get(row.number, [])
        messages = [entry for entry in own if entry.kind == "message" and entry.author != "system"]
        last = max((entry.seq for entry in own), default=0)
        if row.seq != last:
            yield f"row: {row.number} says {row.seq}, holds {last}"
        if messages and (row.preview, row.last_author) != (_preview(messages[-1].text), messages[-1].author):
            yield f"row: {row.number} shows {row.preview!r} instead of {messages[-1].text!r}"


def split(history: History) -> Iterator[str]:
    """A customer has one open conversation, not two."""
    living = Counter(row.customer for row in history.rows if row.status != "closed")
    yield from (f"split: customer {customer} has {count}" for customer, count in living.items() if count > 1)


def streams(history: History) -> Iterator[str]:
    """What every watcher was told, over all its connections, is what is stored."""
    entries = _by_conversation(history.entries)
    for stream in history.streams:
        stored = entries.get(stream.conversation, [])
        finding = _difference(stream, stored)
        if finding:
            yield f"stream: {stream.who} of {stream.conversation}: {finding}"


def refused(history: History) -> Iterator[str]:
    """A fault may cost an answer or give 503, never anything else."""
    given = Counter(status for call in history.calls for status in call.refusals)
    yield from (f"refused: {count} times {status}" for status, count in sorted(given.items()))


def _difference(stream: Stream, stored: list[Entry]) -> str:
    told = [seen.seq for seen in stream.seen]
    counted = [entry.seq for entry in stored]
    if told != counted:
        wrong = next(
            (at for at, pair in enumerate(zip(told, counted, strict=False)) if pair[0] != pair[1]), None
        )
        at = min(len(told), len(counted)) if wrong is None else wrong
        return f"told {len(told)} of {len(counted)}, other from place {at + 1} on"
    for seen, entry in zip(stream.seen, stored, strict=True):
        hidden = stream.customer and seen.kind == PLACEHOLDER and not seen.text
        if seen.id != entry.id or (not hidden and (seen.kind, seen.text) != (entry.kind, entry.text)):
            return f"entry {seen.seq} is another than stored"
    return ""


def _messages(history: History) -> Iterator[Entry]:
    return (entry for entry in history.entries if entry.kind == "message" and entry.author != "system")


def _by_conversation(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: one.seq):
        found[entry.conversation].append(entry)
    return found


def _acked_by_conversation(history: History) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = defaultdict(list)
    for call in history.acked:
        found[call.conversation].append(call)
    return found


def _preview(text: str) -> str:
    return " ".join(text.split())[:PREVIEW_LENGTH]
