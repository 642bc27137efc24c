"""What the articles lack: questions nobody could answer from them, and answers people have given."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk import conversations, knowledge
from trustdesk.evidence import About, append
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound
from trustdesk.kit.i18n import Locale, spoken
from trustdesk.kit.ids import uuid7
from trustdesk.staff import Action, check
from trustdesk.triage.actions.learning import started
from trustdesk.triage.actions.showing import named
from trustdesk.triage.model import ProposalKind
from trustdesk.triage.rules import classifier, grouping
from trustdesk.triage.rules.features import numbers
from trustdesk.triage.rules.topics import TOPICS
from trustdesk.triage.store import proposals as store
from trustdesk.triage.store.proposals import Proposal, Question
from trustdesk.triage.views import ProposalsView, ProposalView, UnhelpfulView

ANSWERED = 0.45  # below this the best article only resembles an answer
WITHIN = timedelta(days=30)
MOST, MOST_GAPS, MOST_ANSWERS, MOST_SHOWN = 2_000, 40, 40, 60
SHORTEST_ANSWER = 40
CATEGORIES = {
    "account": "account",
    "deposit": "deposit",
    "withdraw": "withdrawal",
    "trade": "trading",
    "futures": "trading",
    "promo": "promotion",
    "security": "security",
}


class Told(msgspec.Struct, frozen=True):
    """What was asked and answered, without names, contacts, numbers, amounts and addresses."""

    question: str
    answer: str


async def gather(tx: Tx, now: datetime) -> int:
    """Propose from what has come lately; returns how many gaps there are. Again, it changes nothing."""
    asked = await store.unanswered(tx, ANSWERED, now - WITHIN, MOST)
    gaps = 0
    for locale, rows in _by_locale(asked).items():
        middle = (await started()).weights.middle
        for group in (await asyncio.to_thread(_groups, rows, middle))[:MOST_GAPS]:
            if len({one.customer for one in group}) >= grouping.FEWEST:
                await store.propose(tx, await _gap(tx, locale, group, now))
                gaps += 1
    for one in await store.solved(tx, ANSWERED, now - WITHIN, MOST_ANSWERS):
        if len((await told(tx, one.conversation)).answer) >= SHORTEST_ANSWER:
            await store.propose(tx, _proposal("answer", one, (_locale(one), [], 1), now))
    return gaps


async def told(tx: Tx, conversation: UUID) -> Told:
    """Read a conversation's first question and last answer, with nothing of anybody in it."""
    case = (await conversations.states_of(tx, [conversation]))[conversation]
    entries = [one for one in await conversations.entries_for(tx, case, 0, 200) if one.kind == "message"]
    names = sorted({one.author_name for one in entries if len(one.author_name) > 1}, key=len, reverse=True)
    asked = next((one.text for one in entries if one.author_kind == "customer"), "")
    said = next((one.text for one in reversed(entries) if one.author_kind == "agent"), "")
    return Told(*(conversations.without(text, names, conversations.HIDING) for text in (asked, said)))


async def listed(tx: Tx, actor: Actor, now: datetime) -> ProposalsView:
    """List what waits for who keeps the articles, and the articles that do not help. On record."""
    check(actor, Action.MANAGE_ARTICLES)
    waiting = await store.waiting(tx, MOST_SHOWN)
    if waiting:
        await append(tx, actor, "triage.review", About("triage", "proposals"), {"shown": len(waiting)})
    items = [await _view(tx, one) for one in waiting]
    poor = await knowledge.unhelpful(tx, now - WITHIN)
    unhelpful = [UnhelpfulView(one.slug, one.locale, one.title, one.helpful, one.unhelpful) for one in poor]
    return ProposalsView(items, unhelpful)


