"""Uploads, and the files' own origin."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Request, post
from litestar.datastructures import UploadFile

from trustdesk.files import actions, rules
from trustdesk.files.model import File, Names, Upload
from trustdesk.files.views import Attachment, Links
from trustdesk.kit import clock, web
from trustdesk.kit.actors import Actor
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.clam import Scanner
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Invalid, MethodNotAllowed, NotFound, Refused
from trustdesk.kit.fields import mask_name
from trustdesk.kit.sight import Sight

PREFIX = "/f/"
LONGEST_GIVEN = 1_000  # of a name as it comes in; far less is kept
# A file opened by itself may do nothing: no script, no form, no frame, no other origin's data.
SHUT = {
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "private, no-store",
    "referrer-policy": "no-referrer",
}

# Hears, in the transaction that serves it, which agent is served which file; may refuse.
Served = Callable[[Tx, UUID, UUID, datetime], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Shelf:
    """Where files are put: bytes, rows, and their names without secrets."""

    def __init__(self, db: Database, blobs: Blobs, names: Names, sight: Sight, scanner: Scanner) -> None:
        """Take where rows and bytes go, how names are screened, and who reads and who scans files."""
        self._scanner = scanner
        self._sight = sight
        self._db = db
        self._blobs = blobs
        self._names = names

    async def take(self, actor: Actor, upload: Upload, now: datetime) -> File:
        """Examine, store the bytes, then the row: who dies in between leaves bytes that are swept away."""
        name, hidden = self._names.clean(actor.tenant, upload.name[:LONGEST_GIVEN])
        file, body = await actions.examine(actor, Upload(name, upload.body))
        await self._scanner.look(upload.body)
        file = await actions.refuse_secrets(
            file, body, self._sight.words, lambda text: self._names.secrets(actor.tenant, text)
        )
        file, body, found = await actions.veil(
            file, body, self._sight.words, lambda text: self._names.found(actor.tenant, text)
        )
        await self._blobs.put(file.blob, body)
        async with self._db.transaction(actor.tenant) as tx:
            await actions.keep(tx, actor, file, body)
            await self._names.record(tx, file.id, hidden, now)
            await self._names.record_picture(tx, file.id, found, now)
        return file


@post("/api/v1/files", opt={"policy": "writer", "takes": "file"})
async def upload_by_staff(
    request: Request[Any, Any, Any], shelf: Shelf, links: Links, actor: Actor, name: str = ""
) -> Attachment:
    """Take a file in: the raw body, or the multipart field ``file``. Pictures and PDF, 10 MB at most."""
    file = await shelf.take(actor, await _received(request, name), clock.utc_now())
    return msgspec.structs.replace(links.attachment(file, actor), name=file.name)


@post("/api/v1/widget/files", opt={"policy": "visitor", "takes": "file"})
async def upload_by_visitor(
    request: Request[Any, Any, Any], shelf: Shelf, links: Links, actor: Actor, name: str = ""
) -> Attachment:
    """Take a visitor's file in, as for staff."""
    file = await shelf.take(actor, await _received(request, name), clock.utc_now())
    return links.attachment(file, actor)


async def _received(request: Request[Any, Any, Any], name: str) -> Upload:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return Upload(name or "file", await request.body())
    field = (await request.form()).get("file")
    if not isinstance(field, UploadFile):
        raise Invalid("multipart: no field named file")
    return Upload(name or field.filename or "file", await field.read())


class FilesOrigin:
    """The application of the files' origin: one kind of address, one method, nothing else."""

    def __init__(self, db: Database, blobs: Blobs, links: Links, served: Served) -> None:
        """Take where bytes and rows are, and who counts what goes out to an agent."""
        self._served = served
        self._db = db
        self._blobs = blobs
        self._links = links

    async def __call__(self, scope: dict[str, Any], _receive: Receive, send: Send) -> None:
        """Serve one file."""
        try:
            if scope["method"] not in ("GET", "HEAD"):
                raise MethodNotAllowed
            file, body = await self._open(scope["path"])
        except Refused as refused:
            status, body, headers = web.problem(refused, None)
        else:
            status, headers = 200, _headers(file)
        lines = [(name.encode(), value.encode()) for name, value in (SHUT | headers).items()]
        lines.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": lines})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _open(self, path: str) -> tuple[File, bytes]:
        if not path.startswith(PREFIX):
            raise NotFound
        token = path.removeprefix(PREFIX).partition("/")[0]
        tenant, id, viewer = self._links.subject(token)
        async with self._db.transaction(tenant) as tx:
            file = await actions.find(tx, id)
            await actions.downloaded(tx, file, token, clock.utc_now())
            if viewer is not None:
                await self._served(tx, viewer, id, clock.utc_now())
                file = msgspec.structs.replace(file, name=mask_name(file.name))
        body = await self._blobs.get(file.blob)
        if body is None:
            raise NotFound
        return file, body


def _headers(file: File) -> dict[str, str]:
    # Only pictures we encoded ourselves are shown in place; everything else is saved.
    shown = "inline" if file.media_type in rules.IMAGES else "attachment"
    return {
        "content-type": file.media_type,
        "content-disposition": f"{shown}; filename*=UTF-8''{quote(file.name, safe='')}",
    }


ROUTES = [upload_by_staff, upload_by_visitor]
