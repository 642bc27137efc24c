"""Data keys: what they seal, that they cannot be moved, that they are gone for good, that they rotate."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.kit import opening, rotation
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Erased, Invalid
from trustdesk.kit.key_pages import KEYS, minted, place_of
from trustdesk.kit.keyring import SEALED, Keyring, key_in
from trustdesk.kit.secrets import Keys, Unsealable
from trustdesk.kit.settings import Settings

MASTER = Keys(b"a key of the tests, long enough to be taken")
WHERE = "messages|7|text"


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return Keyring(MASTER, Blobs(tmp_path.as_uri()))


async def key_of(ring: Keyring, tenant: str = "a") -> str:
    await ring.mint(tenant)
    [key] = ring.take(tenant, 1)
    return key


async def seal(ring: Keyring, key: str, text: str) -> str:
    [sealed] = await ring.seal("a", [(key, WHERE, text)])
    return sealed


async def test_what_is_sealed_is_opened_by_whoever_shares_the_store(ring: Keyring, tmp_path: Path) -> None:
    key = await key_of(ring)
    sealed = await seal(ring, key, "充值未到账")
    assert (sealed[:1], key_in(sealed), "充值" in sealed) == (SEALED, key, False)
    other = Keyring(MASTER, Blobs(tmp_path.as_uri()))
    assert await other.open("a", [(WHERE, sealed), (WHERE, ""), (WHERE, "from before")]) == [
        "充值未到账",
        "",
        "from before",
    ]
    assert await seal(ring, key, "充值未到账") != sealed
    assert await seal(ring, key, "") == ""


async def test_it_cannot_be_moved_altered_or_opened_with_another_key(ring: Keyring, tmp_path: Path) -> None:
    key = await key_of(ring)
    sealed = await seal(ring, key, "hello")
    for where in ("messages|8|text", "messages|7|author_name"):
        with pytest.raises(Unsealable):
            await ring.open("a", [(where, sealed)])
    altered = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    with pytest.raises(Unsealable):
        await ring.open("a", [(WHERE, altered)])
    with pytest.raises(Unsealable):
        await ring.open("b", [(WHERE, sealed)])
    with pytest.raises(Unsealable):
        await Keyring(Keys(bytes(32)), Blobs(tmp_path.as_uri())).open("a", [(WHERE, sealed)])
    assert await ring.open("a", [(WHERE, altered)], strict=False) == ["⟦unreadable⟧"]


async def test_a_destroyed_key_opens_and_seals_nothing(ring: Keyring, tmp_path: Path) -> None:
    gone, kept = await key_of(ring), await key_of(ring)
    sealed = [await seal(ring, key, "hello") for key in (gone, kept)]
    about = [(gone, b"1"), (kept, b"1"), (kept, b"2")]
    salts = await ring.salt("a", about)
    assert len({salt for salt in salts if salt}) == 3
    assert await ring.destroy("a", [gone], "retention") == 1
    assert await ring.destroy("a", [gone], "request") == 0
    for one in (ring, Keyring(MASTER, Blobs(tmp_path.as_uri()))):
        assert await one.open("a", [(WHERE, text) for text in sealed]) == ["⟦erased: retention⟧", "hello"]
        assert await one.salt("a", about) == [None, *salts[1:]]
        with pytest.raises(Erased):
            await one.seal("a", [(gone, WHERE, "again")])


async def test_a_text_that_the_database_would_refuse_is_refused(ring: Keyring) -> None:
    with pytest.raises(Invalid):
        await seal(ring, await key_of(ring), "a\0b")


async def test_blind_hashes_differ_by_tenant_and_purpose_and_key(ring: Keyring, tmp_path: Path) -> None:
    other = Keyring(Keys(bytes(32)), Blobs(tmp_path.as_uri()))
    made = [
        ring.blind("a", "handle", "x"),
        ring.blind("b", "handle", "x"),
        ring.blind("a", "words", "x"),
        other.blind("a", "handle", "x"),
    ]
    assert len(set(made)) == len(made)
    assert ring.blind("a", "handle", "x") == made[0]
    assert ring.words("a", ["usdt"]) == ring.words("a", ["usdt"]) != ring.words("b", ["usdt"])


@given(st.sets(st.integers(0, KEYS - 1), max_size=20), st.sets(st.integers(0, KEYS - 1), max_size=20))
def test_a_page_forgets_exactly_what_it_is_told(first: set[int], second: set[int]) -> None:
    name, page = minted()
    after = page.without(first, "request").without(second, "retention")
    assert after.living() == KEYS - len(first | second)
    for place in range(KEYS):
        state = after.key(place)
        wanted = "request" if place in first else "retention" if place in second else None
        assert (state if isinstance(state, str) else None) == wanted
    assert [place_of(key) for key in page.names(name)] == list(range(KEYS))


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Database]:
    opened = opening.database(settings, size=4)
    await opened.open()
    yield opened
    await opened.close()


async def sealed_in(db: Database, text: str) -> tuple[str, str]:
    async with db.transaction("bitget") as tx:
        [key] = await tx.fresh_keys(1)
        [sealed] = await tx.sealed([(key, WHERE, text)])
    return key, sealed


async def read(db: Database, sealed: str) -> str:
    db.forget_keys()
    async with db.transaction("bitget") as tx:
        return (await tx.opened([(WHERE, sealed)]))[0]


async def test_rotation_leaves_everything_readable_and_no_old_key(db: Database, settings: Settings) -> None:
    store = Blobs(settings.keys_store)
    (gone, lost), (_, kept) = await sealed_in(db, "gone"), await sealed_in(db, "kept")
    async with db.transaction("bitget") as tx:
        await tx.destroy_keys([gone], "request")
    [page] = await store.names("bitget/")
    before = await store.get(page)
    assert await store.names("kek/") == ["kek/1"]
    done = await rotation.rotate(db)
    assert (done.pages, done.version, await store.names("kek/")) == (1, 2, ["kek/2"])
    assert [await read(db, text) for text in (lost, kept)] == ["⟦erased: request⟧", "kept"]
    assert before is not None
    await store.put(page, before)  # an old copy of the page is noise now
    with pytest.raises(Unsealable):
        await read(db, kept)


async def test_a_rotation_that_died_is_finished_by_the_next(db: Database, settings: Settings) -> None:
    sealed = [await sealed_in(db, str(place)) for place in range(2)]
    environ = os.environ | {
        "DATABASE_URL": settings.database_url,
        "DATA_DIR": str(settings.data_dir),
        "TRUSTDESK_SECRET": settings.secret,
        "TRUSTDESK_FAILPOINTS": "page_rotated:1",
    }
    dying = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "trustdesk", "keys", "rotate"),
        env=environ,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, told = await dying.communicate()
    assert dying.returncode == -9, told.decode()
    store = Blobs(settings.keys_store)
    assert await store.names("kek/") == ["kek/1", "kek/2"]
    assert [await read(db, text) for _, text in sealed] == ["0", "1"]
    assert (await rotation.rotate(db)).version == 2
    assert await store.names("kek/") == ["kek/2"]
    assert [await read(db, text) for _, text in sealed] == ["0", "1"]


async def test_who_remembers_the_old_key_goes_on_after_a_rotation(db: Database, settings: Settings) -> None:
    elsewhere = opening.database(settings, size=2)
    await elsewhere.open()
    try:
        key, sealed = await sealed_in(elsewhere, "mine")
        await rotation.rotate(db)
        async with elsewhere.transaction("bitget") as tx:
            await tx.destroy_keys((await tx.fresh_keys(1)), "request")
        fresh = [await sealed_in(elsewhere, str(place)) for place in range(KEYS + 1)]
        assert await read(elsewhere, sealed) == "mine"
        assert await read(db, fresh[-1][1]) == str(KEYS)
        assert key_in(sealed) == key
    finally:
        await elsewhere.close()
