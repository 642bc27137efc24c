"""Verifying: everything that was sealed is read again and recomputed, in pages."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from uuid import UUID

from trustdesk.evidence.model import FIRST, Leaf, Seal, Sealable, Source
from trustdesk.evidence.rules.intact import Finding, Intact, Kept, first_bad
from trustdesk.evidence.rules.notes import Checkpoint
from trustdesk.evidence.rules.tree import Key
from trustdesk.evidence.store import seals
from trustdesk.kit.db import Tx

PAGE = 1000


async def verify(
    tx: Tx, sources: Sequence[Source], public: bytes, outside: Sequence[Checkpoint] = ()
) -> Finding | Intact:
    """Name the first thing that is not as it was sealed, or tell how much is intact.

    ``outside`` are checkpoints that were taken along earlier: they alone show that the newest
    rows were cut off together with their seals.
    """
    sealed, reach, subtrees = await seals.extent(tx)
    known = {source.name: source for source in sources}

    async def present(source: str, id: UUID) -> bool:
        return await known[source].present(tx, id)

    async def kept(keys: Collection[Key]) -> Mapping[Key, bytes]:
        return await seals.hashes(tx, keys)

    everything = Kept(
        _seals(tx, sealed),
        _leaves(tx),
        {name: _rows(tx, source) for name, source in known.items()},
        present,
        kept,
        (reach, subtrees),
    )
    return await first_bad(everything, public, outside)


async def _seals(tx: Tx, upto: int) -> AsyncIterator[Seal]:
    size = 0
    while page := await seals.page(tx, size, PAGE):
        for one in page:
            if one.size > upto:
                return
            yield one
        size = page[-1].size


async def _leaves(tx: Tx) -> AsyncIterator[Leaf]:
    place = 0
    while page := await seals.leaves_from(tx, place, PAGE):
        for one in page:
            yield one
        place = page[-1].place + 1


async def _rows(tx: Tx, source: Source) -> AsyncIterator[Sealable]:
    place = FIRST
    while page := await source.read(tx, place, PAGE):
        for one in page:
            yield one
        place = page[-1].place
