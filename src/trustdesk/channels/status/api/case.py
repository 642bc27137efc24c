"""A case that is open: shown, written into, rated, taken along, left."""

from datetime import timedelta
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import QueryParameter

from trustdesk import conversations, ratings
from trustdesk.channels import paper
from trustdesk.channels.paper import Asked
from trustdesk.channels.status.actions import asking, pages
from trustdesk.channels.status.api.place import COOKIE, GIVEN, OPT, Place
from trustdesk.channels.status.jobs import cases
from trustdesk.channels.status.rules import story as rules
from trustdesk.customers import CaseLink
from trustdesk.kit import ids, limits
from trustdesk.kit.errors import Expired, Invalid, NotFound, Refused

WRITES, AN_HOUR = 60, timedelta(hours=1)
MOST_FILES, LONGEST = 10, 10_000
DONE = frozenset({"written", "progress", "rated", "frozen"})
Done = Annotated[str, QueryParameter(max_length=20)]


class CaseSeen(msgspec.Struct, frozen=True):
    """How far a case has got: what a page that stands open compares."""

    mark: str


@get("/{brand:str}/status/case", opt=OPT, include_in_schema=False, dependencies=GIVEN)
async def show(place: Place, done: Done = "") -> Response[str]:
    """Show the case."""
    return await shown_(place, done=done if done in DONE else "")


@get("/{brand:str}/status/mark", opt=OPT, include_in_schema=False, dependencies=GIVEN)
async def seen(place: Place) -> CaseSeen:
    """Tell how far the case has got, for a page that stands open."""
    async with place.parts.db.transaction(place.brand.slug) as tx:
        case = await cases.opened(tx, place.opened())
        return CaseSeen(await cases.mark(tx, case))


@post("/{brand:str}/status/write", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def write(request: Asked, place: Place) -> Response[str]:
    """Take a follow-up or files into the same conversation."""
    given = await paper.fields(request, "client_id", "text")
    try:
        link = await counted(place)
        files = await paper.uploads(request, "files", MOST_FILES)
        if len(files) > MOST_FILES or len(given["text"]) > LONGEST or ids.parse(given["client_id"]) is None:
            raise Invalid("too long, or too many files")
        message = cases.Message(client_id=given["client_id"], text=given["text"], uploads=files)
        masked = await cases.write(place.parts, place.brand, link, message, place.now)
    except Refused as refused:
        return await shown_(place, refused=refused, text=given["text"])
    if masked:
        return await shown_(place, masked=masked)
    return back(place, "written")


@post("/{brand:str}/status/progress", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def progress(place: Place) -> Response[str]:
    """Ask how it stands, in kind words, once a day."""
    try:
        link = await counted(place)
        told = await cases.story(place.parts, place.brand, link, place.now)
        id = rules.progress_id(told.number, place.now)
        text = place.frame.text("case.progress.words")
        message = cases.Message(client_id=id, text=text)
        await cases.write(place.parts, place.brand, link, message, place.now)
    except Refused as refused:
        return await shown_(place, refused=refused)
    return back(place, "progress")


@post("/{brand:str}/status/rate", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def rate(request: Asked, place: Place) -> Response[str]:
    """Rate the help received."""
    given = await paper.fields(request, "client_id", "score", "why")
    try:
        link = await counted(place)
        if given["score"] not in {"1", "2", "3", "4", "5"}:
            raise Invalid("score: 1 to 5")
        body = ratings.RatingBody(
            client_id=given["client_id"][:64] or "rate", score=int(given["score"]), text=given["why"][:2_000]
        )
        await cases.rate(place.parts, place.brand, link, body, place.now)
    except Refused as refused:
        return await shown_(place, refused=refused)
    return back(place, "rated")


@post(
    "/{brand:str}/status/to/{line:str}", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200
)
async def to_line(place: Place, line: str) -> Response[str]:
    """Take the customer to another line, into the same conversation."""
    slug = place.brand.slug
    try:
        if line == "chat":
            token = await cases.offer(place.parts, place.brand, place.opened(), "webchat", place.now)
            return paper.elsewhere(f"/{slug}/continue?lang={place.frame.words.locale}#{token}")
        if line == "telegram" and place.telegram:
            token = await cases.offer(place.parts, place.brand, place.opened(), "telegram", place.now)
            to = f"https://t.me/{place.telegram}?start={token}"
            return paper.answered(place.frame, pages.onwards(place.frame, to, place.telegram))
    except Refused as refused:
        return await shown_(place, refused=refused)
    raise NotFound


@get(
    "/{brand:str}/status/transcript",
    opt=OPT | {"gives": conversations.FORMS},
    include_in_schema=False,
    dependencies=GIVEN | conversations.PROVIDED,
)
async def transcript(
    place: Place, shown: conversations.Shown, form: conversations.AsForm = "html"
) -> Response[bytes]:
    """Take the case along, signed."""
    actor = cases.reader(place.brand, place.opened())
    db = place.parts.db
    async with db.transaction(place.brand.slug) as tx:
        case = await cases.opened(tx, place.opened())
    await conversations.settle(db, shown.sealer, actor, case)
    async with db.transaction(place.brand.slug) as tx:
        case = await cases.opened(tx, place.opened())
        taken = await conversations.taken_along(tx, actor, case, shown, form)
    return await conversations.handed(actor, shown, taken, form)


@post("/{brand:str}/status/leave", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def leave(place: Place) -> Response[str]:
    """Let this browser forget the case."""
    gone = Cookie(key=COOKIE, value="", path=f"/{place.brand.slug}", max_age=0)
    return paper.elsewhere(place.frame.to(place.frame.path), [gone])


async def counted(place: Place) -> CaseLink:
    """Give the case this browser may write into, counting what is written."""
    link = place.opened()
    await limits.spend(place.parts.db, f"case-write:{link.conversation}", WRITES, AN_HOUR)
    return link


def back(place: Place, done: str) -> Response[str]:
    """Go back to the case after something was done: a reload then repeats nothing."""
    return paper.elsewhere(place.frame.to(f"{place.frame.path}/case?done={done}"))


async def shown_(
    place: Place,
    *,
    refused: Refused | None = None,
    text: str = "",
    masked: list[str] | None = None,
    done: str = "",
) -> Response[str]:
    """Show the case, with what was refused or done."""
    frame = place.frame
    try:
        told = await cases.story(place.parts, place.brand, place.opened(), place.now)
    except (Expired, NotFound):
        return paper.answered(frame, asking.ask(frame, frame.text("case.link.over")), 410)
    sheet = pages.Sheet(
        frame=frame,
        story=told,
        client_id=str(ids.uuid7()),
        text=text,
        fault=paper.fault(frame, refused) if refused else "",
        done=frame.text(f"case.done.{done}") if done else "",
        masked=masked or (),
        telegram=bool(place.telegram),
    )
    return paper.answered(frame, pages.case(sheet), refused.status if refused else 200)


ROUTES = [show, seen, write, progress, rate, to_line, transcript, leave]
