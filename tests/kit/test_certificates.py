"""A node signs in to PostgreSQL by a client certificate over TLS, and nothing lesser is let in."""

import datetime as dt
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import asyncpg
import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.ports import free_pair
from trustdesk.kit import migrate, safety
from trustdesk.kit.db import ROLE, Database
from trustdesk.kit.postgres.place import LOGIN, OWNER
from trustdesk.kit.settings import load

NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)


class Authority:
    """Gives out certificates, as the operator's own would."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"authority {folder.name}")])
        made = self._began(self.name, self.key.public_key())
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.root = folder / "root.crt"
        self.root.write_bytes(self._signed(made))

    def give(self, name: str, *, server: bool = False, until: dt.datetime = NOW + DAY) -> None:
        """Write ``<name>.crt`` and ``<name>.key``."""
        key = ec.generate_private_key(ec.SECP256R1())
        use = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.CLIENT_AUTH
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = self._began(subject, key.public_key(), until)
        made = made.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
        if server:
            made = made.add_extension(
                x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
            )
        (self.folder / f"{name}.crt").write_bytes(self._signed(made))
        kept = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (self.folder / f"{name}.key").write_bytes(kept)
        (self.folder / f"{name}.key").chmod(0o600)

    def _began(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, until: dt.datetime = NOW + DAY
    ) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(key)
        return (
            made.serial_number(x509.random_serial_number()).not_valid_before(NOW - DAY).not_valid_after(until)
        )

    def _signed(self, made: x509.CertificateBuilder) -> bytes:
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


class Guarded:
    """A server that lets nobody in over the network but by a certificate, and how to come to it."""

    def __init__(self, port: int, ours: Authority, theirs: Authority, old: Authority) -> None:
        self.port, self.ours, self.theirs, self.old = port, ours, theirs, old

    def url(self, login: str, *, by: Authority | None = None, of: str = "", host: str = "localhost") -> str:
        """The address as an operator writes it into ``database_url``; no password in it."""
        own = {"sslmode": "verify-full", "sslrootcert": str(self.ours.root)}
        if by is not None:
            pair = by.folder / (of or login)
            own |= {"sslcert": f"{pair}.crt", "sslkey": f"{pair}.key"}
        return f"postgresql://{login}@{host}:{self.port}/trustdesk?{urlencode(own)}"


CONF = """
listen_addresses = '127.0.0.1,127.0.0.2'
unix_socket_directories = '{folder}'
ssl = on
ssl_cert_file = 'server.crt'
ssl_key_file = 'server.key'
ssl_ca_file = 'root.crt'
ssl_min_protocol_version = 'TLSv1.3'
"""
HBA = """
local all postgres trust
host all known 127.0.0.1/32 scram-sha-256
hostssl all all 127.0.0.1/32 cert
"""
ROLES = (
    f"CREATE ROLE {OWNER} LOGIN",
    f"CREATE ROLE {LOGIN} LOGIN PASSWORD 'known'",
    "CREATE ROLE known LOGIN PASSWORD 'known'",
    "CREATE ROLE trustdesk_app",
    f"GRANT trustdesk_app TO {LOGIN}, known",
    f"CREATE DATABASE trustdesk OWNER {OWNER}",
)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """Debian's server with TLS (the embedded one has none), and certificates for both logins."""
    folder = tmp_path_factory.mktemp("tls")
    ours, theirs, old = (Authority(folder / name) for name in ("ours", "theirs", "old"))
    old.key, old.name = ours.key, ours.name
    ours.give("server", server=True)
    for login in (LOGIN, OWNER):
        ours.give(login)
    theirs.give(LOGIN)
    old.give(LOGIN, until=NOW - DAY / 2)
    # Its own account must be able to walk in, and the path of its socket must be short.
    home = Path(tempfile.mkdtemp(prefix="trustdesk-tls-"))
    try:
        with served(home, ours) as port:
            with psycopg.connect(
                f"postgresql://postgres@/postgres?host={home}&port={port}", autocommit=True
            ) as tx:
                for line in ROLES:
                    tx.execute(line)
            yield Guarded(port, ours, theirs, old)
    finally:
        shutil.rmtree(home)


@contextmanager
def served(home: Path, ours: Authority) -> Iterator[int]:
    """Run a server in this folder until the end."""
    account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    user, group = (account.pw_uid, account.pw_gid) if account else (None, None)
    binaries, port = max(Path("/usr/lib/postgresql").glob("*/bin")), free_pair()
    if user is not None and group is not None:
        os.chown(home, user, group)
    data = home / "data"
    made = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "-N",
    ]
    subprocess.run(made, check=True, capture_output=True, cwd=home, user=user, group=group)
    prepare(data, ours)
    command = [binaries / "postgres", "-D", data, "-p", str(port)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=home, user=user, group=group)
    try:
        while not ready(data / "postmaster.pid"):
            assert server.poll() is None, (home / "log").read_text()
            time.sleep(0.02)
        yield port
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def prepare(data: Path, ours: Authority) -> None:
    """Put the server's own certificate, its authority and its rules where it looks for them."""
    for name in ("server.crt", "server.key", "root.crt"):
        shutil.copy(ours.folder / name, data / name)
        (data / name).chmod(0o600)
        os.chown(data / name, data.stat().st_uid, data.stat().st_gid)
    (data / "postgresql.conf").write_text(CONF.format(folder=data.parent), "utf-8")
    (data / "pg_hba.conf").write_text(HBA, "utf-8")


