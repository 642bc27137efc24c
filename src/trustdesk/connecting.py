"""The commands ``sandbox`` and ``connector``: an exchange to try, and one held against the contract."""

import argparse
import os
from collections.abc import Callable

import msgspec

from trustdesk import exchange, sandbox
from trustdesk.kit import clock, companions, serving
from trustdesk.kit.egress import load
from trustdesk.kit.settings import Misconfigured, Settings


async def beside(settings: Settings) -> None:
    """Serve the sandbox as a desk's companion: it ends with the desk."""
    stop = serving.stop_on_signals()
    companions.stop_with_parent(stop)
    await sandbox.run(settings, stop)


async def run(settings: Settings, chosen: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Serve a sandbox or check a service; gives the exit code."""
    if chosen.command == "sandbox":
        await sandbox.run(settings, serving.stop_on_signals())
        return 0
    if chosen.document:
        say(msgspec.json.format(msgspec.json.encode(exchange.document())).decode())
        return 0
    held = {name: os.environ.get(name, "") for name in (chosen.key_env, chosen.secret_env)}
    for name, value in held.items():
        if not value:
            raise Misconfigured(name, "is not set; it holds what the service expects of a desk")
    link = exchange.Link(chosen.url.rstrip("/"), held[chosen.key_env], held[chosen.secret_env])
    checks = await exchange.conformance(link, load(demo=settings.demo), chosen.uid, clock.utc_now())
    for one in checks:
        say(f"{'ok    ' if one.good else 'WRONG '} {one.name}{f': {one.why}' if one.why else ''}")
    wrong = sum(not one.good for one in checks)
    say(f"{len(checks) - wrong} of {len(checks)} checks passed")
    return 1 if wrong else 0
