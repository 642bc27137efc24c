"""Writing HTML: what is not markup of ours is escaped, always."""

from html import escape

VOID = frozenset({"input", "meta", "link", "br", "hr"})


class Markup(str):
    """A text that is HTML already, because it was made here."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | bool) -> Markup:
    """Write an element. ``class_`` and the like lose their underscore."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: str) -> Markup:
    """Put texts and elements in a row."""
    return Markup("".join(one if isinstance(one, Markup) else escape(one) for one in children))


def _attribute(key: str, value: str | bool) -> str:  # noqa: FBT001 - an attribute is there or not
    name = key.rstrip("_").replace("_", "-")
    if value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
