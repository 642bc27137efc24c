"""The fast door: the few hot paths as raw ASGI, in front of the framework.

A request takes it when it is plain JSON with a bearer token; anything else goes through the
ordinary route of the same path, which calls the same verb.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import structlog

from trustdesk.kit.actors import Actor
from trustdesk.kit.errors import Invalid, Refused, TooLarge
from trustdesk.kit.refusals import CODE
from trustdesk.kit.web import Admission, problem

log = structlog.get_logger()

LARGEST_BODY = 256 * 1024

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]
Verb = Callable[[Actor, Any, str], Awaitable[tuple[int, object]]]


class FastRoute(msgspec.Struct, frozen=True):
    """A POST whose path is ``head`` + one segment + ``tail`` (or ``head`` alone), and its verb.

    The verb gets the actor, the body as ``shape`` and the segment, and gives status and answer.
    """

    head: str
    tail: str
    policy: str
    shape: type[msgspec.Struct]
    verb: Verb

    def segment(self, path: str) -> str | None:
        """Match a path; gives the segment in the middle, empty when there is none."""
        if not self.tail:
            return "" if path == self.head else None
        if path.startswith(self.head) and path.endswith(self.tail):
            middle = path[len(self.head) : -len(self.tail)]
            return middle if middle and "/" not in middle else None
        return None


class FastDoor:
    """Serves the hot paths itself and hands everything else on."""

    def __init__(
        self, routes: list[FastRoute], admission: Admission, app: App, origins: frozenset[str]
    ) -> None:
        """Take the routes, the application behind, and the origins whose pages may read the answers."""
        self._routes = [(route, msgspec.json.Decoder(route.shape)) for route in routes]
        self._admission = admission
        self._app = app
        self._origins = frozenset(origin.encode() for origin in origins)
        self._encoder = msgspec.json.Encoder()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] == "POST":
            for route, decoder in self._routes:
                segment = route.segment(scope["path"])
                token = _plain_json(scope["headers"]) if segment is not None else None
                if segment is not None and token is not None:
                    await self._serve((route, decoder, segment, token), scope, receive, send)
                    return
        await self._app(scope, receive, send)

    async def _serve(
        self,
        found: tuple[FastRoute, msgspec.json.Decoder[Any], str, str],
        scope: dict[str, Any],
        receive: Receive,
        send: Send,
    ) -> None:
        route, decoder, segment, token = found
        state: dict[str, Any] = scope.setdefault("state", {})
        headers = {"content-type": "application/json", "cache-control": "no-store, private"}
        try:
            scope["path_template"] = f"{route.head}{'*' if route.tail else ''}{route.tail}"
            actor = await self._admission.admitted(token, route.policy, state)
            data = _decoded(decoder, await _body(receive))
            status, answer = await route.verb(actor, data, segment)
            body = self._encoder.encode(answer)
        except Refused as refused:
            state[CODE] = refused.code
            status, body, headers = problem(refused, _language(scope))
        except Exception as error:
            log.exception("unexpected", path=scope["path"])
            bug = Refused()
            bug.status, bug.code = 500, "unexpected"
            bug.__cause__ = error
            status, body, headers = problem(bug, _language(scope))
        await _answer(send, status, body, headers | self._shared(scope))

    def _shared(self, scope: dict[str, Any]) -> dict[str, str]:
        """Let the page that asked read the answer; what it may ask beforehand is the framework's part."""
        origin = _header(scope, b"origin")
        if origin is None or origin not in self._origins:
            return {}
        return {"access-control-allow-origin": origin.decode("latin-1"), "vary": "origin"}


def _plain_json(headers: list[tuple[bytes, bytes]]) -> str | None:
    token = None
    for name, value in headers:
        if name == b"content-type" and not value.startswith(b"application/json"):
            return None
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            token = value[7:].decode("latin-1")
    return token


def _language(scope: dict[str, Any]) -> str | None:
    spoken = _header(scope, b"accept-language")
    return None if spoken is None else spoken.decode("latin-1")


def _header(scope: dict[str, Any], wanted: bytes) -> bytes | None:
    return next((value for name, value in scope["headers"] if name == wanted), None)


def _decoded(decoder: msgspec.json.Decoder[Any], body: bytes) -> Any:
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(str(error)) from error


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            break
    if len(body) > LARGEST_BODY:
        raise TooLarge
    return body


async def _answer(send: Send, status: int, body: bytes, headers: dict[str, str]) -> None:
    lines = [(name.encode(), value.encode()) for name, value in headers.items()]
    lines.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": body})
