"""A folder of articles: ``<language>/<slug>.md``."""

from collections.abc import Iterator
from pathlib import Path

from trustdesk.kit.i18n import LOCALES, Locale
from trustdesk.knowledge.model import Source
from trustdesk.knowledge.rules.source import Unreadable, read


def sources(folder: Path) -> Iterator[tuple[Locale, Source]]:
    """Read every article of a folder; raises ``Unreadable`` with the file's name."""
    for locale in LOCALES:
        for path in sorted((folder / locale).glob("*.md")):
            try:
                source = read(path.read_text("utf-8"))
            except Unreadable as wrong:
                raise Unreadable(f"{locale}/{path.name}: {wrong}") from wrong
            if source.slug != path.stem:
                raise Unreadable(f"{locale}/{path.name}: slug: must be {path.stem!r} like the file")
            yield locale, source
