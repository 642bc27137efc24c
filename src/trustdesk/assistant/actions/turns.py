"""Taking the word and giving it to people: what becomes of a customer's message."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import conversations, customers, files
from trustdesk.assistant import store
from trustdesk.assistant.actions import summing, wording
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.model import Answer, HandOver, Question, Told, Turn
from trustdesk.assistant.rules.turns import has_the_word, owes
from trustdesk.assistant.rules.wishes import written_in
from trustdesk.assistant.views import CardView
from trustdesk.conversations import Conversation, Entry, MessageReceived
from trustdesk.kit import i18n, jobs
from trustdesk.kit.actors import system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Refused
from trustdesk.kit.events import Event
from trustdesk.kit.ids import uuid7

ANSWER = "assistant.answer"
TAG = "assistant"
MOST_ENTRIES = 200
MOST_FILES = 5
URGENT_PRIORITY = 3
# Lines on which a proof of the visit is a proof of who writes; elsewhere anybody may have written.
PROVED_LINES = frozenset({"webchat", "app"})
FACES = frozenset({"webchat", "app"})  # which show that it is a machine, and offer a person


class Asking(msgspec.Struct, frozen=True):
    """A question as it stands in a conversation."""

    case: Conversation
    turn: Turn
    question: Question
    level: int


async def heard(tx: Tx, parts: Parts, events: Sequence[Event], now: datetime) -> None:
    """Note the questions that wait for the assistant, and have each looked at."""
    settings = await parts.settled(tx)
    if settings.mode != "answer":
        return
    latest = {event.fact.about: event.fact for event in events}
    cases = await conversations.states_of(tx, list(latest))
    turns = await store.turns(tx, list(latest))
    for id, case in cases.items():
        fact = latest[id]
        may = has_the_word(case, turns.get(id), settings)
        if may and isinstance(fact, MessageReceived) and await store.asked(tx, id, fact.seq, now):
            await jobs.defer(tx, ANSWER, {"conversation": str(id)})


async def held(tx: Tx, parts: Parts, ids: Sequence[UUID]) -> set[UUID]:
    """Tell which of these conversations wait for no person yet, as the assistant has the word in them."""
    settings = await parts.settled(tx)
    if settings.mode != "answer" or not settings.before_queue:
        return set()
    cases, turns = await conversations.states_of(tx, ids), await store.turns(tx, ids)
    return {id for id, case in cases.items() if has_the_word(case, turns.get(id), settings)}


async def asked_in(tx: Tx, parts: Parts, id: UUID, now: datetime) -> Asking | None:
    """Read the question that waits for the assistant in a conversation, if one does."""
    case = (await conversations.states_of(tx, [id])).get(id)
    turn = await store.turn(tx, id)
    if case is None or turn is None or not owes(turn):
        return None
    if not has_the_word(case, turn, await parts.settled(tx)):
        return None
    entries = await conversations.entries_for(tx, case, max(0, case.seq - MOST_ENTRIES), MOST_ENTRIES)
    question = question_of(entries, turn, case.language)
    sent = [file for one in entries if one.author_kind == "customer" for file in one.attachments or ()]
    names = [(await files.find(tx, file)).name for file in sent[-MOST_FILES:]]
    question = msgspec.structs.replace(question, files=names)
    return Asking(case, turn, question, await level_of(tx, case, now))


async def say(tx: Tx, parts: Parts, asking: Asking, given: Answer, took_ms: int, now: datetime) -> None:
    """Say it, unless a person came or the customer went on meanwhile: then it is nobody's answer."""
    turn = await store.turn(tx, asking.case.id, lock=True)
    case = (await conversations.states_of(tx, [asking.case.id])).get(asking.case.id)
    settings = await parts.settled(tx)
    if turn is None or case is None or turn.asked_seq != asking.turn.asked_seq or not owes(turn):
        return
    if not has_the_word(case, turn, settings):
        return
    asking = msgspec.structs.replace(asking, case=case, turn=turn)
    told = Told(
        id=uuid7(),
        conversation=case.id,
        question_seq=turn.asked_seq,
        kind=given.kind,
        why=given.why,
        by=given.by,
        slugs=[one.slug for one in given.cited],
        score=given.score,
        took_ms=took_ms,
        at=now,
    )
    if not await store.tell(tx, told):
        return
    if given.kind == "handed_over":
        await _give(tx, parts, asking, given, now)
        return
    await store.save(tx, _after(turn, given, now))
    if given.kind != "quiet":
        await _perform(tx, parts, [_spoken(tx, asking, given)], now)
        await _check(tx, parts, asking, given, now)


async def called(tx: Tx, parts: Parts, case: Conversation, why: HandOver, now: datetime) -> None:
    """Give the word to people as the customer wishes; where they have it already nothing is said."""
    turn = await store.turn(tx, case.id)
    settings = await parts.settled(tx)
    reachable = case.status in {"open", "waiting"} and case.assignee is None
    if reachable and (turn is not None or has_the_word(case, turn, settings)):
        await give_to_people(tx, parts, case, why, now)


async def give_to_people(tx: Tx, parts: Parts, case: Conversation, why: HandOver, now: datetime) -> None:
    """Say that a person comes and sum up for whoever takes it; once people have the word, do nothing."""
    turn = await store.turn(tx, case.id, lock=True)
    if turn is not None and turn.state == "people":
        return
    turn = turn or Turn(conversation=case.id, state="assistant", asked_seq=case.seq, why="", asked_at=now)
    locale = i18n.spoken(case.language)
    asking = Asking(case, turn, Question(text="", locale=locale), await level_of(tx, case, now))
    await _give(tx, parts, asking, wording.handed_over(why, i18n.words(locale)), now)


