"""What to ask: of what a topic needs, only what the message does not hold yet."""

from collections.abc import Collection

from trustdesk.triage.model import EntityKind
from trustdesk.triage.rules.topics import SATISFIED, TOPICS

MOST_ASKED = 4  # at once: a longer list is not answered


def asks(topic: str | None, there: Collection[EntityKind], *, known: bool, told: bool) -> tuple[str, ...]:
    """Name what is missing, the most telling first.

    ``known`` tells that the exchange has said who writes: then nobody is asked for their account.
    ``told`` tells that the message is a story of its own and not two words.
    """
    known_topic = TOPICS.get(topic or "")
    wanted = known_topic.asks if known_topic else ("what", "when", "account")
    missing = [ask for ask in wanted if SATISFIED.get(ask) not in there]
    if known:
        missing = [ask for ask in missing if ask != "account"]
    if told:
        missing = [ask for ask in missing if ask not in ("what", "steps")]
    if "transaction" in there:  # the chain says the rest, and says it better
        missing = [ask for ask in missing if ask not in ("amount", "address", "when", "network")]
    return tuple(missing[:MOST_ASKED])
