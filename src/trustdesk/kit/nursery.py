"""Hostile bytes by the thousand: confined children that need not start an interpreter each time.

A nurse is a process that has loaded what the children need and does nothing but fork them. Each payload
has a child of its own, with limits of its own, which ends with it: what one payload does to its child the
next never meets. Nurses end when we end, however that happens, as their pipe closes.
"""

import asyncio
import contextlib
import importlib
import os
import resource
import select
import signal
import struct
import sys
import time
from collections.abc import Sequence

from trustdesk.kit.confined import (
    CPU_SECONDS,
    LARGEST_ANSWER,
    MEMORY_BYTES,
    WALL_SECONDS,
    Declined,
    Unreadable,
    Work,
)
from trustdesk.kit.errors import Overloaded

NURSES = 2
NICENESS = 10  # what answers people comes first
WAITING_SECONDS = 60
HEAD = struct.Struct("!IQ")  # lengths of the function's name and of the payload
BACK = struct.Struct("!BQ")  # how it ended, and the length of the answer
DONE, DECLINED, DIED, TOO_LONG = range(4)
GRACE_SECONDS = 5.0
MOST_SAID = 200


class Nursery:
    """Runs functions on payloads, each in a child of its own; as many at once as there are nurses."""

    def __init__(self, preloaded: Sequence[str], nurses: int = NURSES) -> None:
        """Take the modules to load beforehand; nothing is started yet."""
        self._preloaded = list(preloaded)
        self._free: asyncio.LifoQueue[asyncio.subprocess.Process | None] = asyncio.LifoQueue()
        for _ in range(nurses):
            self._free.put_nowait(None)
        self._all: set[asyncio.subprocess.Process] = set()

    async def run(self, function: str, payload: bytes) -> bytes:
        """Run ``module:function`` on ``payload`` in a child; raises ``Unreadable`` as ``confined.run``."""
        try:
            async with asyncio.timeout(WAITING_SECONDS):
                nurse = await self._free.get()
        except TimeoutError as error:
            raise Overloaded("too many payloads at once", retry_after=5) from error
        fit: asyncio.subprocess.Process | None = None
        try:
            if nurse is None or nurse.returncode is not None:
                nurse = await self._started()
            ended, answer = await asyncio.wait_for(
                _asked(nurse, function, payload), WALL_SECONDS + GRACE_SECONDS
            )
            fit = nurse
        except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
            raise Unreadable("could not be read within the limits") from error
        finally:
            self._free.put_nowait(fit)
            if fit is None and nurse is not None:
                await self._end(nurse)
        if ended == DONE:
            return answer
        if ended == DECLINED:
            raise Unreadable(answer.decode("utf-8", "replace"))
        raise Unreadable("took too long" if ended == TOO_LONG else "could not be read within the limits")

    async def warm(self) -> None:
        """Have one nurse loaded before the first payload comes; the others start when they are needed."""
        await self.run(f"{__name__}:nothing", b"")

    async def close(self) -> None:
        """End the nurses."""
        for nurse in list(self._all):
            await self._end(nurse)

    async def _started(self) -> asyncio.subprocess.Process:
        nurse = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path[:0] = {[path for path in sys.path if path]!r}; "
            "from trustdesk.kit.nursery import main; main()",
            *self._preloaded,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        self._all.add(nurse)
        return nurse

    async def _end(self, nurse: asyncio.subprocess.Process) -> None:
        self._all.discard(nurse)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(nurse.pid, signal.SIGKILL)
        await nurse.communicate()  # to the end of its pipes, so that they are closed


async def _asked(nurse: asyncio.subprocess.Process, function: str, payload: bytes) -> tuple[int, bytes]:
    if nurse.stdin is None or nurse.stdout is None:
        raise OSError("a nurse without pipes")
    name = function.encode()
    nurse.stdin.write(HEAD.pack(len(name), len(payload)) + name + payload)
    await nurse.stdin.drain()
    ended, length = BACK.unpack(await nurse.stdout.readexactly(BACK.size))
    return ended, await nurse.stdout.readexactly(length)


def nothing(_payload: bytes) -> bytes:
    """Do nothing, in a child."""
    return b""


def main() -> None:
    """Be a nurse: load, then fork a child for each payload until the pipe closes."""
    os.nice(NICENESS)
    for module in sys.argv[1:]:
        importlib.import_module(module)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(HEAD.size)) == HEAD.size:
        named, length = HEAD.unpack(head)
        name, payload = source.read(named).decode(), source.read(length)
        ended, answer = _born(name, payload)
        target.write(BACK.pack(ended, len(answer)) + answer)
        target.flush()


def _born(name: str, payload: bytes) -> tuple[int, bytes]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(name, payload, writing)
    os.close(writing)
    answer, in_time = _heard(reading, time.monotonic() + WALL_SECONDS)
    os.close(reading)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not in_time:
        return TOO_LONG, b""
    code = os.waitstatus_to_exitcode(status)
    if code not in (DONE, DECLINED) or len(answer) > LARGEST_ANSWER:
        return DIED, b""
    return code, answer


def _heard(pipe: int, until: float) -> tuple[bytes, bool]:
    """Read until the child closes its end; False when it has not in time."""
    parts: list[bytes] = []
    heard = 0
    while heard <= LARGEST_ANSWER:
        ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return b"", False
        part = os.read(pipe, 1 << 20)
        if not part:
            break
        parts.append(part)
        heard += len(part)
    return b"".join(parts), True


def _live(name: str, payload: bytes, pipe: int) -> None:
    """Be the child: take the limits, work, answer, end; nothing of the nurse is ours to close."""
    code, answer = DIED, b""
    try:
        os.close(0)
        os.close(1)
        module, _, function = name.partition(":")
        work: Work = getattr(importlib.import_module(module), function)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        code, answer = DONE, work(payload)
    except Declined as declined:
        code, answer = DECLINED, str(declined).encode()[-MOST_SAID:]
    except BaseException:  # noqa: BLE001 - whatever it was, it ends with this child
        code = DIED
    finally:
        with contextlib.suppress(OSError):
            written = 0
            while written < len(answer):
                written += os.write(pipe, answer[written:])
        os._exit(code)
