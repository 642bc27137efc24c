"""The contracts of the import linter catch what they are there for: each has its broken twin here."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.tree import HOUSE, ROOT, write

DOOR = '"""A room."""\n'
SOUND = {
    "src/trustdesk/__init__.py": DOOR,
    "src/trustdesk/kit/__init__.py": DOOR,
    "src/trustdesk/kit/db.py": "import asyncpg\n",
    "src/trustdesk/kit/ids.py": "",
    "src/trustdesk/customers/__init__.py": "from trustdesk.customers.actions import meet\n",
    "src/trustdesk/customers/model.py": "",
    "src/trustdesk/customers/rules.py": "from trustdesk.kit import ids\nfrom trustdesk.customers import model\n",
    "src/trustdesk/customers/actions.py": "from trustdesk.kit import db\nfrom trustdesk.customers import rules\n",
    "src/trustdesk/staff/__init__.py": DOOR,
    "src/trustdesk/channels/__init__.py": "import trustdesk.customers\n",
    "src/trustdesk/channels/intake.py": "import trustdesk.customers\n",
    "src/trustdesk/channels/webchat/__init__.py": DOOR,
    "src/trustdesk/channels/webchat/api.py": "import trustdesk.channels.intake\n",
    "src/trustdesk/channels/api/__init__.py": DOOR,
    "src/trustdesk/app.py": "import trustdesk.channels\n",
}
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"


def lint(root: Path, changed: dict[str, str]) -> tuple[bool, str]:
    rooms = [*HOUSE.path.glob("*/__init__.py"), *HOUSE.path.glob("channels/*/__init__.py")]
    doors = {f"src/trustdesk/{room.relative_to(HOUSE.path)}": DOOR for room in rooms}
    pages = {f"src/trustdesk/{page.name}": "" for page in HOUSE.path.glob("*.py")}
    write(root, pages | doors | SOUND | changed)
    (root / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    run = relint(root)
    return run.returncode == 0, run.stdout + run.stderr


def relint(root: Path) -> subprocess.CompletedProcess[str]:
    command, path = [sys.executable, "-c", LINT], {"PYTHONPATH": "src"}
    return subprocess.run(command, cwd=root, env=path, capture_output=True, text=True, check=False)


def test_a_sound_house_is_kept(tmp_path: Path) -> None:
    kept, said = lint(tmp_path, {})
    assert kept, said
    assert "Contracts: 6 kept, 0 broken." in said


BROKEN = {
    "customers/__init__.py": "import trustdesk.channels.intake\n",
    "customers/actions.py": "from trustdesk import staff\nimport asyncpg\n",
    "customers/model.py": "from trustdesk.customers import actions\n",
    "customers/rules.py": "import random\nfrom trustdesk.kit import db\n",
    "kit/ids.py": "from trustdesk import staff\nfrom trustdesk.kit import db2\n",
    "kit/db2.py": "from trustdesk.kit import ids\n",
    "pets/__init__.py": DOOR,
    "channels/webchat/api.py": "from trustdesk.channels import api\n",
    "channels/intake.py": "from trustdesk.channels import webchat\n",
}
CAUGHT = [
    ("Calls go down", "trustdesk.customers -> trustdesk.channels.intake"),
    ("Calls go down", "trustdesk.customers.actions -> trustdesk.staff"),
    ("Calls go down", "trustdesk.kit.ids -> trustdesk.staff"),
    ("Calls go down", "trustdesk.pets"),
    ("One folder per line", "trustdesk.channels.webchat.api -> trustdesk.channels.api"),
    ("One folder per line", "trustdesk.channels.intake -> trustdesk.channels.webchat"),
    ("Inside a room", "trustdesk.customers.model -> trustdesk.customers.actions"),
    ("Rules are pure", "trustdesk.customers.rules -> trustdesk.kit.db"),
    ("Rules are pure", "trustdesk.customers.rules -> random"),
    ("The driver stays in kit", "trustdesk.customers.actions -> asyncpg"),
    ("No cycles", "trustdesk.kit"),
]


def test_each_contract_catches_its_broken_twins(tmp_path: Path) -> None:
    kept, said = lint(tmp_path, {f"src/trustdesk/{file}": text for file, text in BROKEN.items()})
    assert not kept
    assert "Contracts: 0 kept, 6 broken." in said
    told = sections(said)
    missed = [(contract, told[contract]) for contract, line in CAUGHT if line not in told[contract]]
    assert missed == []


def sections(said: str) -> dict[str, str]:
    """What is told of each broken contract, by the first words of its name."""
    body = said[said.index("Broken contracts") :]
    names = dict.fromkeys(contract for contract, _ in CAUGHT)
    starts = sorted((body.index(name), name) for name in names)
    ends = [start for start, _ in starts[1:]] + [len(body)]
    return {name: body[start:end] for (start, name), end in zip(starts, ends, strict=True)}


def test_a_room_that_is_gone_must_leave_its_line(tmp_path: Path) -> None:
    assert lint(tmp_path, {})[0]
    shutil.rmtree(tmp_path / "src" / "trustdesk" / "ratings")
    run = relint(tmp_path)
    said = run.stdout + run.stderr
    assert "trustdesk.ratings does not exist" in said


def test_every_ignored_rule_says_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    start = lines.index("ignore = [")
    listed = lines[start + 1 : lines.index("]", start)]
    assert all("#" in line for line in listed)
    ruff = tomllib.loads("\n".join(lines))["tool"]["ruff"]["lint"]
    assert ruff["select"] == ["ALL"]
    assert len(ruff["ignore"]) == len(listed)
