"""The child that knows how exchanges speak: the ccxt library, in an interpreter of its own, no network.

It is started by its path, in an environment where only that library is installed. It takes a request a line
and answers it a line. Where the library would open a connection it writes what it wants fetched instead, and
reads the answer: whoever started it fetches, through the one way out, or does not.
"""

import importlib
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

FRAMES = {60: "1m", 300: "5m", 900: "15m", 3600: "1h", 14_400: "4h", 86_400: "1d"}
MOST_CANDLES = 1_000
DEPTH = 50
KINDS = ("spot", "linear", "inverse")  # options are nobody's question and cost a dozen calls
# Confirmations stand in the raw answer only, under names of each exchange's own.
CREDIT = (
    "confirmation",
    "depositConfirm",
    "confirms",
    "minDepArrivalConfirm",
    "minConfirm",
    "depositMinConfirm",
)
UNLOCK = ("safeConfirmNumber", "withdrawConfirm", "minWdUnlockConfirm", "unLockConfirm")


class Absent(Exception):
    """There is nothing to answer with; the text is the code of why."""


class Library:
    """The exchanges of the library, each made when it is first asked for."""

    def __init__(self, name: str, ask: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
        """Take the library's name and the way to have something fetched."""
        self._module: Any = importlib.import_module(name)
        self._ask = ask
        self._turn = threading.Lock()
        self._made: dict[str, Any] = {}

    @property
    def version(self) -> str:
        """Give the version of the library."""
        return str(getattr(self._module, "__version__", ""))

    def answer(self, wanted: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
        """Answer one request."""
        exchange = self._exchange(str(wanted["exchange"]))
        if wanted["want"] == "networks":
            return _networks(exchange, str(wanted["asset"]))
        exchange.load_markets()
        market = _market(exchange, str(wanted["symbol"]), contract=wanted["market"] == "contract")
        answers: dict[str, Callable[[], Any]] = {
            "candles": lambda: _candles(exchange, market, wanted),
            "book": lambda: _book(exchange, market),
            "symbol": lambda: _symbol(exchange, market),
        }
        return answers[str(wanted["want"])]()

    def _exchange(self, name: str) -> Any:  # noqa: ANN401 - the library's own
        if name not in self._made:
            if name not in self._module.exchanges:
                raise Absent("no_such_exchange")
            made = getattr(self._module, name)({"enableRateLimit": True})
            made.number = str  # digits stay as they were written
            made.on_json_response = _read
            made.parse_order_book_bid_ask = _level  # the library's own makes floats
            kinds = _part(made.options, "fetchMarkets", "types")
            if isinstance(kinds, list):
                made.options["fetchMarkets"]["types"] = [one for one in KINDS if one in kinds]
            made.fetch = self._fetching(made)
            self._made[name] = made
        return self._made[name]

    def _fetching(self, exchange: Any) -> Callable[..., Any]:  # noqa: ANN401 - the library's own
        def fetch(url: str, method: str = "GET", headers: Any = None, body: Any = None) -> Any:  # noqa: ANN401
            wish: dict[str, Any] = {"url": url, "method": method, "headers": headers or {}, "body": body}
            with self._turn:
                got = self._ask({"fetch": wish})
            if got.get("refused"):
                raise Absent("unreachable")
            status, text = int(got["status"]), str(got["body"])
            read = exchange.parse_json(text)
            exchange.handle_errors(status, "", url, method, {}, text, read, headers, body)
            exchange.handle_http_status_code(status, "", url, method, text)
            return read if read is not None else text

        return fetch


def main() -> None:
    """Answer until the input ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what the library prints is no answer

    def say(said: Mapping[str, Any]) -> None:
        out.write(json.dumps(said) + "\n")
        out.flush()

    def ask(said: Mapping[str, Any]) -> Mapping[str, Any]:
        say(said)
        line = sys.stdin.readline()
        return json.loads(line) if line else {"refused": True}

    try:
        library = Library(sys.argv[1], ask)
    except ImportError:
        say({"missing": "library_missing"})
        return
    say({"ready": library.version})
    for line in sys.stdin:
        try:
            say({"done": library.answer(json.loads(line))})
        except Absent as absent:
            say({"missing": str(absent)})
        except Exception as error:  # noqa: BLE001 - the library's own tree of errors, named by class
            say({"missing": _why(error), "said": f"{type(error).__name__}: {error}"[:200]})


def _market(exchange: Any, symbol: str, *, contract: bool) -> Any:  # noqa: ANN401
    """Find a market by the exchange's own name or the library's; spot and contract share names."""
    found = [one for one in exchange.markets.values() if symbol in {one["id"], one["symbol"]}]
    fitting = [one for one in found if bool(one.get("contract")) == contract]
    if not fitting:
        raise Absent("unknown_symbol")
    return min(fitting, key=lambda one: not one.get("linear"))


def _candles(exchange: Any, market: Any, wanted: Mapping[str, Any]) -> Any:  # noqa: ANN401
    if not exchange.has.get("fetchOHLCV"):
        raise Absent("not_offered")
    seconds, since, until = int(wanted["seconds"]), int(wanted["since"]), int(wanted["until"])
    more = {} if wanted["series"] == "last" else {"price": wanted["series"]}
    if more and not (exchange.has.get(f"fetch{str(wanted['series']).capitalize()}OHLCV")):
        raise Absent("not_offered")
    rows: list[Any] = []
    while since <= until and len(rows) < MOST_CANDLES:
        part = exchange.fetch_ohlcv(market["symbol"], FRAMES[seconds], since, 500, dict(more))
        fresh = [row for row in part if row[0] >= since]
        if not fresh:
            break
        rows += [[row[0], *(_digits(one) for one in (*row[1:6], None)[:5])] for row in fresh]
        since = int(fresh[-1][0]) + seconds * 1000
    return rows


def _book(exchange: Any, market: Any) -> Any:  # noqa: ANN401
    read = exchange.fetch_order_book(market["symbol"], DEPTH)
    sides = {side: [[_digits(row[0]), _digits(row[1])] for row in read[side]] for side in ("bids", "asks")}
    return {"at": read.get("timestamp"), **sides}


def _symbol(exchange: Any, market: Any) -> Any:  # noqa: ANN401
    steps = exchange.precisionMode == 4  # noqa: PLR2004 - the library's constant for tick sizes
    said = {
        "tick": _digits(_part(market, "precision", "price")) if steps else None,
        "step": _digits(_part(market, "precision", "amount")) if steps else None,
        "least_amount": _digits(_part(market, "limits", "amount", "min")),
        "least_value": _digits(_part(market, "limits", "cost", "min")),
        "taker": _digits(market.get("taker")),
        "maker": _digits(market.get("maker")),
    }
    return {"symbol": market["id"], "trading": market.get("active") is not False, **said}


def _networks(exchange: Any, asset: str) -> Any:  # noqa: ANN401
    if not exchange.has.get("fetchCurrencies"):
        raise Absent("not_offered")
    found = _part(exchange.fetch_currencies(), asset, "networks")
    if not found:
        raise Absent("not_offered")
    return [_network(asset, name, one) for name, one in found.items()]


def _network(asset: str, name: str, one: Any) -> Any:  # noqa: ANN401
    info: Mapping[str, Any] = one.get("info") or {}
    return {
        "asset": asset,
        "network": name,
        "deposits": one.get("deposit"),
        "withdrawals": one.get("withdraw"),
        "fee": _digits(one.get("fee")),
        "least_deposit": _digits(_part(one, "limits", "deposit", "min")),
        "least_withdrawal": _digits(_part(one, "limits", "withdraw", "min")),
        "credit_at": next((_digits(info[key]) for key in CREDIT if key in info), None),
        "unlock_at": next((_digits(info[key]) for key in UNLOCK if key in info), None),
    }


def _level(row: Any, price: Any = 0, amount: Any = 1, _more: Any = None) -> list[Any]:  # noqa: ANN401 - JSON
    """Give a level of the book in the digits it was written in."""
    return [row[price], row[amount]]


def _read(body: str) -> Any:  # noqa: ANN401 - JSON
    """Read JSON; a number with a point stays the digits it was written in."""
    return json.loads(body, parse_float=str)


def _part(one: Any, *names: str) -> Any:  # noqa: ANN401 - JSON
    """Give a part of a part; None where there is none."""
    for name in names:
        one = one.get(name) if isinstance(one, dict) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    return one  # pyright: ignore[reportUnknownVariableType]


def _digits(value: Any) -> str | None:  # noqa: ANN401
    """Give digits as they were written; what became a float on the way is not passed on."""
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else None


def _why(error: Exception) -> str:
    names = {one.__name__ for one in type(error).__mro__}
    if "BadSymbol" in names:
        return "unknown_symbol"
    if names & {"NotSupported", "AuthenticationError", "PermissionDenied", "ArgumentsRequired"}:
        return "not_offered"
    return "unreachable" if names & {"NetworkError", "OperationFailed"} else "nonsense"


if __name__ == "__main__":
    main()
