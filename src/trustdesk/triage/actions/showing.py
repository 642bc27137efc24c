"""What triage made of a conversation, for those who read it; what a customer may still tell."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from trustdesk import conversations
from trustdesk.brands import Brand
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Invalid, NotFound, Refused
from trustdesk.staff import Action, can
from trustdesk.triage.actions.applying import about
from trustdesk.triage.actions.learning import Model, started
from trustdesk.triage.model import Card, Kept
from trustdesk.triage.rules.asking import asks
from trustdesk.triage.rules.choices import OFFERED, SAYS
from trustdesk.triage.rules.topics import NAMES, TOPICS
from trustdesk.triage.store import models as models_store
from trustdesk.triage.store import readings
from trustdesk.triage.views import (
    AlikeView,
    AskView,
    CardView,
    ConfusionView,
    ModelsView,
    QuickReply,
    TopicName,
    TriageView,
    Way,
)

MOST_ALIKE = 5
MOST_COUNTED = 10_000
LATELY, FEWEST_ASKING, MOST_ASKED = timedelta(days=2), 3, 4


async def show(tx: Tx, actor: Actor, number: str, now: datetime) -> TriageView:
    """Show what was made of a conversation that the actor may read."""
    case = await conversations.open_for(tx, actor, number, now)
    kept = (await readings.known(tx, [case.id])).get(case.id)
    names = [named(code) for code in TOPICS]
    found = await _alike(tx, actor, case)
    joined_to = await _joined_to(tx, case)
    if kept is None:
        return TriageView(state="waiting", topics=names, alike=found, joined_to=joined_to)
    topic = kept.corrected or kept.topic
    return TriageView(
        state="read",
        language=kept.language,
        topic=named(topic, 1.0 if kept.corrected else kept.confidence) if topic else None,
        candidates=[named(one.topic, one.confidence) for one in kept.candidates],
        urgency=kept.urgency,
        entities=list(kept.entities),
        sentiment=kept.sentiment,
        abuse=kept.abuse,
        complaint=kept.complaint,
        version=kept.version,
        corrected=kept.corrected is not None,
        corrected_at=kept.corrected_at,
        asks=_asked(kept, case.language, known=False),
        alike=found,
        joined_to=joined_to,
        topics=names,
    )


async def _alike(tx: Tx, actor: Actor, case: conversations.Conversation) -> list[AlikeView]:
    """List what may be the same matter, and what the actor may do about each."""
    marks = (await readings.marks_of(tx, [case.id])).get(case.id, [])
    persons = await conversations.one_person(tx, case.customer)
    found = await readings.alike(tx, case.id, persons, marks, MOST_ALIKE)
    return [AlikeView(one.number, one.same_person, one.status, _way(actor, case, one)) for one in found]


def _way(actor: Actor, case: conversations.Conversation, one: readings.Alike) -> Way:
    if can(actor, Action.WRITE, case) != "allow" or can(actor, Action.WRITE, one) != "allow":
        return ""
    if one.joined == case.id:
        return "here"
    both = conversations.standing(case) and conversations.standing(one)
    return conversations.way(case, one) if both and one.same_person else ""


async def _joined_to(tx: Tx, case: conversations.Conversation) -> str | None:
    if case.joined is None:
        return None
    into = (await conversations.states_of(tx, [case.joined])).get(case.joined)
    return into.number if into else None


async def correct(
    tx: Tx, brand: Brand, actor: Actor, place: tuple[str, str, str], now: datetime
) -> TriageView:
    """Keep which topic it really is, and label the conversation so. ``place``: number, client id, topic."""
    number, client_id, topic = place
    if topic not in TOPICS:
        raise Invalid(f"no topic {topic!r}")
    case = await conversations.open_for(tx, actor, number, now, Action.WRITE)
    if not await readings.correct(tx, case.id, topic, (actor.key, now)):
        raise NotFound
    under = about(topic, brand)
    if under and under != case.topic:
        label = conversations.Label(actor=actor, client_id=client_id, conversation=case.id, topic=under)
        [answer] = await conversations.perform(tx, [label], brand.prefix, now)
        if isinstance(answer, Refused):
            raise answer
    return await show(tx, actor, number, now)


async def intake(tx: Tx, case: conversations.Conversation, *, known: bool) -> list[AskView]:
    """Tell what its customer may still say that would help whoever answers."""
    kept = (await readings.known(tx, [case.id])).get(case.id)
    return _asked(kept, case.language, known=known) if kept else []


def _asked(kept: Kept, tongue: str, *, known: bool) -> list[AskView]:
    words = i18n.words(i18n.spoken(tongue))
    missing = asks(kept.corrected or kept.topic, kept.entities, known=known, told=True)
    return [AskView(code, words.text(f"triage.ask.{code}"), _replies(code, words.locale)) for code in missing]


def _replies(code: str, locale: i18n.Locale) -> list[QuickReply]:
    offered = [one.of(locale) for one in OFFERED.get(code, ())]
    return [QuickReply(one, SAYS[code].of(locale).format(choice=one)) for one in offered]


def named(code: str, confidence: float = 0.0) -> TopicName:
    """Name a topic in both languages."""
    return TopicName(code, *NAMES.get(code, (code, code)), round(confidence, 2))


async def asked_lately(tx: Tx, now: datetime) -> list[str]:
    """Name the articles on what most ask these days, by slug; what only a few ask names nobody."""
    topics = await readings.asked_since(tx, now - LATELY, FEWEST_ASKING, MOST_ASKED)
    return list(dict.fromkeys(TOPICS[one].article for one in topics if one in TOPICS))


async def cards(tx: Tx) -> list[Card]:
    """Read all cards, the one from the start last."""
    return [*await models_store.cards(tx), (await started()).card]


async def models(tx: Tx, start: Card) -> ModelsView:
    """List the models with their figures."""
    cards = [*await models_store.cards(tx), start]
    own = len(await readings.corrections(tx, MOST_COUNTED))
    return ModelsView([card_view(one) for one in cards], await models_store.active_version(tx), own)


def confusion(card: Card) -> ConfusionView:
    """Show which topic was taken for which."""
    rows = [list(row) for row in card.confusion]
    return ConfusionView(card_view(card), [named(code) for code in card.topics], rows)


async def card_of(tx: Tx, version: int, start: Model) -> Card:
    """Read a card; 0 is the one from the start."""
    card = await models_store.card(tx, version) if version else start.card
    if card is None:
        raise NotFound
    return card


def card_view(card: Card) -> CardView:
    """Leave the matrix out."""
    fields: Mapping[str, Any] = {name: getattr(card, name) for name in CardView.__struct_fields__}
    return CardView(**fields)
