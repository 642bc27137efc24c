"""What an exchange tells us later, signed with the secret that only it and this desk have."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from litestar import Request, post
from standardwebhooks import Webhook, WebhookVerificationError

from trustdesk import customers
from trustdesk.customers import KeySets
from trustdesk.exchange.actions import asking
from trustdesk.exchange.actions.connectors import Window
from trustdesk.exchange.model.requests import Callback
from trustdesk.exchange.rules.answers import Nonsense, decoded
from trustdesk.kit.db import Database
from trustdesk.kit.errors import IdentityRefused, Invalid, NotFound, TooLarge, Unauthorised
from trustdesk.kit.settings import Settings

LARGEST = 16 * 1024
STATES = {"action.done": "done", "action.refused": "refused"}


def audience_of(settings: Settings, brand: str) -> str:
    """Tell for whom a word of the exchange must be meant: this brand on this desk."""
    return customers.audience(brand, urlsplit(settings.base_url).netloc)


@post("/api/v1/exchange/{brand:str}/callbacks", opt={"policy": "public", "limited": True}, status_code=204)
async def post_callback(
    request: Request[Any, Any, Any],
    db: Database,
    window: Window,
    keysets: KeySets,
    settings: Settings,
    now: datetime,
) -> None:
    """Hear what became of an action, or what the customer decided; signed as Standard Webhooks has it.

    The same again changes nothing. 401 for a signature that does not hold, and for a confirmation that
    is not for the very act that was laid before the customer.
    """
    brand: str = request.path_params["brand"]
    told = await _verified(request, window, brand, now)
    async with db.transaction(brand) as tx:
        if told.type in STATES:
            state = "done" if told.type == "action.done" else "refused"
            await asking.answered(tx, told.id, state, told.reason, now)
            return
        step = await asking.lying(tx, told.id)
        if told.type == "step_up.refused":
            await asking.refused(tx, step, now)
        elif told.assertion is None:
            raise IdentityRefused("no assertion")
        elif step.state == "asked":
            asked = customers.Asked(brand, urlsplit(settings.base_url).netloc, now)
            word = await customers.read_confirmation(keysets, told.assertion, asked)
            sealed = window.keys.seal(asking.WORD, told.assertion.encode(), str(step.id))
            await asking.confirmed(tx, step, word, sealed, now)


async def _verified(request: Request[Any, Any, Any], window: Window, brand: str, now: datetime) -> Callback:
    connector = window.connector(brand)
    if connector is None:
        raise NotFound
    body = await request.body()
    if len(body) > LARGEST:
        raise TooLarge
    try:
        Webhook(connector.secret).verify(body, dict(request.headers), json_parse=False)
    except (WebhookVerificationError, ValueError) as error:
        raise Unauthorised("signature") from error
    try:
        return decoded(body, Callback, now)
    except Nonsense as error:
        raise Invalid(str(error)) from error


ROUTES = [post_callback]
