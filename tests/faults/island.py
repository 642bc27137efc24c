"""A node on an island: in a network of its own, with one cable to the database and one to whoever asks it.

The cables are pairs of virtual network cards between here and a namespace of the kernel's; a cut one swallows
everything, as a pulled one does, and nobody is told. That needs the rights of root, and ``ip``.
"""

import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.faults.ground import Ground
from tests.faults.nodes import Node
from tests.faults.proxy import Proxy

PREFIX = "tdtest"
NAMESPACES = Path("/run/netns")


class Island:
    """One network namespace with two cables."""

    def __init__(self) -> None:
        self._pid = os.getpid()
        self.name = f"{PREFIX}-{self._pid}"
        self._net = f"10.213.{self._pid % 250}"
        self.here = {"db": f"{self._net}.1", "front": f"{self._net}.5"}
        self.there = {"db": f"{self._net}.2", "front": f"{self._net}.6"}

    @property
    def within(self) -> tuple[str, ...]:
        """What starts a command there."""
        return ("ip", "netns", "exec", self.name)

    def rise(self) -> None:
        """Make it, and lay the cables."""
        _ip("netns", "add", self.name)
        _ip("-n", self.name, "link", "set", "lo", "up")
        for cable, address in self.here.items():
            near, far = self._card(cable), f"{self._card(cable)}x"
            _ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", self.name)
            _ip("addr", "add", f"{address}/30", "dev", near)
            _ip("-n", self.name, "addr", "add", f"{self.there[cable]}/30", "dev", far)
            _ip("link", "set", near, "up")
            _ip("-n", self.name, "link", "set", far, "up")

    def cut(self, cable: str) -> None:
        """Pull a cable on this side: who is over there sees nothing but silence."""
        _ip("link", "set", self._card(cable), "down")

    def mend(self, cable: str) -> None:
        """Put it back."""
        _ip("link", "set", self._card(cable), "up")

    def sink(self) -> None:
        """Take it away, cables included."""
        _ip("netns", "delete", self.name)
        for cable in self.here:
            subprocess.run(["ip", "link", "delete", self._card(cable)], capture_output=True, check=False)

    def _card(self, cable: str) -> str:
        return f"td{self._pid % 1_000_000}{cable[0]}"


@asynccontextmanager
async def stranded(ground: Ground, node: Node) -> AsyncIterator[Island]:
    """Put a node that has not started yet on an island, reachable under its usual port."""
    _sweep()
    island = Island()
    island.rise()
    database = Proxy(lambda: ground.port, at=(island.here["db"], 0))
    front = Proxy(lambda: node.port, at=("127.0.0.1", node.port), far=island.there["front"])
    try:
        await database.start()
        await front.start()
        url = ground.tcp_url.replace(f"127.0.0.1:{ground.port}/", f"{island.here['db']}:{database.port}/")
        node.environ |= {"DATABASE_URL": url, "TRUSTDESK_HOST": island.there["front"]}
        node.within = island.within
        yield island
    finally:
        await front.stop()
        await database.stop()
        island.sink()


def _sweep() -> None:
    """Take away the islands of test sessions that were killed."""
    for left in NAMESPACES.glob(f"{PREFIX}-*"):
        if not Path(f"/proc/{left.name.removeprefix(f'{PREFIX}-')}").exists():
            _ip("netns", "delete", left.name)


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"ip {' '.join(words)}: {done.stderr.strip()} (root is needed)")
