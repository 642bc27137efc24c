"""Brands live in files: one TOML file each, and the topics they share."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from trustdesk.brands.model import Brand
from trustdesk.brands.rules import faults, shared_prefixes

TOPICS = "shared/topics.toml"


class Unusable(Exception):
    """A brand's file will not do; the text names the file, the key and what is wrong."""


def load(folder: Path) -> dict[str, Brand]:
    """Every brand in ``folder``, by slug. All faults of all files come in one ``Unusable``."""
    shared = {topic["code"]: topic for topic in _toml(folder / TOPICS)["topics"]}
    brands: dict[str, Brand] = {}
    wrong: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            brand = _read(path, shared)
        except Unusable as fault:
            wrong.append(str(fault))
            continue
        wrong += [f"{path.name}: {key}: {why}" for key, why in faults(brand)]
        if brand.slug != path.stem:
            wrong.append(f"{path.name}: slug: must be {path.stem!r} like the file")
        brands[brand.slug] = brand
    wrong += [f"prefix: {prefix!r} is used by more than one brand" for prefix in shared_prefixes(brands)]
    if wrong or not brands:
        raise Unusable("\n".join(wrong) or f"{folder.name}: holds no brand")
    return brands


def _read(path: Path, shared: Mapping[str, Any]) -> Brand:
    """One file. A topic is the code of a shared one, or the brand's own as a table of code and label."""
    raw = _toml(path)
    raw["topics"] = [
        _shared(path, shared, topic) if isinstance(topic, str) else topic for topic in raw.get("topics", ())
    ]
    try:
        return msgspec.convert(raw, Brand, strict=True)
    except msgspec.ValidationError as fault:
        why, _, place = str(fault).partition(" - at `$")
        key = place.rstrip("`").lstrip(".") or "the file"
        raise Unusable(f"{path.name}: {key}: {why}") from fault


def _shared(path: Path, shared: Mapping[str, Any], code: str) -> object:
    if code not in shared:
        raise Unusable(f"{path.name}: topics: {code!r} is not among the shared topics")
    return shared[code]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise Unusable(f"{path.name}: is missing") from None
    except tomllib.TOMLDecodeError as fault:
        raise Unusable(f"{path.name}: {fault}") from fault
