"""A library of exchanges in the shape of the one we use, and the interpreter in which it is installed."""

import sys
from pathlib import Path

SOURCE = """
from typing import Any

__version__ = "1.0"
exchanges = ["bybit", "quiet", "stubborn"]


class bybit:
    has = {"fetchOHLCV": True, "fetchMarkOHLCV": True, "fetchIndexOHLCV": False, "fetchCurrencies": True}
    precisionMode = 4

    def __init__(self, config: dict[str, Any]) -> None:
        self.number: Any = float
        self.markets: dict[str, Any] = {}
        self.options: dict[str, Any] = {"fetchMarkets": {"types": ["spot", "linear", "option"]}}

    def fetch(self, url: str, method: str = "GET", headers: Any = None, body: Any = None) -> Any:
        raise AssertionError("the library itself never opens a connection")

    def on_json_response(self, body: str) -> Any:
        raise AssertionError("numbers would be floats")

    def parse_json(self, body: str) -> Any:
        return self.on_json_response(body)

    def handle_errors(self, status: int, *rest: Any) -> None: ...

    def handle_http_status_code(self, status: int, *rest: Any) -> None:
        if status >= 400:
            raise NetworkError(f"status {status}")

    def parse_order_book_bid_ask(self, row: Any, *keys: Any) -> Any:
        return [float(row[0]), float(row[1])]

    def load_markets(self) -> None:
        if not self.markets:
            assert self.options["fetchMarkets"]["types"] == ["spot", "linear"]
            self.markets = {one["symbol"]: one for one in self.fetch("{base}/markets")}

    def fetch_ohlcv(self, symbol: str, frame: str, since: int, limit: int, params: dict[str, Any]) -> Any:
        rows = self.fetch("{base}" + f"/candles?since={since}&frame={frame}&price={params.get('price', 'last')}")
        return [[row[0], *map(self.number, row[1:])] for row in rows]

    def fetch_order_book(self, symbol: str, limit: int) -> Any:
        read = self.fetch("{base}/book")
        return {side: [self.parse_order_book_bid_ask(row) for row in read[side]] for side in ("bids", "asks")}

    def fetch_currencies(self) -> Any:
        return self.fetch("{base}/currencies")


class quiet(bybit):
    has: dict[str, bool] = {}


class stubborn(bybit):
    def load_markets(self) -> None:
        self.fetch("http://169.254.169.254/latest/meta-data")


class NetworkError(Exception):
    pass
"""
RUN = """
import runpy, sys
sys.path.insert(0, {place!r})
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def interpreter(place: Path, base: str) -> str:
    """Install the library in a folder, with its exchanges at this address; gives what starts it there."""
    (place / "spoken.py").write_text(SOURCE.replace("{base}", base), "utf-8")
    (place / "run.py").write_text(RUN.format(place=str(place)), "utf-8")
    script = place / "python"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{place / "run.py"}" "$@"\n', "utf-8")
    script.chmod(0o755)
    return str(script)
