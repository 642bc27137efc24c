"""The schema as the migrations write it, read without a database."""

import re
from pathlib import Path

from msgspec import Struct

TABLE = re.compile(r"^create table (\w+) \(\n(.*?)\n\)", re.MULTILINE | re.DOTALL)
COLUMN = re.compile(r"^\s+(\w+) (\w+(?:\[\])?)(.*?),?$", re.MULTILINE)
CLASS = re.compile(r"comment on column (\w+)\.(\w+) is 'class: (\w+)'")
FORCED = re.compile(r"alter table (\w+) force row level security")
FORCED_TOGETHER = re.compile(r"tablename in \(([^)]*)\).*?force row level security", re.DOTALL)
KEPT_APART = re.compile(r"select keep_tenants_apart\('[a-z, ]+', ([^)]*)\)")
KEY = re.compile(r"primary key \((\w+)")
NOT_COLUMNS = {"primary", "unique", "foreign", "check", "constraint"}
CLASSES = {"public", "contact", "account", "identity", "secret"}


class Table(Struct, frozen=True):
    name: str
    columns: dict[str, str]
    rests: dict[str, str]
    first_of_key: str


class Schema(Struct, frozen=True):
    tables: dict[str, Table]
    forced: set[str]
    classes: dict[tuple[str, str], str]


def read(folder: Path) -> Schema:
    """Every ``create table``, field class and wall in the SQL files below ``folder``."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.sql")))
    tables: dict[str, Table] = {}
    for name, body in TABLE.findall(text):
        found = [match for match in COLUMN.findall(body) if match[0] not in NOT_COLUMNS]
        key = KEY.search(body)
        tables[name] = Table(
            name=name,
            columns={column: kind for column, kind, _ in found},
            rests={column: rest for column, _, rest in found},
            first_of_key=key[1] if key else "",
        )
    lists = FORCED_TOGETHER.findall(text) + KEPT_APART.findall(text)
    together = {name for names in lists for name in re.findall(r"'(\w+)'", names)}
    return Schema(
        tables=tables,
        forced=together | set(FORCED.findall(text)),
        classes={(table, column): held for table, column, held in CLASS.findall(text)},
    )
