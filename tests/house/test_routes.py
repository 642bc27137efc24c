"""Every route says who may knock and is documented; nothing else answers."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from litestar import Litestar, get
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from trustdesk import app as house_page
from trustdesk.kit.settings import load
from trustdesk.kit.web import POLICIES, check_policies

# Pages and their parts are for browsers, not for programs.
PAGES = (
    "/console",
    "/widget",
    "/demo",
    "/favicon",
    "/f/",
    "/official/",
    "/help/",
    "/announcements/",
    "/styles",
    "/pages/",
    "/{brand}/",
)
DESCRIBES = "/-"  # the framework's own pages about the document


@pytest.fixture
def app(tmp_path: Path) -> Litestar:
    environ = {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
        "DATA_DIR": str(tmp_path),
        "TRUSTDESK_SECRET": "a secret of the tests, long enough to be taken",
    }
    return house_page._litestar(house_page.House(load(environ)))


def routes_of(app: Litestar) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    for route in app.routes:
        assert isinstance(route, HTTPRoute)
        if route.path.startswith(DESCRIBES):
            continue
        for handler in route.route_handlers:
            for method in handler.http_methods - {"OPTIONS"}:
                yield route.path_format, str(method), handler


def documented(app: Litestar) -> set[tuple[str, str]]:
    paths = app.openapi_schema.to_schema()["paths"]
    return {(path, method.upper()) for path, methods in paths.items() for method in methods}


def test_every_route_declares_its_policy(app: Litestar) -> None:
    bare = [path for path, _, handler in routes_of(app) if handler.opt.get("policy") not in POLICIES]
    assert bare == []


def test_every_route_is_documented_unless_it_is_a_page(app: Litestar) -> None:
    served = {(path, method) for path, method, _ in routes_of(app) if method != "HEAD"}
    undocumented = {path for path, _ in served - documented(app)}
    assert {path for path in undocumented if not path.startswith(PAGES) and path != "/"} == set()
    assert {("/api/v1/messages", "POST"), ("/api/v1/conversations", "GET")} <= documented(app)


def test_everything_documented_answers(app: Litestar) -> None:
    served = {(path, method) for path, method, _ in routes_of(app)}
    assert documented(app) - served == set()


def test_writing_is_never_public_except_to_sign_in_begin_a_visit_ask_or_report(app: Litestar) -> None:
    public = {
        (method, path)
        for path, method, handler in routes_of(app)
        if method not in {"GET", "HEAD"} and handler.opt["policy"] == "public"
    }
    ways = {"", "/challenge", "/passkey", "/sso"}
    assert public == {("POST", f"/api/v1/session{way}") for way in ways} | {
        ("POST", "/api/v1/widget/{brand}/session"),
        ("POST", "/api/v1/official/{brand}/check"),  # keeps nothing; what is pasted must not stand in a URL
        ("POST", "/api/v1/official/{brand}/reports"),
        ("POST", "/api/v1/exchange/{brand}/callbacks"),  # signed by the exchange
        ("POST", "/official/{brand}"),
        ("POST", "/official/{brand}/report"),
        ("POST", "/api/v1/mail/{brand}"),  # by a signature
        ("POST", "/api/v1/telegram/{brand}"),  # by the secret that Telegram repeats
        *(("POST", f"/{{brand}}/form{way}") for way in ("", "/confirm", "/again")),
        # A case is opened by a code or a signed link, and written into by the cookie that comes of it.
        *(
            ("POST", f"/{{brand}}/status{way}")
            for way in ("", "/confirm", "/write", "/progress", "/rate", "/to/{line}", "/leave", "/freeze")
        ),
        ("POST", "/help/{brand}/{tongue}/{slug}/vote"),  # whether an article helped
        # An address is only asked; what follows is opened by the link it was sent. A browser speaks by its secret.
        *(("POST", f"/announcements/{{brand}}/{{tongue}}/{page}") for page in ("subscribe", "subscription")),
        *(("POST", f"/api/v1/widget/{{brand}}/browsers{way}") for way in ("", "/moved", "/leave")),
    }


async def test_the_document_is_served_to_everybody(app: Litestar) -> None:
    transport = httpx.ASGITransport(app=app)  # pyright: ignore[reportArgumentType] - ASGI by other names
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        answer = await client.get("/openapi.json")
    assert answer.status_code == 200
    document = answer.json()
    assert document["openapi"].startswith("3.1")
    assert {
        (path, method.upper()) for path, methods in document["paths"].items() for method in methods
    } == documented(app)


@get("/cats", sync_to_thread=False)
def cats() -> str:
    return "meow"


@get("/dogs", opt={"policy": "everybody"}, sync_to_thread=False)
def dogs() -> str:
    return "woof"


@pytest.mark.parametrize("route", [cats, dogs])
def test_a_route_without_a_known_policy_keeps_the_house_from_opening(route: HTTPRouteHandler) -> None:
    with pytest.raises(RuntimeError, match="routes without a policy"):
        check_policies([route])
