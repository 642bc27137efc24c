"""What an id token of an OpenID provider must say before anybody is believed to be somebody."""

import base64
import hashlib
from datetime import UTC, datetime
from typing import Annotated

import msgspec

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
LEEWAY_SECONDS = 60

Seconds = Annotated[float, msgspec.Meta(gt=0, lt=1e11)]


class Claims(msgspec.Struct, frozen=True):
    """What an id token says (OpenID Connect Core, section 2)."""

    iss: str
    sub: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    aud: str | list[str]
    exp: Seconds
    iat: Seconds
    nonce: str
    azp: str | None = None
    auth_time: Seconds | None = None
    email: str | None = None
    email_verified: bool | str | None = None

    @property
    def audiences(self) -> list[str]:
        """For whom it was made."""
        return [self.aud] if isinstance(self.aud, str) else self.aud


class Identity(msgspec.Struct, frozen=True):
    """Who the provider says somebody is. ``email`` only when it has verified it."""

    issuer: str
    subject: str
    email: str | None
    proved_at: datetime | None


class Untrue(Exception):
    """The token does not say what it must; the text names the claims."""


def nonce_of(verifier: str) -> str:
    """Derive the nonce of a sign-in from what only the browser that began it holds."""
    return _hashed(f"nonce:{verifier}")


def code_challenge(verifier: str) -> str:
    """Derive the challenge of RFC 7636 (S256)."""
    return _hashed(verifier)


def identity(claims: Claims, expected: tuple[str, str, str], now: datetime) -> Identity:
    """Read a token whose signature holds; ``expected`` is issuer, client id and nonce. Raises ``Untrue``."""
    issuer, client, nonce = expected
    seconds = now.timestamp()
    checks = {
        "iss": claims.iss == issuer,
        "aud": client in claims.audiences,
        "azp": claims.azp == client or (claims.azp is None and len(claims.audiences) == 1),
        "nonce": claims.nonce == nonce,
        "exp": seconds < claims.exp + LEEWAY_SECONDS,
        "iat": claims.iat - LEEWAY_SECONDS <= seconds,
    }
    if wrong := [name for name, holds in checks.items() if not holds]:
        raise Untrue(", ".join(wrong))
    email = claims.email.strip().lower() if claims.email and claims.email_verified is True else None
    return Identity(issuer, claims.sub, email, _proved(claims, now))


def _proved(claims: Claims, now: datetime) -> datetime | None:
    """Read when the person last proved themselves to the provider; a time to come is no time."""
    at = claims.auth_time
    if at is None or at > now.timestamp() + LEEWAY_SECONDS:
        return None
    return min(datetime.fromtimestamp(at, UTC), now)


def _hashed(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
