"""How an answer reads: our own sentences around quoted lines, always with what it rests on."""

from collections.abc import Sequence

from trustdesk import knowledge
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.model import Answer, Cited, HandOver, Kind, Passage, Question
from trustdesk.brands import Brand
from trustdesk.kit import i18n

FREEZE = "account-stolen"
MOST_NEEDS = 4


def passage(parts: Parts, quote: knowledge.Quote, score: float) -> Passage:
    """See an article as something to answer from."""
    return Passage(
        slug=quote.slug,
        title=quote.title,
        url=f"{parts.base_url}{quote.path}",
        locale=quote.locale,
        lines=quote.lines,
        summary=quote.summary,
        whole=quote.whole,
        version=quote.version,
        topics=quote.topics,
        score=score,
    )


def cited(one: Passage) -> Cited:
    """Name and link what an answer rests on."""
    return Cited(one.origin, one.slug, one.title, one.url, one.locale, one.version)


def quoted(asked: Question, passages: Sequence[Passage], words: i18n.Words) -> Answer:
    """Answer in the words of the best passage."""
    best = passages[0]
    lead = words.text(f"assistant.lead.{best.origin}", title=best.title)
    steps = best.lines and best.lines[0][:1].isdigit()
    lines = [*_notes(asked, best, words), lead, *([] if steps else [best.summary]), *best.lines]
    return Answer(
        kind="answered",
        text="\n".join(line for line in lines if line),
        cited=[cited(one) for one in passages],
        score=best.score,
        topic=_topic(passages),
    )


def written(text: str, passages: Sequence[Passage], score: float) -> Answer:
    """Answer in words that the endpoint wrote and that were found fit."""
    return Answer(
        kind="answered",
        text=text,
        cited=[cited(one) for one in passages],
        score=score,
        topic=_topic(passages),
        by="endpoint",
    )


def asked_back(passages: Sequence[Passage], words: i18n.Words) -> Answer:
    """Ask which of these is meant."""
    return Answer(
        kind="asked",
        text=words.text("assistant.which"),
        choices=[one.title for one in passages],
        score=passages[0].score,
        topic="",
    )


def greeted(brand: Brand, words: i18n.Words) -> Answer:
    """Greet, and name what people need most."""
    needs = [need.label.of(words.locale) for need in brand.needs[:MOST_NEEDS]]
    text = words.text("assistant.hello", brand=brand.name.of(words.locale))
    return Answer(kind="asked", text=text, choices=needs)


def handed_over(why: HandOver, words: i18n.Words, found: Sequence[Passage] = ()) -> Answer:
    """Say that a person comes, and in danger what to do until then."""
    kind: Kind = "handed_over"
    named = [cited(one) for one in found if one.slug == FREEZE] if why == "urgent" else []
    return Answer(
        kind=kind,
        text=words.text(f"assistant.person.{why}"),
        cited=named,
        why=why,
        score=max((one.score for one in found), default=0.0),
        topic=_topic(found) if found else "",
    )


def laid_out(answer: Answer, words: i18n.Words, *, named: bool) -> tuple[str, int]:
    """Write an answer out for any line; gives how many of its last lines a card says again.

    ``named`` puts before it that a machine speaks, where no face says so.
    """
    below = [f"• {choice}" for choice in answer.choices]
    for one in answer.cited:
        below += [words.text(f"assistant.from.{one.origin}", title=one.title), one.url]
    if named and answer.kind != "handed_over":
        below.append(words.text("assistant.or_person"))
    above = [words.text("assistant.speaks"), answer.text] if named else [answer.text]
    return "\n".join((*above, *below)), len(below)


def _notes(asked: Question, best: Passage, words: i18n.Words) -> list[str]:
    if best.locale != words.locale:
        return [words.text("assistant.other_language")]
    return [words.text("assistant.foreign")] if asked.foreign else []


def _topic(passages: Sequence[Passage]) -> str:
    return next((topic for one in passages for topic in one.topics), "")
