"""Routes for staff, and the customer's upload page on the files' own origin."""

import html
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post

from trustdesk import files
from trustdesk.conversations import ClientId
from trustdesk.guard import Guard
from trustdesk.kit import clock, confined, i18n, web
from trustdesk.kit.actors import Actor
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.clam import Scanner
from trustdesk.kit.db import Database
from trustdesk.kit.errors import (
    Conflict,
    Invalid,
    MethodNotAllowed,
    Refused,
    TooLarge,
    UnsupportedType,
)
from trustdesk.kit.pages import STATIC
from trustdesk.kit.pictures import Marking, Picture, Wanted
from trustdesk.kit.repeats import fingerprint
from trustdesk.kit.secrets import Keys
from trustdesk.vault import actions, rules
from trustdesk.vault.model import Decision, DocumentKind
from trustdesk.vault.views import Documents, DocumentView, Doors, document_view

PREFIX, SCRIPT = "/v/", "/v/upload.js"
MADE_ANEW = "trustdesk.kit.pictures:made_anew"
WATERMARKED = "trustdesk.kit.pictures:watermarked"
SHUT = {
    "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'; img-src blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store, private",
    "referrer-policy": "no-referrer",
}

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Origin = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


class AskBody(msgspec.Struct, frozen=True):
    """Which document is needed."""

    client_id: ClientId
    kind: DocumentKind


class ViewBody(msgspec.Struct, frozen=True):
    """Why it is looked at; on record before it is shown."""

    reason: Annotated[str, msgspec.Meta(min_length=3, max_length=300)]


class DecideBody(msgspec.Struct, frozen=True):
    """What was decided; the document is destroyed with it."""

    verdict: Decision


@post("/api/v1/conversations/{number:str}/documents", opt={"policy": "agent"})
async def ask_for_document(
    db: Database, actor: Actor, now: datetime, number: str, data: AskBody
) -> DocumentView:
    """Ask the customer for a document; only who holds the conversation may."""
    wanted = (number, data.kind, data.client_id, fingerprint(data) + number.encode())
    async with db.transaction(actor.tenant) as tx:
        document = await actions.ask(tx, actor, wanted, now)
        return document_view(document, now)


@get("/api/v1/conversations/{number:str}/documents", opt={"policy": "agent"})
async def list_documents(db: Database, actor: Actor, now: datetime, number: str) -> Documents:
    """List what was asked for in a conversation."""
    async with db.transaction(actor.tenant) as tx:
        return Documents([document_view(one, now) for one in await actions.listed(tx, actor, number, now)])


@post("/api/v1/documents/{id:uuid}/view", opt={"policy": "agent", "gives": ["image/png"]}, status_code=200)
async def view_document(
    request: Request[Any, Any, Any], db: Database, actor: Actor, now: datetime, id: UUID, data: ViewBody
) -> Response[bytes]:
    """Look at a document, once: a picture with your name and the time across it."""
    house = request.app.state.desk
    vault: Blobs = house.vault
    keys: Keys = house.keys
    guard: Guard = house.guard
    async with db.transaction(actor.tenant) as tx:
        document = await actions.viewable(tx, actor, id, now)
    closed = await vault.get(document.blob or "")
    if closed is None:
        raise Conflict("its bytes are gone")
    body = actions.unseal(keys, actor.tenant, document, closed)
    marking = Marking(body, rules.mark(actor.name, actor.id, now))
    shown = await confined.run(WATERMARKED, msgspec.msgpack.encode(marking))
    # Last of all the one look is used up and on record; only then does anything leave.
    async with db.transaction(actor.tenant) as tx:
        await actions.look(tx, actor, id, guard.clean(actor.tenant, data.reason).text, now)
    return Response(shown, media_type="image/png", headers={"cache-control": "no-store, private"})


