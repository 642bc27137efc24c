"""Single sign-on over HTTP: to the brand's provider and back."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.params import Parameter, QueryParameter

from trustdesk.kit.errors import NotFound, Unauthorised
from trustdesk.kit.i18n import Locale
from trustdesk.kit.secrets import TOKEN_LENGTH, brand_of, random_letters, token
from trustdesk.staff.actions import sso
from trustdesk.staff.actions.sso import CALLBACK, HOLDS, STATE_PREFIX, Providers, SsoFailed
from trustdesk.staff.api.sign_in import Admitted, Lobby, cookie_for, device_of, let_in, spend
from trustdesk.staff.model import Proof

BROWSER = "td_sso"
WHERE = "/api/v1/session/sso"
Given = Annotated[str, Parameter(max_length=4096)]


class Provider(msgspec.Struct, frozen=True):
    """A brand whose staff may, or with ``required`` must, sign in at a provider of their own."""

    brand: str
    name: str
    required: bool


class Ways(msgspec.Struct, frozen=True):
    """How one can sign in beside password and passkey."""

    sso: list[Provider]


class Begin(msgspec.Struct, frozen=True):
    """The brand at whose provider somebody wants to sign in."""

    brand: Annotated[str, msgspec.Meta(max_length=31)]


class Begun(msgspec.Struct, frozen=True):
    """Where the browser is to go."""

    url: str


@get("/api/v1/session/ways", opt={"policy": "public"})
async def list_ways(lobby: Lobby, providers: Providers, locale: Locale) -> Ways:
    """List the brands with single sign-on."""
    return Ways(
        [
            Provider(slug, lobby.brands[slug].name.of(locale), of_brand.mode == "required")
            for slug, of_brand in providers.of_brand.items()
        ]
    )


@post(WHERE, opt={"policy": "public"}, status_code=200)
async def begin(
    request: Request[Any, Any, Any], lobby: Lobby, providers: Providers, now: datetime, data: Begin
) -> Response[Begun]:
    """Begin to sign in at the brand's provider. What comes back is believed from this browser only, once."""
    if data.brand not in providers.of_brand:
        raise NotFound
    await spend(lobby.db, device_of(request).address)
    state, verifier = token(STATE_PREFIX, data.brand), random_letters(TOKEN_LENGTH)
    url = await providers.begin(data.brand, state, verifier, now)
    async with lobby.db.transaction(data.brand) as tx:
        await sso.keep_state(tx, state, verifier, now)
    return Response(Begun(url), cookies=[_browser(request, verifier, int(HOLDS.total_seconds()))])


@get(CALLBACK, opt={"policy": "public"}, status_code=303)
async def come_back(
    request: Request[Any, Any, Any],
    lobby: Lobby,
    providers: Providers,
    now: datetime,
    mark: Annotated[str, QueryParameter(name="state", max_length=200)] = "",
    code: Given = "",
) -> Response[None]:
    """Take in who comes back from the provider, and show the console: signed in, or saying why not."""
    cookies = [_browser(request, "", 0)]
    where = "/console/"
    try:
        admitted = await _admitted(request, lobby, providers, (mark, code), now)
        cookies.append(cookie_for(request, admitted.token))
    except (Unauthorised, NotFound) as refused:
        where = f"/console/?sso={refused.code if isinstance(refused, Unauthorised) else SsoFailed.code}"
    return Response(None, status_code=303, headers={"location": where}, cookies=cookies)


async def _admitted(
    request: Request[Any, Any, Any],
    lobby: Lobby,
    providers: Providers,
    given: tuple[str, str],
    now: datetime,
) -> Admitted:
    state, code = given
    verifier, tenant = request.cookies.get(BROWSER, ""), brand_of(state, STATE_PREFIX)
    if tenant not in providers.of_brand or not verifier:
        raise SsoFailed
    async with lobby.db.transaction(tenant) as tx:
        genuine = await sso.take_state(tx, state, verifier, now)
    if not genuine or not code:
        raise SsoFailed
    who = await providers.finish(tenant, code, verifier, now)
    async with lobby.db.transaction(tenant) as tx:
        agent = await sso.agent_behind(tx, who, now)
        return await let_in(tx, lobby, agent, Proof("sso", at=who.proved_at), device_of(request), now)


def _browser(request: Request[Any, Any, Any], verifier: str, seconds: int) -> Cookie:
    # Lax: it has to come along when the provider sends the browser back.
    secure = request.app.state.secure
    return Cookie(
        key=BROWSER, value=verifier, max_age=seconds, httponly=True, secure=secure, samesite="lax", path=WHERE
    )


ROUTES = [list_ways, begin, come_back]
