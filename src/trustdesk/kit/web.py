"""The edge: who is asking, may they knock at all, and refusals as problem documents (RFC 9457)."""

import traceback
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException, InternalServerException, ValidationException
from litestar.handlers import HTTPRouteHandler
from litestar.handlers.base import BaseRouteHandler

from trustdesk.kit import clock, i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Forbidden, Invalid, Problem, Refused, Unauthorised
from trustdesk.kit.refusals import CODE
from trustdesk.kit.secrets import brand_of

log = structlog.get_logger()

COOKIE = "td_session"
HOST_ONLY = "__Host-"  # a browser takes such a cookie only over https, from this very host, for every path
CSRF_HEADER = "x-trustdesk"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REMEMBERED = timedelta(seconds=1)
MOST_REMEMBERED = 20_000

Resolver = Callable[[Tx, str, datetime], Awaitable[Actor | None]]


def _whole(actor: Actor) -> bool:
    return actor.kind == "agent" and not actor.limited


WRITING = frozenset({"messages", "desk"})

# What a route declares: which kinds of actor may knock. The rooms decide about objects.
POLICIES: Mapping[str, Callable[[Actor], bool]] = {
    "public": lambda _actor: True,
    "signing_in": lambda actor: actor.kind == "agent",
    "staff": lambda actor: _whole(actor) or "desk" in actor.scopes,
    "agent": _whole,
    "writer": lambda actor: _whole(actor) or not WRITING.isdisjoint(actor.scopes),
    "directory": lambda actor: actor.kind == "api" and "scim" in actor.scopes,
    "line": lambda actor: actor.kind == "api" and "messages" in actor.scopes,
    "visitor": lambda actor: actor.kind == "customer",
}


def session_cookie(base_url: str) -> str:
    """Name the cookie of staff sessions for a desk at this URL."""
    return HOST_ONLY + COOKIE if base_url.startswith("https://") else COOKIE


class Admission:
    """Turns credentials into actors; remembers them for a second, so that revoking takes no longer."""

    def __init__(
        self,
        db: Database,
        tenants: frozenset[str],
        resolvers: Mapping[str, Resolver],
        cookie: str = COOKIE,
    ) -> None:
        """Take, for each token prefix, who knows whose it is, and the name of the cookie."""
        self.cookie = cookie
        self._db = db
        self._tenants = tenants
        self._resolvers = resolvers
        self._known: dict[str, tuple[Actor, datetime]] = {}

    async def resolve(self, token: str) -> Actor | None:
        """Tell who holds the token now, or None."""
        now = clock.utc_now()
        known = self._known.get(token)
        if known is not None and now < known[1]:
            return known[0]
        actor = await self.look_up(token)
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        if actor is None:
            self._known.pop(token, None)
        else:
            self._known[token] = (actor, now + REMEMBERED)
        return actor

    async def admitted(self, token: str, policy: str, state: dict[str, Any]) -> Actor:
        """Tell who holds the token, and note it in ``state``; raises unless the policy lets them knock."""
        actor = await self.resolve(token)
        if actor is None:
            raise Unauthorised
        state["actor"] = actor
        if not POLICIES[policy](actor):
            raise Forbidden
        return actor

    async def look_up(self, token: str) -> Actor | None:
        """Tell who holds the token, asking the database."""
        for prefix, resolver in self._resolvers.items():
            tenant = brand_of(token, prefix)
            if tenant is not None and tenant in self._tenants:
                async with self._db.transaction(tenant) as tx:
                    return await resolver(tx, token, clock.utc_now())
        return None

    def token_of(self, connection: ASGIConnection[Any, Any, Any, Any]) -> str | None:
        """Read the credential. A cookie counts for writes only beside the header no other page can send."""
        kind, _, token = connection.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return token
        cookie = connection.cookies.get(self.cookie)
        if cookie and _writes(connection.scope) and not connection.headers.get(CSRF_HEADER):
            raise Forbidden("a cookie alone does not write: send X-Trustdesk: 1")
        return cookie or None

    def forget(self, token: str) -> None:
        """Drop what is remembered of a token that has just ended."""
        self._known.pop(token, None)

    def forget_actor(self, actor: Actor) -> None:
        """Drop what is remembered of every token of an actor."""
        self.forget_id(actor.id)

    def forget_id(self, id: str) -> None:
        """Drop what is remembered of every token of who has this id."""
        self._known = {token: known for token, known in self._known.items() if known[0].id != id}


