"""``docs/protection.md`` says what holds, and what it says with a figure is what the source says."""

import importlib
import re
from typing import Any

from tests.house.tree import HOUSE, ROOT
from tests.staff.test_sign_in import hired, sign_in
from tests.world import World
from trustdesk.kit.keyring import SEALED
from trustdesk.kit.serving import _config
from trustdesk.kit.settings import Settings

PAGE = (ROOT / "docs" / "protection.md").read_text("utf-8")
LIMIT = re.compile(
    r"^\| (?P<what>[^|]+) \| (?P<value>\d+)[^|]* \| `(?P<place>[\w.]+)\.(?P<name>[A-Z_]+)` \|$", re.MULTILINE
)
HEADINGS = (
    "Limits",
    "Tries",
    "Sessions",
    "Classes of data",
    "Keys and algorithms",
    "Connections",
    "What is costly",
    "Records",
)


def test_every_limit_is_the_sources() -> None:
    limits = list(LIMIT.finditer(PAGE))
    assert len(limits) >= 13
    for one in limits:
        said = getattr(importlib.import_module(f"trustdesk.{one['place']}"), one["name"])
        assert said == int(one["value"]), one["what"]


def test_every_chapter_is_there() -> None:
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == list(HEADINGS)


def test_a_sealed_value_names_its_format() -> None:
    assert SEALED == "\x01"


async def test_who_claims_another_address_is_counted_all_the_same(world: World) -> None:
    _, given = await hired(world)
    wrong = given | {"code": "000000"}
    tried = []
    for place in range(11):
        world.stranger.headers["x-forwarded-for"] = f"198.51.100.{place}"
        tried.append((await sign_in(world, wrong)).status_code)
    del world.stranger.headers["x-forwarded-for"]
    assert tried == [401] * 10 + [429]


NOTHING: Any = None  # an application that is never called


def test_forwarding_headers_count_from_named_networks_only() -> None:
    assert _config(NOTHING, Settings()).proxy_headers is False
    trusting = _config(NOTHING, Settings(trusted_proxies=("10.0.0.0/8",)))
    assert (trusting.proxy_headers, trusting.forwarded_allow_ips) == (True, ["10.0.0.0/8"])


def test_no_script_of_ours_writes_into_prototypes() -> None:
    web = ROOT / "web"
    scripts = [
        path
        for folder in ("console", "widget", "shared")
        for path in (web / folder).rglob("*")
        if path.suffix in {".ts", ".svelte", ".js"}
    ]
    assert len(scripts) > 100
    for path in scripts:
        text = path.read_text("utf-8")
        assert "__proto__" not in text, path
        assert "setPrototypeOf" not in text, path
        assert ".prototype" not in text, path


def test_certificates_and_versions_are_left_to_the_proxys_defaults() -> None:
    caddy = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    assert caddy.count("tls {$TLS}") == caddy.count("reverse_proxy app1")
    assert not re.search(r"protocols\s+tls1\.[01]|ciphers|insecure", caddy)
    assert "Strict-Transport-Security" in caddy


def test_no_certificate_goes_unchecked() -> None:
    for path in HOUSE.path.rglob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"verify\s*=\s*False|CERT_NONE|check_hostname\s*=\s*False", text), path
