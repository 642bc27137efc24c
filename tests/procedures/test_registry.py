"""Every procedure is whole: found by its file, tested, never stuck, never without an owner or a clock, in two languages."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from trustdesk.brands import Label
from trustdesk.procedures.cases import all_of_them
from trustdesk.procedures.model.procedure import Machine, Procedure, State, Step
from trustdesk.procedures.rules import machine

HERE = Path(__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAME_IN_BOTH = re.compile(r"[A-Za-z0-9 {}./:()-]*")


def labels(value: object) -> Iterator[Label]:
    """Every text in a declaration."""
    if isinstance(value, Label):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from labels(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from labels(one)


def every() -> list[Procedure]:
    return list(all_of_them().values())


def test_every_file_is_found_and_has_its_test() -> None:
    files = {path.stem for path in (HERE.parents[1] / "src/trustdesk/procedures/cases").glob("[a-z]*.py")}
    tests = {path.stem.removeprefix("test_") for path in (HERE / "cases").glob("test_*.py")}
    assert set(all_of_them()) == files
    assert files - tests == set()


@pytest.mark.parametrize("procedure", every(), ids=lambda one: one.slug)
def test_a_machine_has_no_flaws(procedure: Procedure) -> None:
    assert list(machine.flaws(procedure.machine)) == []


@pytest.mark.parametrize("procedure", every(), ids=lambda one: one.slug)
def test_everything_is_said_in_both_languages(procedure: Procedure) -> None:
    for one in labels(procedure):
        assert one.en.strip(), one
        assert one.zh.strip(), one
        assert not CHINESE.search(one.en), one
        assert CHINESE.search(one.zh) or SAME_IN_BOTH.fullmatch(one.zh), one


@pytest.mark.parametrize("procedure", every(), ids=lambda one: one.slug)
def test_names_are_unique_and_what_is_never_asked_is_said(procedure: Procedure) -> None:
    for names in ([one.name for one in procedure.asks], [one.name for one in procedure.checks]):
        assert len(set(names)) == len(names)
    assert procedure.never_ask


def state(name: str, **more: object) -> State:
    said = {"owner": "agent", "lasts": timedelta(hours=1), "label": Label("a", "甲")} | more
    return State(name=name, **said)  # pyright: ignore[reportArgumentType] - broken on purpose


BROKEN: list[tuple[Machine, str]] = [
    (Machine(first="a", states=(state("a", owner="nobody"),), steps=(Step(source="a", event="late", target="a"),)), "a is nobody's turn"),
    (Machine(first="a", states=(state("a", lasts=None),), steps=(Step(source="a", event="late", target="a"),)), "a has no clock"),
    (Machine(first="a", states=(state("a"),), steps=()), "a does not say what comes when its time has run out"),
    (
        Machine(first="a", states=(state("a"), state("b", ending="solved")), steps=(Step(source="a", event="late", target="a"),)),
        "b cannot be reached",
    ),
    (
        Machine(first="a", states=(state("a", ending="solved"),), steps=(Step(source="a", event="late", target="a"),)),
        "a has ended and goes on",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("broken", "flaw"), BROKEN, ids=[flaw for _, flaw in BROKEN])
def test_a_flaw_is_caught(broken: Machine, flaw: str) -> None:
    assert flaw in list(machine.flaws(broken))
