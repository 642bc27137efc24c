"""Checking: reads the registry, keeps nothing of what is asked."""

from trustdesk import staff
from trustdesk.brands import Brand
from trustdesk.kit.db import Tx
from trustdesk.official import store
from trustdesk.official.model import Judged, Registry
from trustdesk.official.rules.check import check
from trustdesk.official.rules.registry import registry


async def registry_of(tx: Tx, brand: Brand) -> Registry:
    """Arrange everything the brand's checks compare with."""
    return registry(brand, tuple(await staff.public_names(tx)), await store.warned(tx))


async def check_text(tx: Tx, brand: Brand, text: str) -> list[Judged]:
    """Judge everything a pasted text names."""
    return check(text, await registry_of(tx, brand))
