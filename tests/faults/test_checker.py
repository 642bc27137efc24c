"""The checker against histories that never happened: each promise has a broken twin it must catch."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.faults.checker import findings, names
from tests.faults.history import Call, Entry, History, Row, Seen, Stream

LENGTH = 6


def clean() -> History:
    """Two authors in one conversation, one after the other, watched by both sides."""
    calls = [
        Call(f"author {place % 2}", place, f"id-{place}", f"text {place}", invoked=place, acked=place + 0.5)
        for place in range(LENGTH)
    ]
    entries = [Entry("BG-1", 1, "e-0", "event", "system", "e-0", "", '{"what":"assigned"}')]
    for seq, call in enumerate(calls, 2):
        call.conversation, call.seq, call.id, call.statuses = "BG-1", seq, f"e-{seq}", [503, 201]
        entries.append(Entry("BG-1", seq, call.id, "message", "customer", call.client_id, call.text))
    seen = [Seen(one.seq, one.id, one.kind, one.text) for one in entries]
    hidden = [Seen(1, "e-0", "internal", ""), *seen[1:]]
    return History(
        calls=calls,
        entries=entries,
        rows=[Row("BG-1", "kim", "open", LENGTH + 1, f"text {LENGTH - 1}", "customer")],
        told=[(one.conversation, one.seq) for one in entries if one.kind == "message"],
        streams=[Stream("sue", "BG-1", False, seen), Stream("kim", "BG-1", True, hidden)],
    )


def lose(history: History) -> None:
    gone = history.entries.pop()
    history.told.remove((gone.conversation, gone.seq))
    history.rows = [replace(history.rows[0], seq=gone.seq - 1, preview=history.entries[-1].text)]
    for stream in history.streams:
        stream.seen.pop()


def store_elsewhere(history: History) -> None:
    history.calls[2].seq += 1


def double(history: History) -> None:
    twice = replace(history.entries[-1], seq=LENGTH + 2, id="again")
    history.entries.append(twice)
    history.told.append((twice.conversation, twice.seq))
    history.rows = [replace(history.rows[0], seq=twice.seq)]
    for stream in history.streams:
        stream.seen.append(Seen(twice.seq, twice.id, twice.kind, twice.text))


def invent(history: History) -> None:
    del history.calls[-1]


def alter(history: History) -> None:
    history.calls[1].text = "something else"


def skip_a_number(history: History) -> None:
    history.entries[-1] = replace(history.entries[-1], seq=LENGTH + 2)


def reorder(history: History) -> None:
    """Two writes of different authors, one acknowledged before the other began, change places."""
    _swap(history, 3, 4)


def overtake(history: History) -> None:
    """The same of one author, whose writes were never acknowledged."""
    for call in history.calls:
        call.acked = None
    _swap(history, 2, 4)


def _swap(history: History, one: int, other: int) -> None:
    first, second = history.entries[one], history.entries[other]
    history.entries[one] = replace(second, seq=first.seq)
    history.entries[other] = replace(first, seq=second.seq)
    for call in history.calls:
        if call.client_id in (first.client_id, second.client_id):
            call.seq = second.seq if call.client_id == first.client_id else first.seq


def forget_a_fact(history: History) -> None:
    history.told.pop()


def tell_twice(history: History) -> None:
    history.told.append(history.told[0])


def keep_an_old_row(history: History) -> None:
    history.rows = [replace(history.rows[0], seq=LENGTH)]


def show_an_old_preview(history: History) -> None:
    history.rows = [replace(history.rows[0], preview="text 0")]


def open_two(history: History) -> None:
    history.rows.append(Row("BG-2", "kim", "open", 0, "", "customer"))


def skip_in_a_stream(history: History) -> None:
    del history.streams[0].seen[3]


def tell_a_stream_twice(history: History) -> None:
    history.streams[0].seen.append(history.streams[0].seen[-1])


def swap_in_a_stream(history: History) -> None:
    seen = history.streams[1].seen
    seen[1], seen[2] = seen[2], seen[1]


def tell_another_text(history: History) -> None:
    history.streams[1].seen[2] = replace(history.streams[1].seen[2], text="something else")


def fail(history: History) -> None:
    history.calls[0].statuses.append(500)


BROKEN: list[tuple[Callable[[History], None], str]] = [
    (lose, "lost"),
    (store_elsewhere, "misplaced"),
    (double, "doubled"),
    (invent, "phantom"),
    (alter, "altered"),
    (skip_a_number, "gap"),
    (reorder, "disorder"),
    (overtake, "overtaken"),
    (forget_a_fact, "untold"),
    (tell_twice, "untold"),
    (keep_an_old_row, "row"),
    (show_an_old_preview, "row"),
    (open_two, "split"),
    (skip_in_a_stream, "stream"),
    (tell_a_stream_twice, "stream"),
    (swap_in_a_stream, "stream"),
    (tell_another_text, "stream"),
    (fail, "refused"),
]


def test_a_clean_history_is_clean() -> None:
    assert findings(clean()) == []


@pytest.mark.parametrize(("twin", "promise"), BROKEN, ids=[twin.__name__ for twin, _ in BROKEN])
def test_a_broken_twin_is_caught(twin: Callable[[History], None], promise: str) -> None:
    history = clean()
    twin(history)
    assert promise in names(history)


@pytest.mark.parametrize("twin", [lose, double, reorder, forget_a_fact, skip_in_a_stream, keep_an_old_row])
def test_only_what_is_broken_is_blamed(twin: Callable[[History], None]) -> None:
    history = clean()
    twin(history)
    blamed = dict(BROKEN)[twin]
    beside = {"lose": {"misplaced"}, "double": {"overtaken"}, "reorder": {"stream", "row", "overtaken"}}
    assert names(history) - {blamed} <= beside.get(twin.__name__, set())
