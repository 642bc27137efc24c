"""The endpoint: any server that speaks the OpenAI shape of chat completions, reached by the one way out."""

import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from trustdesk.assistant.model import CallOutcome
from trustdesk.kit.breakers import Breaker
from trustdesk.kit.egress import Bounds, Egress, Refused, Unreachable

SECONDS = 12.0
MOST_BYTES = 256 * 1024
MOST_TOKENS = 700
TEMPERATURE = 0.2
PATH = "/chat/completions"
MILLION = Decimal(1_000_000)


class Wish(msgspec.Struct, frozen=True):
    """A tool a model wants to use, with what it gave for arguments."""

    id: str
    name: str
    arguments: str


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one call: words or wishes, or why there are none; what it took and cost."""

    text: str = ""
    wishes: Sequence[Wish] = ()
    outcome: CallOutcome = "used"
    reason: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal = Decimal(0)
    took_ms: int = 0


class Prices(msgspec.Struct, frozen=True):
    """What a million tokens cost, in and out, in whatever money the operator counts."""

    tokens_in: Decimal = Decimal(0)
    tokens_out: Decimal = Decimal(0)


class _Function(msgspec.Struct):
    name: str = ""
    arguments: str = ""


class _ToolCall(msgspec.Struct):
    id: str = ""
    function: _Function = msgspec.field(default_factory=_Function)


class _Message(msgspec.Struct):
    content: str | None = None
    tool_calls: list[_ToolCall] | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


class Endpoint:
    """One endpoint with its model, prices and breaker; a call never raises for what is out there."""

    def __init__(self, egress: Egress, url: str, model: str, key: str, prices: Prices) -> None:
        """Take where it is, what is asked for, the key, and what tokens cost."""
        self._egress = egress
        self._url = url if url.endswith(PATH) else url.rstrip("/") + PATH
        self._key = key
        self._prices = prices
        self._breaker = Breaker()
        self.model = model

    async def speak(
        self, messages: Sequence[Mapping[str, Any]], tools: Sequence[Mapping[str, Any]] = ()
    ) -> Spoken:
        """Ask for the next message; within the deadline it is there or it has failed."""
        began = time.monotonic()
        try:
            completion = await self._breaker.through(lambda: self._asked(messages, tools))
        except (Unreachable, Refused) as error:
            return Spoken(outcome="failed", reason=str(error)[:200], took_ms=_since(began))
        message, usage = completion.choices[0].message, completion.usage or _Usage()
        wishes = [Wish(one.id, one.function.name, one.function.arguments) for one in message.tool_calls or ()]
        return Spoken(
            text=(message.content or "").strip(),
            wishes=wishes,
            tokens_in=max(usage.prompt_tokens, 0),
            tokens_out=max(usage.completion_tokens, 0),
            cost=self._cost(usage),
            took_ms=_since(began),
        )

    async def _asked(
        self, messages: Sequence[Mapping[str, Any]], tools: Sequence[Mapping[str, Any]]
    ) -> _Completion:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": messages,
            "temperature": TEMPERATURE,
            "max_tokens": MOST_TOKENS,
        }
        if tools:
            body["tools"] = tools
        headers = {"content-type": "application/json"}
        if self._key:
            headers["authorization"] = f"Bearer {self._key}"
        answer = await self._egress.post(
            self._url, msgspec.json.encode(body), headers, Bounds(SECONDS, MOST_BYTES)
        )
        if answer.status != 200:  # noqa: PLR2004 - OK
            raise Unreachable(f"answered {answer.status}")
        try:
            completion = msgspec.json.decode(answer.body, type=_Completion)
        except msgspec.DecodeError as error:
            raise Unreachable("answered nonsense") from error
        if not completion.choices:
            raise Unreachable("answered nothing")
        return completion

    def _cost(self, usage: _Usage) -> Decimal:
        spent = (
            usage.prompt_tokens * self._prices.tokens_in + usage.completion_tokens * self._prices.tokens_out
        )
        return max(spent, Decimal(0)) / MILLION


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
