"""What everybody may read: the key that signs, and the checkpoints, to keep them where we cannot reach."""

from typing import Annotated

from litestar import Response, get
from litestar.params import Parameter

from trustdesk.evidence.actions.sealing import Signer
from trustdesk.evidence.jobs import Sealer
from trustdesk.evidence.store import seals
from trustdesk.evidence.views import Checkpoints, CheckpointView, KeyView
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid, NotFound

NEWEST = 2**62


@get("/api/v1/evidence/{brand:str}/key", opt={"policy": "public"})
async def get_key(sealer: Sealer, brand: str) -> KeyView:
    """Tell the public key with which a brand's checkpoints and transcripts can be checked."""
    signer = _signer(sealer, brand)
    return KeyView(signer.origin, signer.key_text, signer.public.hex())


@get("/api/v1/evidence/{brand:str}/checkpoint", opt={"policy": "public", "gives": ("text/plain",)})
async def get_checkpoint(db: Database, sealer: Sealer, brand: str) -> Response[bytes]:
    """Give the newest signed checkpoint of a brand, as a note to keep."""
    _signer(sealer, brand)
    async with db.transaction(brand) as tx:
        last = await seals.last(tx)
    if last is None:
        raise NotFound
    return Response(last.checkpoint.encode(), media_type="text/plain")


@get("/api/v1/evidence/{brand:str}/checkpoints", opt={"policy": "public"})
async def list_checkpoints(
    db: Database,
    sealer: Sealer,
    brand: str,
    cursor: str = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Checkpoints:
    """List a brand's signed checkpoints, newest first."""
    _signer(sealer, brand)
    if not (cursor.isascii() and (cursor.isdigit() or not cursor) and len(cursor) <= len(str(NEWEST)) - 1):
        raise Invalid("cursor")
    async with db.transaction(brand) as tx:
        found = await seals.newest(tx, int(cursor or NEWEST), limit + 1)
    items = [CheckpointView(one.size, one.at, one.checkpoint) for one in found[:limit]]
    return Checkpoints(items, str(items[-1].size) if len(found) > limit else None)


def _signer(sealer: Sealer, brand: str) -> Signer:
    if brand not in sealer.signers:
        raise NotFound
    return sealer.signers[brand]


ROUTES = [get_key, get_checkpoint, list_checkpoints]
