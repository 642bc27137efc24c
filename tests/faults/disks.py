"""Disks of their own for parts of a desk: one that is soon full, and one whose power can be cut.

Both are real filesystems, mounted in place; that needs the rights of root.
"""

import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CHUNKS = (1 << 20, 1 << 12)
BALLAST = "ballast"
EXT4_IOC_SHUTDOWN = 0x8004587D
WITHOUT_THE_LOG = 2  # what lies in memory is lost, the journal's end included
LET_GO_SECONDS = 15.0


class Disk:
    """A small disk in memory for one folder of the desk, given from the ground's folder."""

    def __init__(self, where: str, megabytes: int) -> None:
        self._where = where
        self._megabytes = megabytes
        self.folder = Path()

    @contextmanager
    def mounted(self, ground: Path) -> Iterator[None]:
        """Mount it over its folder; what was there is on it."""
        self.folder = ground / self._where
        self.folder.mkdir(parents=True, exist_ok=True)
        aside = ground / f"aside{os.urandom(4).hex()}"
        _run("cp", "-a", self.folder, aside)
        self._mount()
        try:
            shutil.copystat(aside, self.folder)
            known = aside.stat()
            os.chown(self.folder, known.st_uid, known.st_gid)
            _run("cp", "-a", f"{aside}/.", self.folder)
            _run("sync", "-f", self.folder)
            shutil.rmtree(aside)
            yield
        finally:
            self._unmount()

    def fill(self) -> None:
        """Take every byte that is left."""
        with (self.folder / BALLAST).open("ab", buffering=0) as ballast, suppress(OSError):
            for chunk in CHUNKS:
                with suppress(OSError):
                    while ballast.write(bytes(chunk)) == chunk:
                        pass

    def make_room(self) -> None:
        """Give them back."""
        (self.folder / BALLAST).unlink()

    def _mount(self) -> None:
        _run("mount", "-t", "tmpfs", "-o", f"size={self._megabytes}m", "tmpfs", self.folder)

    def _unmount(self) -> None:
        _run("umount", "-l", self.folder)


class Powered(Disk):
    """A disk with a journal in a file. ``cut`` loses what was not brought through to it."""

    def _mount(self) -> None:
        # Beside the folder, not in it: the file is what survives.
        self._image = self.folder.with_name(f"{self.folder.name}.image")
        _run("truncate", "-s", f"{self._megabytes}M", self._image)
        _run("mkfs.ext4", "-q", "-F", self._image)
        _run("mount", "-o", "loop", self._image, self.folder)
        (self.folder / "lost+found").rmdir()

    def cut(self) -> None:
        """Cut the power: from here on nothing is written or read."""
        place = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(place, EXT4_IOC_SHUTDOWN, struct.pack("I", WITHOUT_THE_LOG))
        finally:
            os.close(place)

    def back(self) -> None:
        """Power is back: who held the folder has ended, and its journal is replayed."""
        end = time.monotonic() + LET_GO_SECONDS
        while True:
            try:
                _run("umount", self.folder)
                break
            except RuntimeError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
        _run("mount", "-o", "loop", self._image, self.folder)


def sweep() -> None:
    """Unmount what test sessions that were killed have left."""
    begins = f"{tempfile.gettempdir()}/trustdesk-test-"
    for line in Path("/proc/mounts").read_text().splitlines():
        where = line.split()[1]
        if where.startswith(begins):
            pid = where.removeprefix(begins).partition("-")[0]
            if not Path(f"/proc/{pid}").exists():
                _run("umount", "-l", where)


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr.strip()} (root is needed to mount)")
