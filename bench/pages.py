"""How much the first view of each face weighs, compressed as a proxy would send it."""

import gzip
import re
from pathlib import Path

from bench.desk import ROOT
from bench.figures import Say, note

STATIC = ROOT / "src" / "trustdesk" / "static"
# What the page names, and what its modules name in turn before anything is clicked.
NAMED = re.compile(r"""<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.(?:js|css))\"""")
IMPORTED = re.compile(r"""(?:\bimport|\bfrom)\s*["'](\.{0,2}/[^"']+\.(?:js|css))["']""")


def measure(say: Say) -> None:
    console = STATIC / "console" / "index.html"
    if not console.exists():
        note("the web pages are not built: make web")
        return
    say("console_kb", _weight(first_view(console, "/console/")), "kB")
    say("widget_kb", _weight([STATIC / "widget.js"]), "kB")
    texts = max((STATIC / "widget").glob("texts-*.js"), key=lambda one: _weight([one]))
    say("widget_panel_kb", _weight([*(STATIC / "widget").glob("panel-*.js"), texts]), "kB")
    say("widget_beside_kb", _weight(sorted((STATIC / "widget").glob("beside-*.js"))), "kB")


def first_view(page: Path, base: str) -> list[Path]:
    """The page, what it names, and all that is imported eagerly from there on."""
    found = {page: None}
    waiting = [page]
    while waiting:
        one = waiting.pop()
        text = one.read_text("utf-8")
        names = NAMED.findall(text) if one == page else IMPORTED.findall(text) if one.suffix == ".js" else []
        for name in names:
            path = (page.parent / name.removeprefix(base)) if name.startswith("/") else (one.parent / name)
            path = path.resolve()
            if path not in found and path.exists():
                found[path] = None
                waiting.append(path)
    return list(found)


def _weight(paths: list[Path]) -> float:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) / 1000
