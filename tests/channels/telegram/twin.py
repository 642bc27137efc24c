"""The Bot API on this machine: a real HTTP server that keeps what it is asked and answers as documented.

``trouble`` holds answers to give next, by method; ``files`` what can be fetched, by file id.
"""

import json
import threading
from collections import defaultdict, deque
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler
from typing import Any

import msgspec

from tests.served import Served

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
BOT = 123456789
NAME = "brand_support_bot"


TAKEN: dict[str, Any] = {}  # no trouble


class Asked(msgspec.Struct, frozen=True):
    """One call of a method, with its parameters; a file is its name and bytes."""

    method: str
    given: dict[str, Any]
    taken: bool = True


class BotApi(Served):
    """Telegram, as far as a bot sees it."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.trouble: defaultdict[str, deque[dict[str, Any]]] = defaultdict(deque)
        self.files: dict[str, bytes] = {}
        self.webhook: dict[str, Any] = {"url": ""}
        self._count = 100
        self._lock = threading.Lock()
        super().__init__(_requests(self))

    def said(self, chat: int | str) -> list[str]:
        """The texts that were taken for a chat."""
        return [
            one.given["text"]
            for one in list(self.asked)
            if one.method == "sendMessage" and one.taken and str(one.given["chat_id"]) == str(chat)
        ]

    def refuse(self, method: str, code: int, description: str, **parameters: int) -> None:
        """Let the next call of a method be refused."""
        self.trouble[method].append(
            {"ok": False, "error_code": code, "description": description, "parameters": parameters}
        )

    def fail_after(self, method: str, taken: int, code: int, description: str) -> None:
        """Take so many calls of a method, and refuse the one behind them."""
        self.trouble[method] += [TAKEN] * taken
        self.refuse(method, code, description)

    def answer(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            trouble = self.trouble[method].popleft() if self.trouble[method] else TAKEN
            self.asked.append(Asked(method, given, taken=trouble is TAKEN))
            if trouble is not TAKEN:
                return trouble
            self._count += 1
            return self._result(method, given)

    def _result(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        match method:
            case "getMe":
                result: Any = {"id": BOT, "is_bot": True, "first_name": "Support", "username": NAME}
            case "setWebhook":
                self.webhook, result = {"url": given["url"]}, True
            case "getWebhookInfo":
                result = self.webhook | {"pending_update_count": 0}
            case "getFile":
                if given["file_id"] not in self.files:
                    return {"ok": False, "error_code": 400, "description": "Bad Request: invalid file_id"}
                result = {"file_id": given["file_id"], "file_path": f"documents/{given['file_id']}"}
            case "sendMessage" | "sendPhoto" | "sendDocument":
                result = {"message_id": self._count, "chat": {"id": given["chat_id"], "type": "private"}}
            case _:
                return {"ok": False, "error_code": 404, "description": "Not Found"}
        return {"ok": True, "result": result}


def _requests(api: BotApi) -> type[BaseHTTPRequestHandler]:
    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            head = f"/file/bot{TOKEN}/documents/"
            body = api.files.get(self.path.removeprefix(head)) if self.path.startswith(head) else None
            self._send(200 if body is not None else 404, body or b"", "application/octet-stream")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            head = f"/bot{TOKEN}/"
            if not self.path.startswith(head):
                answer: dict[str, Any] = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            else:
                given = _given(body, self.headers.get("content-type", ""))
                answer = api.answer(self.path.removeprefix(head), given)
            self._send(answer.get("error_code", 200), json.dumps(answer).encode(), "application/json")

        def _send(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
            """Say nothing."""

    return Requests


def _given(body: bytes, kind: str) -> dict[str, Any]:
    if not kind.startswith("multipart/form-data"):
        return json.loads(body or b"{}")
    form = BytesParser(policy=HTTP).parsebytes(b"content-type: " + kind.encode() + b"\r\n\r\n" + body)
    given: dict[str, Any] = {}
    for part in form.iter_parts():
        name = part.get_param("name", header="content-disposition")
        file = part.get_filename()
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        given[str(name)] = (file, content) if file else content.decode()
    return given
