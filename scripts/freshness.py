"""How old what we are made of may become: read from the locks and ``security/ages.toml``, without a network.

    python -m scripts.freshness          after ``make lock``: note when each Python version was published
    python -m scripts.freshness renewed  after ``make renew``: also, that every pin is the newest allowed

``python -m scripts.supply frames`` holds the locks against the time frames, which stand in ``security/supply.toml``
and, for people, in SECURITY.md.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
AGES = ROOT / "security" / "ages.toml"
UV = ROOT / ".venv" / "bin" / "uv"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
NUMBERS = re.compile(r"\d+")
Pin = tuple[str, str]  # a name and a version


def older(version: str, than: str) -> bool:
    """Compare two versions by their numbers, which is enough for releases."""
    one, other = (tuple(map(int, NUMBERS.findall(re.sub(r"(\.0)+$", "", text)))) for text in (version, than))
    return one < other


def below_the_floor(pins: Iterable[Pin], policy: Mapping[str, Any]) -> Iterator[str]:
    """Tell which parts are locked below the release that ended an advisory."""
    for name, version in pins:
        ends = policy.get("floor", {}).get(name)
        if ends and older(version, ends["release"]):
            yield f"{name} {version} is known to be vulnerable until {ends['release']}: {ends['why']}"


def stale(
    python: Iterable[Pin], ages: Mapping[str, Any], policy: Mapping[str, Any], today: date
) -> Iterator[str]:
    """Tell which locks were not renewed in time, and which versions are too old or of an unknown age."""
    frames, finished = policy["frames"], policy.get("finished", {})
    for lock, renewed in ages["renewed"].items():
        if (age := (today - renewed).days) > frames["renewed_days"]:
            yield f"the locks of {lock} were renewed {age} days ago; {frames['renewed_days']} are allowed"
    for name, version in python:
        published = ages["published"].get(f"{name} {version}")
        if published is None:
            yield f"{name} {version}: when it was published is not noted; run make lock"
        elif (age := (today - published).days) > frames["version_days"] and (
            name not in finished or finished[name]["until"] < today
        ):
            yield f"{name} {version} is {age} days old; {frames['version_days']} are allowed"


def accepted_for_too_long(policy: Mapping[str, Any], today: date) -> Iterator[str]:
    """Tell which advisories were accepted beyond the time within which they have to be answered."""
    longest = policy["frames"]["advisory_days"]
    for id, one in policy.get("accepted", {}).items():
        if (left := (one["until"] - today).days) > longest:
            yield f"{id} is accepted for another {left} days; {longest} are allowed"


def past(pins: Sequence[Pin], python: Sequence[Pin], policy: Mapping[str, Any], today: date) -> list[str]:
    """List everything that is past its time frame."""
    with AGES.open("rb") as file:
        ages = tomllib.load(file)
    return [
        *below_the_floor(pins, policy),
        *stale(python, ages, policy, today),
        *accepted_for_too_long(policy, today),
    ]


def published(lock: str) -> Iterator[tuple[str, str]]:
    """Ask the registry, through its own client, when each of the pins of one lock was published."""
    needs = [line.rstrip(" \\") for line in lock.splitlines() if PIN.match(line)]
    project = f'name = "ages"\nversion = "0"\nrequires-python = ">=3.11"\ndependencies = {needs}\n'
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(f"[project]\n{project}", "utf-8")
        subprocess.run([UV, "lock", "--quiet"], cwd=folder, check=True)
        with Path(folder, "uv.lock").open("rb") as file:
            packages = tomllib.load(file)["package"]
    for one in packages:
        files = [*one.get("wheels", ()), *([one["sdist"]] if "sdist" in one else ())]
        if days := [str(each["upload-time"])[:10] for each in files if "upload-time" in each]:
            yield f"{one['name']} {one['version']}", min(days)


def note(*, renewed: bool) -> None:
    """Write down when each version was published and, if so, that every lock was renewed today."""
    with AGES.open("rb") as file:
        since = tomllib.load(file)["renewed"]
    today = datetime.now(UTC).date()
    told = dict(
        sorted(
            one
            for lock in sorted(ROOT.glob("requirements*.txt"))
            for one in published(lock.read_text("utf-8"))
        )
    )
    lines = [
        "# Written by make lock and make renew: when the pins were last brought up to the newest that is allowed,",
        "# and when each Python version was published.",
        "",
        "[renewed]",
        *(f"{lock} = {today if renewed else at}" for lock, at in since.items()),
        "",
        "[published]",
        *(f'"{pin}" = {day}' for pin, day in told.items()),
    ]
    AGES.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    note(renewed="renewed" in sys.argv)
