"""Reading what each brand does about recoveries, from the files beside the brands'."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from trustdesk.kit.settings import Misconfigured
from trustdesk.procedures.model.policy import Policies

FOLDER = "recovery"


def load(brands_dir: Path, brands: Iterable[str]) -> Mapping[str, Policies]:
    """Read every brand's policies; a brand without a file has none, and a person decides.

    Raises ``Misconfigured``, which names the file and what is wrong in it.
    """
    found: dict[str, Policies] = {}
    for brand in brands:
        path = brands_dir / FOLDER / f"{brand}.toml"
        if path.is_file():
            found[brand] = _read(path)
    return found


def _read(path: Path) -> Policies:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Policies, strict=True)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise Misconfigured("brands_dir", f"{FOLDER}/{path.name}: {error}") from error
