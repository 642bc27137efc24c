"""What the product is made of: all of it on the bill, under licences on the list, asked about when anybody answers."""

import json
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from scripts import freshness, supply
from scripts.freshness import PIN
from scripts.supply import Part

POLICY = tomllib.loads(supply.POLICY.read_text("utf-8"))
CAT = Part("pypi", "cat", "1.0", "MIT")
DOG = Part("npm", "@pack/dog", "2.0", "GPL-3.0-only")


@contextmanager
def answering(vulnerable: dict[str, str], status: int = 200) -> Iterator[str]:
    """A vulnerability service that knows this, by the name of a package."""

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))["queries"]
            purls = [one["package"]["purl"] for one in asked]
            told = [{"vulns": [{"id": vulnerable[purl]}]} if purl in vulnerable else {} for purl in purls]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps({"results": told}).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Asked)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_everything_pinned_is_on_the_bill() -> None:
    made_of = supply.parts()
    bill = supply.bill(made_of, "1")
    named = {one["purl"] for one in bill["components"]}
    pins = PIN.findall((supply.ROOT / "requirements.txt").read_text("utf-8"))
    assert len(pins) >= 60
    assert {
        f"pkg:pypi/{name.lower().replace('_', '-').replace('.', '-')}@{version}" for name, version in pins
    } <= named
    lock = json.loads((supply.ROOT / "web" / "package-lock.json").read_text("utf-8"))
    assert sum(purl.startswith("pkg:npm/") for purl in named) >= len(
        {one["version"] for one in lock["packages"].values() if "version" in one}
    )
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill == supply.bill(supply.parts(), "1")
    [msgspec] = [one for one in bill["components"] if one["name"] == "msgspec"]
    assert msgspec["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert len(msgspec["hashes"]) > 10


def test_every_licence_is_on_the_list_or_said_to_be_undecided(capsys: pytest.CaptureFixture[str]) -> None:
    assert supply.check_licences(supply.parts(), POLICY) == 0
    assert {part.licence for part in supply.parts()} & {"UNKNOWN"} == set()
    assert all(name in capsys.readouterr().out for name in POLICY["licences"].get("undecided", {}))


def test_a_licence_that_is_not_on_the_list_is_caught() -> None:
    either = Part("pypi", "bird", "1", "GPL-2.0-only OR (MIT AND Zlib)")
    both = Part("pypi", "fish", "1", "MIT AND AGPL-3.0-only")
    single = Part("pypi", "psycopg", "9", "GPL-3.0-only")
    wrong = list(supply.unwelcome([CAT, DOG, either, both, single], POLICY))
    assert wrong == [
        "@pack/dog 2.0: GPL-3.0-only",
        "fish 1: MIT AND AGPL-3.0-only",
        "psycopg 9: GPL-3.0-only",
    ]


def test_what_is_known_against_a_part_fails_unless_it_was_accepted_for_now(tmp_path: Path) -> None:
    accepted: dict[str, Any] = {"accepted": {"GHSA-2": {"until": date(2999, 1, 1), "why": "not used"}}}
    with answering({CAT.purl: "GHSA-1", DOG.purl: "GHSA-2"}) as service:
        assert supply.known_against([CAT, DOG], service) == {CAT.purl: ["GHSA-1"], DOG.purl: ["GHSA-2"]}
        assert supply.audit([CAT, DOG], accepted, service, tmp_path / "a.json") == 1
        assert supply.audit([DOG], accepted, service, tmp_path / "a.json") == 0
    found = {DOG.purl: ["GHSA-2"]}
    assert list(supply.unanswered(found, accepted, date(2999, 1, 2))) == [f"{DOG.purl}: GHSA-2"]


def test_without_an_answer_it_says_so_and_when_there_was_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = tmp_path / "audited.json"
    assert supply.audit([CAT], {}, "http://127.0.0.1:9/", noted) == 0
    assert "not audited" in (said := capsys.readouterr().out)
    assert "never on this machine" in said
    with answering({}) as service:
        assert supply.audit([CAT], {}, service, noted) == 0
    with answering({}, status=500) as broken:
        assert supply.audit([CAT], {}, broken, noted) == 0
    assert "last answer: 20" in capsys.readouterr().out.splitlines()[-1]


FRAMES = {"advisory_days": 30, "renewed_days": 90, "version_days": 1095}


def test_everything_locked_is_within_the_time_frames(capsys: pytest.CaptureFixture[str]) -> None:
    made_of = supply.parts()
    noted = tomllib.loads(freshness.AGES.read_text("utf-8"))
    renewed = max(noted["renewed"].values())
    assert POLICY["frames"] == FRAMES
    assert supply.in_time(made_of, POLICY, renewed) == 0
    assert (
        capsys.readouterr().out
        == f"{len(made_of)} packages were held against the time frames; 0 are past them\n"
    )
    python = {f"{part.name} {part.version}" for part in made_of if part.kind == "pypi"}
    assert python <= set(noted["published"])
    assert all(f"{days} days" in (supply.ROOT / "SECURITY.md").read_text("utf-8") for days in (7, 30, 90))


def test_what_is_past_its_time_frame_is_told() -> None:
    today = date(2026, 6, 1)
    ages = {
        "renewed": {"python": date(2026, 3, 3), "web": date(2026, 3, 2)},
        "published": {
            "cat 1.0": date(2023, 6, 2),
            "cow 1.0": date(2023, 6, 1),
            "hen 1": date(2010, 1, 1),
            "pig 1": date(2010, 1, 1),
        },
    }
    policy: dict[str, Any] = {
        "frames": FRAMES,
        "finished": {"hen": {"until": date(2026, 6, 1)}, "pig": {"until": date(2026, 5, 31)}},
    }
    pins = [("cat", "1.0"), ("cow", "1.0"), ("dog", "2"), ("hen", "1"), ("pig", "1")]
    assert list(freshness.stale(pins, ages, policy, today)) == [
        "the locks of web were renewed 91 days ago; 90 are allowed",
        "cow 1.0 is 1096 days old; 1095 are allowed",
        "dog 2: when it was published is not noted; run make lock",
        f"pig 1 is {(today - date(2010, 1, 1)).days} days old; 1095 are allowed",
    ]


def test_a_version_under_a_floor_and_a_long_acceptance_are_told() -> None:
    policy: dict[str, Any] = {
        "frames": FRAMES,
        "floor": {"cat": {"release": "2.10.0", "why": "it bites"}},
        "accepted": {"GHSA-1": {"until": date(2026, 7, 1)}, "GHSA-2": {"until": date(2026, 7, 2)}},
    }
    pins = [("cat", "2.9.3"), ("cat", "2.10"), ("cat", "2.10.0.post1"), ("cat", "11.0"), ("dog", "0.1")]
    assert list(freshness.below_the_floor(pins, policy)) == [
        "cat 2.9.3 is known to be vulnerable until 2.10.0: it bites"
    ]
    assert list(freshness.accepted_for_too_long(policy, date(2026, 6, 1))) == [
        "GHSA-2 is accepted for another 31 days; 30 are allowed"
    ]
