"""What texts mean, as vectors: asked of one child process, started when needed and ended when idle."""

import asyncio
import contextlib
import struct
import sys
from collections import OrderedDict
from collections.abc import Mapping, Sequence

import msgspec
import structlog

from trustdesk.knowledge.actions.frames import DIMENSIONS, pack

log = structlog.get_logger()

CHILD = "trustdesk.knowledge.actions.embedding"
BYTES = DIMENSIONS * 4
START_SECONDS = 20.0
IDLE_SECONDS = 300.0
PAGE = 16  # texts a frame: a question never waits longer than for one page
MOST_KEPT = 2_000


class Meaning:
    """The vectors of texts; when the child cannot be had, there are none, and words alone decide."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._child: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._resting: asyncio.TimerHandle | None = None

    async def question(self, text: str, seconds: float) -> bytes | None:
        """Give the vector of a question, or None when it is not there in time."""
        if (kept := self._kept.get(text)) is not None:
            return kept
        found = asyncio.ensure_future(self._asked([text]))
        done, _ = await asyncio.wait([found], timeout=seconds)
        if not done:
            # It goes on for whoever asks the same next; what it gives is kept.
            found.add_done_callback(lambda late: self._keep_one(text, late))
            return None
        self._keep_one(text, found)
        return self._kept.get(text)

    async def questions(self, texts: Sequence[str]) -> list[bytes]:
        """Give the vectors of many texts, in order; none when the child cannot be had."""
        found = {text: self._kept[text] for text in texts if text in self._kept}
        fresh = [text for text in dict.fromkeys(texts) if text not in found]
        for at in range(0, len(fresh), PAGE):
            page = await self._asked(fresh[at : at + PAGE])
            if not page:
                return []
            found |= zip(fresh[at : at + PAGE], page, strict=True)
        self._keep(found)
        return [found[text] for text in texts]

    async def close(self) -> None:
        """End the child."""
        if self._resting is not None:
            self._resting.cancel()
        if self._child is not None:
            child, self._child = self._child, None
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.communicate()  # to the end of its pipes, so that they are closed

    def _keep_one(self, text: str, found: "asyncio.Future[list[bytes]]") -> None:
        if not found.cancelled() and found.exception() is None and found.result():
            self._keep({text: found.result()[0]})

    def _keep(self, found: Mapping[str, bytes]) -> None:
        self._kept |= found
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    async def _asked(self, texts: Sequence[str]) -> list[bytes]:
        async with self._turn:
            try:
                async with asyncio.timeout(START_SECONDS):
                    answer = await self._exchange(msgspec.msgpack.encode(list(texts)))
            except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
                log.warning("the meaning of texts cannot be had", error=type(error).__name__)
                await self.close()
                return []
        return [answer[at : at + BYTES] for at in range(0, len(answer), BYTES)]

    async def _exchange(self, frame: bytes) -> bytes:
        child = self._child or await self._started()
        assert child.stdin is not None  # noqa: S101 - as it was started
        assert child.stdout is not None  # noqa: S101
        child.stdin.write(pack(frame))
        await child.stdin.drain()
        (length,) = struct.unpack(">I", await child.stdout.readexactly(4))
        answer = await child.stdout.readexactly(length)
        self._rest_later()
        return answer

    async def _started(self) -> asyncio.subprocess.Process:
        self._child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            CHILD,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "PYTHONPATH": ":".join(filter(None, sys.path))},
        )
        return self._child

    def _rest_later(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
        loop = asyncio.get_running_loop()
        self._resting = loop.call_later(IDLE_SECONDS, lambda: loop.create_task(self.close()))
