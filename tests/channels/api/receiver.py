"""A system of the exchange: a real HTTP server that keeps what it is told."""

import threading
from collections import defaultdict, deque
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Any, Self

import msgspec
from standardwebhooks import Webhook

from tests.served import Served


class Call(msgspec.Struct, frozen=True):
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """The body read as JSON."""
        return msgspec.json.decode(self.body)

    def verified(self, secret: str) -> dict[str, Any]:
        """The body, checked by the published library."""
        return Webhook(secret).verify(self.body, self.headers)


class Receiver:
    """Answers 204, or what is in ``answers`` for the path; paths in ``held`` wait until released."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answers: defaultdict[str, deque[int]] = defaultdict(deque)
        self.released = threading.Event()
        self.held: set[str] = set()
        self.reached = threading.Event()
        self._served = Served(self._requests())

    def url(self, path: str = "/hook") -> str:
        """Where to call."""
        return f"{self._served.url}{path}"

    def to(self, path: str) -> list[Call]:
        """The calls to a path."""
        return [call for call in self.calls if call.path == path]

    def __enter__(self) -> Self:
        self._served.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self._served.__exit__(kind, error, trace)

    def _requests(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Request(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.calls.append(Call(self.path, headers, body))
                receiver.reached.set()
                if self.path in receiver.held:
                    receiver.released.wait(10)
                planned = receiver.answers[self.path]
                self.send_response(planned.popleft() if planned else 204)
                self.send_header("location", receiver.url("/elsewhere"))
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                """Keep quiet."""

        return Request
