"""Ports for servers of the tests: below those the system hands to outgoing connections, so none is lost to one."""

import itertools
import os
import socket

LOWEST, HIGHEST = 20_000, 32_000

_next = itertools.count(os.getpid() * 40 % (HIGHEST - LOWEST), 2)


def free_pair() -> int:
    """A port that is free together with the one after it: for a node and its files."""
    for offset in itertools.islice(_next, HIGHEST - LOWEST):
        port = LOWEST + offset % (HIGHEST - LOWEST)
        if _free(port) and _free(port + 1):
            return port
    raise RuntimeError("no two neighbouring ports are free")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
