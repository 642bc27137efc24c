"""The routes of the form: pages the server writes, in the reader's language."""

from datetime import datetime, timedelta
from typing import Annotated, cast
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.di import Provide
from litestar.params import QueryParameter

from trustdesk import customers, knowledge, triage
from trustdesk.brands import Brand, hours_view
from trustdesk.channels import paper
from trustdesk.channels.form.actions import answers, asking
from trustdesk.channels.form.jobs import letters
from trustdesk.channels.form.model import MOST_FILES, Answer, FormSettings, Written
from trustdesk.channels.form.rules import doubts, questions
from trustdesk.channels.paper import Asked, Frame, Lang
from trustdesk.channels.setup import Setup
from trustdesk.kit import ids, limits
from trustdesk.kit.errors import Invalid, NotFound, Refused
from trustdesk.kit.settings import Settings
from trustdesk.kit.web import client_address

STAMP = "form-stamp"
STAMP_LASTS = timedelta(days=4)  # longer than any setting lets a page lie about
PROOFS, AN_HOUR = 60, timedelta(hours=1)
Short = Annotated[str, QueryParameter(max_length=100)]
Topic = Annotated[str, QueryParameter(max_length=40)]
Searched = Annotated[str, QueryParameter(max_length=400)]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the form is filled in: the page, how it is set up, and what takes letters in."""

    frame: Frame
    settings: FormSettings
    parts: letters.Parts
    now: datetime
    secure: bool

    @property
    def brand(self) -> Brand:
        """Whose form it is."""
        return self.frame.brand


async def provide_place(
    request: Asked, brands: dict[str, Brand], setup: Setup, brand: str, now: datetime, lang: Lang = ""
) -> Place:
    """Begin a page of the form."""
    house = request.app.state.desk
    settings: Settings = house.settings
    begun = paper.frame(request, brands, brand, "form", lang)
    return Place(
        frame=begun,
        settings=cast(FormSettings, await setup.of(brand, "form")),
        parts=house.letters,
        now=now,
        secure=settings.base_url.startswith("https://"),
    )


GIVEN = {"place": Provide(provide_place)}
OPT = {"policy": "public"}


@get("/{brand:str}/form", opt=OPT, include_in_schema=False, dependencies=GIVEN)
async def show(place: Place, topic: Topic = "", article: Short = "", q: Searched = "") -> Response[str]:
    """Show the topics, or what is asked about one; who comes from an article need not say what they read."""
    if not place.settings.enabled or "form" not in place.brand.lines:
        return paper.answered(place.frame, asking.shut(place.frame), 404)
    if topic not in {one.code for one in place.brand.topics}:
        carried = {name: value for name, value in (("article", article), ("q", q)) if value}
        return paper.answered(place.frame, asking.choose(place.frame, carried))
    fresh = _fresh(place, topic)
    told = questions.begun(questions.questions(topic), await _read_before(place, article, q.strip()))
    return paper.answered(place.frame, asking.ask(msgspec.structs.replace(fresh, answers=told)))


@post("/{brand:str}/form", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def take(request: Asked, place: Place, topic: Topic = "") -> Response[str]:
    """Take a letter in; whatever is wrong with it, what was filled in stays filled in."""
    if not place.settings.enabled or "form" not in place.brand.lines:
        return paper.answered(place.frame, asking.shut(place.frame), 404)
    if topic not in {one.code for one in place.brand.topics}:
        raise NotFound
    sheet = await _filled(request, place, topic)
    if sheet.wrong:
        return paper.answered(place.frame, asking.ask(sheet), 422)
    try:
        answer = await letters.send(place.parts, await _sending(request, place, sheet), place.now)
    except Refused as refused:
        fault = paper.fault(place.frame, refused)
        return paper.answered(
            place.frame, asking.ask(msgspec.structs.replace(sheet, fault=fault)), refused.status
        )
    if answer.number:
        return _done(place, [answer])
    return paper.answered(place.frame, answers.sent(place.frame, answer, sheet.address))


@get("/{brand:str}/form/confirm", opt=OPT, include_in_schema=False, dependencies=GIVEN)
async def follow(place: Place, c: Short = "", t: Short = "") -> Response[str]:
    """Ask whoever followed the link to press once: machines follow links, too."""
    code = ids.parse(c)
    if code is None:
        raise NotFound
    return paper.answered(place.frame, answers.confirm(place.frame, code, t))


@post("/{brand:str}/form/confirm", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def confirm(request: Asked, place: Place) -> Response[str]:
    """Take the proof of the address; every letter that waited for it becomes a conversation."""
    code, given = await _code(request, place)
    try:
        proof, address = await letters.prove(place.parts, place.brand, code, given, place.now)
    except Refused as refused:
        fault = paper.fault(place.frame, refused)
        return paper.answered(place.frame, answers.retry(place.frame, code, fault), refused.status)
    told = await letters.go_on(place.parts, place.brand, address, place.now)
    answered = _done(place, told)
    cookie = paper.remember(
        place.parts.keys, place.frame, address, (place.now, proof.until), secure=place.secure
    )
    answered.cookies.append(cookie)
    return answered


@post("/{brand:str}/form/again", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def again(request: Asked, place: Place) -> Response[str]:
    """Send another mail to the same address."""
    code, _ = await _code(request, place)
    try:
        fresh = await letters.again(place.parts, place.brand.slug, code, place.now)
    except Refused as refused:
        fault = paper.fault(place.frame, refused)
        return paper.answered(place.frame, answers.retry(place.frame, code, fault), refused.status)
    return paper.answered(place.frame, answers.retry(place.frame, fresh, ""))


async def _read_before(place: Place, article: str, searched: str) -> str:
    """Say what was read and searched in the help centre, as the writer's own first words."""
    words = place.frame.words
    async with place.parts.db.transaction(place.brand.slug) as tx:
        titles = await knowledge.titles(tx, [article], words.locale) if article else []
    said = [words.text("knowledge.read", title=title) for title in titles]
    said += [words.text("knowledge.asked", asked=searched)] if searched else []
    return "".join(f"{one}\n" for one in said)


