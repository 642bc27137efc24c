"""The tree: the hashes of RFC 9162, whatever was kept; proofs that hold, and only where they should."""

import hashlib
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from trustdesk.evidence.rules.tree import cover, grow, leaf_hash, node_hash, proved, root, siblings


def plain(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, as it is written there."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(plain(leaves[:k]), plain(leaves[k:]))


def made(count: int) -> list[bytes]:
    return [leaf_hash(str(at).encode()) for at in range(count)]


def test_the_hashes_of_the_rfc() -> None:
    # The test vectors published with the reference implementation of Certificate Transparency.
    leaves = [leaf_hash(bytes.fromhex(text)) for text in ("", "00", "10", "2021", "3031", "40414243")]
    assert leaves[0].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    kept = grow(0, {}, leaves)
    assert root(0, 1, kept).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root(0, 2, kept).hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert root(0, 6, kept).hex() == "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"


@given(st.lists(st.integers(1, 120), min_size=1, max_size=8))
def test_growing_by_parts_keeps_what_growing_at_once_keeps(parts: list[int]) -> None:
    leaves = made(sum(parts))
    kept: dict[tuple[int, int], bytes] = {}
    for end, part in zip(accumulate(parts), parts, strict=True):
        start = end - part
        frontier = {key: kept[key] for key in cover(0, start)}
        kept |= grow(start, frontier, leaves[start:end])
        assert root(0, end, {key: kept[key] for key in cover(0, end)}) == plain(leaves[:end])
    assert kept == grow(0, {}, leaves)
    assert len(kept) == len(leaves) + len(leaves) // 16 + len(leaves) // 256


@given(st.integers(1, 700), st.data())
def test_a_proof_leads_to_the_root_from_its_own_place_only(size: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, size - 1))
    leaves = made(size)
    kept = grow(0, {}, leaves)
    path = [root(start, end, kept) for start, end in siblings(place, size)]
    whole = root(0, size, kept)
    assert proved(leaves[place], place, size, path) == whole
    assert proved(leaf_hash(b"x"), place, size, path) != whole
    for other in {0, size - 1, place ^ 1} - {place}:
        assert proved(leaves[place], other, size, path) != whole
    assert proved(leaves[place], place, size, [*path, path[0] if path else whole]) != whole
    if path:
        assert proved(leaves[place], place, size, path[:-1]) != whole
        assert proved(leaves[place], place, size, [hashlib.sha256(path[0]).digest(), *path[1:]]) != whole


def test_a_proof_reads_few_hashes_of_a_large_tree() -> None:
    keys = {key for part in siblings(654_321, 1_000_000) for key in cover(*part)}
    assert len(keys) <= 100
