"""Markdown into HTML: no markup of the writer's own, no address that runs, links told apart."""

import re
from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from trustdesk.knowledge.model import Shown

ADDRESS = re.compile(r"^(?:https://|mailto:|/(?!/)|#|[a-z0-9-]+$)", re.IGNORECASE)
SLUG = re.compile(r"[a-z0-9-]+")
# Beside the articles of a folder lie their pictures; the same address holds in the help centre.
PICTURE = re.compile(r"(?:\.\./)?pictures/([a-z0-9][a-z0-9._-]{0,99}\.(?:png|jpg|webp|gif|svg))")
NO_PICTURES: Mapping[str, Shown] = {}
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def html(body: str, articles: str = "", shown: Mapping[str, Shown] = NO_PICTURES) -> str:
    """Render; a link that is the bare slug of another article leads below ``articles``.

    Of pictures only those are drawn that are ours, with the room they take.
    """
    tokens = _MARKDOWN.parse(body)
    for token in _all(tokens):
        if token.type == "link_open":
            _link(token, articles)
        elif token.type == "image":
            _picture(token, shown)
        elif token.type in {"heading_open", "heading_close"}:
            # The page's own title is the first heading; what a text calls its first is the second.
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}" if token.tag == "h1" else token.tag
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def plain(body: str) -> str:
    """Give the words alone, a line for each block."""
    parts = [token for token in _MARKDOWN.parse(body) if token.type in {"inline", "fence", "code_block"}]
    return "\n".join(_words(token) for token in parts)


def links(body: str) -> list[str]:
    """List where a text leads, in order."""
    return [
        str(token.attrs.get("href", "")) for token in _all(_MARKDOWN.parse(body)) if token.type == "link_open"
    ]


def pictures(body: str) -> list[tuple[str, str]]:
    """List the pictures of a text as (address, alternative text)."""
    found = [token for token in _all(_MARKDOWN.parse(body)) if token.type == "image"]
    return [(str(token.attrs.get("src", "")), token.content) for token in found]


def picture_name(source: str) -> str | None:
    """Tell which picture of ours an address of a text means, or None."""
    match = PICTURE.fullmatch(source)
    return match[1] if match else None


def picture_names(body: str) -> list[str]:
    """List the pictures of ours that a text shows, each once."""
    return list(dict.fromkeys(name for source, _ in pictures(body) if (name := picture_name(source))))


def steps(body: str) -> list[str]:
    """List the first numbered steps of a text, in plain words; empty when it has none."""
    found: list[str] = []
    depth = 0
    for token in _MARKDOWN.parse(body):
        if token.type == "ordered_list_open":
            depth += 1
        elif token.type == "ordered_list_close":
            depth -= 1
            if not depth:
                break
        elif depth and token.type == "inline":
            found.append(_words(token))
    return found


def _all(tokens: Sequence[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (token, *_all(token.children or ()))]


def _words(token: Token) -> str:
    if token.children is None:
        return token.content.strip()
    texts = (" " if one.type.endswith("break") else one.content for one in token.children)
    return "".join(texts).strip()


def _link(token: Token, articles: str) -> None:
    where = str(token.attrs.get("href", ""))
    if not ADDRESS.match(where):
        where = "#"
    elif SLUG.fullmatch(where):
        where = f"{articles}/{where}"
    token.attrs["href"] = where
    if where.startswith("https://"):
        token.attrs["rel"] = "noopener noreferrer"


def _picture(token: Token, shown: Mapping[str, Shown]) -> None:
    picture = shown.get(picture_name(str(token.attrs.get("src", ""))) or "")
    if picture is None:
        token.attrs["src"] = ""
        return
    token.attrs["src"] = picture.address
    token.attrs["width"], token.attrs["height"] = picture.width, picture.height
    token.attrs["loading"] = "lazy"
