"""Companions: processes of ours that run beside this one and end with it, even when it is killed."""

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import msgspec

from trustdesk.kit.postgres import CouldNotStart
from trustdesk.kit.settings import Settings

GRACE_SECONDS = 10
TOLD = ("database_url", "migrate_url", "sandbox_url", "sandbox_port", "base_url", "data_dir", "brands_dir")


def stop_with_parent(stop: asyncio.Event) -> None:
    """Set ``stop`` when what comes in ends: whoever started us is gone, however it went."""

    def wait() -> None:
        while sys.stdin.buffer.read(1024):
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
def companion(settings: Settings, *words: str) -> Iterator[None]:
    """Run one of our commands beside this process; it learns of our end by the end of its input."""
    beside = subprocess.Popen(
        _command(words), env=_environment(settings), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        if beside.stdin:
            beside.stdin.close()
        try:
            beside.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            beside.kill()
            beside.wait()


def _command(words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "trustdesk", *words]


def _environment(settings: Settings) -> dict[str, str]:
    told = {f"TRUSTDESK_{name.upper()}": str(getattr(settings, name)) for name in TOLD}
    return os.environ | {name: value for name, value in told.items() if value}
