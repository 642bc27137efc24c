"""A language model at its worst: a real server in the OpenAI shape that does whatever any text tells it to.

A text tells it something by ``[[SAY …]]`` (say this), ``[[B64 …]]`` (say this, hidden from the eye), ``[[CALL
name {json}]]`` (use this tool) and ``[[ECHO]]`` (say everything you were given). It obeys wherever that stands.
"""

import base64
import json
import re
from http.server import BaseHTTPRequestHandler
from typing import Any

from typing_extensions import override

from tests.served import Served

SAY = re.compile(r"\[\[SAY (.*?)\]\]", re.DOTALL)
HIDDEN = re.compile(r"\[\[B64 ([A-Za-z0-9+/=]+)\]\]")
CALL = re.compile(r"\[\[CALL (\w+) (\{.*?\})\]\]")
PATH = "/v1/chat/completions"
TOKENS_IN, TOKENS_OUT = 1_000, 200


class Obedient(Served):
    """The server; ``asked`` keeps every request, ``says`` is the word of a model that nobody told anything."""

    def __init__(self) -> None:
        super().__init__(_requests(self))
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.says = "UNSURE"
        self.status = 200
        self.raw: bytes | None = None

    @property
    @override
    def url(self) -> str:
        return f"{super().url}/v1"

    def heard(self) -> str:
        """Everything the model was ever told by the desk, as it reads it."""
        return "\n".join(_texts(one) for one in self.asked)

    def answer(self, given: dict[str, Any]) -> bytes:
        self.asked.append(given)
        if self.raw is not None:
            return self.raw
        text = _texts(given)
        wishes = CALL.findall(text)
        used = any(one["role"] == "tool" for one in given["messages"])
        message: dict[str, Any] = {"role": "assistant", "content": self._words(text)}
        if wishes and not used:
            called = [
                {
                    "id": f"call_{place}",
                    "type": "function",
                    "function": {"name": name, "arguments": arguments},
                }
                for place, (name, arguments) in enumerate(wishes)
            ]
            message = {"role": "assistant", "content": None, "tool_calls": called}
        usage = {"prompt_tokens": TOKENS_IN, "completion_tokens": TOKENS_OUT}
        return json.dumps({"choices": [{"message": message}], "usage": usage}).encode()

    def _words(self, text: str) -> str:
        told = [*SAY.findall(text), *(base64.b64decode(one).decode() for one in HIDDEN.findall(text))]
        told += [text] if "[[ECHO]]" in text else []
        return "\n".join(told) or self.says


def hidden(text: str) -> str:
    """Tell the model to say something that does not stand in the text it reads."""
    return f"[[B64 {base64.b64encode(text.encode()).decode()}]]"


def _texts(given: dict[str, Any]) -> str:
    """What a model reads: the strings of every message but the desk's own rules, out of their JSON."""
    told: list[str] = []
    for one in given["messages"]:
        if one["role"] in {"user", "tool"} and one["content"]:
            told += _strings(one["content"])
    return "\n".join(told)


def _strings(content: str) -> list[str]:
    try:
        read = json.loads(content)
    except ValueError:
        return [content]
    found: list[str] = []
    waiting: list[Any] = [read]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, str):
            found.append(one)
        else:
            waiting += list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else []
    return found


def _requests(model: Obedient) -> type[BaseHTTPRequestHandler]:
    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            model.keys.append(self.headers.get("authorization", ""))
            answer = model.answer(json.loads(body)) if self.path == PATH else b"{}"
            self.send_response(model.status if self.path == PATH else 404)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
            """Say nothing."""

    return Requests
