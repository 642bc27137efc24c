"""Pushes are sealed and signed as the standards write it: their own example, and a browser that opens them."""

from base64 import urlsafe_b64decode
from datetime import UTC, datetime

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from trustdesk.kit import pushes
from trustdesk.kit.pushes import Browser, Push

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
# RFC 8291, appendix A.
WATERMELON = Browser(
    "https://push.example/1",
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "BTBZMqHH6r4Tts7J_aSIgg",
)
OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6"
    "PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def plain(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_example_of_the_standard_comes_out_to_the_byte() -> None:
    own = pushes.opened_key(plain(OWN))
    made = pushes.sealed_by(WATERMELON, b"When I grow up, I want to be a watermelon", own, plain(SALT))
    assert made == plain(SEALED)


def test_what_is_larger_than_a_push_is_refused() -> None:
    assert len(pushes.sealed(WATERMELON, b"x" * pushes.LARGEST)) == pushes.RECORD
    with pytest.raises(ValueError, match="more than a push holds"):
        pushes.sealed(WATERMELON, b"x" * (pushes.LARGEST + 1))


def test_the_signature_is_checked_by_the_public_half_and_names_service_and_contact() -> None:
    key = pushes.opened_key(pushes.fresh_key())
    push = Push(body=b"", topic="AZ", urgency="high", lasts=60)
    lines = pushes.headers(push, "https://push.example", "mailto:desk@example.com", key, NOW)
    scheme, _, rest = lines["authorization"].partition(" ")
    given = dict(part.strip().split("=", 1) for part in rest.split(","))
    x, y = plain(given["k"])[1:33], plain(given["k"])[33:]
    held = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": _url(x), "y": _url(y)})
    told = jwt.decode(given["t"], held, algorithms=["ES256"])
    assert (scheme, told.claims) == (
        "vapid",
        {
            "aud": "https://push.example",
            "exp": int(NOW.timestamp()) + 43_200,
            "sub": "mailto:desk@example.com",
        },
    )
    assert (lines["ttl"], lines["topic"], lines["urgency"]) == ("60", "AZ", "high")
    assert lines["content-encoding"] == "aes128gcm"


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", WATERMELON.auth),
        (WATERMELON.p256dh[:-4], WATERMELON.auth),
        ("B" + "A" * 86, WATERMELON.auth),
        (WATERMELON.p256dh, "AAAA"),
    ],
)
def test_what_no_browser_gives_is_not_sound(p256dh: str, auth: str) -> None:
    assert pushes.sound(WATERMELON)
    assert not pushes.sound(Browser("https://push.example/1", p256dh, auth))


def _url(raw: bytes) -> str:
    return pushes._text(raw)
