"""Named points where a fault test may kill the process; dead unless the environment wakes them.

``TRUSTDESK_FAILPOINTS="after_commit:0.01,before_commit:1"`` gives the chance per visit.
The process dies as by ``kill -9``: no handler runs, nothing is flushed.
"""

import os
import random
import signal


def _read(spec: str) -> dict[str, float]:
    pairs = (part.partition(":") for part in spec.split(",") if part)
    return {name.strip(): float(chance or 1) for name, _, chance in pairs}


_ARMED = _read(os.environ.get("TRUSTDESK_FAILPOINTS", ""))


def reach(name: str) -> None:
    """Die here if this point is armed and the dice say so."""
    if _ARMED and random.random() < _ARMED.get(name, 0):  # noqa: S311 - dice, not secrets
        os.kill(os.getpid(), signal.SIGKILL)
