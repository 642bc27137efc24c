"""What a token of the exchange must be to count, beyond its signature."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from trustdesk.customers.model import Claims

LARGEST = 4_096  # characters; the widget's tokens have about 400
LONGEST = timedelta(minutes=5)
SKEW = timedelta(seconds=30)
# RFC 9864 gives EdDSA on Ed25519 a name of its own; exchanges still write the old one.
ALGORITHMS: Mapping[str, str] = {"EdDSA": "OKP", "Ed25519": "OKP", "ES256": "EC"}
CURVES: Mapping[str, str] = {"OKP": "Ed25519", "EC": "P-256"}


def fault(claims: Claims, audience: str, now: datetime) -> str | None:
    """What is wrong with the claims for ``audience`` at ``now``, in a word; None when nothing is."""
    issued, expires = _moment(claims.iat), _moment(claims.exp)
    begins = issued if claims.nbf is None else _moment(claims.nbf)
    if issued is None or expires is None or begins is None:
        return "times"
    if claims.aud not in (audience, [audience]):
        return "audience"
    if expires <= now:
        return "expired"
    if max(issued, begins) > now + SKEW:
        return "not_yet"
    return "too_long" if not timedelta() < expires - issued <= LONGEST else None


def audience(brand: str, host: str) -> str:
    """Whom a token must be meant for: one brand on one desk."""
    return f"{brand}@{host}"


def usable_key(key: Mapping[str, object]) -> bool:
    """Whether an entry of a key set can check tokens: public, named, for signatures, of a kind we take."""
    kind = key.get("kty")
    return (
        isinstance(kind, str)
        and kind in CURVES
        and CURVES[kind] == key.get("crv")
        and isinstance(key.get("kid"), str)
        and key.get("use", "sig") == "sig"
        and "d" not in key
    )


def via(claims: Claims) -> str:
    """By which means the customer signed in there, as the exchange names them."""
    return " ".join(claims.amr) or claims.acr or ""


def _moment(seconds: int) -> datetime | None:
    # A number beyond the calendar is no time.
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
