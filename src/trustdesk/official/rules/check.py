"""The checker: a pasted text in, each thing it names judged, the worst of them speaking for the whole."""

import re
from collections.abc import Callable, Sequence

from trustdesk.official.model import Found, Judged, Reason, Registry, Verdict
from trustdesk.official.rules.confusables import skeleton
from trustdesk.official.rules.contacts import judge_agent, judge_handle, judge_mail, judge_phone
from trustdesk.official.rules.extract import extract, lone_word
from trustdesk.official.rules.folding import fold
from trustdesk.official.rules.hosts import judge_site

SHORTEST_NAME = 4
JUDGES: dict[str, Callable[[Found, Registry], Judged]] = {
    "site": judge_site,
    "mail": judge_mail,
    "handle": judge_handle,
    "phone": judge_phone,
    "agent": judge_agent,
}
ORDER = tuple(Verdict)


def check(text: str, registry: Registry) -> list[Judged]:
    """Judge everything ``text`` names; empty when there is nothing recognisable in it."""
    folded = fold(text)
    found = extract(folded, registry.marks)
    judged = [judge(one, registry) for one in found]
    if not judged:
        judged = _words(folded, registry)
    return judged + [judge_agent(one, registry) for one in _names(folded, registry)]


def judge(found: Found, registry: Registry) -> Judged:
    """Judge one thing. What is official stays so, whatever was reported of it."""
    judged = JUDGES[found.kind](found, registry)
    known = judged.verdict is not Verdict.OFFICIAL and (found.kind, thing(found)) in registry.impostors
    if not known or Reason.NO_HOTLINE in judged.reasons:
        return judged
    reasons = (Reason.REPORTED, *(one for one in judged.reasons if one is not Reason.UNLISTED))
    return Judged(found, Verdict.KNOWN_IMPOSTOR, reasons, judged.imitates, judged.difference)


def verdict(judged: Sequence[Judged]) -> Verdict:
    """The worst verdict speaks for a whole message."""
    return max((one.verdict for one in judged), key=ORDER.index, default=Verdict.UNKNOWN)


def thing(found: Found) -> str:
    """Name a thing so that all reports of it meet: a handle with its network."""
    return f"{found.place}:{found.value}" if found.place else found.value


def _words(text: str, registry: Registry) -> list[Judged]:
    """Look for handles without their sign: ours anywhere, others where they are all there is."""
    low = text.lower()
    ours = dict.fromkeys(registry.handles.values())
    found = [
        Found("handle", name, name)
        for name in ours
        if re.search(rf"(?<![a-z0-9_.-]){re.escape(name)}(?![a-z0-9_-])", low)
    ]
    word = lone_word(text)
    if not found and word is not None and word.value not in registry.marks:
        found = [word] if judge(word, registry).verdict is not Verdict.NOT_OFFICIAL else []
    return [judge(one, registry) for one in found]


def _names(text: str, registry: Registry) -> list[Found]:
    low = text.casefold().strip()
    found: list[Found] = []
    for name in registry.agents:
        wanted = name.casefold()
        within = len(name) >= SHORTEST_NAME and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", low)
        if low == wanted or within:
            found.append(Found("agent", name, wanted))
        elif len(name) >= SHORTEST_NAME and low != wanted and skeleton(low) == skeleton(wanted):
            found.append(Found("agent", text.strip(), low))
    return found
