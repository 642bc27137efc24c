"""On which terms the staff of each brand sign in, out of settings and brands."""

from collections.abc import Mapping
from datetime import timedelta
from typing import get_args

from trustdesk.brands import Brand
from trustdesk.kit.settings import Misconfigured, Settings
from trustdesk.staff.model import Role, Terms

NOBODY = "none"
BY_DEFAULT = frozenset({"supervisor", "admin", "compliance"})


def terms_of(settings: Settings, brands: Mapping[str, Brand]) -> dict[str, Terms]:
    """Write the terms of every brand; raises ``Misconfigured`` for a role that does not exist."""
    named = settings.passkey_required
    unknown = set(named or ()) - {*get_args(Role), NOBODY}
    if unknown:
        raise Misconfigured("passkey_required", f"no such role: {', '.join(sorted(unknown))}")
    # The demo world signs in with the codes that `trustdesk code` prints.
    usual = (
        (frozenset[str]() if settings.demo else BY_DEFAULT) if named is None else frozenset(named) - {NOBODY}
    )
    return {
        slug: Terms(
            passkey_required=usual if brand.passkey_required is None else frozenset(brand.passkey_required),
            lasts=timedelta(hours=settings.session_hours),
            idle=timedelta(minutes=settings.session_idle_minutes),
            sso_required=brand.sso is not None and brand.sso.mode == "required",
        )
        for slug, brand in brands.items()
    }
