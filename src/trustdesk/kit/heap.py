"""The memory of this process: what is freed goes back to the machine, and threads share one heap."""

import ctypes
from typing import Final

# From malloc.h of the GNU C library; another library has neither the function nor the numbers.
M_TRIM_THRESHOLD: Final = -1
M_ARENA_MAX: Final = -8
KEPT_BYTES = 128 * 1024


def tidy() -> None:
    """Ask the C library to keep little; does nothing where it cannot be asked."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)
