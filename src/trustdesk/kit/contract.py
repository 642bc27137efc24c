"""The public contract: what the framework reads off the handlers, completed with what the edge answers.

A route says only what is its own (``takes="file"`` or ``"mail"``, ``gives=[media types]``, ``limited=True``,
``conflicts=True`` beside its policy); who may knock, refusals as problem documents, a repeated write answered
with 200 and an overloaded desk are the same everywhere and are added here.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from litestar import Litestar
from litestar.config.app import AppConfig
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

PROBLEM = {
    "type": "object",
    "description": "A problem document of RFC 9457; `code` is stable, `title` and `detail` are for people.",
    "required": ["type", "status", "code", "title"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "why": {"type": "string"},
    },
}
PROBLEMS = "application/problem+json"
REFUSALS = {
    400: "The request does not have the documented shape",
    401: "Nobody, or nobody any more, stands behind the credential",
    403: "Known, but not allowed to do this",
    404: "Absent, or not yours",
    409: "The state of the object does not allow this now",
    413: "More bytes than the desk takes",
    415: "Not a kind of content that is accepted",
    422: "The same client id came with another body, or the guard stopped it",
    429: "Too many tries",
    503: "Not now; nothing was stored. Try again",
}
SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "An API key, a staff or a visitor token"},
    "session": {"type": "apiKey", "in": "cookie", "name": "td_session", "description": "Staff, signed in"},
}
PROBES = frozenset({"/healthz", "/readyz", "/metrics", "/openapi.json"})
UPLOAD = {
    "required": True,
    "content": {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
        "multipart/form-data": {
            "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
        },
    },
}

BINARY = {"schema": {"type": "string", "format": "binary"}}
MAIL = {
    "required": True,
    "content": {"message/rfc822": BINARY, "multipart/form-data": {"schema": {"type": "object"}}},
}
BODIES = {"file": UPLOAD, "mail": MAIL}


def contract(app: Litestar) -> dict[str, Any]:
    """Write the OpenAPI document of everything that is mounted.

    A writer of its own, thrown away afterwards: the application's would keep the 10 MB it takes to write it.
    """
    registered = cast("Any", app.plugins.get("OpenAPIPlugin"))
    writer = type(registered)(app)
    writer.on_app_init(AppConfig(openapi_config=app.openapi_config))
    for route in app.routes:
        writer.receive_route(route)
    document: dict[str, Any] = writer.provide_openapi_schema()
    for path, method, handler in _mounted(app):
        operation = document["paths"].get(path, {}).get(method.lower())
        if operation is not None:
            _complete(operation, path, method, handler)
    components = document.setdefault("components", {})
    components["securitySchemes"] = SCHEMES
    for shape in components.setdefault("schemas", {}).values():
        _loosen(shape.get("properties", {}))
    components["schemas"]["Problem"] = PROBLEM
    return document


def _mounted(app: Litestar) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for method in handler.http_methods:
                    yield route.path_format, method, handler


def _loosen(properties: dict[str, Any]) -> None:
    """Where anything may stand, or null, "exactly one of" would refuse null."""
    for name, shape in properties.items():
        if {} in shape.get("oneOf", ()):
            properties[name] = {}


def _complete(operation: dict[str, Any], path: str, method: str, handler: HTTPRouteHandler) -> None:
    operation["description"] = handler.fn.__doc__ or ""
    if handler.opt["policy"] != "public":
        operation["security"] = [{name: []} for name in SCHEMES]
    if body := BODIES.get(handler.opt.get("takes", "")):
        operation["requestBody"] = body
    responses = operation["responses"]
    if kinds := handler.opt.get("gives"):
        shapes = {kind: {"type": "object" if kind.endswith("json") else "string"} for kind in kinds}
        responses["200"]["content"] = {kind: {"schema": shape} for kind, shape in shapes.items()}
    if "201" in responses and method == "POST":
        responses["200"] = responses["201"] | {"description": "The same write again: the same answer"}
    for status in sorted(_refusals(operation, path, method, handler.opt)):
        shown = {PROBLEMS: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        if another := handler.opt.get("refuses"):  # another standard's words, unless no route was found
            shown[another] = {"schema": {"type": "object"}}
        responses[str(status)] = {"description": REFUSALS[status], "content": shown}
    if path == "/readyz":
        responses["503"] = responses["200"] | {"description": "Draining, or without a database"}


def _refusals(operation: dict[str, Any], path: str, method: str, opt: Mapping[str, Any]) -> set[int]:
    policy = opt["policy"]
    if path in PROBES:
        return set()
    found = {503}
    if policy != "public":
        found |= {401, 403}
    if operation.get("parameters") or "requestBody" in operation:
        found |= {400, 404}
    if "requestBody" in operation:
        found |= {404, 409, 413, 415, 422}
        if policy == "public" or operation["requestBody"] is UPLOAD:
            found |= {401, 429}
    if opt.get("limited"):
        found |= {429}
    if opt.get("conflicts") or (method == "POST" and path.endswith("/again")):
        found |= {409}
    return found
