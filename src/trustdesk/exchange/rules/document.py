"""The connector contract as an OpenAPI document, made of the Structs that the desk decodes with."""

from typing import Any

import msgspec

from trustdesk.exchange.model.contract import MOST_ITEMS, VERSION, About, Account, Network
from trustdesk.exchange.model.records import RECORDS
from trustdesk.exchange.model.requests import (
    ActionReceipt,
    ActionRequest,
    AddressQuery,
    Belongs,
    Callback,
    Challenge,
    Match,
    MatchQuery,
)

TEXT = """What an exchange's back office answers so that its support desk sees the facts of a case.

Reading is by bearer key. Every amount is a string of digits. Contacts leave the exchange as masks; a
contact that a customer stated is compared here, never given. Requests and callbacks are signed as
Standard Webhooks has it (HMAC-SHA256 over id, time and body); the id of a request is its idempotency
key: the same id and body again is the same request, another body is refused with 409.
Lists are newest first. Unknown accounts are answered with 404. Fields may be added in version 1;
a desk ignores those that it does not know."""
BODIES = (About, Account, Network, *RECORDS.values(), MatchQuery, Match, AddressQuery, Belongs)
SIGNED = (ActionRequest, ActionReceipt, Challenge, Callback)
SEARCH = {
    "asset": "a coin; in symbols, any that holds it",
    "market": "spot or contract",
    "since": "not before this time",
    "until": "before this time",
    "q": "words that stand anywhere in the record",
    "limit": f"at most this many, up to {MOST_ITEMS}",
}


def document() -> dict[str, Any]:
    """Write the document."""
    _, shapes = msgspec.json.schema_components((*BODIES, *SIGNED), ref_template="#/components/schemas/{name}")
    uid = _parameter("uid", "path", "the customer's number at the exchange")
    return {
        "openapi": "3.1.0",
        "info": {"title": "trustdesk connector", "version": VERSION, "description": TEXT},
        "security": [{"key": []}],
        "paths": {
            "/v1/about": {"get": _read("What answers here", "About")},
            "/v1/networks": {"get": _read("How coins move now", "Network", many=True)},
            "/v1/accounts/{uid}": {"get": _read("An account", "Account", [uid])},
            **{f"/v1/accounts/{{uid}}/{kind}": {"get": _listed(kind, uid)} for kind in RECORDS},
            "/v1/accounts/{uid}/match": {"post": _ask("Compare a stated contact", MatchQuery, Match, [uid])},
            "/v1/accounts/{uid}/address": {"post": _ask("Whose address", AddressQuery, Belongs, [uid])},
            "/v1/actions": {"post": _ask("Ask for an action; signed", ActionRequest, ActionReceipt, [], 202)},
            "/v1/actions/{id}": {
                "get": _read("How a request stands", "ActionReceipt", [_parameter("id", "path", "its id")])
            },
            "/v1/challenges": {
                "post": _ask("Lay an action before a customer; signed", Challenge, None, [], 202)
            },
        },
        "webhooks": {
            "callback": {"post": _ask("What became of it; signed, to the desk", Callback, None, [])}
        },
        "components": {
            "schemas": dict(sorted(shapes.items())),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _listed(kind: str, uid: dict[str, Any]) -> dict[str, Any]:
    searched = [_parameter(name, "query", why) for name, why in SEARCH.items()]
    return _read(f"The customer's {kind}", RECORDS[kind].__name__, [uid, *searched], many=True)  # pyright: ignore[reportArgumentType]


def _read(
    told: str, shape: str, parameters: list[dict[str, Any]] | None = None, *, many: bool = False
) -> dict[str, Any]:
    one: dict[str, Any] = {"$ref": f"#/components/schemas/{shape}"}
    schema = {"type": "array", "maxItems": MOST_ITEMS, "items": one} if many else one
    found = {"200": {"description": told, "content": {"application/json": {"schema": schema}}}}
    return {"summary": told, "parameters": parameters or [], "responses": found | _refusals(parameters)}


def _ask(
    told: str,
    body: type[msgspec.Struct],
    answer: type[msgspec.Struct] | None,
    parameters: list[dict[str, Any]],
    status: int = 200,
) -> dict[str, Any]:
    sent = {"application/json": {"schema": {"$ref": f"#/components/schemas/{body.__name__}"}}}
    done: dict[str, Any] = {"description": told}
    if answer is not None:
        shape = {"$ref": f"#/components/schemas/{answer.__name__}"}
        done["content"] = {"application/json": {"schema": shape}}
    return {
        "summary": told,
        "parameters": parameters,
        "requestBody": {"required": True, "content": sent},
        "responses": {str(status): done} | _refusals(parameters),
    }


def _refusals(parameters: list[dict[str, Any]] | None) -> dict[str, Any]:
    missing = {"404": {"description": "Nobody and nothing by this name"}} if parameters else {}
    return {"401": {"description": "Another key, or a signature that does not hold"}} | missing


def _parameter(name: str, place: str, why: str) -> dict[str, Any]:
    required = place == "path"
    return {"name": name, "in": place, "required": required, "description": why, "schema": {"type": "string"}}
