import socket
from pathlib import Path

import psycopg
import pytest

from tests.cluster import Database, TestCluster
from tests.ports import free_pair
from trustdesk.kit import doctor
from trustdesk.kit.settings import Settings, load

pytestmark = pytest.mark.live


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    static = tmp_path / "static"
    (static / "console").mkdir(parents=True)
    (static / "console" / "index.html").touch()
    (static / "widget.js").touch()
    monkeypatch.setattr(doctor, "STATIC", static)
    return static


@pytest.fixture
def node(cluster: TestCluster, database: Database) -> Settings:
    return cluster.settings(database, PORT=str(free_pair()))


async def found(settings: Settings) -> dict[str, str]:
    return {problem.code: problem.text for problem in await doctor.examine(settings)}


async def test_a_sound_node_has_nothing_wrong(node: Settings) -> None:
    assert await found(node) == {}


async def test_a_taken_port_is_named(node: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", node.files_port))
        taken.listen()
        assert (await found(node)).keys() == {"files_port"}


async def test_a_bare_address_is_named_as_passkeys_need_a_name(
    cluster: TestCluster, database: Database
) -> None:
    port = str(free_pair())
    proxy = {"PORT": port, "TRUSTDESK_TRUSTED_PROXIES": "10.0.0.0/8"}
    bare = cluster.settings(database, **proxy, TRUSTDESK_BASE_URL="https://192.0.2.7")
    assert "192.0.2.7" in (await found(bare))["base_url"]
    named = cluster.settings(database, **proxy, TRUSTDESK_BASE_URL="https://desk.example")
    assert await found(named) == {}


async def test_https_without_a_trusted_proxy_is_named(cluster: TestCluster, database: Database) -> None:
    at = {"PORT": str(free_pair()), "TRUSTDESK_BASE_URL": "https://desk.example"}
    found_ = await found(cluster.settings(database, **at))
    assert "so all are refused" in found_["trusted_proxies"]


async def test_pages_that_are_not_built_are_named_with_the_remedy(node: Settings, built: Path) -> None:
    (built / "widget.js").unlink()
    assert "(widget.js)" in (await found(node))["web"]


async def test_a_data_folder_that_cannot_be_written_is_named(node: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    environ = {
        "DATABASE_URL": node.database_url,
        "PORT": str(node.port),
        "DATA_DIR": str(tmp_path / "file" / "var"),
    }
    problems = await found(load(environ))
    assert "cannot be written" in problems["data_dir"]
    assert "data_dir" in problems["secret"]


async def test_no_database_at_all_is_said_first_hand(tmp_path: Path) -> None:
    problems = await found(load({"DATA_DIR": str(tmp_path), "PORT": str(free_pair())}))
    assert problems == {"unreachable": problems["unreachable"]}
    assert "trustdesk up" in problems["unreachable"]


async def test_an_unsafe_database_is_part_of_the_findings(node: Settings, database: Database) -> None:
    with psycopg.connect(database.migrate_url) as owner:
        owner.execute("ALTER TABLE messages DISABLE ROW LEVEL SECURITY")
    assert (await found(node)).keys() == {"walls"}
