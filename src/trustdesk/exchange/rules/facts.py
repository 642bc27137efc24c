"""Facts: a record as a list of named values, each with its class, fit to be shown beside a conversation."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import msgspec

from trustdesk.exchange.model.contract import Account
from trustdesk.exchange.model.records import Record
from trustdesk.exchange.model.trading import Change
from trustdesk.kit.fields import PUBLIC, FieldClass, classes

Shape = Literal["text", "code", "digits", "moment", "number", "yes_no"]

HEAD = frozenset(
    {
        "id",
        "at",
        "state",
        "changes",
        "contacts",
        "locks",
        "events",
        "devices",
        "two_factor",
        "kyc_state",
        "limits",
    }
)
CODES = frozenset(
    {
        "reason", "network", "wallet", "source", "target", "market", "side", "kind", "time_in_force", "role",
        "margin_mode", "trigger_by", "reject_reason", "cancel_reason", "kyc_state", "kyc_reason",
    }
)  # fmt: skip
WORDS = frozenset(
    {"tier", "region", "name", "kyc_level", "asset", "symbol", "fee_asset", "order", "position"}
)


class Fact(msgspec.Struct, frozen=True):
    """One value of a record, and how closely it is held."""

    name: str
    value: str
    shape: Shape
    held: FieldClass


def facts_of(record: Record | Account) -> Iterator[Fact]:
    """Give the values of a record, in the order of the contract; what is empty is left out."""
    held = classes(type(record))
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name not in HEAD and value is not None and value != "":
            yield Fact(name, _written(value), _shape(name, value), held.get(name, PUBLIC))


def changes_of(record: Record) -> list[Change]:
    """Give the steps in the life of an order; other records have none."""
    return list(getattr(record, "changes", ()))


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shape(name: str, value: object) -> Shape:
    if isinstance(value, bool):
        return "yes_no"
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, int):
        return "number"
    if name in CODES:
        return "code"
    return "text" if name in WORDS or name in {"uid", "address", "memo", "txid", "contract"} else "digits"
