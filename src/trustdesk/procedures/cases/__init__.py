"""Every procedure, one file each; a file that is put here is found by itself."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from trustdesk.procedures.model.procedure import Procedure


@cache
def all_of_them() -> Mapping[str, Procedure]:
    """Find every procedure by its slug; a file's name is the slug of what it declares."""
    found: dict[str, Procedure] = {}
    for module in pkgutil.iter_modules(__path__):
        declared = importlib.import_module(f"{__name__}.{module.name}").PROCEDURE
        if not isinstance(declared, Procedure) or declared.slug != module.name:
            raise TypeError(f"{module.name}.py must declare PROCEDURE with this slug")
        found[declared.slug] = declared
    return found
