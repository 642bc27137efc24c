"""Which exchange belongs to which brand, and where its chains are asked."""

import base64
import os
from collections.abc import Mapping
from uuid import UUID

import msgspec

from trustdesk.brands import Brand
from trustdesk.exchange.actions.chains import Chains, chains_of
from trustdesk.exchange.actions.connector import Connector, Link
from trustdesk.exchange.actions.markets import Markets, markets_of
from trustdesk.exchange.actions.reading import Shelf
from trustdesk.kit.egress import Egress
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import Misconfigured, Settings

PURPOSE = "sandbox"


def links(
    brands: Mapping[str, Brand], settings: Settings, keys: Keys, environ: Mapping[str, str] = os.environ
) -> dict[str, Link]:
    """Tell, for each brand that has one, how its exchange is reached.

    Where a sandbox runs, brands without a connector of their own are its. Raises ``Misconfigured`` for
    a name that the environment does not hold.
    """
    found: dict[str, Link] = {}
    for slug, brand in brands.items():
        own = brand.connector
        if own is not None:
            key, secret = (_held(slug, name, environ) for name in (own.key_env, own.secret_env))
            found[slug] = Link(own.url.rstrip("/"), key, secret)
        elif settings.sandbox_url:
            found[slug] = sandbox_link(settings.sandbox_url, slug, keys)
    return found


def sandbox_link(url: str, brand: str, keys: Keys) -> Link:
    """Tell how a brand's sandbox exchange is reached; desk and sandbox share the server's key."""
    secret = base64.b64encode(keys.mark(f"{PURPOSE}-secret", brand).encode()).decode()
    return Link(f"{url.rstrip('/')}/{brand}", keys.mark(f"{PURPOSE}-key", brand), f"whsec_{secret}")


class Window(msgspec.Struct, frozen=True):
    """What looks into the exchanges and the chains, for each brand, and the keys that seal."""

    keys: Keys
    clients: Mapping[str, Connector]
    chains: Mapping[str, Chains]
    markets: Mapping[str, Markets]

    def connector(self, tenant: str) -> Connector | None:
        """Give the client of a brand, or None where there is no connector."""
        return self.clients.get(tenant)

    async def close(self) -> None:
        """Let go of what looks into the markets."""
        for market in self.markets.values():
            await market.close()

    def shelf(self, conversation: UUID) -> Shelf:
        """Give the place where masked values of a conversation are kept."""
        return Shelf(self.keys, conversation)


def window(brands: Mapping[str, Brand], settings: Settings, keys: Keys, egress: Egress) -> Window:
    """Make what looks into every brand's exchange and chains."""
    found = links(brands, settings, keys)
    clients = {brand: Connector(link, egress) for brand, link in found.items()}
    chains = {slug: chains_of(brand, settings, egress) for slug, brand in brands.items()}
    markets = {slug: markets_of(brand, settings, egress) for slug, brand in brands.items()}
    return Window(keys, clients, chains, markets)


def _held(brand: str, name: str, environ: Mapping[str, str]) -> str:
    value = environ.get(name, "")
    if not value:
        raise Misconfigured("brands_dir", f"{brand}.toml names {name}, which the environment does not hold")
    return value
