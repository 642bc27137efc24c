"""Folding, by client and language: each line of a letter says where it belongs (``histories.txt``)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.email.parsing.letters import PNG, attached, head, multipart, part
from trustdesk.channels.email.parsing import parse

WHERE = {"T": "text", "Q": "quoted", "S": "signature"}


def cases() -> Iterator[tuple[str, list[str]]]:
    text = (Path(__file__).parent / "histories.txt").read_text("utf-8")
    for case in text.removeprefix("# ").split("\n# "):
        name, *lines = case.split("\n")
        yield name, lines


CASES = list(cases())


def expected(lines: list[str], mark: str) -> list[str]:
    return [line[2:].rstrip() for line in lines if line.startswith(mark) and line[2:].strip()]


def written(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("place", "lines"), [(n, lines) for n, (_, lines) in enumerate(CASES)], ids=[c[0] for c in CASES]
)
def test_each_line_goes_where_it_belongs(place: int, lines: list[str]) -> None:
    body = "\n".join(line[2:] for line in lines)
    encoding = ("8bit", "quoted-printable", "base64")[place % 3]
    text = part(body, "text/plain; charset=utf-8", encoding)
    whole = multipart(text, attached(PNG, f"{place}.png", "image/png")) if place % 2 else text
    found = parse(head(f"Case {place}", sender=f'"Ann, {place}" <ann@mail.example>') + whole)
    got = {mark: written(getattr(found, field)) for mark, field in WHERE.items()}
    assert got == {mark: expected(lines, mark) for mark in WHERE}
    assert (found.sender.name, found.sender.address) == (f"Ann, {place}", "ann@mail.example")
    assert [to.address for to in found.to] == ["help@desk.example"]
    assert found.subject == f"Case {place}"
    assert [(a.name, a.body) for a in found.attachments] == ([(f"{place}.png", PNG)] if place % 2 else [])


def test_there_are_many() -> None:
    assert len(CASES) >= 80


def test_nothing_is_lost_between_the_three() -> None:
    for _, lines in CASES:
        body = "\n".join(line[2:] for line in lines)
        found = parse(head() + part(body))
        together = sorted(written(found.text) + written(found.quoted) + written(found.signature))
        assert together == sorted(written("\n".join(line.rstrip() for line in found.body.split("\n"))))


@pytest.mark.parametrize("dashes", ["", "---"])
def test_words_that_share_a_line_with_an_attribution_are_words(dashes: str) -> None:
    line = f"It has come{dashes} On Wed, Apr 4, 2024 at 3:59 PM, help@desk.example wrote:"
    found = parse(head() + part(f"Hello!\n{line}\n> Did it come?"))
    assert found.text == "Hello!\nIt has come"
    assert found.quoted == "On Wed, Apr 4, 2024 at 3:59 PM, help@desk.example wrote:\n> Did it come?"
