"""What a process takes of the machine: freed memory goes back, threads share one heap, sums take one core."""

import ctypes
import gc
import os
from typing import Final

# From malloc.h of the GNU C library; another library has neither the function nor the numbers.
M_TRIM_THRESHOLD: Final = -1
M_ARENA_MAX: Final = -8
KEPT_BYTES = 128 * 1024


def tidy() -> None:
    """Ask the C library to keep little, as far as it can be asked, and numpy's to start no threads.

    Those threads would wait for the next sum by turning in circles, on the cores that the chat needs.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)


def give_back() -> None:
    """Give back what some work took for a while; another C library keeps or gives back by itself."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