async def draft(tx: Tx, actor: Actor, id: UUID, now: datetime) -> str:
    """Begin an article from a proposal; nothing is public before an editor publishes it. Returns its slug."""
    check(actor, Action.MANAGE_ARTICLES)
    one, state, slug = await _locked(tx, id)
    if state == "drafted":
        return slug
    if state != "waiting":
        raise Conflict("it was decided otherwise")
    slug = f"asked-{id.hex[-12:]}"
    view = await _view(tx, one)
    topic = TOPICS.get(one.topic or "")
    topics = (topic.brand,) if topic else ()
    card = msgspec.convert({"category": category(one.topic), "topics": topics}, knowledge.Card)
    await knowledge.set_card(tx, actor, slug, 0, card)
    asked = tuple(one.words) if one.kind == "search" else (view.question[:300],)
    asked = tuple(text for text in asked if text.strip())
    wording = knowledge.Wording(title=view.title[:300], questions=asked, body=view.answer)
    await knowledge.write_draft(tx, actor, (slug, one.locale), 0, wording, now)
    await store.decide(tx, id, ("drafted", slug), (actor.key, now))
    await append(tx, actor, "triage.draft", About("article", slug), {"kind": one.kind, "size": one.size})
    return slug


async def dismiss(tx: Tx, actor: Actor, id: UUID, now: datetime) -> None:
    """Say that nothing shall be written; it does not come again."""
    check(actor, Action.MANAGE_ARTICLES)
    _, state, _ = await _locked(tx, id)
    if state == "waiting":
        await store.decide(tx, id, ("dismissed", ""), (actor.key, now))
        await append(tx, actor, "triage.dismiss", About("triage", str(id)), {})


def category(topic: str | None) -> str:
    """Tell under which heading of the help centre it falls."""
    return CATEGORIES.get((topic or "").partition(".")[0], "rules")


async def _locked(tx: Tx, id: UUID) -> tuple[Proposal, str, str]:
    found = await store.lock(tx, id)
    if found is None:
        raise NotFound
    return found


async def _gap(tx: Tx, locale: Locale, group: Sequence[Question], now: datetime) -> Proposal:
    entries = await conversations.entries_at(tx, [(one.conversation, one.seq) for one in group])
    texts = [
        (str(one.customer), entries[one.conversation, one.seq].text)
        for one in group
        if (one.conversation, one.seq) in entries
    ]
    people = len({one.customer for one in group})
    return _proposal("gap", group[0], (locale, grouping.shared(texts), people), now, _topic(group))


def _proposal(
    kind: ProposalKind,
    one: Question,
    told: tuple[Locale, list[str], int],
    now: datetime,
    topic: str | None = None,
) -> Proposal:
    locale, words, size = told
    return Proposal(
        id=uuid7(),
        kind=kind,
        conversation=one.conversation,
        locale=locale,
        topic=topic or one.topic,
        words=words,
        size=size,
        at=now,
    )


async def _view(tx: Tx, one: Proposal) -> ProposalView:
    said = Told("", "")
    if one.kind == "answer" and one.conversation:
        said = await told(tx, one.conversation)
    topic = named(one.topic) if one.topic else None
    heading = "" if topic is None else topic.zh if one.locale == "zh-CN" else topic.en
    words = " · ".join(one.words)
    return ProposalView(
        id=str(one.id),
        kind=one.kind,
        locale=one.locale,
        topic=topic,
        title=": ".join(one for one in (heading, words) if one) or "?",
        question=said.question,
        answer=said.answer,
        words=one.words,
        size=one.size,
        at=one.at,
    )


def _groups(rows: Sequence[Question], middle: object) -> list[list[Question]]:
    np = numbers()
    raw = np.stack([np.frombuffer(one.meaning, dtype="float32") for one in rows])
    return [[rows[at] for at in group] for group in grouping.groups(classifier.centred(raw, middle))]


def _by_locale(asked: Sequence[Question]) -> dict[Locale, list[Question]]:
    found: dict[Locale, list[Question]] = {}
    for one in asked:
        found.setdefault(_locale(one), []).append(one)
    return found


def _locale(one: Question) -> Locale:
    return spoken(one.language)


def _topic(group: Sequence[Question]) -> str | None:
    counted = Counter(one.topic for one in group if one.topic)
    return counted.most_common(1)[0][0] if counted else None
