"""What the product is made of: a bill of materials, its licences, and what is known against it.

    python -m scripts.supply sbom      write var/sbom.cdx.json (CycloneDX 1.6), Python and web
    python -m scripts.supply licences  fail for a licence that is not on the list
    python -m scripts.supply frames    fail for what is past its time frame, without a network
    python -m scripts.supply audit     ask the vulnerability service; fail for what it knows

Without a network the audit says that nothing was asked; it does not fail, and it does not pretend.
"""

import hashlib
import importlib.metadata
import json
import os
import re
import sys
import tomllib
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from scripts import freshness

ROOT = Path(__file__).resolve().parent.parent
POLICY = ROOT / "security" / "supply.toml"
SBOM = ROOT / "var" / "sbom.cdx.json"
AUDITED = ROOT / "var" / "audited.json"
SERVICE = "https://api.osv.dev/v1/querybatch"
PATIENCE_SECONDS = 15
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
KINDS = ("", "-dev", "-uv", "-market", "-pictures")  # of requirements files
# What packages call their licence, where they do not use the names of SPDX.
CALLED = {
    "MIT License": "MIT",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD-like": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD, Public Domain": "BSD-2-Clause AND Unlicense",
    "LGPL": "LGPL-3.0-or-later",
    "Python Software Foundation License": "PSF-2.0",
}


class Part(msgspec.Struct, frozen=True, order=True):
    """One package as it is pinned."""

    kind: str
    name: str
    version: str
    licence: str
    hashes: tuple[str, ...] = ()

    @property
    def purl(self) -> str:
        """Its name everywhere."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def python_parts(text: str) -> Iterator[Part]:
    """Read what a requirements file pins; licences are read from what is installed."""
    for block in re.split(r"\n(?=\S)", text):
        if pin := freshness.PIN.match(block):
            name = re.sub(r"[-_.]+", "-", pin[1]).lower()
            yield Part("pypi", name, pin[2], licence_of(name), tuple(sorted(HASH.findall(block))))


def licence_of(name: str) -> str:
    """Read the licence of an installed package; empty for what is not installed on this machine."""
    try:
        told: Any = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    said: str = told.get("License-Expression") or (told.get("License") or "").partition("\n")[0].strip()
    classifiers: list[str] = told.get_all("Classifier") or []
    classes = [one.rpartition(" :: ")[2] for one in classifiers if "License ::" in one]
    said = said or next((one for one in classes if one in CALLED), "UNKNOWN")
    return CALLED.get(said, said)


def web_parts(lock: Mapping[str, Any]) -> Iterator[Part]:
    """Read what the lock of the web pins."""
    for path, one in lock["packages"].items():
        if path:
            name = path.rpartition("node_modules/")[2]
            yield Part("npm", name, one["version"], one.get("license", "UNKNOWN"))


def parts(root: Path = ROOT) -> list[Part]:
    """List everything the product and its tools are made of, as pinned."""
    texts = [(root / f"requirements{kind}.txt").read_text("utf-8") for kind in KINDS]
    lock = json.loads((root / "web" / "package-lock.json").read_text("utf-8"))
    found = {part.purl: part for text in texts for part in python_parts(text)}
    return sorted([*found.values(), *{part.purl: part for part in web_parts(lock)}.values()])


def bill(made_of: Sequence[Part], version: str) -> dict[str, Any]:
    """Write the bill of materials; the same pins give the same bill."""
    components = [
        {
            "type": "library",
            "bom-ref": part.purl,
            "name": part.name,
            "version": part.version,
            "purl": part.purl,
            **({"licenses": [{"expression": part.licence}]} if part.licence else {}),
            **(
                {"hashes": [{"alg": "SHA-256", "content": one} for one in part.hashes]} if part.hashes else {}
            ),
        }
        for part in made_of
    ]
    told = hashlib.sha256(json.dumps(components).encode()).hexdigest()
    product = {"type": "application", "name": "trustdesk", "version": version, "bom-ref": "trustdesk"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}",
        "version": 1,
        "metadata": {"component": product},
        "components": components,
    }


def unwelcome(made_of: Iterable[Part], policy: Mapping[str, Any]) -> Iterator[str]:
    """Tell which parts have a licence that is not on the list; of ``A OR B`` one is enough."""
    allowed = frozenset(policy["licences"]["allowed"])
    single = policy["licences"].get("single", {})
    for part in made_of:
        choices = [set(re.split(r" AND |[() ]+", one)) - {""} for one in part.licence.split(" OR ")]
        known = any(choice <= allowed for choice in choices)
        if part.licence and not known and single.get(part.name) != part.licence:
            yield f"{part.name} {part.version}: {part.licence}"


def known_against(made_of: Sequence[Part], service: str) -> dict[str, list[str]]:
    """Ask the service what is known against each part, by advisory; raises ``OSError`` when out of reach."""
    queries = [{"package": {"purl": part.purl}} for part in made_of]
    body = json.dumps({"queries": queries}).encode()
    asked = urllib.request.Request(service, body, {"content-type": "application/json"})  # noqa: S310 - a constant or the operator's
    with urllib.request.urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - the same
        results: list[dict[str, Any]] = json.load(answer)["results"]
    told = {
        part.purl: [one["id"] for one in found.get("vulns", [])]
        for part, found in zip(made_of, results, strict=True)
    }
    return {purl: ids for purl, ids in told.items() if ids}


def unanswered(found: Mapping[str, list[str]], policy: Mapping[str, Any], today: date) -> Iterator[str]:
    """Tell what is known and neither accepted with a reason nor still within the time it was accepted for."""
    accepted = policy.get("accepted", {})
    for purl, ids in found.items():
        for id in ids:
            if id not in accepted or accepted[id]["until"] < today:
                yield f"{purl}: {id}"


def in_time(made_of: Sequence[Part], policy: Mapping[str, Any], today: date) -> int:
    """Fail for what is past its time frame, by the locks alone."""
    pins = [(part.name, part.version) for part in made_of]
    python = [(part.name, part.version) for part in made_of if part.kind == "pypi"]
    wrong = freshness.past(pins, python, policy, today)
    for one in wrong:
        print(f"WRONG    {one}")
    print(f"{len(made_of)} packages were held against the time frames; {len(wrong)} are past them")
    return bool(wrong)


def write_sbom(made_of: Sequence[Part]) -> int:
    """Write the bill of materials where it is looked for."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    SBOM.parent.mkdir(exist_ok=True)
    SBOM.write_text(json.dumps(bill(made_of, version), indent=1) + "\n", "utf-8")
    print(f"{len(made_of)} packages are listed in {SBOM.relative_to(ROOT)}")
    return 0


