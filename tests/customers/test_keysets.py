"""The keys of an exchange: kept, asked for when a new name turns up, and never often."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest
from typing_extensions import override

from tests.customers.exchange import Exchange
from trustdesk.brands import Identity, load
from trustdesk.customers import KeySets
from trustdesk.kit.egress import Egress
from trustdesk.kit.settings import BUNDLED_BRANDS, Misconfigured

NOW = datetime(2026, 11, 25, 14, 2, tzinfo=UTC)
BRANDS = load(BUNDLED_BRANDS)


class Publisher(ThreadingHTTPServer):
    """The exchange's own server: gives its key set, and counts who asks."""

    daemon_threads = True

    def __init__(self) -> None:
        self.keys: Any = {"keys": []}
        self.status = 200
        self.asked = 0
        super().__init__(("127.0.0.1", 0), Answering)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/jwks.json"


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        publisher = self.server
        assert isinstance(publisher, Publisher)
        publisher.asked += 1
        self.send_response(publisher.status)
        self.end_headers()
        self.wfile.write(json.dumps(publisher.keys).encode())

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    server = Publisher()
    running = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    running.start()
    yield server
    server.shutdown()
    server.server_close()
    running.join()


def keysets(identity: Identity, folder: Path = BUNDLED_BRANDS, **more: dict[str, Any]) -> KeySets:
    brand = msgspec.structs.replace(BRANDS["bitget"], identity=identity)
    return KeySets({"bitget": brand}, folder, Egress([ip_network("127.0.0.0/8")]), more)


async def test_keys_are_fetched_once_and_a_new_name_is_asked_for(publisher: Publisher) -> None:
    old, new = Exchange("old"), Exchange("new")
    publisher.keys = old.key_set()
    kept = keysets(Identity(keys_url=publisher.url))
    assert kept.known("bitget")
    for kid in ("old-ed", "old-ec", "old-ed"):
        found = await kept.find("bitget", kid, NOW)
        assert found is not None
        assert found.kid == kid
    assert publisher.asked == 1
    publisher.keys = new.key_set()
    assert await kept.find("bitget", "new-ed", NOW + timedelta(seconds=59)) is None
    assert publisher.asked == 1
    assert await kept.find("bitget", "new-ed", NOW + timedelta(seconds=60)) is not None
    assert await kept.find("bitget", "old-ed", NOW + timedelta(seconds=61)) is None
    assert publisher.asked == 2


async def test_invented_names_do_not_make_us_ask(publisher: Publisher) -> None:
    publisher.keys = Exchange("one").key_set()
    kept = keysets(Identity(keys_url=publisher.url))
    for count in range(50):
        assert await kept.find("bitget", f"invented {count}", NOW + timedelta(seconds=count)) is None
    assert publisher.asked == 1


async def test_while_the_exchange_is_away_its_last_keys_count_for_a_day(publisher: Publisher) -> None:
    publisher.keys = Exchange("one").key_set()
    kept = keysets(Identity(keys_url=publisher.url))
    assert await kept.find("bitget", "one-ed", NOW) is not None
    publisher.status = 503
    assert await kept.find("bitget", "one-ed", NOW + timedelta(hours=23)) is not None
    assert await kept.find("bitget", "one-ed", NOW + timedelta(hours=25)) is None
    assert publisher.asked == 3
    publisher.status = 200
    assert await kept.find("bitget", "one-ed", NOW + timedelta(hours=26)) is not None


@pytest.mark.parametrize("keys", [[], {"keys": 1}, {"keys": ["a"]}, {}, "keys", {"keys": [{"kty": "OKP"}]}])
async def test_what_is_no_key_set_changes_nothing(publisher: Publisher, keys: object) -> None:
    publisher.keys = Exchange("one").key_set()
    kept = keysets(Identity(keys_url=publisher.url))
    assert await kept.find("bitget", "one-ed", NOW) is not None
    publisher.keys = keys
    found = await kept.find("bitget", "one-ed", NOW + timedelta(minutes=11))
    usable = isinstance(keys, dict) and keys.get("keys") == [{"kty": "OKP"}]
    assert (found is None) is usable


async def test_a_brand_without_keys_signs_nobody_in() -> None:
    kept = KeySets(BRANDS, BUNDLED_BRANDS, Egress(), {})
    assert not kept.known("bitget")
    assert await kept.find("bitget", "any", NOW) is None


@pytest.mark.parametrize("held", [None, "", "{}", '{"keys": []}', '{"keys": [{"kty": "RSA", "kid": "a"}]}'])
def test_a_file_without_a_usable_key_keeps_the_desk_from_starting(tmp_path: Path, held: str | None) -> None:
    if held is not None:
        (tmp_path / "keys.json").write_text(held)
    with pytest.raises(Misconfigured, match=r"keys\.json"):
        keysets(Identity(keys_file="keys.json"), tmp_path)


def test_a_private_key_in_the_file_is_not_taken(tmp_path: Path) -> None:
    private = Exchange("one").ed.as_dict(private=True)
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [private]}))
    with pytest.raises(Misconfigured):
        keysets(Identity(keys_file="keys.json"), tmp_path)
