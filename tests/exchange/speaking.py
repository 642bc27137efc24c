"""A library of exchanges in the shape of the one we use, with one exchange, for the child that loads it by name."""

from typing import Any

__version__ = "1.0"
exchanges = ["bybit", "quiet", "stubborn"]
BASE = "http://127.0.0.1:{port}"


class bybit:  # noqa: N801 - the library names exchanges so
    has = {"fetchOHLCV": True, "fetchMarkOHLCV": True, "fetchIndexOHLCV": False, "fetchCurrencies": True}  # noqa: RUF012
    precisionMode = 4  # noqa: N815

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


class quiet(bybit):  # noqa: N801
    has: dict[str, bool] = {}  # noqa: RUF012


class stubborn(bybit):  # noqa: N801
    def load_markets(self) -> None:
        self.fetch("http://169.254.169.254/latest/meta-data")


class NetworkError(Exception):
    pass
