"""Whether a text may become public: what must be mended first, and what would make it better."""

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from trustdesk.knowledge.model import Shown, Wording
from trustdesk.knowledge.rules import render
from trustdesk.knowledge.rules.filling import opened

FEW_QUESTIONS = 5
LONG_SUMMARY = 160


class Flaw(Struct, frozen=True):
    """What is wrong with a text, by a stable code; ``what`` names the place. A hint stops nothing."""

    code: str
    what: str = ""
    hint: bool = False


class Known(Struct, frozen=True):
    """What a text may refer to."""

    names: Collection[str]
    slugs: Collection[str]
    pictures: Mapping[str, Shown]


def flaws(wording: Wording, known: Known) -> list[Flaw]:
    """List everything; what stops publishing comes first."""
    return [*_gaps(wording), *_references(wording, known), *_hints(wording)]


def _gaps(wording: Wording) -> Iterator[Flaw]:
    for name in ("title", "summary", "body"):
        if not getattr(wording, name).strip():
            yield Flaw(f"no_{name}")


def _references(wording: Wording, known: Known) -> Iterator[Flaw]:
    said = f"{wording.title}\n{wording.summary}\n{wording.body}"
    yield from (Flaw("unknown_placeholder", name) for name in opened(said) if name not in known.names)
    for where in dict.fromkeys(render.links(wording.body)):
        if render.SLUG.fullmatch(where) and where not in known.slugs:
            yield Flaw("dead_link", where)
    for source, words in render.pictures(wording.body):
        if not words.strip():
            yield Flaw("no_alt", source)
        if (name := render.picture_name(source)) is None or name not in known.pictures:
            yield Flaw("unknown_picture", source)


def _hints(wording: Wording) -> Iterator[Flaw]:
    if len(wording.questions) < FEW_QUESTIONS:
        yield Flaw("few_questions", str(len(wording.questions)), hint=True)
    if len(wording.summary) > LONG_SUMMARY:
        yield Flaw("long_summary", str(len(wording.summary)), hint=True)
    if wording.body.strip() and not render.steps(wording.body):
        yield Flaw("no_steps", hint=True)
