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
    assert len(table) >= 38
    assert [incident for incident, tests in table.items() if not tests] == []
    assert list(missing(test for tests in table.values() for test in tests)) == []


# Section 1 of what we promise: each of these became public in this field.
KNOWN = (
    "Coinbase", "Kraken", "Discord", "Okta", "Salesloft", "Lenovo", "Eurostar", "Ticket Trick", "CVE-2024-49193",
    "CVE-2026-47123", "13447009", "d855a45a", "b3c16238", "085880d2", "8bedb1a1", "relay spam", "5131", "1041", "150",
    "3628", "7c5c584f9", "86165c2e6", "99818486c", "5972fe819", "33ed106b1", "1c6f98e62", "2694", "2762", "14884",
    "14944", "14945", "15072", "GHSA-5h82-j98m-7r5c", "4147", "CVE-2026-34722", "CVE-2026-34720", "CVE-2026-40591",
    "CVE-2026-41902", "CVE-2026-27637", "c8a5717b", "29881f2f", "18764cb5", "Zulip Cloud", "68dcaa2e5", "3266b33b",
    "a8a6a978", "GHSA-3vpc-7q5r-276h", "628", "13809", "72721363", "9566dcbf", "758a01ab", "GHSA-r2x7", "14934", "995",
    "8888", "13359", "11901", "9314", "13713", "2321", "5645",
)  # fmt: skip


def test_every_incident_that_is_known_is_in_the_table() -> None:
    named = " ".join(rows(TABLE.read_text("utf-8")))
    assert [one for one in KNOWN if one not in named] == []


def test_a_test_that_is_gone_is_caught(tmp_path: Path) -> None:
    (tmp_path / "test_cats.py").write_text("async def test_they_purr() -> None: ...\n")
    named = ["test_cats.py::test_they_purr", "test_cats.py", "test_cats.py::test_they_bark", "test_dogs.py"]
    assert list(missing(named, tmp_path)) == ["test_cats.py::test_they_bark", "test_dogs.py"]
    assert rows("| a | b | `tests/x.py::test_y` |\n| c | d | - |") == {"a": ["tests/x.py::test_y"], "c": []}
