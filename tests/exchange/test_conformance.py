"""The sandbox passes the suite that every exchange is held against, and what is broken is found."""

import msgspec
import pytest

from tests.house.tree import ROOT
from tests.world import BRAND, World
from trustdesk import exchange
from trustdesk.kit import clock

DOCUMENT = ROOT / "docs" / "connector.openapi.json"


async def test_the_sandbox_passes(world: World) -> None:
    link = exchange.sandbox_link(world.house.settings.sandbox_url, BRAND, world.house.keys)
    checks = await exchange.conformance(link, world.house.egress, "20260001", clock.utc_now())
    assert [(one.name, one.why) for one in checks if not one.good] == []
    assert len(checks) == 25


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"key": "wrong"}, {"about names the contract", "the account is told"}),
        ({"secret": "whsec_d3Jvbmcgc2VjcmV0"}, {"a request is taken once, however often it is sent"}),
        ({"url": "http://127.0.0.1:9/x"}, {"about names the contract", "nothing is read without the key"}),
    ],
    ids=["key", "secret", "gone"],
)
async def test_what_is_wrong_is_named(world: World, change: dict[str, str], found: set[str]) -> None:
    link = exchange.sandbox_link(world.house.settings.sandbox_url, BRAND, world.house.keys)
    broken = msgspec.structs.replace(link, **change)
    checks = await exchange.conformance(broken, world.house.egress, "20260001", clock.utc_now())
    wrong = {one.name for one in checks if not one.good}
    assert found <= wrong
    assert all(one.why for one in checks if not one.good)


def test_the_published_document_is_the_contract() -> None:
    assert msgspec.json.decode(DOCUMENT.read_bytes()) == exchange.document(), (
        "run: trustdesk connector check x --uid x --document > docs/connector.openapi.json"
    )
