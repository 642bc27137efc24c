"""Pictures of the help centre, for everybody."""

from typing import Any

from litestar import Request, Response, get

from trustdesk.brands import Brand, known
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound
from trustdesk.knowledge.actions.gallery import Gallery

# Opened by itself, a picture may do nothing; a drawing keeps its own colours.
SHUT = {
    "content-security-policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",
}
LASTS = "public, max-age=3600"


@get("/help/{brand:str}/pictures/{name:str}", opt={"policy": "public"}, include_in_schema=False)
async def show_picture(
    request: Request[Any, Any, Any],
    db: Database,
    gallery: Gallery,
    brands: dict[str, Brand],
    brand: str,
    name: str,
) -> Response[bytes]:
    """Show a picture of a brand's articles."""
    known(brands, brand)
    async with db.transaction(brand) as tx:
        picture = await gallery.opened(tx, name)
    if picture is None:
        raise NotFound
    headers = {**SHUT, "etag": f'"{picture.mark}"', "cache-control": LASTS}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(b"", status_code=304, headers=headers)
    return Response(picture.body, media_type=picture.media_type, headers=headers)


ROUTES = [show_picture]
