"""A desk whose brand has an exchange that signs."""

from tests.customers.conftest import brands_dir, exchange, other_exchange, world

__all__ = ["brands_dir", "exchange", "other_exchange", "world"]
