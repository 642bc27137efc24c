"""What a model may use: reading alone, each tool only at the level the customer themselves has.

The conversation a tool is about is never an argument: it is the one in which was asked. So there is no
number, no name and no id by which a text could ask for somebody else's.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import msgspec

from trustdesk import conversations, customers, knowledge
from trustdesk.assistant.actions.endpoint import Wish
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.wording import passage
from trustdesk.assistant.model import Passage, Question
from trustdesk.customers import Thing

RECORDS = ("deposits", "withdrawals", "orders", "positions", "transfers")
MOST_FOUND = 3


class Asker(msgspec.Struct, frozen=True):
    """For whom a model works: their conversation, their question, and how well they are proved."""

    tenant: str
    case: conversations.Conversation
    question: Question
    level: int


class Result(msgspec.Struct, frozen=True):
    """What a tool gave: words for the model, and what may be named and cited from now on."""

    text: str
    passages: Sequence[Passage] = ()
    sources: Sequence[str] = ()
    refused: bool = False


class _Search(msgspec.Struct, forbid_unknown_fields=True):
    question: str


class _Read(msgspec.Struct, forbid_unknown_fields=True):
    article: str


class _Records(msgspec.Struct, forbid_unknown_fields=True):
    kind: str


Use = Callable[[Parts, Asker, Any], Awaitable[Result]]


class Tool(msgspec.Struct, frozen=True):
    """One tool: from which level on, what it takes, what it does."""

    needs: Thing
    takes: type[msgspec.Struct]
    about: str
    use: Use


REFUSED = Result("refused", refused=True)


def offered(level: int) -> list[Mapping[str, Any]]:
    """Describe the tools that a customer of this level has, as models are told of them."""
    allowed = {name: tool for name, tool in TOOLS.items() if customers.allows(level, tool.needs)}
    return [
        {
            "type": "function",
            "function": {
                "name": name,
                "description": tool.about,
                "parameters": {
                    "type": "object",
                    "properties": {
                        one.name: {"type": "string"} for one in msgspec.structs.fields(tool.takes)
                    },
                    "required": [one.name for one in msgspec.structs.fields(tool.takes)],
                },
            },
        }
        for name, tool in allowed.items()
    ]


async def use(parts: Parts, asker: Asker, wish: Wish) -> Result:
    """Do what a model wishes, as far as the customer could; whatever else it wishes is refused."""
    tool = TOOLS.get(wish.name)
    if tool is None or not customers.allows(asker.level, tool.needs):
        return REFUSED
    try:
        given = msgspec.json.decode(wish.arguments or "{}", type=tool.takes)
    except msgspec.DecodeError:
        return REFUSED
    return await tool.use(parts, asker, given)


async def _search(parts: Parts, asker: Asker, given: _Search) -> Result:
    hits = await parts.articles.find(asker.tenant, given.question, asker.question.locale, MOST_FOUND)
    found = [await _quoted(parts, asker, hit.slug, hit.score) for hit in hits]
    return _told([one for one in found if one is not None])


async def _read(parts: Parts, asker: Asker, given: _Read) -> Result:
    one = await _quoted(parts, asker, given.article, 0.0)
    return _told([one] if one else [])


async def _records(parts: Parts, asker: Asker, given: _Records) -> Result:
    if given.kind not in RECORDS:
        return REFUSED
    text = await parts.account.told(asker.tenant, asker.case, given.kind)
    return Result(text, sources=[text])


async def _quoted(parts: Parts, asker: Asker, slug: str, score: float) -> Passage | None:
    async with parts.db.transaction(asker.tenant) as tx:
        brand, question = parts.brands[asker.tenant], asker.question
        quote = await knowledge.quote(tx, brand, slug, question.locale, question.text)
    return quote and passage(parts, quote, score)


def _told(found: Sequence[Passage]) -> Result:
    texts = [{"article": one.slug, "title": one.title, "text": one.whole} for one in found]
    return Result(msgspec.json.encode(texts).decode(), found, [f"{one.title}\n{one.whole}" for one in found])


TOOLS: Mapping[str, Tool] = {
    "search_articles": Tool(Thing.WRITE, _Search, "Search the help centre for a question.", _search),
    "read_article": Tool(Thing.WRITE, _Read, "Read an article of the help centre by its id.", _read),
    "account_records": Tool(
        Thing.ACCOUNT_DATA,
        _Records,
        "Read the customer's own latest records; kind is one of " + ", ".join(RECORDS),
        _records,
    ),
}
