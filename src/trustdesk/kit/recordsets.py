"""Recordsets: many rows handed to the database as one JSON text, for ``json_populate_recordset``."""

import msgspec


def as_json(what: object) -> str:
    """Write rows, or a value that lies in a row as JSON."""
    return msgspec.json.encode(what).decode()


def as_bytea(value: bytes) -> str:
    """Write bytes so that the database reads them out of a JSON text."""
    return rf"\x{value.hex()}"
