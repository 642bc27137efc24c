"""Rotation: every page of data keys is sealed anew, and the key-encryption key before is destroyed.

Resumable: as long as there are two key-encryption keys a rotation is under way, and whoever comes
goes on with it. Nodes go on minting, opening and destroying keys meanwhile.
"""

import msgspec

from trustdesk.kit import failpoints
from trustdesk.kit.db import Database
from trustdesk.kit.key_pages import Wrapping


class Rotated(msgspec.Struct, frozen=True):
    """How many pages were sealed anew, and the version of the key that seals them."""

    pages: int
    version: int


async def rotate(db: Database) -> Rotated:
    """Rotate the key-encryption key, or finish the rotation that somebody began."""
    if db.keyring is None:
        raise RuntimeError("this database was opened without its keys")
    wrapping = db.keyring.wrapping
    versions = await wrapping.versions()
    newest = versions[-1] if len(versions) > 1 else await wrapping.begin((versions or [0])[-1] + 1)
    pages = 0
    for tenant in await wrapping.tenants():
        async with db.transaction(tenant) as tx:  # whoever mints from here on takes the newest
            await tx.lock_keys("minting")
        for name in await wrapping.pages(tenant):
            pages += await _anew(db, wrapping, tenant, name, newest)
            failpoints.reach("page_rotated")
    for version in await wrapping.versions():
        if version < newest:
            await wrapping.end(version)
    return Rotated(pages, newest)


async def _anew(db: Database, wrapping: Wrapping, tenant: str, name: str, newest: int) -> bool:
    async with db.transaction(tenant) as tx:
        await tx.lock_keys()
        if await wrapping.sealed_by(tenant, name) in (newest, None):
            return False
        await wrapping.put(tenant, name, await wrapping.get(tenant, name))
    return True
