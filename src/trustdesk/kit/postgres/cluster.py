"""One embedded server: started, watched over, stopped; nobody else's is ever touched."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from trustdesk.kit.postgres import conf, leftovers, roles
from trustdesk.kit.postgres.place import LOGIN, OWNER, CouldNotStart, Place, account_names, settle

START_LIMIT_S = 300  # a crash after a heavy load may need minutes of replay
STOP_LIMIT_S = 60
POLL_S = 0.01
LOG_LIMIT_BYTES = 10_000_000
READY_LINE = 7
# Waits for the end of its input, which is our own end, however it came; then shuts down the
# server if it is still the one that was started.
LAST_WATCH = 'read _; [ "$(head -n 1 "$2" 2>/dev/null)" = "$1" ] && kill -INT "$1" 2>/dev/null'


class InUse(CouldNotStart):
    """Another process works on this data folder."""


class Cluster:
    """A running embedded server. ``stop`` it; ``tend`` keeps it up meanwhile."""

    def __init__(self, place: Place, hold: IO[str], say: Callable[[str], None]) -> None:
        """Take a settled place and the held lock of its data folder; ``start`` makes these."""
        self.place = place
        self._hold = hold
        self._say = say
        self._stopping = threading.Event()
        self._turn = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._watch: subprocess.Popen[bytes] | None = None

    @property
    def database_url(self) -> str:
        """The application's login."""
        return self.place.url(LOGIN)

    @property
    def migrate_url(self) -> str:
        """The owner's login, for migrations only."""
        return self.place.url(OWNER)

    @property
    def admin_url(self) -> str:
        """The superuser, reachable only over the socket by the account that runs us."""
        return self.place.url("postgres", "postgres")

    @property
    def pid(self) -> int:
        """The server's process id, 0 while it is down."""
        return self._server.pid if self._server and self._server.poll() is None else 0

    def boot(self) -> None:
        """Start the server process and wait until it takes connections."""
        with self._turn:
            if self._stopping.is_set():
                return
            leftovers.clear(self.place.data, self.place.pid_file)
            self._server = self._launched()
            self._watch = self._posted(self._server.pid)
            self._await_ready(self._server)

    def tend(self) -> None:
        """Start the server again, in the background, whenever it dies without being told to."""
        threading.Thread(target=self._tend, name="postgres", daemon=True).start()

    def stop(self) -> None:
        """Shut down in order: sessions are ended, everything is written, the folder is free."""
        self._stopping.set()
        with self._turn:
            if self._server:
                _end(self._server)
            self._dismiss_watch()
        if not self._hold.closed:
            fcntl.flock(self._hold, fcntl.LOCK_UN)  # even if a forked child still holds a copy
            self._hold.close()

    def _tend(self) -> None:
        pause = 0.1
        while not self._stopping.is_set():
            if self._server:
                self._server.wait()
            if self._stopping.is_set():
                return
            self._say("PostgreSQL ended unexpectedly; starting it again")
            try:
                self._dismiss_watch()
                self.boot()
                pause = 0.1
            except CouldNotStart as error:
                self._say(str(error))
                pause = min(pause * 2, 10)
            self._stopping.wait(pause)

    def _launched(self) -> subprocess.Popen[bytes]:
        log = self.place.log
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.replace(log.with_suffix(".log.1"))
        command = [os.fspath(self.place.binaries / "postgres"), "-D", os.fspath(self.place.data)]
        with log.open("ab") as output:
            return _spawned(self.place, command, subprocess.DEVNULL, output.fileno())

    def _posted(self, pid: int) -> subprocess.Popen[bytes]:
        command = ["/bin/sh", "-c", LAST_WATCH, "sh", str(pid), os.fspath(self.place.pid_file)]
        return _spawned(self.place, command, subprocess.PIPE, subprocess.DEVNULL)

    def _dismiss_watch(self) -> None:
        if self._watch and self._watch.stdin:
            self._watch.stdin.close()
            self._watch.wait()

    def _await_ready(self, server: subprocess.Popen[bytes]) -> None:
        began = time.monotonic()
        told = False
        while server.poll() is None:
            if _ready(self.place.pid_file, server.pid):
                return
            waited = time.monotonic() - began
            if waited > START_LIMIT_S:
                _end(server)
                raise CouldNotStart(
                    f"PostgreSQL was not ready within {START_LIMIT_S} s; see {self.place.log}"
                )
            if waited > 3 and not told:  # noqa: PLR2004 - seconds a person waits without wondering
                told = True
                self._say("PostgreSQL is replaying its log; nothing that was acknowledged is lost")
            time.sleep(POLL_S)
        last = "\n".join(self.place.log.read_text(errors="replace").splitlines()[-8:])
        raise CouldNotStart(f"PostgreSQL ended while starting ({self.place.log}):\n{last}")


def start(data_dir: Path, say: Callable[[str], None] = lambda _: None) -> Cluster:
    """Create or recover the database in ``data_dir`` and return its running server."""
    hold = _held(data_dir)
    try:
        place = settle(data_dir, say)
        if not (place.data / "PG_VERSION").exists():
            say("Creating the database")
            _initialise(place)
        conf.write(place.data, place.sockets, place.port, account_names(place))
    except BaseException:
        hold.close()
        raise
    cluster = Cluster(place, hold, say)
    try:
        cluster.boot()
        roles.ensure(cluster.admin_url, place)
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _held(data_dir: Path) -> IO[str]:
    data_dir.mkdir(parents=True, exist_ok=True)
    hold = (data_dir / "postgres.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        hold.seek(0)
        by = hold.read().strip() or "unknown"
        hold.close()
        raise InUse(f"{data_dir} is in use by another trustdesk (process {by})") from error
    hold.truncate(0)
    hold.write(str(os.getpid()))
    hold.flush()
    return hold


def _initialise(place: Place) -> None:
    draft = place.home / "data.new"  # renamed when whole, so that a killed start leaves no half
    shutil.rmtree(draft, ignore_errors=True)
    command = [
        os.fspath(place.binaries / "initdb"),
        f"--pgdata={draft}",
        "--username=postgres",
        "--encoding=UTF8",
        # The C library's own rules are kept out of sorting, yet pg_trgm knows Chinese letters.
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C.UTF-8",
        "--lc-ctype=C.UTF-8",
        "--auth-local=peer",
        "--auth-host=scram-sha-256",
        "--data-checksums",
        "--no-instructions",
    ]
    with tempfile.TemporaryFile() as output:
        code = _spawned(place, command, subprocess.DEVNULL, output.fileno()).wait()
        output.seek(0)
        if code:
            said = output.read().decode(errors="replace").strip()
            raise CouldNotStart(f"the database could not be created: {said}")
    draft.rename(place.data)


def _spawned(place: Place, command: list[str], source: int, output: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=source,
        stdout=output,
        stderr=output,
        cwd=place.home,
        env={"PATH": f"{place.binaries}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        # An own session keeps the terminal's Ctrl-C away: we drain first and stop the server last.
        start_new_session=True,
        user=place.uid,
        group=place.gid,
        extra_groups=None if place.uid is None else [],
    )


def _ready(pid_file: Path, pid: int) -> bool:
    try:
        lines = pid_file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return len(lines) > READY_LINE and lines[0] == str(pid) and lines[READY_LINE].strip() == "ready"


def _end(server: subprocess.Popen[bytes]) -> None:
    for order, limit in ((signal.SIGINT, STOP_LIMIT_S), (signal.SIGQUIT, 10), (signal.SIGKILL, None)):
        server.send_signal(order)
        try:
            server.wait(limit)
        except subprocess.TimeoutExpired:
            continue
        return
