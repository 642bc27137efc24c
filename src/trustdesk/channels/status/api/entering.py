"""Coming to a case: by the link from a mail, or by number, address and code. All answers look the same."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import QueryParameter

from trustdesk import customers
from trustdesk.channels import paper
from trustdesk.channels.paper import Asked
from trustdesk.channels.status.actions import asking
from trustdesk.channels.status.api.place import COOKIE, GIVEN, OPT, Place
from trustdesk.channels.status.jobs import cases
from trustdesk.customers import CaseLink
from trustdesk.kit import ids, limits
from trustdesk.kit.errors import NotFound, RateLimited, Refused
from trustdesk.kit.web import client_address

OPEN_LASTS = timedelta(hours=12)
ASKS, PROOFS, AN_HOUR = 30, 60, timedelta(hours=1)
Link = Annotated[str, QueryParameter(max_length=300)]
Short = Annotated[str, QueryParameter(max_length=100)]


@get("/{brand:str}/status", opt=OPT, include_in_schema=False, dependencies=GIVEN)
async def begin(place: Place, l: Link = "", new: Short = "") -> Response[str]:  # noqa: E741 - short in mails
    """Open the case of a link, go on with the one that is open, or ask which."""
    frame = place.frame
    if l:
        link = customers.read_case_token(place.parts.keys, place.brand.slug, l, place.now)
        if link is None:
            return paper.answered(frame, asking.ask(frame, frame.text("case.link.over")), 410)
        return _entered(place, link)
    if place.link is not None and not new:
        return paper.elsewhere(frame.to(f"{frame.path}/case"))
    return paper.answered(frame, asking.ask(frame))


@post("/{brand:str}/status", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def ask(request: Asked, place: Place) -> Response[str]:
    """Send a code if number and address belong together; the answer does not tell whether they do."""
    frame = place.frame
    given = await paper.fields(request, "number", "address")
    address = customers.mail_address(given["address"])
    if address is None or not given["number"]:
        fault = frame.text("case.ask.wrong")
        return paper.answered(frame, asking.ask(frame, fault, given["number"], given["address"]), 422)
    try:
        await limits.spend(
            place.parts.db, f"case-ask:{frame.brand.slug}:{client_address(request)}", ASKS, AN_HOUR
        )
        asked = (given["number"][:20], address, frame.words.locale)
        code = await cases.ask(place.parts, place.brand, asked, place.now)
    except RateLimited as refused:
        fault = paper.fault(frame, refused)
        return paper.answered(frame, asking.ask(frame, fault, given["number"], given["address"]), 429)
    return paper.answered(frame, asking.code(frame, code))


@get("/{brand:str}/status/confirm", opt=OPT, include_in_schema=False, dependencies=GIVEN)
async def follow(place: Place, c: Short = "", t: Short = "") -> Response[str]:
    """Ask whoever followed the link to press once."""
    return paper.answered(place.frame, asking.confirm(place.frame, _code(c), t))


@post("/{brand:str}/status/confirm", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def confirm(request: Asked, place: Place) -> Response[str]:
    """Take the code or the link's token; open the case."""
    frame = place.frame
    given = await paper.fields(request, "c", "t")
    code = _code(given["c"])
    try:
        await limits.spend(
            place.parts.db, f"case-proof:{frame.brand.slug}:{client_address(request)}", PROOFS, AN_HOUR
        )
        link, _ = await cases.prove(place.parts, place.brand, code, given["t"][:100], place.now)
    except Refused as refused:
        return paper.answered(frame, asking.code(frame, code, paper.fault(frame, refused)), refused.status)
    return _entered(place, link)


def _code(written: str) -> UUID:
    code = ids.parse(written)
    if code is None:
        raise NotFound
    return code


def _entered(place: Place, link: CaseLink) -> Response[str]:
    """Let the browser hold the case, under an address that gives nothing away."""
    frame = place.frame
    token = customers.case_token(place.parts.keys, place.brand.slug, link, place.now)
    held = paper.cookie(frame, COOKIE, token, OPEN_LASTS, secure=place.secure)
    return paper.elsewhere(frame.to(f"{frame.path}/case"), [held])


ROUTES = [begin, ask, follow, confirm]
