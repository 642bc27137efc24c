"""The commands ``sandbox`` and ``connector``: an exchange to try, and one held against the contract."""

import argparse
import os

import msgspec

from trustdesk import exchange, sandbox
from trustdesk.kit import clock, companions, serving
from trustdesk.kit.egress import load
from trustdesk.kit.settings import Misconfigured, Settings


async def run(settings: Settings, chosen: argparse.Namespace) -> tuple[str, bool]:
    """Serve a sandbox or check a service; gives what is to be printed, and whether all is well."""
    if chosen.command == "sandbox":
        stop = serving.stop_on_signals()
        if chosen.beside:
            companions.stop_with_parent(stop)
        await sandbox.run(settings, stop)
        return "The sandbox has stopped", True
    if chosen.document:
        return msgspec.json.format(msgspec.json.encode(exchange.document())).decode(), True
    held = {name: os.environ.get(name, "") for name in (chosen.key_env, chosen.secret_env)}
    for name, value in held.items():
        if not value:
            raise Misconfigured(name, "is not set; it holds what the service expects of a desk")
    link = exchange.Link(chosen.url.rstrip("/"), held[chosen.key_env], held[chosen.secret_env])
    checks = await exchange.conformance(link, load(demo=settings.demo), chosen.uid, clock.utc_now())
    lines = [
        f"{'ok    ' if one.good else 'WRONG '} {one.name}{f': {one.why}' if one.why else ''}"
        for one in checks
    ]
    wrong = sum(not one.good for one in checks)
    lines.append(f"{len(checks) - wrong} of {len(checks)} checks passed")
    return "\n".join(lines), wrong == 0
