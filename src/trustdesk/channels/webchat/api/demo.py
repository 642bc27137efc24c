"""The demo exchange's own back end: signs who is signed in there. Mounted in the demo world only."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import OKPKey
from litestar import post
from litestar.handlers import HTTPRouteHandler

from trustdesk import customers
from trustdesk.brands import Brand
from trustdesk.kit import secrets
from trustdesk.kit.egress import Egress
from trustdesk.kit.errors import NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.kit.settings import Settings

KID = "demo-1"
LASTS = timedelta(minutes=2)


class DemoSignInBody(msgspec.Struct, frozen=True):
    """Who has signed in on the demo exchange's page: an invented customer number."""

    customer: Annotated[str, msgspec.Meta(pattern="^[0-9]{6,12}$")]


class DemoToken(msgspec.Struct, frozen=True):
    """The demo exchange's word, for the widget."""

    token: str


def keysets(settings: Settings, brands: Mapping[str, Brand], egress: Egress) -> customers.KeySets:
    """Make the brands' key sets; in the demo world each has the key of its demo exchange as well."""
    demo = brands if settings.demo else ()
    more = {slug: {**_key(settings, slug).as_dict(private=False), "kid": KID} for slug in demo}
    return customers.KeySets(brands, settings.brands_dir, egress, more)


def routes(settings: Settings, brands: Iterable[str]) -> list[HTTPRouteHandler]:
    """Mount the demo exchange's sign-in; outside the demo world there is none."""
    keys = {brand: _key(settings, brand) for brand in brands} if settings.demo else {}
    host = urlsplit(settings.base_url).netloc

    @post("/api/v1/demo/{brand:str}/identity-token", opt={"policy": "public"}, status_code=200)
    async def demo_identity_token(brand: str, data: DemoSignInBody, now: datetime) -> DemoToken:
        """Sign who is signed in on the demo exchange's page. Exists in the demo world only."""
        if brand not in keys:
            raise NotFound
        claims = {
            "sub": data.customer,
            "aud": customers.audience(brand, host),
            "iat": int(now.timestamp()),
            "exp": int((now + LASTS).timestamp()),
            "jti": uuid7().hex,
            "amr": ["pwd", "otp"],
            "kyc_level": "2",
        }
        header = {"alg": "Ed25519", "kid": KID}
        return DemoToken(jwt.encode(header, claims, keys[brand], algorithms=["Ed25519"]))

    return [demo_identity_token] if settings.demo else []


def _key(settings: Settings, brand: str) -> OKPKey:
    """Take the demo exchange's signing key from the data folder, made there once and never elsewhere."""
    made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return OKPKey.import_key(secrets.keep(settings.data_dir / "demo" / f"{brand}.pem", made))
