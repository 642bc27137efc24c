"""What an operator is given fits the product: image, compose file, unit, roles, settings table."""

import asyncio
import os
import re
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from psycopg import sql

from trustdesk.arguments import COMMANDS
from trustdesk.kit import migrate, postgres, safety
from trustdesk.kit.settings import Settings, load

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = {name: service for name, service in COMPOSE["services"].items() if service.get("image") == "trustdesk"}


def test_the_compose_file_names_real_commands_settings_and_files() -> None:
    assert OURS.keys() == {"migrate", "app1", "app2", "worker"}
    known = {f"TRUSTDESK_{name.upper()}" for name in Settings.__struct_fields__}
    for service in OURS.values():
        assert set(service["command"]) <= COMMANDS.keys()
        assert service["environment"].keys() <= known
    mounted = re.findall(r"\./([\w./-]+):", (ROOT / "compose.yaml").read_text())
    assert mounted
    assert all((ROOT / path).exists() for path in mounted)


def test_only_migrate_knows_the_owner() -> None:
    knowing = {name for name, service in OURS.items() if "trustdesk_owner" in str(service["environment"])}
    assert knowing == {"migrate"}


def test_every_value_the_compose_file_needs_is_made(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    script = tmp_path / "deploy" / "make-env"
    script.write_bytes((ROOT / "deploy" / "make-env").read_bytes())
    subprocess.run(["sh", script], check=True, capture_output=True)
    made = dict(line.split("=", 1) for line in (tmp_path / ".env").read_text().splitlines())
    needed = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text()))
    assert made.keys() == needed
    assert all(made.values())
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    subprocess.run(["sh", script], check=True, capture_output=True)
    assert dict(line.split("=", 1) for line in (tmp_path / ".env").read_text().splitlines()) == made


def test_the_image_copies_what_exists() -> None:
    text = (ROOT / "Dockerfile").read_text()
    copied = [
        path for line in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE) for path in line.split()
    ]
    assert {"src", "brands", "requirements.txt", "web"} <= set(copied)
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert "USER trustdesk" in text


def test_the_table_of_settings_is_complete() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "operate.md").read_text(), re.MULTILINE)
    assert listed == list(Settings.__struct_fields__)


def test_requirements_are_hashed_and_name_no_place() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt"):
        lines = (ROOT / name).read_text().splitlines()
        pins = [line for line in lines if "==" in line and not line.startswith(" ")]
        assert pins
        assert all(line.endswith("\\") for line in pins), "each pin is followed by its hashes"
        assert not [line for line in lines if "://" in line or line.startswith("-")]


@pytest.fixture
def bare() -> Generator[postgres.Cluster]:
    """A server without our roles: an operator's own."""
    with tempfile.TemporaryDirectory(prefix="trustdesk-bare-") as name:
        Path(name).chmod(0o755)
        cluster = postgres.start(Path(name) / "var")
        with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
            admin.execute("DROP DATABASE trustdesk")
            for role in ("trustdesk_login", "trustdesk_app", "trustdesk_owner"):
                admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
        yield cluster
        cluster.stop()


@pytest.mark.live
def test_the_roles_script_makes_a_database_the_desk_accepts(bare: postgres.Cluster) -> None:
    place = bare.place
    environ = {
        "PATH": f"{place.binaries}:{os.environ['PATH']}",
        "PGHOST": str(place.sockets),
        "PGPORT": str(place.port),
        "OWNER_PASSWORD": place.passwords.owner,
        "LOGIN_PASSWORD": place.passwords.login,
    }
    subprocess.run([ROOT / "deploy" / "roles.sh"], env=environ, check=True)
    assert migrate.upgrade(bare.migrate_url, bare.database_url)
    assert asyncio.run(safety.problems(load({"DATABASE_URL": bare.database_url}))) == []


def test_what_is_set_up_is_not_set_up_again() -> None:
    first, second = (
        subprocess.run(["scripts/bootstrap", "dev"], cwd=ROOT, capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert (second.stdout, second.stderr) == ("", ""), first.stdout
