"""What processes use: processor time and memory, read from the kernel."""

from collections.abc import Iterable
from pathlib import Path

import psutil


def cpu_seconds(processes: Iterable[psutil.Process]) -> float:
    """Processor time used so far, by these and by those of their children that have ended."""
    total = 0.0
    for process in processes:
        try:
            used = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += used.user + used.system + used.children_user + used.children_system
    return total


def pss_mb(processes: Iterable[psutil.Process]) -> float:
    """Memory in MB (10^6 bytes), pages shared between processes counted once."""
    return sum(map(_pss_kb, processes)) * 1024 / 1e6


def _pss_kb(process: psutil.Process) -> int:
    try:
        text = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def percentile(values: list[float], part: float) -> float:
    """The value below which ``part`` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