async def admit(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Guard every route by its declared policy."""
    admission: Admission = connection.app.state.admission
    if (policy := handler.opt["policy"]) != "public":
        token = admission.token_of(connection) or ""
        await admission.admitted(token, policy, connection.scope["state"])


def _writes(scope: Mapping[str, Any]) -> bool:
    return scope.get("method") not in SAFE_METHODS


def client_address(request: Request[Any, Any, Any]) -> str:
    """Tell where the request comes from; forwarding headers count only from trusted proxies (see ``app``)."""
    return request.client.host if request.client else ""


def provide_actor(request: Request[Any, Any, Any]) -> Actor:
    """Hand the admitted actor to a handler."""
    return request.scope["state"]["actor"]


def provide_now() -> datetime:
    """Hand the time to a handler."""
    return clock.utc_now()


def locale_of(request: Request[Any, Any, Any]) -> i18n.Locale:
    """Tell the reader's language."""
    return i18n.spoken(request.headers.get("accept-language"))


def provide_locale(request: Request[Any, Any, Any]) -> i18n.Locale:
    """Hand the reader's language to a handler."""
    return locale_of(request)


def check_policies(handlers: list[HTTPRouteHandler]) -> None:
    """Refuse to start with a route that does not say who may knock."""
    bare = [str(sorted(one.paths)) for one in handlers if one.opt.get("policy") not in POLICIES]
    if bare:
        raise RuntimeError(f"routes without a policy: {', '.join(bare)}")


def problem(refused: Refused, accept_language: str | None) -> tuple[int, bytes, dict[str, str]]:
    """Write a refusal as status, body and headers, worded for the reader."""
    words = i18n.words(i18n.spoken(accept_language))
    title = words.catalogue.get(f"problem.{refused.code}.title", refused.code)
    detail = words.catalogue.get(f"problem.{refused.code}.detail", "")
    body = msgspec.to_builtins(Problem(refused.status, refused.code, title, detail))
    if refused.detail:
        body["why"] = refused.detail
    headers = {"content-type": "application/problem+json", "cache-control": "no-store, private"}
    if "retry_after" in refused.extra:
        headers["retry-after"] = str(refused.extra["retry_after"])
    return refused.status, msgspec.json.encode(body | refused.extra), headers


def harden(response: Response[Any]) -> Response[Any]:
    """Let no cache keep an answer and no browser guess its kind, unless the route says otherwise."""
    response.headers.setdefault("cache-control", "no-store, private")
    response.headers.setdefault("x-content-type-options", "nosniff")
    response.headers.setdefault("referrer-policy", "no-referrer")
    return response


def answer_refused(request: Request[Any, Any, Any], refused: Refused) -> Response[bytes]:
    """Answer a refusal."""
    request.scope["state"][CODE] = refused.code
    status, body, headers = problem(refused, request.headers.get("accept-language"))
    return Response(body, status_code=status, headers=headers, media_type=headers["content-type"])


def answer_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer what the framework refused in the same form."""
    if isinstance(error, InternalServerException):
        # It takes a wrong value in a body for a fault of ours when the field is named like a given part.
        return answer_refused(request, Invalid("the body is not as documented"))
    refused = Refused(error.detail)
    refused.status = error.status_code
    refused.code = CODES.get(error.status_code, "invalid")
    if isinstance(error, ValidationException) and error.extra:
        refused.extra["errors"] = error.extra
    return answer_refused(request, refused)


def answer_bug(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer what nobody foresaw: reported, never swallowed, nothing told outside."""
    if _unreadable(error):
        return answer_refused(request, Invalid("the body is not JSON"))
    log.error("unexpected", path=request.url.path, exc_info=error)
    refused = Refused()
    refused.status, refused.code = 500, "unexpected"
    return answer_refused(request, refused)


def _unreadable(error: Exception) -> bool:
    """Tell a body that is no text or nested beyond all use, for which the reader of JSON has no refusal."""
    if not isinstance(error, UnicodeDecodeError | RecursionError):
        return False
    return traceback.extract_tb(error.__traceback__)[-1].name == "decode_json"


CODES = {
    401: "unauthorised",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_type",
    429: "rate_limited",
    503: "overloaded",
}
