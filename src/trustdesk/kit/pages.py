"""The built faces: console, widget and demo page, served as files with a strict policy."""

import mimetypes
from pathlib import Path

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from trustdesk.kit.errors import NotFound

STATIC = Path(__file__).parent.parent / "static"
FOREVER = "public, max-age=31536000, immutable"
FRESH = "no-cache"
WORKER = "default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"


def policy(files_url: str) -> str:
    """Write the content security policy: nothing inline, nothing from elsewhere but our files."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' data: blob: {files_url}; connect-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def routes(files_url: str) -> list[HTTPRouteHandler]:
    """Mount the faces; their pages fall back to the one page that finds its way by itself."""
    shell = {"content-security-policy": policy(files_url), "referrer-policy": "no-referrer"}

    @get(["/console", "/console/{path:path}"], opt={"policy": "public"}, include_in_schema=False)
    async def console(path: str = "") -> Response[bytes]:
        return _file(STATIC / "console", path, shell, "index.html")

    @get("/demo/{path:path}", opt={"policy": "public"}, include_in_schema=False)
    async def demo(path: str) -> Response[bytes]:
        return _file(STATIC / "demo", path, shell, "index.html")

    @get("/widget.js", opt={"policy": "public"}, include_in_schema=False)
    async def loader() -> Response[bytes]:
        return _file(STATIC, "widget.js", {"cross-origin-resource-policy": "cross-origin"}, None)

    @get("/widget/{path:path}", opt={"policy": "public"}, include_in_schema=False)
    async def panel(path: str) -> Response[bytes]:
        headers = {"cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*"}
        return _file(STATIC / "widget", path, headers, None)

    @get("/styles/{path:path}", opt={"policy": "public"}, include_in_schema=False)
    async def styles(path: str) -> Response[bytes]:
        return _file(STATIC / "styles", path, {}, None)

    @get("/pages/{path:path}", opt={"policy": "public"}, include_in_schema=False)
    async def scripts(path: str) -> Response[bytes]:
        return _file(STATIC / "pages", path, {}, None)

    return [console, demo, loader, panel, styles, scripts]


def worker(name: str) -> Response[bytes]:
    """Give the script of a service worker: it may ask us, and nobody else."""
    return _file(STATIC / "pages", name, {"content-security-policy": WORKER}, None)


def _file(folder: Path, path: str, headers: dict[str, str], fallback: str | None) -> Response[bytes]:
    wanted = (folder / path.lstrip("/")).resolve()
    inside = wanted.is_relative_to(folder.resolve())
    if not (inside and wanted.is_file()):
        # A page's own address, not a file: the page reads it. A missing file is missing.
        if fallback is None or Path(path).suffix or not (folder / fallback).is_file():
            raise NotFound
        wanted = folder / fallback
    # Scripts have had two names; the framework adds the character set to what is text.
    guessed = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
    kind = "text/javascript" if guessed.endswith("javascript") else guessed
    lasting = FOREVER if "-" in wanted.stem and wanted.suffix != ".html" else FRESH
    return Response(
        wanted.read_bytes(),
        media_type=kind,
        headers={"cache-control": lasting, "x-content-type-options": "nosniff", **headers},
    )
