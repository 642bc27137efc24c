"""The door for sockets: who is it, then frames both ways. One raw ASGI callable."""

import asyncio
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

import msgspec
import structlog

from trustdesk.kit.clock import utc_now
from trustdesk.kit.errors import Invalid, Overloaded, RateLimited, Refused, Unauthorised
from trustdesk.kit.live.hub import Hub, Resolve
from trustdesk.kit.live.socket import Frame, Socket
from trustdesk.kit.refusals import Refusals

log = structlog.get_logger()

HELLO_SECONDS = 5
LARGEST_FRAME = 8_192
FRAMES_A_SECOND = 50
COOKIE = "td_session"
LIVE = "live"  # how the log names the socket's route

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Gateway:
    """Accepts sockets at one path. ``origins`` are those from which a cookie is believed."""

    def __init__(
        self,
        hub: Hub,
        resolve: Resolve,
        origins: frozenset[str],
        refusals: Refusals,
        *,
        cookie: str = COOKIE,
        secure: bool = False,
    ) -> None:
        """Take the hub to hand sockets to; ``secure`` ones only, where the desk is reached by https."""
        self._refusals = refusals
        self._secure = secure
        self._cookie = cookie
        self._hub = hub
        self._resolve = resolve
        self._origins = origins

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one socket until either side leaves."""
        await receive()
        if self._secure and scope.get("scheme") != "wss":
            self._refusals.note(403, "plain_socket", LIVE, scope, None)
            await send({"type": "websocket.close", "code": 4403})
            return
        await send({"type": "websocket.accept"})
        try:
            socket = await self._greet(scope, receive, send)
        except (Refused, TimeoutError) as refused:
            code = _code(refused) if isinstance(refused, Refused) else "unauthorised"
            self._refusals.note(401, code, LIVE, scope, None)
            await _turn_away(send, code)
            return
        if socket is None:
            return
        self._hub.enter(socket)
        socket.say(t="welcome", node=self._hub.node, now=utc_now())
        try:
            await self._listen(socket, receive, scope)
        finally:
            self._hub.leave(socket)
            for listener in self._hub.whispered:
                listener(socket.viewer.tenant, {"t": "left", "id": socket.viewer.id})

    async def _greet(self, scope: dict[str, Any], receive: Receive, send: Send) -> Socket | None:
        token = self._token_of(scope)
        if token is None:
            message = await asyncio.wait_for(receive(), HELLO_SECONDS)
            if message["type"] != "websocket.receive":
                return None
            token = _frame(message).token
        viewer = await self._resolve(token)
        if viewer is None or viewer.limited:
            raise Unauthorised
        return Socket(send, viewer, token)

    def _token_of(self, scope: dict[str, Any]) -> str | None:
        headers: dict[bytes, str] = {name: value.decode("latin-1") for name, value in scope["headers"]}
        kind, _, token = headers.get(b"authorization", "").partition(" ")
        if kind.lower() == "bearer" and token:
            return token
        try:
            morsel = SimpleCookie(headers.get(b"cookie", "")).get(self._cookie)
        except CookieError:
            return None
        if morsel is None:
            return None
        # A cookie comes along from any page; only our own pages may speak with it.
        origin, host = headers.get(b"origin", ""), headers.get(b"host", "")
        if origin in self._origins or (origin and origin.partition("://")[2] == host):
            return morsel.value
        return None

    async def _listen(self, socket: Socket, receive: Receive, scope: dict[str, Any]) -> None:
        window, count = 0.0, 0
        while socket.open:
            message = await receive()
            if message["type"] != "websocket.receive":
                return
            now = asyncio.get_running_loop().time()
            window, count = (now, 1) if now - window > 1 else (window, count + 1)
            try:
                await self._take(socket, _frame(message), count)
            except Refused as refused:
                self._refusals.note(refused.status, refused.code, LIVE, scope, socket.viewer)
                socket.say(t="error", code=_code(refused), topic=_topic(message))
            except Exception:
                log.exception("socket frame failed")
                socket.say(t="error", code="unexpected", topic=_topic(message))

    async def _take(self, socket: Socket, frame: Frame, count: int) -> None:
        if count > FRAMES_A_SECOND:
            raise RateLimited
        if frame.t == "ping":
            socket.say(t="pong")
        elif frame.t == "sub":
            await self._hub.follow(socket, frame.topic, frame.after)
        elif frame.t == "unsub":
            self._hub.unfollow(socket, frame.topic)
        elif frame.t == "hello":
            await self._heed(socket, frame.token)
        elif frame.t in self._hub.verbs:
            await self._hub.verbs[frame.t](socket, frame)
        else:
            raise Invalid("unknown frame")

    async def _heed(self, socket: Socket, token: str) -> None:
        """Let a token said aloud outrank a cookie that came along: the widget where an agent is signed in."""
        if token == socket.token:
            return
        viewer = await self._resolve(token)
        if viewer is None or viewer.limited:
            raise Unauthorised
        self._hub.leave(socket)
        socket.viewer, socket.token = viewer, token
        self._hub.enter(socket)


def _frame(message: dict[str, Any]) -> Frame:
    text = message.get("text") or (message.get("bytes") or b"").decode("utf-8", "replace")
    if len(text) > LARGEST_FRAME:
        raise Invalid("frame too large")
    try:
        return msgspec.json.decode(text, type=Frame)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise Invalid(str(error)) from error


def _topic(message: dict[str, Any]) -> str:
    try:
        return _frame(message).topic
    except Refused:
        return ""


def _code(refused: Refused) -> str:
    # A client connects again after any "not now", whatever is short.
    return Overloaded.code if isinstance(refused, Overloaded) else refused.code


async def _turn_away(send: Send, code: str) -> None:
    await send({"type": "websocket.send", "text": msgspec.json.encode({"t": "error", "code": code}).decode()})
    # 4401 says that the credential is worth nothing: never to somebody who came while the database was away.
    await send({"type": "websocket.close", "code": 1013 if code == Overloaded.code else 4401})
