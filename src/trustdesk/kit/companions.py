"""Companions: processes of ours that run beside this one and end with it, even when it is killed."""

import asyncio
import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator

import msgspec

from trustdesk.kit.postgres import CouldNotStart
from trustdesk.kit.settings import Settings

GRACE_SECONDS = 10
FIRST_OWN = 3  # descriptors below are what every process has: in, out, errors
TOLD = ("database_url", "migrate_url", "sandbox_url", "sandbox_port", "base_url", "data_dir", "brands_dir")


def stop_with_parent(stop: asyncio.Event) -> None:
    """Set ``stop`` when what comes in ends: whoever started us is gone, however it went."""

    def wait() -> None:
        while os.read(0, 1024):
            pass
        with contextlib.suppress(RuntimeError):  # the loop may have ended before
            loop.call_soon_threadsafe(stop.set)

    loop = asyncio.get_running_loop()
    threading.Thread(target=wait, daemon=True).start()


def with_sandbox(settings: Settings) -> Settings:
    """Say where the sandbox of this desk answers, unless another one is named."""
    own = f"http://127.0.0.1:{settings.sandbox_port}"
    return msgspec.structs.replace(settings, sandbox_url=settings.sandbox_url or own)


def apart(settings: Settings, *words: str) -> None:
    """Run one of our commands to its end in a process of its own; raises ``CouldNotStart`` when it fails.

    What the command loads, as migrating does, need not stay in our memory.
    """
    if subprocess.run(_command(words), env=_environment(settings), check=False).returncode:
        raise CouldNotStart(f"`trustdesk {' '.join(words)}` did not work; see above")


@contextlib.contextmanager
def companion(live: Callable[[], None]) -> Iterator[None]:
    """Let ``live`` run in a process beside this one; it learns of our end by the end of its input.

    It is forked and so shares the memory of what is loaded by then: load much before, and start no
    thread and no event loop. It has none of our descriptors: what we hold is not kept by it.
    """
    gc.collect()
    gc.freeze()  # else the next collection would write on every page, and none would be shared
    reading, writing = os.pipe()
    beside = os.fork()
    if beside == 0:
        _live(live, reading)
    os.close(reading)
    try:
        yield
    finally:
        os.close(writing)
        waiting = threading.Timer(GRACE_SECONDS, os.kill, (beside, signal.SIGKILL))
        waiting.start()
        os.waitpid(beside, 0)
        waiting.cancel()


def _live(live: Callable[[], None], reading: int) -> None:
    """Be the companion, and never come back."""
    code = 1
    try:
        os.dup2(reading, 0)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what it would say is not for whoever set us up
        os.closerange(FIRST_OWN, os.sysconf("SC_OPEN_MAX"))
        live()
        code = 0
    except KeyboardInterrupt:
        code = 0
    except BaseException:  # noqa: BLE001 - it is said, and ends with this process
        traceback.print_exc()
    finally:
        os._exit(code)


def _command(words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "trustdesk", *words]


def _environment(settings: Settings) -> dict[str, str]:
    told = {f"TRUSTDESK_{name.upper()}": str(getattr(settings, name)) for name in TOLD}
    return os.environ | {name: value for name, value in told.items() if value}
