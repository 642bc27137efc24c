"""The database: one pool, one transaction per request, one tenant per transaction.

Only ``Database.transaction`` commits. Inside, row-level security sees the tenant; what
was published is announced to all nodes with the commit and to this node right after it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Literal, LiteralString, TypeVar
from uuid import UUID

import asyncpg
import msgspec

from trustdesk.kit import failpoints, hearing
from trustdesk.kit.away import UNREACHABLE, Back, refusal
from trustdesk.kit.errors import Invalid, Overloaded
from trustdesk.kit.key_pages import Why
from trustdesk.kit.keyring import Keyring, Plain, Where

K = TypeVar("K", bound=msgspec.Struct)
News = set[UUID]
Record = Mapping[str, Any]  # a row of a result, by column name
Listener = Callable[[str, News], None]

ROLE = "trustdesk_app"
TENANT = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
IDLE_SECONDS = 10  # a calm desk gives its connections back, each a process of some MB
DEADLINE_SECONDS = 20
# How long the server waits for the next statement of a transaction before it takes the node for lost.
LONGEST_SECONDS = 60
BRIEF_SECONDS = 5
KEYS_CHANGED = UUID(int=0x4E_1E5)  # wakes every node: a data key was destroyed
NOTIFY_LIMIT = 180  # ids of 36 characters in one payload of less than 8,000 bytes

UniqueViolation = asyncpg.UniqueViolationError
# What the server says of a NUL in a text and in a JSON text.
NUL = (asyncpg.CharacterNotInRepertoireError, asyncpg.UntranslatableCharacterError)


class Tx:
    """An open transaction of one tenant: runs SQL text with positional parameters."""

    __slots__ = ("_keyring", "connection", "news", "tenant")

    def __init__(
        self, connection: asyncpg.Connection[Any], tenant: str, keyring: Keyring | None = None
    ) -> None:
        """Wrap a connection on which the transaction has begun."""
        self.connection = connection
        self.tenant = tenant
        self._keyring = keyring
        self.news: News = set()

    async def rows(self, sql: LiteralString, *values: object) -> Sequence[Any]:
        """Run and return records, readable by column name and by position."""
        return await self.connection.fetch(sql, *values)

    async def row(self, sql: LiteralString, *values: object) -> Any | None:
        """Run and return the first record, or None."""
        return await self.connection.fetchrow(sql, *values)

    async def value(self, sql: LiteralString, *values: object) -> Any:
        """Run and return the first column of the first record, or None."""
        return await self.connection.fetchval(sql, *values)

    async def do(self, sql: LiteralString, *values: object) -> int:
        """Run and return how many rows were touched."""
        status = await self.connection.execute(sql, *values)
        return int(status.rpartition(" ")[2] or 0)

    async def all(self, kind: type[K], sql: LiteralString, *values: object) -> list[K]:
        """Run and map each record to a Struct by column names."""
        return [kind(**row) for row in await self.connection.fetch(sql, *values)]

    async def one(self, kind: type[K], sql: LiteralString, *values: object) -> K | None:
        """Run and map the first record to a Struct, or None."""
        row = await self.connection.fetchrow(sql, *values)
        return None if row is None else kind(**row)

    @property
    def keyring(self) -> Keyring:
        """The keys by which what is held closely is sealed."""
        if self._keyring is None:
            raise RuntimeError("this database was opened without its keys")
        return self._keyring

    async def fresh_keys(self, most: int) -> list[str]:
        """Take data keys nobody has used, by name."""
        while self.keyring.lacks(self.tenant, most):
            # Whoever ends a key-encryption key waits until nobody mints under it any more.
            minting = f"minting {self.tenant}"
            await self.value("select pg_advisory_xact_lock_shared(hashtextextended($1, 0))", minting)
            await self.keyring.mint(self.tenant)
        return self.keyring.take(self.tenant, most)

    async def lock_keys(self, what: Literal["pages", "minting"] = "pages") -> None:
        """Be the only one who changes pages of keys, or wait for who mints, until the transaction ends."""
        name = f"{what} {self.tenant}"
        await self.value("select pg_advisory_xact_lock(hashtextextended($1, 0))", name)

    async def destroy_keys(self, keys: Collection[str], why: Why) -> int:
        """Destroy data keys, at once and for good, whatever becomes of the transaction; returns how many.

        Every node reads its keys anew once the transaction has committed.
        """
        await self.lock_keys()
        self.news.add(KEYS_CHANGED)
        return await self.keyring.destroy(self.tenant, keys, why)

    async def living(self, keys: Collection[str]) -> set[str]:
        """Tell which of these data keys are not destroyed."""
        salts = await self.keyring.salt(self.tenant, [(key, b"") for key in keys])
        return {key for key, salt in zip(keys, salts, strict=True) if salt is not None}

    async def opened(self, sealed: Sequence[Where], *, strict: bool = True) -> list[str]:
        """Open sealed texts, each with the row and field it is."""
        return await self.keyring.open(self.tenant, sealed, strict=strict)

    async def sealed(self, plain: Sequence[Plain]) -> list[str]:
        """Seal texts, each by a key, for the row and field it is."""
        return await self.keyring.seal(self.tenant, plain)

    def keyed(self, print_: bytes) -> bytes:
        """Key the fingerprint of a body before it is stored, so that no text can be guessed from it."""
        return self.keyring.blind(self.tenant, "fingerprint", print_)

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """Undo what is done inside if it fails, and only that; the error goes on to the caller."""
        news = set(self.news)
        await self.connection.execute("savepoint attempt")
        try:
            yield
        except BaseException:
            self.news = news
            if not self.connection.is_closed():
                await self.connection.execute("rollback to savepoint attempt")
            raise
        await self.connection.execute("release savepoint attempt")


class Database:
    """The pool of one node, and who on this node wants to hear of commits."""

    def __init__(
        self, url: str, node: str, *, size: int = 10, kept: int = 1, keyring: Keyring | None = None
    ) -> None:
        """Take the URL, and the keys for what is sealed; nothing is opened before ``open``.

        At most ``size`` connections are held at once, and ``kept`` even while nothing happens.
        """
        self.keyring = keyring
        self.url = url
        self.node = node
        self.size = size
        self._kept = kept
        self.listeners: list[Listener] = []
        self.sweeps = asyncio.Lock()  # who looks without news waits its turn: few connections are needed
        self._pool: asyncpg.Pool[Any] | None = None
        self.back = Back(self.ping)

    async def open(self) -> None:
        """Open the pool; raises what the driver raises when the server is away."""
        self._pool = await asyncpg.create_pool(
            self.url,
            min_size=self._kept,
            max_size=self.size,
            command_timeout=DEADLINE_SECONDS,
            max_inactive_connection_lifetime=IDLE_SECONDS,
            server_settings={
                "role": ROLE,
                "application_name": f"trustdesk {self.node}",
                "jit": "off",
                "idle_in_transaction_session_timeout": f"{LONGEST_SECONDS}s",
            },
            reset=_keep,
        )
        async with self._acquired() as connection:
            await hearing.set_clock(connection)

    async def close(self) -> None:
        """Close the pool, waiting briefly for what runs."""
        self.back.end()
        if self._pool is not None:
            pool, self._pool = self._pool, None
            try:
                await asyncio.wait_for(pool.close(), 5)
            except TimeoutError:
                pool.terminate()

    def forget_keys(self) -> None:
        """Read data keys anew from now on."""
        if self.keyring is not None:
            self.keyring.forget()

    @asynccontextmanager
    async def transaction(self, tenant: str, *, brief: bool = False) -> AsyncIterator[Tx]:
        """Begin, yield, commit; roll back on any exception. The only place that commits.

        A ``brief`` one does nothing but SQL: the server ends it when nothing comes from us for a while,
        as behind a cut line, so that nobody elsewhere waits for long for rows it holds. Raises
        ``Overloaded`` when no connection can be had, the server goes away, or its disk is full.
        """
        try:
            async with self._acquired() as connection:
                tx = Tx(connection, tenant, self.keyring)
                try:
                    await connection.execute(_begin(tenant, brief=brief))
                    yield tx
                    failpoints.reach("before_commit")
                    _committed(await connection.execute(self._commit(tx)))
                except BaseException:
                    await _roll_back(connection)
                    raise
        except NUL as error:
            raise Invalid("a text holds a NUL character") from error
        except UNREACHABLE as error:
            raise refusal(error) from error
        failpoints.reach("after_commit")
        for listener in self.listeners if tx.news else ():
            listener(tenant, tx.news)

    def listening(self, on: Callable[[str, str], None], *channels: str) -> AbstractAsyncContextManager[None]:
        """Hold a connection of its own that hears NOTIFY; ends with an error when it is lost."""
        return hearing.session(self.url, ROLE, on, *channels)

    async def announce(self, channel: str, payload: str) -> None:
        """Tell all nodes something ephemeral, outside any transaction."""
        async with self._acquired() as connection:
            await connection.execute("select pg_notify($1, $2)", channel, payload)

    async def ping(self) -> None:
        """Raise unless the database answers."""
        async with self._acquired() as connection:
            await connection.fetchval("select 1")

    @asynccontextmanager
    async def _acquired(self) -> AsyncIterator[asyncpg.Connection[Any]]:
        if self._pool is None:
            raise Overloaded("the database is not open")
        try:
            # The driver's own timeout would cost a task each time.
            async with asyncio.timeout(DEADLINE_SECONDS):
                connection = await self._pool.acquire()
        except OSError as error:  # while the server starts there may not even be a socket to knock at
            raise Overloaded(type(error).__name__, retry_after=1) from error
        try:
            yield connection  # pyright: ignore[reportReturnType] - a proxy with the same methods
        finally:
            await self._pool.release(connection)

    def _commit(self, tx: Tx) -> str:
        # One round trip for the news and the commit; nodes, tenants and ids cannot carry SQL.
        ids = [str(about) for about in tx.news]
        pages = (ids[at : at + NOTIFY_LIMIT] for at in range(0, len(ids), NOTIFY_LIMIT))
        payloads = (",".join((self.node, tx.tenant, *page)) for page in pages)
        told = (f"select pg_notify('trustdesk_news', '{payload}'); " for payload in payloads)
        return "".join((*told, "commit"))


def _begin(tenant: str, *, brief: bool) -> str:
    # One round trip for all statements; the name is checked, so it cannot carry SQL.
    if not TENANT.fullmatch(tenant):
        raise ValueError(f"not a tenant: {tenant!r}")
    begin = f"begin; set local app.tenant = '{tenant}'"
    return f"{begin}; set local idle_in_transaction_session_timeout = '{BRIEF_SECONDS}s'" if brief else begin


def _committed(status: str) -> None:
    # A transaction in which a statement has failed answers a commit with ROLLBACK, not with an error.
    if status != "COMMIT":
        raise RuntimeError(f"the commit ended as {status}: an error inside the transaction was swallowed")


async def _keep(_connection: object) -> None:
    """Skip the driver's reset query: a session here never changes beyond its transaction."""


async def _roll_back(connection: asyncpg.Connection[Any]) -> None:
    if connection.is_closed():
        return
    try:
        await connection.execute("rollback")
    except (*UNREACHABLE, asyncpg.PostgresError):
        connection.terminate()
