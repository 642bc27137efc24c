"""One embedded server for a whole test session, with a migrated template to copy from.

It is the product's own supervisor that runs it, so a killed pytest takes it along.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from trustdesk.kit import migrate, postgres
from trustdesk.kit.postgres import roles
from trustdesk.kit.postgres.place import LOGIN, OWNER
from trustdesk.kit.settings import Settings, load

TEMPLATE = "trustdesk_template"


class Database:
    """A migrated database of its own: URLs for the application, the owner and the superuser."""

    def __init__(self, cluster: postgres.Cluster, name: str) -> None:
        self.name = name
        self.database_url = cluster.place.url(LOGIN, name)
        self.migrate_url = cluster.place.url(OWNER, name)
        self.admin_url = cluster.place.url("postgres", name)
        self.tcp_url = cluster.place.url(LOGIN, name, over_tcp=True)


class TestCluster:
    """The session's server: copies of the template, and settings for them."""

    __test__ = False

    def __init__(self, cluster: postgres.Cluster, folder: Path) -> None:
        self.cluster = cluster
        self.folder = folder
        self._numbers = itertools.count(1)
        self._prepare()

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Generator[Database]:
        """A fresh copy of the template, dropped at the end with whoever is still connected."""
        name = f"test_{next(self._numbers)}"
        with self._admin() as connection:
            roles.create(connection, name, template)
        yield Database(self.cluster, name)
        with self._admin() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def settings(self, database: Database, **more: str) -> Settings:
        """Settings of a node on ``database``, with a data folder of its own."""
        environ = {
            "DATABASE_URL": database.database_url,
            "MIGRATE_URL": database.migrate_url,
            "DATA_DIR": str(self.folder / database.name),
            "TRUSTDESK_SECRET": "a secret of the tests, long enough to be taken",
        }
        return load(environ | more)

    def _prepare(self) -> None:
        with self._admin() as connection:
            roles.create(connection, TEMPLATE)
        template = Database(self.cluster, TEMPLATE)
        migrate.upgrade(template.migrate_url, template.database_url)

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(self.cluster.admin_url, autocommit=True)


@contextmanager
def running() -> Generator[TestCluster]:
    """Start the server in a folder below the system's temporary one; remove both at the end."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"trustdesk-test-{os.getpid()}-"))
    folder.chmod(0o755)  # under root the server's own account must be able to walk in
    cluster = postgres.start(folder / "var")
    try:
        yield TestCluster(cluster, folder)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Remove the folders of test sessions that were killed; their servers ended with them."""
    for folder in Path(tempfile.gettempdir()).glob("trustdesk-test-*"):
        pid = folder.name.split("-")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            shutil.rmtree(folder, ignore_errors=True)
