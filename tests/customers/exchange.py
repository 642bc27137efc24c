"""An exchange as the desk sees it: keys, a key set, and the words it signs about its customers."""

import base64
import hmac
import json
import time
import uuid
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OKPKey, RSAKey

from tests.world import Person, World
from trustdesk.kit.settings import BUNDLED_BRANDS

LASTS = 120


class Exchange:
    """One brand's exchange, with an Ed25519 and a P-256 key."""

    def __init__(self, brand: str) -> None:
        self.brand = brand
        self.ed = OKPKey.generate_key("Ed25519", {"kid": f"{brand}-ed"})
        self.ec = ECKey.generate_key("P-256", {"kid": f"{brand}-ec"})

    def key_set(self) -> dict[str, Any]:
        return {"keys": [self.ed.as_dict(private=False), self.ec.as_dict(private=False)]}

    def claims(self, world: World, sub: str, **more: Any) -> dict[str, Any]:
        """What a good token says; None takes a claim away."""
        now = int(time.time())
        said = {
            "sub": sub,
            "aud": f"{self.brand}@{urlsplit(world.base_url).netloc}",
            "iat": now,
            "exp": now + LASTS,
            "jti": uuid.uuid4().hex,
        } | more
        return {name: value for name, value in said.items() if value is not None}

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        said = {"alg": "Ed25519", "kid": self.ed.kid} | header
        key: Any = self.ec if said["alg"] == "ES256" else self.ed
        with warnings.catch_warnings():
            # The old name of the algorithm is what exchanges still write.
            warnings.simplefilter("ignore", SecurityWarning)
            return jwt.encode(said, claims, key, algorithms=[str(said["alg"])])

    def token(self, world: World, sub: str, **more: Any) -> str:
        return self.sign(self.claims(world, sub, **more))

    async def identify(self, visitor: Person, sub: str, **more: Any) -> Person:
        """Sign a visitor in; the person who goes on with the token of the answer."""
        answer = await identify(visitor, self.brand, self.token(visitor.world, sub, **more))
        assert answer.status_code == 200, answer.text
        visit = answer.json()
        return visitor.world.meet(visit["token"], id=visit["customer"]["id"], afresh=visit["afresh"])


async def identify(visitor: Person, brand: str, token: str) -> httpx.Response:
    return await visitor.post(f"/api/v1/widget/{brand}/identify", json={"token": token})


def brands_with(folder: Path, exchanges: list[Exchange]) -> Path:
    """A copy of the sample brands in which these exchanges have a key set beside their file."""
    (folder / "shared").mkdir(parents=True)
    (folder / "keys").mkdir()
    for path in [*BUNDLED_BRANDS.glob("*.toml"), BUNDLED_BRANDS / "shared" / "topics.toml"]:
        (folder / path.relative_to(BUNDLED_BRANDS)).write_text(path.read_text("utf-8"), "utf-8")
    for one in exchanges:
        (folder / "keys" / f"{one.brand}.json").write_text(json.dumps(one.key_set()))
        with (folder / f"{one.brand}.toml").open("a") as file:
            file.write(f'\n[identity]\nkeys_file = "keys/{one.brand}.json"\n')
    return folder


def forged(claims: dict[str, Any], algorithm: str, exchange: Exchange) -> str:
    """A token by another algorithm under the name of a good key: the public key as a shared secret, or RSA."""
    header = {"alg": algorithm, "kid": exchange.ed.kid}
    if algorithm == "RS256":
        return jwt.encode(header, claims, RSAKey.generate_key(2048), algorithms=["RS256"])
    said = ".".join(_packed(json.dumps(part).encode()) for part in (header, claims))
    made = hmac.digest(exchange.ed.as_pem(private=False), said.encode(), "sha256")
    return f"{said}.{_packed(made)}"


def _packed(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
