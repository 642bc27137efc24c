"""A folder of articles: ``<language>/<slug>.md``, and beside them ``pictures``."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from trustdesk.kit.i18n import LOCALES, Locale
from trustdesk.knowledge.actions.gallery import FOLDER
from trustdesk.knowledge.actions.keep import Given
from trustdesk.knowledge.model import Card, Source
from trustdesk.knowledge.rules import render
from trustdesk.knowledge.rules.source import Unreadable, read


class Folder(Struct, frozen=True):
    """What a folder holds: its articles, its pictures by name, and by file what will not do."""

    given: list[Given]
    pictures: dict[str, bytes]
    faults: list[str]


def sources(folder: Path) -> Iterator[tuple[Locale, Source]]:
    """Read every article of a folder; raises ``Unreadable`` with the file's name."""
    for locale in LOCALES:
        for path in sorted((folder / locale).glob("*.md")):
            given = _read(path, locale)
            yield locale, given.source


def read_folder(folder: Path) -> Folder:
    """Read a folder whole; what will not do is named by its file, all of it at once."""
    read = Folder([], {}, [])
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name in LOCALES:
            _articles(path, read)
        elif path.is_dir() and path.name == FOLDER:
            _pictures(path, read)
        elif not path.name.startswith("."):
            read.faults.append(f"{path.name}: neither a language ({', '.join(LOCALES)}) nor {FOLDER!r}")
    if not read.given and not read.faults:
        read.faults.append(f"no articles: they lie in {' and '.join(LOCALES)}, one file each, named *.md")
    read.faults.extend(_torn(read.given))
    return read


def _articles(folder: Path, read: Folder) -> None:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.suffix != ".md" or not path.is_file():
            read.faults.append(f"{folder.name}/{path.name}: not a file named *.md")
            continue
        try:
            read.given.append(_read(path, next(one for one in LOCALES if one == folder.name)))
        except Unreadable as wrong:
            read.faults.append(str(wrong))


def _pictures(folder: Path, read: Folder) -> None:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if not path.is_file() or render.picture_name(f"{FOLDER}/{path.name}") is None:
            told = "small letters, digits, dots and hyphens, ending in png, jpg, webp, gif or svg"
            read.faults.append(f"{FOLDER}/{path.name}: not a name of a picture: {told}")
            continue
        read.pictures[path.name] = path.read_bytes()


def _torn(given: list[Given]) -> Iterator[str]:
    """Name the files that say something else for all languages than their other language does."""
    seen: dict[str, Given] = {}
    for one in given:
        first = seen.setdefault(one.source.slug, one)
        for name in Card.__struct_fields__:
            if getattr(first.source, name) != getattr(one.source, name):
                place = f"{one.locale}/{one.source.slug}.md"
                yield f"{place}: {name}: not as in {first.locale}/{first.source.slug}.md"


def _read(path: Path, locale: Locale) -> Given:
    place = f"{locale}/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8")
        if "\0" in text:
            raise Unreadable("holds a character that is none")
        source = read(text)
    except (Unreadable, UnicodeDecodeError, OSError) as wrong:
        raise Unreadable(f"{place}: {wrong}") from wrong
    if source.slug != path.stem:
        raise Unreadable(f"{place}: slug: must be {path.stem!r} like the file")
    return Given(locale, source, text)
