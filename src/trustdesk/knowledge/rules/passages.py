"""An article as passages: what of it answers a question, in its own words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from trustdesk.knowledge.rules.vocabulary import words

Kind = Literal["heading", "step", "item", "text", "aside"]
MOST_STEPS = 7
MOST_TEXTS = 2
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


class Block(Struct, frozen=True):
    """One block of an article in plain words; ``number`` is a step's."""

    kind: Kind
    text: str
    number: int = 0


def blocks(body: str) -> list[Block]:
    """Take a text apart, in order."""
    return list(_blocks(_MARKDOWN.parse(body)))


def quoted(parts: Sequence[Block], asked: str, most: int) -> list[str]:
    """Choose the lines that answer a question, at most ``most`` characters: a section, its steps first.

    What is quoted is never changed; a line that does not fit is left out with all that follow it.
    """
    wanted = set(words(asked))
    sections = list(_sections(parts))
    best = max(sections, key=lambda one: _fitness(one, wanted), default=list[Block]())
    return list(_fitting(_lines(best, wanted), most))


def _fitness(section: Sequence[Block], wanted: set[str]) -> tuple[float, bool]:
    said = {word for block in section for word in words(block.text)}
    heading = {word for block in section if block.kind == "heading" for word in words(block.text)}
    share = len(said & wanted) / (1 + len(wanted))
    # The way to do it answers most questions; a section that is about what was asked, more.
    return share + 0.4 * bool(heading & wanted) + 0.5 * any(b.kind == "step" for b in section), bool(heading)


def _lines(section: Sequence[Block], wanted: set[str]) -> list[str]:
    steps = [block for block in section if block.kind == "step"][:MOST_STEPS]
    if steps:
        return [f"{block.number}. {block.text}" for block in steps]
    texts = [block for block in section if block.kind in {"text", "item"}]
    ranked = sorted(texts, key=lambda block: -len(wanted & set(words(block.text))))
    chosen = [block.text for block in ranked[: MOST_TEXTS + 1]]
    return [f"• {one.text}" if one.kind == "item" else one.text for one in texts if one.text in chosen]


def _fitting(lines: Iterable[str], most: int) -> Iterator[str]:
    used = 0
    for line in lines:
        used += len(line)
        if used > most:
            return
        yield line


def _sections(parts: Sequence[Block]) -> Iterator[list[Block]]:
    section: list[Block] = []
    for block in parts:
        if block.kind == "heading" and section:
            yield section
            section = []
        section.append(block)
    if section:
        yield section


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    place = _Place([])
    for token in tokens:
        if token.type == "inline":
            yield _block(_plain(token), place)
            if place.first and place.lists and place.lists[-1]:
                place.lists[-1] += 1
            place.first = False
        else:
            place.move(token)


class _Place(Struct):
    """Where in the text one is: the next number of each open list (0 without), in a quotation or heading."""

    lists: list[int]
    quotes: int = 0
    first: bool = False
    heading: bool = False

    def move(self, token: Token) -> None:
        """Go past the beginning or the end of a block."""
        match token.type:
            case "ordered_list_open":
                self.lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_open":
                self.lists.append(0)
            case "ordered_list_close" | "bullet_list_close":
                self.lists.pop()
            case "list_item_open":
                self.first = True
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "heading_open" | "heading_close":
                self.heading = token.nesting > 0
            case _:
                pass


def _block(text: str, place: _Place) -> Block:
    if place.heading or place.quotes:
        return Block("heading" if place.heading else "aside", text)
    if place.lists and place.first:
        number = place.lists[-1]
        return Block("step", text, number) if number else Block("item", text)
    return Block("text", text)


def _plain(token: Token) -> str:
    parts = (" " if one.type.endswith("break") else one.content for one in token.children or ())
    return " ".join("".join(parts).split())
