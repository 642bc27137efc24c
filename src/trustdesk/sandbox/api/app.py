"""The page that stands for the exchange's app: what waits for the customer, to confirm or to refuse."""

import html
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from trustdesk.exchange import Callback, Challenge
from trustdesk.kit import i18n
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound
from trustdesk.sandbox import store
from trustdesk.sandbox.actions import bank as banks
from trustdesk.sandbox.model import Laid

SHOWN = timedelta(days=1)
STYLE = """
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:26rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.25rem}article{border:1px solid #8886;border-radius:.75rem;padding:1rem;margin:1rem 0}
h2{font-size:1rem;margin:0 0 .25rem}p{margin:.25rem 0}form{display:inline}
button{font:inherit;padding:.6rem 1rem;border-radius:.5rem;border:1px solid #8888;background:transparent;
color:inherit;margin:.5rem .5rem 0 0}button.main{background:#0a6b78;color:#fff;border-color:#0a6b78}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"


@get("/app/{brand:str}/{uid:str}")
async def page(
    request: Request[Any, Any, Any], db: Database, now: datetime, brand: str, uid: str
) -> Response[str]:
    """Show what waits for a customer."""
    if brand not in request.app.state.brands:
        raise NotFound
    async with db.transaction(brand) as tx:
        found = await store.laid(tx, uid, now - SHOWN)
    words = i18n.words(i18n.spoken(request.headers.get("accept-language")))
    cards = "".join(_card(words, brand, one, now) for one in found)
    nothing = f"<p>{html.escape(words.text('sandbox.none'))}</p>"
    title = html.escape(words.text("sandbox.title"))
    body = (
        f'<!doctype html><html lang="{words.locale}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>"
        f"<p>{html.escape(words.text('sandbox.lead'))}</p>{cards or nothing}"
        f'<p><a href="">{html.escape(words.text("sandbox.again"))}</a></p></body></html>'
    )
    headers = {"content-security-policy": POLICY, "cache-control": "no-store"}
    return Response(body, media_type="text/html; charset=utf-8", headers=headers)


@post("/app/{brand:str}/{uid:str}/{id:uuid}/{verdict:str}")
async def decide(request: Request[Any, Any, Any], db: Database, now: datetime, id: UUID) -> Redirect:
    """Confirm or refuse, once; the desk is told before the page is shown again."""
    brand, uid = request.path_params["brand"], request.path_params["uid"]
    confirm = request.path_params["verdict"] == "confirm"
    if brand not in request.app.state.brands:
        raise NotFound
    async with db.transaction(brand) as tx:
        laid = await banks.decide(tx, id, confirm=confirm)
    bank: banks.Bank = request.app.state.bank
    refused = Callback(type="step_up.refused", id=id, at=now)
    await bank.tell(brand, bank.confirmed(brand, laid, now) if confirm else refused, now)
    return Redirect(f"/app/{brand}/{uid}", status_code=303)


def _card(words: i18n.Words, brand: str, one: Laid, now: datetime) -> str:
    asked = msgspec.json.decode(one.body, type=Challenge)
    lines = [
        f"<h2>{html.escape(words.text(f'sandbox.act.{asked.action}'))}</h2>",
        f"<p>{html.escape(words.text('sandbox.reference', reference=asked.reference))}</p>",
        f"<p>{html.escape(words.text('sandbox.until', until=words.moment(asked.until, 'UTC')))}</p>",
    ]
    if one.state == "open" and now < asked.until:
        path = f"/app/{brand}/{one.uid}/{one.id}"
        for verdict, look in (("confirm", "main"), ("refuse", "")):
            said = html.escape(words.text(f"sandbox.{verdict}"))
            lines.append(
                f'<form method="post" action="{path}/{verdict}"><button class="{look}">{said}</button></form>'
            )
    else:
        lines.append(f"<p><strong>{html.escape(words.text(f'sandbox.state.{one.state}'))}</strong></p>")
    return f"<article>{''.join(lines)}</article>"


ROUTES = [page, decide]
