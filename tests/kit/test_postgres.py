"""The supervisor against a real server in a folder of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from trustdesk.kit import postgres
from trustdesk.kit.postgres.leftovers import servers_in

pytestmark = pytest.mark.live

SOURCE = Path(__file__).parents[2] / "src"
OWNER = """
import sys, time
from pathlib import Path
from trustdesk.kit import postgres
cluster = postgres.start(Path(sys.argv[1]))
print(cluster.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    for parent in (folder, folder.parent, folder.parent.parent):
        parent.chmod(0o755)  # under root the server's own account must be able to walk in
    return folder / "var"


@pytest.fixture
def cluster(home: Path) -> Iterator[postgres.Cluster]:
    started = postgres.start(home)
    yield started
    started.stop()


def write(url: str, number: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int PRIMARY KEY)")
        connection.execute("INSERT INTO kept VALUES (%s)", (number,))


def kept(url: str) -> set[int]:
    with psycopg.connect(url) as connection:
        return {row[0] for row in connection.execute("SELECT n FROM kept").fetchall()}


def until(true: object, seconds: float = 15) -> None:
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def owner_process(home: Path) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(home)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
    )
    assert process.stdout
    pid = int(process.stdout.readline())
    process.stdout.close()
    return process, pid


def test_three_roles_each_able_to_do_its_own(cluster: postgres.Cluster) -> None:
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles"
            " WHERE rolname LIKE 'trustdesk%%' ORDER BY 1"
        ).fetchall()
        assert rows == [
            ("trustdesk_app", False, False),
            ("trustdesk_login", True, False),
            ("trustdesk_owner", True, False),
        ]
    with psycopg.connect(cluster.database_url) as connection:
        connection.execute("SET ROLE trustdesk_app")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine ()")
    over_tcp = cluster.place.url("trustdesk_login", over_tcp=True)
    assert answers(over_tcp)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(over_tcp.replace(cluster.place.passwords.login, "guessed"))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.place.url("postgres", over_tcp=True))


def test_nothing_that_protects_data_is_off(cluster: postgres.Cluster) -> None:
    with psycopg.connect(cluster.database_url) as connection:
        for name, value in (
            ("fsync", "on"),
            ("full_page_writes", "on"),
            ("synchronous_commit", "on"),
            ("data_checksums", "on"),
            ("listen_addresses", "127.0.0.1"),
        ):
            assert connection.execute("SELECT current_setting(%s)", (name,)).fetchone() == (value,)
        words = "SELECT similarity('提现失败', '提现失败了')"
        with psycopg.connect(cluster.migrate_url) as owner:
            owner.execute("CREATE EXTENSION pg_trgm")
            row = owner.execute(words).fetchone()
            assert row
            assert row[0] > 0.3
            owner.rollback()


def test_a_second_start_is_quick_and_keeps_everything(home: Path) -> None:
    first = postgres.start(home)
    write(first.migrate_url, 1)
    first.stop()
    began = time.monotonic()
    second = postgres.start(home)
    took = time.monotonic() - began
    assert kept(second.migrate_url) >= {1}
    assert second.database_url == first.database_url
    second.stop()
    assert took < 5


def test_two_owners_of_one_folder_are_refused_by_name(cluster: postgres.Cluster, home: Path) -> None:
    with pytest.raises(postgres.InUse, match=f"in use by another trustdesk \\(process {os.getpid()}\\)"):
        postgres.start(home)
    assert cluster.pid


def test_a_killed_server_comes_back_with_all_that_was_committed(cluster: postgres.Cluster) -> None:
    cluster.tend()
    for number in (10, 11):
        write(cluster.migrate_url, number)
        before = cluster.pid
        os.kill(before, signal.SIGKILL)
        until(lambda before=before: cluster.pid not in {0, before})
        until(lambda: answers(cluster.migrate_url))
        assert kept(cluster.migrate_url) >= {number}


def answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_killed_owner_takes_its_server_along(home: Path) -> None:
    process, pid = owner_process(home)
    assert psutil.pid_exists(pid)
    process.kill()
    process.wait()
    until(lambda: not psutil.pid_exists(pid))
    assert not servers_in((home / "postgres" / "data").resolve())


def test_a_server_left_over_is_ended_before_a_new_one_starts(home: Path) -> None:
    process, pid = owner_process(home)
    write(psycopg_url(home), 20)
    for child in psutil.Process(process.pid).children():
        if child.name() != "postgres":
            child.kill()  # the watch that would have ended the server with its owner
    process.kill()
    process.wait()
    assert psutil.pid_exists(pid)
    again = postgres.start(home)
    assert again.pid != pid
    assert not psutil.pid_exists(pid)
    assert kept(again.migrate_url) >= {20}
    again.stop()


def psycopg_url(home: Path) -> str:
    urls = postgres.running_urls(home)
    assert urls
    return urls[1]


def test_a_stale_pid_file_naming_a_stranger_is_not_believed(home: Path) -> None:
    postgres.start(home).stop()
    stranger = subprocess.Popen(["sleep", "60"])
    pid_file = (home / "postgres" / "data").resolve() / "postmaster.pid"
    pid_file.write_text(f"{stranger.pid}\n{pid_file.parent}\n0\n1\n/nowhere\n\n\nready\n")
    started = postgres.start(home)
    started.stop()
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_half_created_database_is_begun_anew(tmp_path: Path) -> None:
    for parent in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        parent.chmod(0o755)
    home = tmp_path / "var"
    half = home / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    started = postgres.start(home)
    assert kept_tables(started.migrate_url) == 0
    started.stop()
    assert postgres.running_urls(home) is None


def kept_tables(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert row
        return int(row[0])


def test_a_damaged_configuration_says_what_is_wrong(home: Path) -> None:
    postgres.start(home).stop()
    broken = (home / "postgres" / "data").resolve() / "postgresql.auto.conf"
    whole = broken.read_text()
    broken.write_text("shared_buffers = plenty\n")
    with pytest.raises(postgres.CouldNotStart, match="plenty"):
        postgres.start(home)
    broken.write_text(whole)
    postgres.start(home).stop()
