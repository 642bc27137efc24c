"""What whoever takes over must know, gathered from the conversation alone."""

from collections.abc import Iterator, Sequence

import msgspec

from trustdesk import conversations, exchange, knowledge
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.wording import cited, passage
from trustdesk.assistant.model import Cited, Turn
from trustdesk.assistant.rules.naming import amounts, numbers
from trustdesk.assistant.views import FactView, SummaryView
from trustdesk.kit import i18n
from trustdesk.kit.db import Tx

MOST_SAID = 160  # characters of one message
MOST_ALSO = 4
MOST_FACTS = 12


class Heard(msgspec.Struct, frozen=True):
    """A conversation as far as it is summed up: its entries, how far the assistant was, the level."""

    case: conversations.Conversation
    entries: Sequence[conversations.Entry]
    turn: Turn | None
    level: int


async def summary(tx: Tx, parts: Parts, heard: Heard, words: i18n.Words) -> SummaryView:
    """Sum up in a reader's language: what was asked and named, what was read, why a person is needed."""
    said = [one.text for one in heard.entries if one.kind == "message" and one.author_kind == "customer"]
    facts = list(_facts(said))[:MOST_FACTS]
    read = await _read(tx, parts, heard.turn, words.locale)
    why = heard.turn.why if heard.turn else ""
    lines = [*_said(said, words), *_named(facts, words)]
    lines += (
        [words.text("assistant.summary.read", titles="; ".join(one.title for one in read))] if read else []
    )
    lines.append(
        words.text("assistant.summary.known", level=words.text(f"assistant.level.{min(heard.level, 2)}"))
    )
    lines += [words.text("assistant.summary.why", why=words.text(f"assistant.why.{why}"))] if why else []
    lines.append(_answered(heard.entries, words))
    return SummaryView(text="\n".join(lines), why=why, facts=facts, read=read)


def _said(said: Sequence[str], words: i18n.Words) -> Iterator[str]:
    if said:
        yield words.text("assistant.summary.asked", text=shortened(said[0]))
    for text in said[1:][-MOST_ALSO:]:
        yield words.text("assistant.summary.also", text=shortened(text))


def _named(facts: Sequence[FactView], words: i18n.Words) -> list[str]:
    told = [f"{words.text(f'assistant.fact.{one.kind}')} {one.text}" for one in facts]
    return [words.text("assistant.summary.named", facts="; ".join(told))] if told else []


def _answered(entries: Sequence[conversations.Entry], words: i18n.Words) -> str:
    said = [one.text for one in entries if one.kind == "message" and one.author_kind in {"agent", "api"}]
    if not said:
        return words.text("assistant.summary.open")
    return words.text("assistant.summary.answered", text=shortened(said[-1]))


def _facts(said: Sequence[str]) -> Iterator[FactView]:
    seen: set[str] = set()
    for text in said:
        found = [(one.what.kind, one.text) for one in exchange.mentions(text)]
        found += [("amount", one) for one in amounts(text)] + [("order", one) for one in numbers(text)]
        for kind, named in found:
            if named not in seen:
                seen.add(named)
                yield FactView(kind, named)


async def _read(tx: Tx, parts: Parts, turn: Turn | None, locale: i18n.Locale) -> list[Cited]:
    quotes = [
        await knowledge.quote(tx, parts.brands[tx.tenant], slug, locale, "")
        for slug in (turn.read if turn else ())
    ]
    return [cited(passage(parts, quote, 0.0)) for quote in quotes if quote is not None]


def shortened(text: str) -> str:
    """Give the first words of a message on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST_SAID else f"{plain[:MOST_SAID]}…"
