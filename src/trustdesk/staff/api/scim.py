"""The staff as the exchange's directory keeps it: SCIM 2.0 (RFC 7643, RFC 7644), users only."""

import re
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, patch, post, put
from litestar.exceptions import HTTPException
from litestar.params import Parameter, QueryParameter

from trustdesk.brands import Brand
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Conflict, Invalid, Refused
from trustdesk.kit.secrets import Keys
from trustdesk.staff.actions import agents, directory
from trustdesk.staff.actions.directory import AlreadyThere
from trustdesk.staff.model import Member

USERS = "/scim/v2/Users"
ONE = f"{USERS}/{{id:uuid}}"
MEDIA = "application/scim+json"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
MOST = 200
FILTER = re.compile(r'\s*userName\s+eq\s+"([^"\\]{1,254})"\s*', re.IGNORECASE)
EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
LONGEST_NAME, LONGEST_EMAIL = 80, 254


class Name(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """A person's name in parts."""

    formatted: str = ""
    given_name: str = ""
    family_name: str = ""


class UserBody(msgspec.Struct, frozen=True, rename="camel"):
    """A user as a directory writes them; what the desk does not keep is ignored."""

    user_name: Annotated[str, msgspec.Meta(min_length=3, max_length=LONGEST_EMAIL)]
    name: Name = Name()
    display_name: str = ""
    active: bool = True


class Change(msgspec.Struct, frozen=True):
    """One operation of a PATCH."""

    op: str
    path: str = ""
    value: bool | float | str | dict[str, Any] | list[Any] | None = None


class PatchBody(msgspec.Struct, frozen=True):
    """A PATCH (RFC 7644, section 3.5.2)."""

    operations: Annotated[list[Change], msgspec.Meta(min_length=1, max_length=50)] = msgspec.field(
        name="Operations"
    )


class Meta(msgspec.Struct, frozen=True, rename="camel"):
    """Where a resource is."""

    resource_type: str
    location: str


class User(msgspec.Struct, frozen=True, rename="camel"):
    """A user as the desk knows them."""

    schemas: list[str]
    id: UUID
    user_name: str
    name: Name
    display_name: str
    active: bool
    meta: Meta


class Users(msgspec.Struct, frozen=True, rename="camel"):
    """A page of users."""

    schemas: list[str]
    total_results: int
    start_index: int
    items_per_page: int
    resources: list[User] = msgspec.field(name="Resources")


def answer_scim(_request: Request[Any, Any, Any], refused: Refused | HTTPException) -> Response[bytes]:
    """Answer a refusal in the form directories read."""
    status = refused.status if isinstance(refused, Refused) else refused.status_code
    said: dict[str, Any] = {"schemas": [ERROR], "status": str(status), "detail": refused.detail}
    if isinstance(refused, AlreadyThere):
        said["scimType"] = "uniqueness"
    return Response(msgspec.json.encode(said), status_code=status, media_type=MEDIA)


OPT = {"policy": "directory", "refuses": MEDIA}
REFUSING: dict[int | type[Exception], Any] = {Refused: answer_scim, HTTPException: answer_scim}


@get(USERS, opt=OPT, exception_handlers=REFUSING, media_type=MEDIA)
async def list_users(
    db: Database,
    actor: Actor,
    wanted: Annotated[str, QueryParameter(name="filter", max_length=300)] = "",
    start: Annotated[int, QueryParameter(name="startIndex", ge=1)] = 1,
    count: Annotated[int, Parameter(ge=0, le=MOST)] = 100,
) -> Users:
    """List the users, or find one by ``filter=userName eq "…"``."""
    asked = FILTER.fullmatch(wanted)
    if wanted and asked is None:
        raise Invalid('the only filter is userName eq "…"')
    email = asked[1].lower() if asked else None
    async with db.transaction(actor.tenant) as tx:
        found, total = await directory.entries(tx, email, start - 1, count)
    return Users([LIST], total, start, len(found), [_user(one) for one in found])


@get(ONE, opt=OPT, exception_handlers=REFUSING, media_type=MEDIA)
async def get_user(db: Database, actor: Actor, id: UUID) -> User:
    """Read one user."""
    async with db.transaction(actor.tenant) as tx:
        return _user(await directory.entry(tx, id))


@post(USERS, opt=OPT, status_code=201, exception_handlers=REFUSING, media_type=MEDIA)
async def post_user(
    db: Database, keys: Keys, brands: Mapping[str, Brand], actor: Actor, data: UserBody
) -> User:
    """Take somebody on as an agent without a password; single sign-on lets them in."""
    email, name = _email(data), _name(data)
    for slug in brands.keys() - {actor.tenant}:
        async with db.transaction(slug) as tx:
            elsewhere = await agents.member_of(tx, email)
        if elsewhere is not None and elsewhere.active:
            raise AlreadyThere("this address signs in to another brand")
    async with db.transaction(actor.tenant) as tx:
        made = await directory.enter(tx, keys, email, name, list(brands[actor.tenant].locales))
        if not data.active:
            made = await directory.change(tx, actor, made.id, active=False, name=None)
    return _user(made)


@put(ONE, opt=OPT, exception_handlers=REFUSING, media_type=MEDIA)
async def put_user(db: Database, actor: Actor, id: UUID, data: UserBody) -> User:
    """Write a user anew: the name, and whether they are let in. An address is for good."""
    name = _name(data)
    async with db.transaction(actor.tenant) as tx:
        if (await directory.entry(tx, id)).email != _email(data):
            raise Conflict("userName cannot be changed here")
        return _user(await directory.change(tx, actor, id, active=data.active, name=name))


@patch(ONE, opt=OPT, exception_handlers=REFUSING, media_type=MEDIA)
async def patch_user(db: Database, actor: Actor, id: UUID, data: PatchBody) -> User:
    """Stop somebody (``active`` false) on every node within a second, or let them in again."""
    active = _active(data)
    async with db.transaction(actor.tenant) as tx:
        return _user(await directory.change(tx, actor, id, active=active, name=None))


@delete(ONE, opt=OPT, status_code=204, exception_handlers=REFUSING)
async def delete_user(db: Database, actor: Actor, id: UUID) -> None:
    """Remove somebody: stopped at once and seen here no more. What they wrote to customers stays."""
    async with db.transaction(actor.tenant) as tx:
        await directory.remove(tx, actor, id)


def _user(member: Member) -> User:
    where = f"{USERS}/{member.id}"
    name = Name(formatted=member.name)
    return User([USER], member.id, member.email, name, member.name, member.active, Meta("User", where))


def _email(data: UserBody) -> str:
    email = data.user_name.strip().lower()
    if not EMAIL.fullmatch(email):
        raise Invalid("userName must be an e-mail address")
    return email


def _name(data: UserBody) -> str:
    parts = f"{data.name.given_name} {data.name.family_name}".strip()
    name = (data.display_name or data.name.formatted or parts or data.user_name).strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Invalid(f"a name has 1 to {LONGEST_NAME} letters")
    return name


def _active(data: PatchBody) -> bool | None:
    """Read what a PATCH does to ``active``; directories write it in three ways. Other paths are not kept."""
    active: bool | None = None
    for one in data.operations:
        if one.op.lower() not in {"replace", "add"}:
            continue
        value = one.value
        if one.path == "active":
            active = _truth(value)
        elif not one.path and isinstance(value, dict) and "active" in value:
            active = _truth(value["active"])
    return active


def _truth(value: object) -> bool:
    if isinstance(value, str):
        value = {"true": True, "false": False}.get(value.lower())
    if not isinstance(value, bool):
        raise Invalid("active must be true or false")
    return value


ROUTES = [list_users, get_user, post_user, put_user, patch_user, delete_user]
