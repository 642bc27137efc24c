"""Refusals: who was refused what is in the log, so that somebody who tries doors is seen.

One line a refusal, ``event: refused``, with its code, the route as we declared it and who asked; never a
path or a value, which may hold what nobody should read. A caller who is refused without end fills no disk:
after so many lines a minute only the count is told.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from trustdesk.kit.actors import Actor

log = structlog.get_logger()

# What was not allowed, not there, not as documented, or too often; what cannot be had yet is no attempt.
TOLD = frozenset({400, 401, 403, 404, 405, 413, 415, 422, 429})
LINES_A_MINUTE = 60
CODE = "refused"  # where the edge leaves the code of a refusal, beside the actor

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Served = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


class Refusals:
    """What this node has refused in this minute, by caller."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Take a clock in seconds."""
        self._clock = clock
        self._minute = 0
        self._counts: dict[str, int] = {}

    def note(self, status: int, code: str, route: str, asked: Mapping[str, Any], actor: Actor | None) -> None:
        """Log one refusal; ``asked`` is the connection's scope."""
        address = str((asked.get("client") or ("",))[0])
        caller = actor.key if actor else address
        if (minute := int(self._clock() // 60)) != self._minute:
            self._end_minute()
            self._minute = minute
        self._counts[caller] = count = self._counts.get(caller, 0) + 1
        if count <= LINES_A_MINUTE:
            told = {"actor": actor.key, "role": actor.role, "tenant": actor.tenant} if actor else {}
            log.warning("refused", status=status, code=code, route=route, address=address, **told)

    def _end_minute(self) -> None:
        for caller, count in self._counts.items():
            if count > LINES_A_MINUTE:
                log.warning("refused more", caller=caller, count=count - LINES_A_MINUTE)
        self._counts.clear()


class Noted:
    """An application whose refusals are noted."""

    def __init__(self, app: Served, refusals: Refusals) -> None:
        """Take the application, and where refusals are noted."""
        self._app = app
        self._refusals = refusals

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one request."""
        status = 0

        async def heard(message: dict[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self._app(scope, receive, heard)
        if status in TOLD:
            state: Mapping[str, Any] = scope.get("state") or {}
            route = f"{scope.get('method', '')} {scope.get('path_template', '')}".strip()
            self._refusals.note(status, state.get(CODE, ""), route, scope, state.get("actor"))
