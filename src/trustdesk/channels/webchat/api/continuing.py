"""The page on which a customer who comes from another line goes on in the chat: their case, this device."""

from litestar import Response, get

from trustdesk.brands import Brand
from trustdesk.channels import paper
from trustdesk.channels.paper import Asked, Lang
from trustdesk.kit.markup import tag
from trustdesk.kit.pages import policy
from trustdesk.kit.settings import Settings


@get("/{brand:str}/continue", opt={"policy": "public"}, include_in_schema=False)
async def go_on(
    request: Asked, brands: dict[str, Brand], settings: Settings, brand: str, lang: Lang = ""
) -> Response[str]:
    """Show the chat; the one-time token stands behind the ``#`` of the address, which no server is told."""
    frame = paper.frame(request, brands, brand, "continue", lang)
    html = paper.page(
        frame,
        frame.text("continue.title"),
        tag("h1", frame.text("continue.title")),
        tag(
            "p",
            frame.text("continue.lead"),
            class_="lead",
            id="lead",
            data_brand=brand,
            data_over=frame.text("continue.over"),
            data_test="lead",
        ),
        tag(
            "p",
            tag("button", frame.text("continue.open"), type="button", id="open"),
            id="opening",
            hidden=True,
        ),
        tag("noscript", tag("p", frame.text("continue.script"))),
        tag("p", tag("a", frame.text("continue.status"), href=frame.to(f"/{brand}/status"))),
    )
    answer = paper.answered(frame, html)
    answer.headers["content-security-policy"] = policy(settings.files_url)
    return answer


ROUTES = [go_on]