def _fresh(place: Place, topic: str) -> asking.Sheet:
    client_id = str(ids.uuid7())
    subject = f"{place.brand.slug}.{client_id}"
    stamp = place.parts.keys.sign(STAMP, subject, place.now + STAMP_LASTS)
    return asking.Sheet(
        frame=place.frame, settings=place.settings, topic=topic, client_id=client_id, stamp=stamp
    )


async def _filled(request: Asked, place: Place, topic: str) -> asking.Sheet:
    """Read what was filled in, and name what is missing, too long or no address."""
    asked = questions.questions(topic)
    names = [field.code for field in asked.fields]
    given = await paper.fields(
        request, "client_id", "stamp", "address", "name", *(f"a.{one}" for one in names)
    )
    told = {name: given[f"a.{name}"] for name in names if given[f"a.{name}"]}
    named = triage.named_in(" ".join(told.values()))
    wrong = [*questions.missing(asked, told, named), *questions.too_long(asked, told)]
    if customers.mail_address(given["address"]) is None:
        wrong.append("address")
    fresh = _fresh(place, topic)
    known = ids.parse(given["client_id"]) is not None
    return msgspec.structs.replace(
        fresh,
        client_id=given["client_id"] if known else fresh.client_id,
        stamp=given["stamp"] if known else fresh.stamp,
        address=given["address"],
        name=given["name"][:100],
        answers=told,
        wrong=wrong,
        fault=place.frame.text("form.wrong") if wrong else "",
    )


async def _sending(request: Asked, place: Place, sheet: asking.Sheet) -> letters.Sending:
    """Weigh what speaks for a person, and count the letter where it comes from."""
    keys, settings = place.parts.keys, place.settings
    more = await paper.fields(request, "effort", "website")
    effort = doubts.worked(sheet.stamp, more["effort"])
    most = doubts.most_letters(settings, effort=effort)
    await limits.spend(place.parts.db, f"form:{place.brand.slug}:{client_address(request)}", most, AN_HOUR)
    address = customers.mail_address(sheet.address) or ""
    files = await paper.uploads(request, "files", MOST_FILES) if settings.attachments else []
    if len(files) > MOST_FILES:
        raise Invalid("files: too many")
    signs = doubts.Signs(_made_at(place, sheet), more["website"])
    return letters.Sending(
        brand=place.brand,
        written=Written(
            client_id=sheet.client_id,
            topic=sheet.topic,
            address=address,
            name=sheet.name,
            answers=dict(sheet.answers),
            language=place.frame.words.locale,
        ),
        uploads=files,
        doubts=doubts.doubts(signs, settings, place.now),
        proved=paper.remembered(keys, place.frame, request, place.now) == address,
    )


def _made_at(place: Place, sheet: asking.Sheet) -> datetime | None:
    """Tell when the page was made, by its stamp."""
    subject = f"{place.brand.slug}.{sheet.client_id}"
    if not place.parts.keys.verify(STAMP, subject, sheet.stamp, place.now):
        return None
    seconds = int(sheet.stamp.partition(".")[0])
    return datetime.fromtimestamp(seconds, place.now.tzinfo) - STAMP_LASTS


async def _code(request: Asked, place: Place) -> tuple[UUID, str]:
    given = await paper.fields(request, "c", "t")
    code = ids.parse(given["c"])
    if code is None:
        raise NotFound
    where = f"form-proof:{place.brand.slug}:{client_address(request)}"
    await limits.spend(place.parts.db, where, PROOFS, AN_HOUR)
    return code, given["t"][:100]


def _done(place: Place, told: list[Answer]) -> Response[str]:
    """Show where the letters stand, each with the link by which its sender sees how it gets on."""
    follow = {one.number: one.follow for one in told if one.number}
    hours = hours_view(place.brand.hours, place.now)
    return paper.answered(place.frame, answers.done(place.frame, told, follow, hours.opens_at))


ROUTES = [show, take, follow, confirm, again]
