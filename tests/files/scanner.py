"""A real ``clamd`` for tests, with a list of signatures of our own: it knows one harmless string."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_pair

HARMLESS = b"TRUSTDESK-HARMLESS-STRING-OF-THE-TESTS"
NAME = "Trustdesk.Harmless"
CONF = """
Foreground yes
DatabaseDirectory {folder}/signatures
LocalSocket {folder}/clamd.ctl
TCPSocket {port}
TCPAddr 127.0.0.1
StreamMaxLength 4M
ConcurrentDatabaseReload no
"""


class Clamd:
    """One scanner, by both of its addresses; it may be ended and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_pair()
        self.tcp, self.unix = f"tcp://127.0.0.1:{self.port}", f"unix://{folder}/clamd.ctl"
        (folder / "signatures").mkdir()
        (folder / "signatures" / "own.ndb").write_text(f"{NAME}:0:*:{HARMLESS.hex()}\n", "utf-8")
        (folder / "clamd.conf").write_text(CONF.format(folder=folder, port=self.port), "utf-8")
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        path = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin")
        assert path, "clamd is not installed: .ci/run installs it"
        command = [path, "-c", str(self.folder / "clamd.conf")]
        with (self.folder / "said").open("wb") as said:
            self._running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        while not self._answers():
            assert self._running.poll() is None, (self.folder / "said").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        if self._running is not None:
            self._running.send_signal(signal.SIGKILL)
            self._running.wait()
            self._running = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as asked:
                asked.sendall(b"zPING\0")
                return asked.recv(10) == b"PONG\0"
        except OSError:
            return False


@contextmanager
def clamd() -> Iterator[Clamd]:
    """Run a scanner in a folder of its own; what runs is ended with it."""
    folder = Path(tempfile.mkdtemp(prefix="trustdesk-clamd-"))
    folder.chmod(0o755)  # under root the scanner may read as somebody else
    made = Clamd(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)
