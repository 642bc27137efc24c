"""What a reading changes of a conversation: only what nobody has chosen, only what is sure enough."""

from collections.abc import Collection
from typing import Any, Protocol

from trustdesk.triage.model import Reading
from trustdesk.triage.rules.topics import TOPICS
from trustdesk.triage.rules.urgency import PRIORITY

UNTOLD = (None, "other")  # whoever chose "something else" has told nothing
USUAL = 1  # the priority that nobody has chosen
VICTIM = frozenset({"theft", "freeze", "scam"})


class Labelled(Protocol):
    """What of a conversation is looked at."""

    @property
    def topic(self) -> str | None: ...
    @property
    def language(self) -> str: ...
    @property
    def priority(self) -> int: ...
    @property
    def tags(self) -> list[str]: ...


def label(
    case: Labelled, reading: Reading, chosen: Collection[str], *, topics: Collection[str]
) -> dict[str, Any]:
    """Give what is to be labelled, nothing for nothing. ``chosen`` names what people have set themselves."""
    found: dict[str, Any] = {}
    under = TOPICS[reading.topic].brand if reading.topic else None
    if case.topic in UNTOLD and under in topics and under != case.topic:
        found["topic"] = under
    if reading.language and differs(case.language, reading.language):
        found["language"] = "zh-CN" if reading.language == "zh" else reading.language
    urgent = max(PRIORITY[reading.urgency], 2 if reading.complaint else USUAL)
    if case.priority == USUAL and urgent > USUAL:
        found["priority"] = urgent
    tags = sorted({*case.tags, *tags_of(reading)})
    if tags != sorted(case.tags):
        found["tags"] = tags
    return {name: value for name, value in found.items() if name not in chosen}


def tags_of(reading: Reading) -> set[str]:
    """Name what a conversation is tagged with."""
    tags = {"complaint"} if reading.complaint else set[str]()
    if reading.abuse:
        tags.add("abuse")
    return tags | ({reading.urgency} if reading.urgency in VICTIM else set())


def differs(before: str, found: str) -> bool:
    """Tell whether it is another language, whatever the region."""
    return before.partition("-")[0] != found.partition("-")[0]


def warns(reading: Reading, tags: Collection[str]) -> bool:
    """Tell whether a word about manners is due: once, and never to somebody who is being robbed."""
    return reading.abuse and "abuse" not in tags and reading.urgency not in VICTIM
