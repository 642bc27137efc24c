"""Every incident of the table names tests that exist."""

import re
from pathlib import Path

from tests.incidents.named import missing

TABLE = Path(__file__).with_name("README.md")
ROW = re.compile(r"^\| (?!incident|---)(.+?) \| .+? \| (.+?) \|$", re.MULTILINE)


def rows(text: str) -> dict[str, list[str]]:
    return {incident: re.findall(r"`(tests/[^`]+)`", tests) for incident, tests in ROW.findall(text)}


def test_every_incident_has_tests_and_every_test_is_there() -> None:
    table = rows(TABLE.read_text("utf-8"))
    assert len(table) >= 28
    assert [incident for incident, tests in table.items() if not tests] == []
    assert list(missing(test for tests in table.values() for test in tests)) == []


def test_a_test_that_is_gone_is_caught(tmp_path: Path) -> None:
    (tmp_path / "test_cats.py").write_text("async def test_they_purr() -> None: ...\n")
    named = ["test_cats.py::test_they_purr", "test_cats.py", "test_cats.py::test_they_bark", "test_dogs.py"]
    assert list(missing(named, tmp_path)) == ["test_cats.py::test_they_bark", "test_dogs.py"]
    assert rows("| a | b | `tests/x.py::test_y` |\n| c | d | - |") == {"a": ["tests/x.py::test_y"], "c": []}