def check_licences(made_of: Sequence[Part], policy: Mapping[str, Any]) -> int:
    """Fail for a licence that is not on the list; say what is undecided."""
    for name, why in policy["licences"].get("undecided", {}).items():
        print(f"CAREFUL  {name}: {why}")
    decided = [part for part in made_of if part.name not in policy["licences"].get("undecided", {})]
    wrong = list(unwelcome(decided, policy))
    for one in wrong:
        print(f"WRONG    {one} is not on the list of security/supply.toml")
    return bool(wrong)


def audit(made_of: Sequence[Part], policy: Mapping[str, Any], service: str, noted: Path = AUDITED) -> int:
    """Fail for what is known against a part; without an answer say so, and when there last was one."""
    now = datetime.now(UTC)
    try:
        found = known_against(made_of, service)
    except (OSError, urllib.error.URLError, ValueError, KeyError) as error:
        last = json.loads(noted.read_text("utf-8"))["at"] if noted.exists() else "never on this machine"
        print(
            f"CAREFUL  not audited: the vulnerability service did not answer ({error}); last answer: {last}"
        )
        return 0
    noted.parent.mkdir(exist_ok=True)
    noted.write_text(json.dumps({"at": now.isoformat(timespec="seconds"), "found": found}) + "\n", "utf-8")
    wrong = list(unanswered(found, policy, now.date()))
    for one in wrong:
        print(f"WRONG    {one}")
    print(
        f"{len(made_of)} packages were asked about; {len(found)} have advisories, {len(wrong)} not accepted"
    )
    return bool(wrong)


def main(verbs: Sequence[str]) -> int:
    """Do what was asked for, all of it without a word."""
    with POLICY.open("rb") as file:
        policy = tomllib.load(file)
    made_of = parts()
    runs = {
        "sbom": lambda: write_sbom(made_of),
        "licences": lambda: check_licences(made_of, policy),
        "frames": lambda: in_time(made_of, policy, datetime.now(UTC).date()),
        "audit": lambda: audit(made_of, policy, os.environ.get("TRUSTDESK_ADVISORIES", SERVICE)),
    }
    return max(runs[verb]() for verb in verbs or runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