async def rest(tx: Tx, parts: Parts, case: Conversation, now: datetime) -> None:
    """Leave an answered conversation to its customer: it is their turn, until they write again."""
    waits = conversations.SetStatus(
        actor=system(tx.tenant),
        client_id=f"assistant-rests:{case.id}:{case.seq}",
        conversation=case.id,
        status="waiting",
    )
    await _perform(tx, parts, [waits], now)


async def solved(tx: Tx, parts: Parts, case: Conversation, seq: int, now: datetime) -> str:
    """Take the customer's word that an answer helped: the conversation is resolved. Tells who has the word.

    A tap that comes after a person was called, or after more was written, changes nothing.
    """
    turn = await store.turn(tx, case.id, lock=True)
    fresh = turn is not None and turn.state == "assistant" and not owes(turn)
    if turn is None or not fresh or case.status not in {"open", "waiting"} or seq <= turn.said_seq:
        return "people" if turn is None or turn.state == "people" else "assistant"
    await store.judge(tx, case.id, helped=True)
    done = conversations.SetStatus(
        actor=system(tx.tenant),
        client_id=f"assistant-helped:{case.id}:{turn.asked_seq}",
        conversation=case.id,
        status="resolved",
    )
    await _perform(tx, parts, [done], now)
    return "assistant"


async def level_of(tx: Tx, case: Conversation, now: datetime) -> int:
    """Tell how well it is proved now who writes in a conversation."""
    if case.line not in PROVED_LINES:
        return 0
    proof = await customers.proof_of(tx, case.customer)
    return proof.level if proof is not None and now < proof.until else 0


def question_of(entries: Sequence[Entry], turn: Turn, language: str) -> Question:
    """Read what is asked off the customer's messages since the last answer."""
    said = [one for one in entries if one.kind == "message" and one.author_kind == "customer"]
    fresh = [one.text for one in said if turn.said_seq < one.seq <= turn.asked_seq and one.text.strip()]
    earlier = [one.text for one in said if one.seq <= turn.said_seq and one.text.strip()]
    text = "\n".join(fresh)
    spoken = written_in(text, language)
    foreign = not spoken.startswith(("en", "zh"))
    return Question(
        text=text, locale=i18n.spoken(spoken), earlier=earlier[-4:], clarified=turn.clarified, foreign=foreign
    )


async def _give(tx: Tx, parts: Parts, asking: Asking, given: Answer, now: datetime) -> None:
    case, turn = asking.case, _after(asking.turn, given, now)
    turn = msgspec.structs.replace(turn, state="people", why=given.why)
    await store.save(tx, turn)
    entries = await conversations.entries_for(tx, case, max(0, case.seq - MOST_ENTRIES), MOST_ENTRIES)
    level = await level_of(tx, case, now)
    staff = i18n.words(parts.brands[tx.tenant].locales[0])
    summed = await summing.summary(tx, parts, summing.Heard(case, entries, turn, level), staff)
    mark = f"{case.id}:{turn.asked_seq}:{given.why}"
    again = conversations.SetStatus(
        actor=system(tx.tenant), client_id=f"assistant-open:{mark}", conversation=case.id, status="open"
    )
    note = conversations.Note(
        actor=system(tx.tenant), client_id=f"assistant-note:{mark}", conversation=case.id, text=summed.text
    )
    label = conversations.Label(
        actor=system(tx.tenant),
        client_id=f"assistant-label:{mark}",
        conversation=case.id,
        tags=[*case.tags, TAG],
        priority=URGENT_PRIORITY if given.why == "urgent" else None,
        topic=None if case.topic else _topic(parts, tx.tenant, turn.topic),
    )
    opened = [] if case.status == "open" else [again]
    await _perform(tx, parts, [*opened, _spoken(tx, asking, given), note, label], now)
    await _check(tx, parts, asking, given, now)


async def _check(tx: Tx, parts: Parts, asking: Asking, given: Answer, now: datetime) -> None:
    """Begin the guided case for what this is about: it looks into the account of who has signed in to it."""
    topic = given.topic or asking.turn.topic
    if topic and customers.allows(asking.level, customers.Thing.ACCOUNT_DATA):
        await parts.procedures.begin(tx, asking.case, topic, now)


def _after(turn: Turn, given: Answer, now: datetime) -> Turn:
    read = list(dict.fromkeys([*turn.read, *(one.slug for one in given.cited if one.origin == "article")]))
    return msgspec.structs.replace(
        turn,
        said_seq=turn.asked_seq,
        said_at=now,
        answers=turn.answers + (given.kind == "answered"),
        clarified=given.kind == "asked" and bool(given.score),
        read=read,
        topic=given.topic or turn.topic,
    )


def _spoken(tx: Tx, asking: Asking, given: Answer) -> conversations.Say:
    words = i18n.words(asking.question.locale)
    text, below = wording.laid_out(given, words, named=asking.case.line not in FACES)
    card = CardView(
        kind=given.kind,
        cited=given.cited,
        choices=given.choices,
        below=below,
        urgent=given.why == "urgent",
    )
    return conversations.Say(
        actor=system(tx.tenant),
        client_id=f"assistant:{asking.case.id}:{asking.turn.asked_seq}:{given.why}",
        conversation=asking.case.id,
        text=text,
        card=msgspec.to_builtins(card),
    )


async def _perform(tx: Tx, parts: Parts, commands: Sequence[conversations.Command], now: datetime) -> None:
    answers = await conversations.perform(tx, commands, parts.brands[tx.tenant].prefix, now)
    for one in answers:
        if isinstance(one, Refused):
            raise one


def _topic(parts: Parts, tenant: str, topic: str) -> str | None:
    return topic if any(one.code == topic for one in parts.brands[tenant].topics) else None
