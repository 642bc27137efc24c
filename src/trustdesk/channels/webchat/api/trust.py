"""What tells a visitor whom to trust: the check phrase, and reporting an impostor from within the chat."""

from datetime import datetime

from litestar import Response, get, post
from litestar.di import Provide

from trustdesk import conversations, official, procedures
from trustdesk.brands import Brand
from trustdesk.kit import i18n, limits
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.secrets import Keys

TOPIC = "phishing"


@get("/api/v1/widget/phrase", opt={"policy": "visitor"})
async def get_phrase(db: Database, keys: Keys, actor: Actor, now: datetime) -> official.PhraseView:
    """Give today's check phrase of the visitor's conversation; the agent who has it sees the same."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.current_of(tx, actor)
    if case is None:
        raise NotFound
    return official.phrase_of(keys, actor.tenant, case.id, now)


def provide_place(
    brands: dict[str, Brand], actor: Actor, keys: Keys, mask: official.Masking
) -> official.Desk:
    """Hand a route what reporting needs."""
    return official.Desk(brands[actor.tenant], keys, mask)


REPORTING = {"place": Provide(provide_place, sync_to_thread=False)}


@post("/api/v1/widget/reports", opt={"policy": "visitor", "limited": True}, dependencies=REPORTING)
async def post_report(
    db: Database, place: official.Desk, actor: Actor, now: datetime, data: official.ReportBody
) -> Response[official.ReportedView]:
    """Report an impostor from within the chat; whoever holds the conversation finds a note of it there."""
    await limits.spend(db, f"official-report:{actor.id}", official.REPORTS, official.REPORTS_WITHIN)
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.current_of(tx, actor)
        open_case = case if case is not None and case.status != "closed" else None
        reporter = official.Reporter(actor.key, open_case.number if open_case else "")
        stored = await official.report(tx, place, reporter, data, now)
        if open_case is not None and not stored.again:
            await _note(tx, place.brand, open_case, stored, data.seen, now)
            told = (str(stored.id), place.mask(data.text))
            await procedures.reported(tx, actor, open_case, told, now)
    view = official.reported_view(place.brand, stored, i18n.words(i18n.spoken(actor.languages[0])))
    return Response(view, status_code=200 if stored.again else 201)


async def _note(
    tx: Tx, brand: Brand, case: conversations.Conversation, stored: official.Stored, seen: str, now: datetime
) -> None:
    """Leave a note among colleagues, and let the conversation be about phishing."""
    words = i18n.words(i18n.spoken(case.language))
    text = words.text(
        "official.note",
        thing=stored.judged.found.value,
        verdict=words.text(f"official.verdict.{stored.judged.verdict}.title"),
        seen=words.text(f"official.seen.{seen}"),
    )
    desk = system(tx.tenant)
    about: list[conversations.Command] = [
        conversations.Note(actor=desk, client_id=f"impostor:{stored.id}", conversation=case.id, text=text)
    ]
    if case.topic != TOPIC and any(topic.code == TOPIC for topic in brand.topics):
        about.append(
            conversations.Label(
                actor=desk, client_id=f"phishing:{stored.id}", conversation=case.id, topic=TOPIC
            )
        )
    await conversations.perform(tx, about, brand.prefix, now)


ROUTES = [get_phrase, post_report]