def ready(pid_file: Path) -> bool:
    """Tell whether the server takes connections."""
    return pid_file.exists() and "ready" in pid_file.read_text("utf-8")


async def test_nodes_and_migrations_sign_in_by_certificates_alone(guarded: Guarded) -> None:
    owner, login = guarded.url(OWNER, by=guarded.ours), guarded.url(LOGIN, by=guarded.ours)
    assert migrate.pending(owner) is True
    db = Database(login, "n1")
    await db.open()
    try:
        async with db.transaction("bitget") as tx:
            await tx.value(
                "select set_config('role', 'none', true)"
            )  # only the login itself sees how it came in
            row = await tx.row(
                "select s.ssl, s.version, s.client_dn, session_user::text as login"
                " from pg_stat_ssl s where s.pid = pg_backend_pid()"
            )
        assert row is not None
        assert dict(row) == {"ssl": True, "version": "TLSv1.3", "client_dn": f"/CN={LOGIN}", "login": LOGIN}
    finally:
        await db.close()
    # It is asked, and answers: Debian's may be too old for a desk, or has no tables yet.
    assert {one.code for one in await safety.problems(load({"DATABASE_URL": login}))} <= {
        "version",
        "migrations",
    }


@pytest.mark.parametrize("wrong", ["none", "foreign", "expired", "another login's"])
async def test_a_node_without_its_certificate_is_not_let_in(guarded: Guarded, wrong: str) -> None:
    url = {
        "none": guarded.url(LOGIN),
        "foreign": guarded.url(LOGIN, by=guarded.theirs),
        "expired": guarded.url(LOGIN, by=guarded.old),
        "another login's": guarded.url(LOGIN, by=guarded.ours, of=OWNER),
    }[wrong]
    with pytest.raises((asyncpg.PostgresError, OSError)):
        await asyncpg.connect(url)
    [problem] = await safety.problems(load({"DATABASE_URL": url}))
    assert (problem.code, problem.fatal) == ("unreachable", True)


async def test_the_password_of_before_opens_nothing_and_another_server_is_not_believed(
    guarded: Guarded,
) -> None:
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        await asyncpg.connect(
            f"postgresql://{LOGIN}:known@localhost:{guarded.port}/trustdesk?sslmode=disable"
        )
    with pytest.raises(OSError, match="certificate verify failed"):
        await asyncpg.connect(guarded.url(LOGIN, by=guarded.ours, host="127.0.0.1"))


async def test_a_renewed_certificate_is_taken_by_the_next_connection(guarded: Guarded) -> None:
    async def serial() -> int:
        connection = await asyncpg.connect(guarded.url(LOGIN, by=guarded.ours))
        try:
            sql = "select client_serial::text from pg_stat_ssl where pid = pg_backend_pid()"
            return int(await connection.fetchval(sql))
        finally:
            await connection.close()

    def held() -> int:
        return x509.load_pem_x509_certificate(
            (guarded.ours.folder / f"{LOGIN}.crt").read_bytes()
        ).serial_number

    before = held()
    assert await serial() == before
    guarded.ours.give(LOGIN)
    assert held() != before
    assert await serial() == held()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://known:known@127.0.0.2:{port}/trustdesk?sslmode=require", "by a password;"),
        (
            "postgresql://known:known@127.0.0.2:{port}/trustdesk?sslmode=disable",
            "by a password and without TLS;",
        ),
        ("postgresql://known:known@127.0.0.1:{port}/trustdesk?sslmode=disable", None),
    ],
)
async def test_the_doctor_says_where_a_password_travels(guarded: Guarded, url: str, said: str | None) -> None:
    connection = await asyncpg.connect(url.format(port=guarded.port), server_settings={"role": ROLE})
    try:
        found = await safety.signed_in(connection)
    finally:
        await connection.close()
    if said is None:
        assert found == []
    else:
        [problem] = found
        assert (problem.code, problem.fatal) == ("sign_in", False)
        assert said in problem.text


async def test_the_doctor_has_nothing_against_a_certificate(guarded: Guarded) -> None:
    connection = await asyncpg.connect(guarded.url(LOGIN, by=guarded.ours), server_settings={"role": ROLE})
    try:
        assert await safety.signed_in(connection) == []
    finally:
        await connection.close()
