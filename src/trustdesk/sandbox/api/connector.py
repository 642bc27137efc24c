"""The connector contract, answered by the sandbox."""

import asyncio
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from trustdesk import exchange
from trustdesk.exchange import (
    About,
    ActionReceipt,
    ActionRequest,
    AddressQuery,
    Belongs,
    Callback,
    Challenge,
    Match,
    MatchQuery,
    Network,
)
from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid, NotFound, Unauthorised
from trustdesk.kit.secrets import same
from trustdesk.sandbox import store
from trustdesk.sandbox.actions.bank import Bank
from trustdesk.sandbox.rules import made
from trustdesk.sandbox.rules.world import networks

ACTIONS = ["freeze", "unfreeze", "unlock", "send_reset_link", "open_recovery"]
Asking = Request[Any, Any, Any]


def keyed(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Let in who has the brand's key."""
    brand = connection.path_params["brand"]
    bank: Bank = connection.app.state.bank
    if brand not in connection.app.state.brands:
        raise NotFound
    kind, _, key = connection.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not same(key, bank.link(brand).key):
        raise Unauthorised


@get("/{brand:str}/v1/about", guards=[keyed])
async def get_about(brand: str) -> About:
    """Tell what answers here."""
    return About("1", f"Sandbox exchange of {brand}", ACTIONS)


@get("/{brand:str}/v1/networks", guards=[keyed])
async def get_networks(brand: str, now: datetime) -> list[Network]:
    """Tell how coins move here."""
    return networks(now)


@get("/{brand:str}/v1/accounts/{uid:str}", guards=[keyed])
async def get_account(db: Database, brand: str, uid: str) -> Response[bytes]:
    """Give an account."""
    async with db.transaction(brand) as tx:
        found = await store.one(tx, "account", uid, uid)
    if found is None:
        raise NotFound
    return Response(found, media_type="application/json")


@get("/{brand:str}/v1/accounts/{uid:str}/{kind:str}", guards=[keyed])
async def list_records(request: Asking, db: Database, brand: str, uid: str, kind: str) -> Response[bytes]:
    """List records of an account."""
    if kind not in exchange.RECORDS:
        raise NotFound
    try:
        wanted = msgspec.convert(dict(request.query_params), exchange.Search, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid(str(error)) from error
    async with db.transaction(brand) as tx:
        if await store.one(tx, "account", uid, uid) is None:
            raise NotFound
        found = await store.listed(tx, uid, kind, wanted)
    return Response(msgspec.json.encode(found), media_type="application/json")


@post("/{brand:str}/v1/accounts/{uid:str}/match", guards=[keyed], status_code=200)
async def post_match(db: Database, brand: str, uid: str, data: MatchQuery) -> Match:
    """Compare a contact with what is registered."""
    async with db.transaction(brand) as tx:
        if await store.one(tx, "account", uid, uid) is None:
            raise NotFound
    stated, known = ("".join(text.split()).lower() for text in (data.value, made.registered(uid, data.kind)))
    return Match(stated == known)


@post("/{brand:str}/v1/accounts/{uid:str}/address", guards=[keyed], status_code=200)
async def post_address(db: Database, brand: str, uid: str, data: AddressQuery) -> Belongs:
    """Tell whose an address is, as far as support may know."""
    if data.address.lower() == (made.token(data.network) or "").lower():
        return Belongs("contract")
    own = made.address(data.network, brand, uid)
    async with db.transaction(brand) as tx:
        if await store.one(tx, "account", uid, uid) is None:
            raise NotFound
        owner = await store.owner(tx, data.address)
    if data.address.lower() == own.lower():
        return Belongs("customer")
    return Belongs("exchange" if owner is not None else "nobody")


@post("/{brand:str}/v1/actions", guards=[keyed], status_code=202)
async def post_action(request: Asking, db: Database, brand: str, now: datetime) -> ActionReceipt:
    """Take a request in; what became of it is told by callback."""
    bank: Bank = request.app.state.bank
    body = await request.body()
    bank.verify(brand, body, dict(request.headers))
    wanted = _decoded(body, ActionRequest)
    async with db.transaction(brand) as tx:
        receipt = await bank.perform(tx, wanted, now)
    if receipt.state == "accepted":
        _later(request, bank.tell(brand, Callback(type="action.done", id=wanted.id, at=now), now))
    return receipt


@get("/{brand:str}/v1/actions/{id:uuid}", guards=[keyed])
async def get_action(db: Database, brand: str, id: UUID) -> ActionReceipt:
    """Tell how a request stands."""
    async with db.transaction(brand) as tx:
        found = await store.request(tx, id)
    if found is None:
        raise NotFound
    return ActionReceipt(id, found["state"], found["reason"])


@post("/{brand:str}/v1/challenges", guards=[keyed], status_code=202)
async def post_challenge(request: Asking, db: Database, brand: str) -> dict[str, str]:
    """Lay an action before a customer in the app."""
    bank: Bank = request.app.state.bank
    body = await request.body()
    bank.verify(brand, body, dict(request.headers))
    wanted = _decoded(body, Challenge)
    async with db.transaction(brand) as tx:
        if await store.one(tx, "account", wanted.uid) is None:
            raise NotFound
        await store.lay(tx, wanted.id, wanted.uid, body)
    return {"state": "laid"}


def provide_now() -> datetime:
    """Hand the time to a handler."""
    return clock.utc_now()


def _decoded(body: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise Invalid(str(error)) from error


def _later(request: Asking, work: Any) -> None:
    """Do something after the answer; held, so that it is not forgotten half-way."""
    task = asyncio.get_running_loop().create_task(work)
    request.app.state.running.add(task)
    task.add_done_callback(request.app.state.running.discard)


ROUTES = [
    get_about,
    get_networks,
    get_account,
    list_records,
    post_match,
    post_address,
    post_action,
    get_action,
    post_challenge,
]
