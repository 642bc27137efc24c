"""What of a detail is written in clear, and its canonical form (RFC 8785)."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import msgspec
import rfc8785

from trustdesk.evidence.model import Detail, Hidden
from trustdesk.kit.fields import PUBLIC, classes

Salt = Callable[[], bytes]


def canonical(detail: Detail, salt: Salt) -> str:
    """Write a detail as canonical JSON; what is not public becomes ``{"salt": …, "sha256": …}``."""
    given = _hiding(detail) if isinstance(detail, msgspec.Struct) else detail
    plain = {name: _plain(value, salt) for name, value in given.items()}
    return rfc8785.dumps(cast("Any", plain)).decode()


def hashed(value: str, salt: bytes) -> dict[str, str]:
    """Hash a value with its salt: who knows the value can show that it was this one."""
    return {"salt": salt.hex(), "sha256": hashlib.sha256(salt + value.encode()).hexdigest()}


def _hiding(detail: msgspec.Struct) -> Mapping[str, object]:
    held = classes(type(detail))
    return {
        name: value if held[name] is PUBLIC or value is None else Hidden(str(value))
        for name, value in msgspec.structs.asdict(detail).items()
    }


def _plain(value: object, salt: Salt) -> object:
    match value:
        case Hidden():
            return hashed(value.value, salt())
        case UUID() | datetime():
            return str(msgspec.to_builtins(value))
        case list() | tuple():
            return [_plain(one, salt) for one in cast("list[object]", value)]
        case _:
            return value
