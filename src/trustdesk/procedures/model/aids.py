"""What the house hands to checks that look elsewhere than at the exchange: mails sent in, articles."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import msgspec

from trustdesk.brands import Label
from trustdesk.procedures.model.originals import Inspected


class Article(msgspec.Struct, frozen=True):
    """A public article, by its titles; ``score`` (0 to 100) is how well it answers."""

    slug: str
    title: Label
    score: int


# By brand, conversation and what the customer wrote: everything named, judged; mails read within bounds.
Inspect = Callable[[str, UUID, str], Awaitable[Inspected]]
# By brand and question: the articles that answer it, the best first.
Articles = Callable[[str, str], Awaitable[Sequence[Article]]]


class Aids(msgspec.Struct, frozen=True):
    """Both."""

    inspect: Inspect
    articles: Articles
