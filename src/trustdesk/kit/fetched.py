"""Fetched: secrets that a vault keeps, asked of it when a process starts.

``TRUSTDESK_SECRET_COMMAND="vault kv get -field=secret kv/desk"`` runs without a shell and gives the value of
``TRUSTDESK_SECRET``; so it is for every setting that holds a secret. Any product has such a command; what it
prints is held in memory only.
"""

import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping

PATIENCE_SECONDS = 20


class NotFetched(Exception):
    """The command for the setting ``name`` gave nothing; what it said is not told: it may be the secret."""

    def __init__(self, name: str, why: str) -> None:
        """Name the setting."""
        super().__init__(why)
        self.name = name


def fetched(environ: Mapping[str, str], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Ask for the settings of which a command is given; raises ``NotFetched``."""
    for name in sorted(names):
        if command := environ.get(f"TRUSTDESK_{name.upper()}_COMMAND", ""):
            yield name, _printed(name, command)


def _printed(name: str, command: str) -> str:
    try:
        words = shlex.split(command)
        ran = subprocess.run(words, capture_output=True, timeout=PATIENCE_SECONDS, check=False, text=True)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NotFetched(name, f"its command could not be run: {type(error).__name__}") from error
    printed = ran.stdout.strip()
    if ran.returncode or not printed:
        raise NotFetched(name, f"its command ended with {ran.returncode} and {len(printed)} letters")
    return printed
