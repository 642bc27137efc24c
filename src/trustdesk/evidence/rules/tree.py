"""The tree over all leaves of a brand, hashed as RFC 9162 (Certificate Transparency) does.

A leaf is SHA-256 over 0x00 and its bytes, a node over 0x01 and its two children. Kept are the
leaves and every whole subtree of 16, 256, 4096 … leaves, each by its ``Key``: the power of 16
and the place among its equals. From these any other node is a few hashes away.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

Key = tuple[int, int]
Range = tuple[int, int]

BITS = 4
WIDTH = 1 << BITS
LEAF, NODE = b"\x00", b"\x01"


def leaf_hash(content: bytes) -> bytes:
    """Hash what a leaf holds."""
    return hashlib.sha256(LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours into their parent."""
    return hashlib.sha256(NODE + left + right).digest()


def cover(start: int, end: int) -> Iterator[Key]:
    """Name the kept hashes from which that of the leaves ``start`` to ``end`` is computed."""
    size = end - start
    if key := _kept(start, size):
        yield key
    elif size:
        middle = start + _split(size)
        yield from cover(start, middle)
        yield from cover(middle, end)


def root(start: int, end: int, kept: Mapping[Key, bytes]) -> bytes:
    """Compute the hash over the leaves ``start`` to ``end``; ``kept`` holds their ``cover``."""
    size = end - start
    if key := _kept(start, size):
        return kept[key]
    middle = start + _split(size)
    return node_hash(root(start, middle, kept), root(middle, end, kept))


def grow(size: int, kept: Mapping[Key, bytes], leaves: Sequence[bytes]) -> dict[Key, bytes]:
    """Add leaves to a tree of ``size``; returns what is to be kept in addition, leaves included.

    ``kept`` holds the cover of the tree as it is.
    """
    added = {(0, place): leaf for place, leaf in enumerate(leaves, start=size)}
    known = {**kept, **added}
    larger, level, span = size + len(leaves), 1, WIDTH
    while span <= larger:
        for place in range(size // span, larger // span):
            children = [known[level - 1, place * WIDTH + child] for child in range(WIDTH)]
            known[level, place] = added[level, place] = _folded(children)
        level, span = level + 1, span * WIDTH
    return added


def siblings(place: int, size: int) -> list[Range]:
    """List the ranges whose hashes prove that a leaf stands at ``place``, from the leaf upwards."""
    start, end = 0, size
    found: list[Range] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if place < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def proved(leaf: bytes, place: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Compute the root that an inclusion proof leads to (RFC 9162, 2.1.3.2); None when it cannot be one."""
    if not 0 <= place < size:
        return None
    at, last, made = place, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            made = node_hash(sibling, made)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            made = node_hash(made, sibling)
        at, last = at >> 1, last >> 1
    return made if last == 0 else None


def _kept(start: int, size: int) -> Key | None:
    power = size.bit_length() - 1
    if size < 1 or size != 1 << power or power % BITS or start % size:
        return None
    return power // BITS, start // size


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _folded(hashes: Sequence[bytes]) -> bytes:
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]
