"""Decisions of the room: pure.

A macro's text leaves places open: ``{{customer.name}}``. It may say something only under a condition:
``{{#if customer.name}}Dear {{customer.name}},{{else}}Hello,{{/if}}`` or
``{{#if conversation.topic is deposit}}``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from trustdesk.conversations import Conversation

PLACEHOLDERS = frozenset(
    {
        "customer.name",
        "agent.name",
        "conversation.number",
        "conversation.topic",
        "conversation.line",
        "brand.name",
        "brand.host",
        "hours",
    }
)
# Families: a figure of the brand with its day, an article by name and address, what is said in the same
# words everywhere (a risk notice, advice on safety).
FAMILIES = ("figure.", "article.", "block.")
BRACES = re.compile(r"\{\{([^{}]*)\}\}|\{\{|\}\}")
CONDITION = re.compile(r"#if\s+([a-z][\w.-]*)(?:\s+is\s+([\w-]+))?")


class Filled(msgspec.Struct, frozen=True):
    """A text with its places filled; ``missing`` are those for which there is nothing, still open in it."""

    text: str
    missing: Sequence[str]


def wrong_placeholders(text: str) -> list[str]:
    """List what stands in double braces and is none of ours, conditions without their end among it."""
    wrong: list[str] = []
    open_ifs: list[bool] = []  # each with whether it has had its else
    for found in BRACES.finditer(text):
        inside = found[1].strip() if found[1] is not None else None
        if inside is None or not _stands(inside, open_ifs):
            wrong.append(found[0])
    return wrong + ["{{#if}}"] * len(open_ifs)


def named(text: str) -> set[str]:
    """Name everything that a text needs to know, in its conditions too."""
    inside = [found[1].strip() for found in BRACES.finditer(text) if found[1] is not None]
    asked = {match[1] for one in inside if (match := CONDITION.fullmatch(one))}
    return asked | {one for one in inside if _known(one)}


def filled(text: str, values: Mapping[str, str]) -> Filled:
    """Fill a sound text in; what is only said under a condition that does not hold needs no value."""
    said: list[str] = []
    missing: dict[str, None] = {}
    for part, name in _spoken(text, values):
        if name and not values.get(name):
            missing[name] = None
        said.append(values.get(name) or part if name else part)
    return Filled("".join(said), list(missing))


def awaits_a_word(case: Conversation) -> bool:
    """Tell whether the customer is the last who spoke: once a person has answered, no machine need to."""
    return case.status == "open" and case.last_author == "customer"


def _known(name: str) -> bool:
    return name in PLACEHOLDERS or any(
        name.startswith(family) and re.fullmatch(r"[a-z0-9_-]{1,80}", name.removeprefix(family))
        for family in FAMILIES
    )


def _stands(inside: str, open_ifs: list[bool]) -> bool:
    if condition := CONDITION.fullmatch(inside):
        open_ifs.append(False)
        return _known(condition[1])
    if inside in {"else", "/if"}:
        if not open_ifs or (inside == "else" and open_ifs[-1]):
            return False
        if inside == "else":
            open_ifs[-1] = True
        else:
            open_ifs.pop()
        return True
    return _known(inside)


def _spoken(text: str, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Walk through what is said: plain parts, and places with their names."""
    holds: list[bool] = []
    at = 0
    for found in BRACES.finditer(text):
        if all(holds):
            yield text[at : found.start()], ""
        at = found.end()
        inside = (found[1] or "").strip()
        if condition := CONDITION.fullmatch(inside):
            value = values.get(condition[1], "")
            holds.append(value == condition[2] if condition[2] else bool(value))
        elif inside == "else" and holds:
            holds[-1] = not holds[-1]
        elif inside == "/if" and holds:
            holds.pop()
        elif all(holds):
            yield found[0], inside
    yield text[at:], ""
