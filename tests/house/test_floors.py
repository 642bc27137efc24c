"""The contracts of the import linter catch what they are there for: each has its broken twin here."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT, write

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
    write(root, SOUND | changed)
    (root / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    run = subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=root,
        env={"PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode == 0, run.stdout + run.stderr


def test_a_sound_house_is_kept(tmp_path: Path) -> None:
    kept, said = lint(tmp_path, {})
    assert kept, said
    assert "Contracts: 6 kept, 0 broken." in said


@pytest.mark.parametrize(
    ("contract", "file", "text"),
    [
        ("Calls go down", "customers/__init__.py", "import trustdesk.channels.intake\n"),
        ("Calls go down", "customers/actions.py", "from trustdesk import staff\n"),
        ("Calls go down", "kit/ids.py", "from trustdesk import staff\n"),
        ("Calls go down", "pets/__init__.py", DOOR),
        ("One folder per line", "channels/webchat/api.py", "from trustdesk.channels import api\n"),
        ("One folder per line", "channels/intake.py", "from trustdesk.channels import webchat\n"),
        ("Inside a room", "customers/model.py", "from trustdesk.customers import actions\n"),
        ("Rules are pure", "customers/rules.py", "from trustdesk.kit import db\n"),
        ("Rules are pure", "customers/rules.py", "import random\n"),
        ("The driver stays in kit", "customers/actions.py", "import asyncpg\n"),
        ("No cycles", "kit/ids.py", "from trustdesk.kit import db2\n"),
    ],
)
def test_each_contract_catches_its_broken_twin(tmp_path: Path, contract: str, file: str, text: str) -> None:
    cycle = {"src/trustdesk/kit/db2.py": "from trustdesk.kit import ids\n"} if contract == "No cycles" else {}
    kept, said = lint(tmp_path, {f"src/trustdesk/{file}": text} | cycle)
    assert not kept
    broken = said[said.index("Broken contracts") :]
    assert contract in broken, said


def test_every_ignored_rule_says_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    start = lines.index("ignore = [")
    listed = lines[start + 1 : lines.index("]", start)]
    assert all("#" in line for line in listed)
    ruff = tomllib.loads("\n".join(lines))["tool"]["ruff"]["lint"]
    assert ruff["select"] == ["ALL"]
    assert len(ruff["ignore"]) == len(listed)
