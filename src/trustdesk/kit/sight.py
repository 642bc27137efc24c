"""What is written in pictures: asked of one child process, started when needed and ended when idle.

The part that reads is large and optional: where it is not installed, or is away or too slow, nobody has read
the picture, and whoever shows it says so.
"""

import asyncio
import contextlib
import importlib.util
import struct
import sys

import structlog

from trustdesk.kit.ocr import pack

log = structlog.get_logger()

CHILD = "trustdesk.kit.ocr"
PART = "rapidocr"
PATIENCE_SECONDS = 40.0  # with its turn and the start of the child; a picture takes one or two of them
IDLE_SECONDS = 120.0


def installed() -> bool:
    """Whether pictures can be read here at all."""
    return importlib.util.find_spec(PART) is not None


class Sight:
    """The words of pictures; None for a picture that nobody could read."""

    def __init__(self, *, wanted: bool = True, idle: float = IDLE_SECONDS) -> None:
        """Start nothing yet."""
        self.able = wanted and installed()
        self.patience = PATIENCE_SECONDS
        self._idle = idle
        self._child: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._resting: asyncio.TimerHandle | None = None

    @property
    def awake(self) -> bool:
        """Whether the child runs and holds its models in memory."""
        return self._child is not None

    async def words(self, picture: bytes) -> str | None:
        """Read a picture that we have encoded ourselves."""
        if not self.able:
            return None
        try:
            async with asyncio.timeout(self.patience), self._turn:
                try:
                    return await self._exchange(picture)
                except BaseException:
                    # Whoever stopped it, an answer that comes later would be taken for the next picture's.
                    await self.close()
                    raise
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            log.warning("a picture could not be read", error=type(error).__name__)
            return None

    async def close(self) -> None:
        """End the child."""
        if self._resting is not None:
            self._resting.cancel()
        if self._child is not None:
            child, self._child = self._child, None
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.communicate()  # to the end of its pipes, so that they are closed

    async def _exchange(self, picture: bytes) -> str:
        if self._resting is not None:
            self._resting.cancel()
        child = self._child or await self._started()
        assert child.stdin is not None  # noqa: S101 - as it was started
        assert child.stdout is not None  # noqa: S101
        child.stdin.write(pack(picture))
        await child.stdin.drain()
        (length,) = struct.unpack(">I", await child.stdout.readexactly(4))
        answer = await child.stdout.readexactly(length)
        loop = asyncio.get_running_loop()
        self._resting = loop.call_later(self._idle, lambda: loop.create_task(self._rest()))
        return answer.decode()

    async def _rest(self) -> None:
        async with self._turn:
            await self.close()

    async def _started(self) -> asyncio.subprocess.Process:
        self._child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            CHILD,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "PYTHONPATH": ":".join(filter(None, sys.path))},
            start_new_session=True,
        )
        return self._child