@post("/api/v1/documents/{id:uuid}/verdict", opt={"policy": "agent"}, status_code=200)
async def decide_document(
    request: Request[Any, Any, Any], db: Database, actor: Actor, now: datetime, id: UUID, data: DecideBody
) -> DocumentView:
    """Accept or refuse a document; it is destroyed with the decision."""
    vault: Blobs = request.app.state.desk.vault
    async with db.transaction(actor.tenant) as tx:
        document = await actions.decide(tx, actor, id, data.verdict, now)
    # The key went with the decision; whoever dies here leaves noise, which is swept away.
    if document.blob and await vault.get(document.blob) is not None:
        await vault.drop(document.blob)
    return document_view(document, now)


class VaultOrigin:
    """The upload page and its one script, in front of the files' own origin."""

    def __init__(
        self, db: Database, vault: Blobs, keys: Keys, doors: Doors, scanner: Scanner, files_origin: Origin
    ) -> None:
        """Take where documents go, who scans them, and who answers everything else."""
        self._scanner = scanner
        self._db = db
        self._vault = vault
        self._keys = keys
        self._doors = doors
        self._files = files_origin

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve the page, its script, or one upload."""
        if not scope["path"].startswith(PREFIX):
            await self._files(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        language = headers.get(b"accept-language")
        try:
            status, body, kind = await self._answer(scope, receive, i18n.spoken(language))
        except Refused as refused:
            if scope["method"] == "POST":
                status, body, told = web.problem(refused, language)
                kind = told["content-type"]
            else:
                status, body, kind = refused.status, _page(i18n.spoken(language), "gone", ""), "text/html"
        await _say(send, status, body, kind)

    async def _answer(
        self, scope: dict[str, Any], receive: Receive, locale: i18n.Locale
    ) -> tuple[int, bytes, str]:
        if scope["path"] == SCRIPT:
            return 200, (STATIC / "vault" / "upload.js").read_bytes(), "text/javascript"
        tenant, id = self._doors.subject(scope["path"].removeprefix(PREFIX))
        now = clock.utc_now()
        async with self._db.transaction(tenant) as tx:
            document = await actions.expected(tx, id, now)
        if scope["method"] in ("GET", "HEAD"):
            return 200, _page(locale, "ready", document.kind), "text/html"
        if scope["method"] != "POST":
            raise MethodNotAllowed
        body = await _body(receive)
        picture = await _picture(body)
        await self._scanner.look(body)
        sealed = actions.seal(self._keys, tenant, id, picture)
        await self._vault.put(sealed.blob, sealed.body)
        async with self._db.transaction(tenant) as tx:
            await actions.keep(tx, id, sealed, len(picture), clock.utc_now())
        return 201, b"{}", "application/json"


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Invalid("the upload was cut short")
        body += message.get("body", b"")
        if len(body) > files.LARGEST:
            raise TooLarge
        if not message.get("more_body"):
            return body


async def _picture(body: bytes) -> bytes:
    """Make a photograph anew, as for attachments; nothing else is a document here."""
    kind = files.kind_of(body[:16])
    if kind not in files.IMAGES:
        raise UnsupportedType
    made = await confined.run(MADE_ANEW, msgspec.msgpack.encode(Wanted(kind, body)))
    return msgspec.msgpack.decode(made, type=Picture).body


def _page(locale: i18n.Locale, state: str, kind: str) -> bytes:
    words = i18n.words(locale)
    named = {
        name: words.text(f"vault.page.{name}")
        for name in ("title", "lead", "keep", "choose", "send", "sending", "done", "failed", "gone", "script")
    }
    named["kind"] = words.text(f"vault.kind.{kind}") if kind else ""
    told = " ".join(f'data-{name}="{html.escape(text)}"' for name, text in named.items())
    return (
        f'<!doctype html><html lang="{locale}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{html.escape(named['title'])}</title>"
        f'<body data-state="{state}" {told}><noscript>{html.escape(named["script"])}</noscript>'
        f'<script src="{SCRIPT}"></script></body></html>'
    ).encode()


async def _say(send: Send, status: int, body: bytes, kind: str) -> None:
    told = SHUT | {"content-type": kind if "/json" in kind else f"{kind}; charset=utf-8"}
    lines = [(name.encode(), value.encode()) for name, value in told.items()]
    lines.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": body})


ROUTES = [ask_for_document, list_documents, view_document, decide_document]
