"""Id tokens that must not be believed: those that say something else, and those nobody signed for us."""

import base64
import json
import time
from collections.abc import Callable

from joserfc import jwt
from joserfc.jwk import OctKey

from tests.staff.provider import CLIENT, SECRET, Claims, Provider

LIES: dict[str, Callable[[Claims], None]] = {
    "another issuer": lambda claims: claims.update(iss="http://127.0.0.1:1"),
    "another audience": lambda claims: claims.update(aud="somebody else"),
    "several audiences, no azp": lambda claims: claims.update(aud=[CLIENT, "somebody else"]),
    "another party": lambda claims: claims.update(aud=[CLIENT, "else"], azp="else"),
    "another nonce": lambda claims: claims.update(nonce="n-0S6_WzA2Mj"),
    "no nonce": lambda claims: claims.pop("nonce"),
    "expired": lambda claims: claims.update(exp=int(time.time()) - 90),
    "no end": lambda claims: claims.pop("exp"),
    "from the future": lambda claims: claims.update(iat=int(time.time()) + 600),
    "no subject": lambda claims: claims.update(sub=""),
}


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def kid_of(token: str) -> str:
    head = token.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(f"{head}=="))["kid"]


def unsigned(token: str, claims: Claims) -> str:
    kid = kid_of(token)
    return f"{part({'alg': 'none', 'kid': kid})}.{part(claims)}."


def symmetric(token: str, claims: Claims) -> str:
    kid = kid_of(token)
    return jwt.encode({"alg": "HS256", "kid": kid}, claims, OctKey.import_key(SECRET), algorithms=["HS256"])


def altered(token: str, claims: Claims) -> str:
    head, _, signature = token.split(".")
    return f"{head}.{part(claims | {'sub': 'somebody else'})}.{signature}"


def foreign_key(token: str, claims: Claims) -> str:
    other = Provider()
    return jwt.encode({"alg": "ES256", "kid": "unheard of"}, claims, other.keys[0])


def same_name(token: str, claims: Claims) -> str:
    kid = kid_of(token)
    return jwt.encode({"alg": "ES256", "kid": kid}, claims, Provider().keys[0])


def gibberish(token: str, claims: Claims) -> str:
    return "no token"


FORGERIES = [unsigned, symmetric, altered, foreign_key, same_name, gibberish]
