"""What a killed owner left behind: found by proof of ownership, ended, cleared away.

A process id in a file proves nothing, as ids are reused: a process counts as ours only if
it is a postgres whose working folder is this very data folder.
"""

import contextlib
import signal
from pathlib import Path

import psutil

SHUTDOWN_S = 30
ORPHANS_S = 3  # sessions without their chief end by themselves, at the latest when they next wait
FORCED_S = 5


def clear(data: Path, pid_file: Path) -> None:
    """End every server process still working in ``data`` and remove its stale pid file."""
    if not pid_file.exists():
        return
    found = servers_in(data)
    chief = _chief(found, pid_file)
    _send(chief, signal.SIGINT)
    psutil.wait_procs(found, timeout=SHUTDOWN_S if chief else ORPHANS_S)
    for order in (signal.SIGQUIT, signal.SIGKILL):
        if found := servers_in(data):
            _send(found, order)
            psutil.wait_procs(found, timeout=FORCED_S)
    pid_file.unlink(missing_ok=True)


def servers_in(data: Path) -> list[psutil.Process]:
    """List the postgres processes whose working folder is ``data``."""
    return [process for process in psutil.process_iter() if _works_in(process, data)]


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        return process.name() == "postgres" and Path(process.cwd()) == data
    except (psutil.Error, OSError):
        return False


def _chief(found: list[psutil.Process], pid_file: Path) -> list[psutil.Process]:
    try:
        named = int(pid_file.read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return []
    return [process for process in found if process.pid == named]


def _send(processes: list[psutil.Process], order: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(order)
