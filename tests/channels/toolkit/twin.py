"""The provider on this machine: it gives tokens and takes messages, as WeChat's customer service does."""

import json
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.served import Served

APP, APP_SECRET = "wx0123456789abcdef", "the secret of the app"


class Provider(Served):
    """What it was asked to send, and what it answers next."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.tokens = 0
        self._trouble: deque[int] = deque()
        self._lock = threading.Lock()
        super().__init__(_requests(self))

    def refuse(self, code: int) -> None:
        """Let the next message be refused."""
        self._trouble.append(code)

    def said(self, user: str) -> list[str]:
        """What somebody was sent."""
        return [one["text"]["content"] for one in list(self.taken) if one["touser"] == user]

    def token(self, asked: dict[str, list[str]]) -> dict[str, Any]:
        if asked.get("appid") != [APP] or asked.get("secret") != [APP_SECRET]:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        with self._lock:
            self.tokens += 1
            return {"access_token": f"token {self.tokens}", "expires_in": 7200}

    def message(self, asked: dict[str, list[str]], body: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            if self._trouble:
                return {"errcode": self._trouble.popleft(), "errmsg": "refused"}
            if asked.get("access_token") != [f"token {self.tokens}"]:
                return {"errcode": 40001, "errmsg": "invalid credential"}
            self.taken.append(body)
            return {"errcode": 0, "errmsg": "ok"}


def _requests(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(provider.token(parse_qs(urlsplit(self.path).query)))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
            self._send(provider.message(parse_qs(urlsplit(self.path).query), body))

        def _send(self, answer: dict[str, Any]) -> None:
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
            """Say nothing."""

    return Requests
