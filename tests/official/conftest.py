"""The registries of the sample brands, with two agents on duty."""

from pathlib import Path

import pytest

from trustdesk import brands
from trustdesk.official.model import Registry
from trustdesk.official.rules.registry import registry

AGENTS = ("A. Chen", "Mei Lin")
BRANDS = Path(__file__).parents[2] / "brands"


@pytest.fixture(scope="session")
def registries() -> dict[str, Registry]:
    return {slug: registry(brand, AGENTS) for slug, brand in brands.load(BRANDS).items()}
