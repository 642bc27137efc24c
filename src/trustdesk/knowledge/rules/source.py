"""An article as a file: keys in TOML between two lines of ``+++``, then the text in Markdown."""

import json
import tomllib

import msgspec

from trustdesk.kit.errors import Invalid
from trustdesk.knowledge.model import Source

FENCE = "+++"
KEYS = tuple(name for name in Source.__struct_fields__ if name != "body")


class Unreadable(Invalid):
    """A file that is no article; the text says what is wrong and where."""

    code = "unreadable_article"


def read(text: str) -> Source:
    """Read a file; raises ``Unreadable``."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FENCE:
        raise Unreadable(f"the first line is not {FENCE}")
    try:
        end = next(place for place, line in enumerate(lines[1:], 1) if line.strip() == FENCE)
    except StopIteration:
        raise Unreadable(f"no second line of {FENCE}") from None
    try:
        keys = tomllib.loads("\n".join(lines[1:end]))
        return msgspec.convert({**keys, "body": "\n".join(lines[end + 1 :]).strip() + "\n"}, Source)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(str(error)) from error
    except msgspec.ValidationError as error:
        raise Unreadable(str(error)) from error


def write(source: Source) -> str:
    """Write the file that ``read`` reads back."""
    keys = [f"{name} = {_value(getattr(source, name))}" for name in KEYS if _said(source, name)]
    return "\n".join((FENCE, *keys, FENCE, "", source.body))


def _said(source: Source, name: str) -> bool:
    return bool(getattr(source, name))


def _value(value: object) -> str:
    # What JSON writes of texts and lists of texts, TOML reads, but for one character.
    if isinstance(value, (str, tuple)):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
