"""Texts as Telegram counts and marks them."""

from collections.abc import Sequence

from trustdesk.channels.telegram.model.updates import Entity

LONGEST = 4_096  # UTF-16 units in one message
BREAKS = ("\n\n", "\n", "。", ". ", "，", ", ", " ")


def plain(text: str, entities: Sequence[Entity]) -> str:
    """Write a text so that nothing of it is lost: the address behind linked words stands beside them."""
    units = text.encode("utf-16-le")
    parts: list[str] = []
    done = 0
    for one in sorted(entities, key=_start):
        end = (one.offset + one.length) * 2
        if one.type == "text_link" and one.url and done <= end <= len(units):
            shown = units[done:end].decode("utf-16-le", "replace")
            parts.append(f"{shown} ({one.url})")
            done = end
    return "".join((*parts, units[done:].decode("utf-16-le", "replace")))


def marked(text: str, entity: Entity) -> str:
    """Give the words an entity marks."""
    units = text.encode("utf-16-le")
    return units[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le", "replace")


def split(text: str, most: int = LONGEST) -> list[str]:
    """Cut a text into messages that fit, where a reader would pause; joined they are the text again."""
    parts: list[str] = []
    rest = text
    while units(rest) > most:
        at = _break(rest, most)
        parts.append(rest[:at])
        rest = rest[at:]
    return [*parts, rest]


def fitted(head: str, text: str, tail: str, most: int = LONGEST) -> str:
    """Write one message of three parts; what does not fit is cut from the middle one, in sight."""
    room = most - units(f"{head}\n\n\n\n{tail}")
    shown = text if units(text) <= room else f"{text[: _break(text, room - 1)].rstrip()}…"
    return f"{head}\n\n{shown}\n\n{tail}"


def units(text: str) -> int:
    """Count as Telegram does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _break(text: str, most: int) -> int:
    fits = _fitting(text, most)
    for sign in BREAKS:
        # In the second half only: a message of three words before a long one reads badly.
        at = text.rfind(sign, fits // 2, fits)
        if at >= 0:
            return at + len(sign)
    return fits


def _fitting(text: str, most: int) -> int:
    """Tell how many characters of the beginning fit into so many units."""
    used = 0
    for place, sign in enumerate(text):
        used += 2 if ord(sign) > 0xFFFF else 1  # noqa: PLR2004 - beyond it a character takes two units
        if used > most:
            return place
    return len(text)


def _start(entity: Entity) -> int:
    return entity.offset
