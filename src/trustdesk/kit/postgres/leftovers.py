"""What a killed owner left behind: found by proof of ownership, ended, cleared away.

A process id in a file proves nothing, as ids are reused: a process counts as ours only if
it is a postgres whose working folder is this very data folder.
"""

import signal
from pathlib import Path

import psutil

ORDERS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


def clear(data: Path, pid_file: Path) -> None:
    """End every server process still working in ``data`` and remove its stale pid file."""
    if not pid_file.exists():
        return
    for order, limit in ORDERS:
        found = servers_in(data)
        if not found:
            break
        for process in _chief(found, pid_file) if order is signal.SIGINT else found:
            _send(process, order)
        psutil.wait_procs(found, timeout=limit)
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


def _send(process: psutil.Process, order: signal.Signals) -> None:
    try:
        process.send_signal(order)
    except psutil.NoSuchProcess:
        return
