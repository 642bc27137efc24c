"""Hostile bytes are parsed in a child of their own: bounded in memory, processor time and patience.

``run("package.module:function", payload)`` starts a fresh interpreter that may open no network
connection of ours and inherits nothing of our environment, hands it the payload, and gives
back what the function returned. Whatever it does to itself, we go on.
"""

import asyncio
import importlib
import os
import resource
import sys
from collections.abc import Callable

from trustdesk.kit.errors import Invalid, Overloaded

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 5
WALL_SECONDS = 10
LARGEST_ANSWER = 64 * 1024 * 1024
AT_ONCE = 2
REFUSED = 3  # exit code of a function that understood and declined
WAITING_SECONDS = 30

Work = Callable[[bytes], bytes]

_SEATS = asyncio.Semaphore(AT_ONCE)  # one limit for the whole process


class Unreadable(Invalid):
    """The bytes are not what they say, or too much for the limits."""

    code = "unreadable_file"


class Declined(Exception):
    """Raised by a confined function that will not go on; the text is for engineers."""


async def run(function: str, payload: bytes) -> bytes:
    """Run ``module:function`` on ``payload`` in a confined child; raises ``Unreadable``."""
    try:
        async with asyncio.timeout(WAITING_SECONDS):
            await _SEATS.acquire()
    except TimeoutError as error:
        raise Overloaded("too many files at once", retry_after=5) from error
    try:
        return await _run(function, payload)
    finally:
        _SEATS.release()


async def _run(function: str, payload: bytes) -> bytes:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-c",
        f"import sys; sys.path[:0] = {[path for path in sys.path if path]!r}; "
        "from trustdesk.kit.confined import main; main()",
        function,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        answer, said = await asyncio.wait_for(child.communicate(payload), WALL_SECONDS)
    except TimeoutError as error:
        raise Unreadable("took too long") from error
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode == REFUSED:
        raise Unreadable(said.decode("utf-8", "replace")[-200:].strip())
    if child.returncode or len(answer) > LARGEST_ANSWER:
        raise Unreadable("could not be read within the limits")
    return answer


def main() -> None:
    """Be the child: take the limits, then the payload, then work."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _, name = sys.argv[1].partition(":")
    work: Work = getattr(importlib.import_module(module), name)
    # Once everything is loaded, nothing more is written to disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer = work(sys.stdin.buffer.read())
    except Declined as declined:
        sys.stderr.write(str(declined))
        sys.stderr.flush()
        os._exit(REFUSED)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)
