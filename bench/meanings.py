"""What texts of a bench mean: found out once, kept in var/bench, asked of the child that the product uses."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import note
from trustdesk.knowledge import DIMENSIONS, Meaning

KEPT = Path("var/bench/meanings.npz")
PAGE = 128  # a busy machine takes ten seconds for it


class Meanings:
    """Vectors by text."""

    def __init__(self) -> None:
        self._meaning = Meaning()
        self._kept: dict[bytes, bytes] = {}
        if KEPT.exists():
            with np.load(KEPT) as kept:
                marks, vectors = kept["marks"], kept["vectors"]
            self._kept = {bytes(mark): vector.tobytes() for mark, vector in zip(marks, vectors, strict=True)}

    async def questions(self, texts: Sequence[str]) -> list[Any]:
        marks = [hashlib.sha256(f"question {text}".encode()).digest() for text in texts]
        missing = list(
            {mark: text for mark, text in zip(marks, texts, strict=True) if mark not in self._kept}.items()
        )
        for at in range(0, len(missing), PAGE):
            if len(missing) > PAGE:
                note(f"what texts mean: {at} of {len(missing)}")
            page = missing[at : at + PAGE]
            found = await self._meaning.questions([text for _, text in page])
            assert found, "the meaning of texts cannot be had"
            self._kept |= {mark: one for (mark, _), one in zip(page, found, strict=True)}
            self._keep()
        return [np.frombuffer(self._kept[mark], dtype="float32") for mark in marks]

    async def fresh(self, text: str) -> bytes:
        """Ask anew."""
        return (await self._meaning.questions([text]))[0]

    async def close(self) -> None:
        await self._meaning.close()

    def _keep(self) -> None:
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        marks = np.frombuffer(b"".join(self._kept), dtype="u1").reshape(-1, 32)
        vectors = np.frombuffer(b"".join(self._kept.values()), dtype="float32").reshape(-1, DIMENSIONS)
        np.savez(KEPT, marks=marks, vectors=vectors)
