"""How well the rules of triage read messages: language, urgency, abuse, complaints, and what is named.

The first set was looked at when the rules were mended, the fresh one never. Both were written before.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import note, say
from trustdesk.triage.rules import tone
from trustdesk.triage.rules.entities import entities
from trustdesk.triage.rules.languages import language
from trustdesk.triage.rules.urgency import urgency

DANGER = frozenset({"theft", "freeze", "scam"})
ANY = "*"  # it must be named; how it is put does not matter
Row = dict[str, Any]


def judge(folder: Path) -> None:
    """Print precision and recall of each, and note what is read wrongly."""
    for name in ("triage", "fresh_triage"):
        rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        counted: Counter[tuple[str, str]] = Counter()
        for row in rows:
            for what, wanted, found in _compared(row):
                counted.update((what, one) for one in ["both"] * len(wanted & found))
                counted.update((what, one) for one in ["missed"] * len(wanted - found))
                counted.update((what, one) for one in ["made up"] * len(found - wanted))
                if wanted != found:
                    note(f"{row['text']}: {what} {sorted(found)}, not {sorted(wanted)}")
        for what in dict.fromkeys(what for what, _ in counted):
            both, missed, more = (counted[what, one] for one in ("both", "missed", "made up"))
            say(f"{name}_{what}_precision_of_{both + more}", 100 * both / max(both + more, 1), "%")
            say(f"{name}_{what}_recall_of_{both + missed}", 100 * both / max(both + missed, 1), "%")


def _compared(row: Row) -> Iterator[tuple[str, set[str], set[str]]]:
    text = row["text"]
    yield "language", {row["language"]}, {language(text) or "none"}
    wanted, found = row["urgency"], urgency(text)
    yield "danger", {wanted} & DANGER and {"danger"}, {found} & DANGER and {"danger"}
    yield "urgency", {wanted} - {"none"}, {found} - {"none"}
    yield "abuse", _one(row["abuse"]), _one(tone.abusive(text))
    yield "complaint", _one(row["complaint"]), _one(tone.complains(text))
    named: dict[str, list[str]] = row["entities"]
    read = [(one.kind, ANY if ANY in named.get(one.kind, ()) else one.text) for one in entities(text)]
    kinds = {"amount", "coin", "network", "order", "account", "error", "time"}
    yield (
        "entities",
        {f"{kind} {one}" for kind, values in named.items() for one in values},
        {f"{kind} {one}" for kind, one in read if kind in kinds},
    )


def _one(found: object) -> set[str]:
    return {"yes"} if found else set()
