"""What proves where something comes from, against published vectors wherever there are any.

Published: RFC 4231 and RFC 2202 (HMAC), GitHub's documentation, RFC 8032 (Ed25519), Standard Webhooks'
own test, the sample that comes with WeChat's encryption. Derived here by another way: X's answer (by
``openssl``-style nested hashing), messages encrypted for WeChat by pycryptodome.
"""

import base64
import hashlib
import struct
from datetime import UTC, datetime, timedelta

import pytest
from Crypto.Cipher import AES
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from tests.world import BRAND, World, fresh
from trustdesk.kit import replays
from trustdesk.kit.clock import utc_now
from trustdesk.kit.signatures import (
    Forged,
    Scheme,
    WeChat,
    crc_answer,
    from_discord,
    from_standard_webhook,
    genuine,
    signed,
    timely,
)
from trustdesk.kit.signatures.keyed import by_key

NOW = datetime(2021, 2, 25, 14, 48, 50, tzinfo=UTC)
DATA = b"what do ya want for nothing?"
VECTORS = [
    ("Jefe", DATA, Scheme(), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    ("Jefe", DATA, Scheme("sha1"), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
    (
        "It's a Secret to Everybody",
        b"Hello, World!",
        Scheme(prefix="sha256="),
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    ),
]


@pytest.mark.parametrize(("secret", "body", "scheme", "expected"), VECTORS)
def test_hashed(secret: str, body: bytes, scheme: Scheme, expected: str) -> None:
    assert signed(secret, body, scheme) == expected
    assert genuine(secret, body, expected, scheme)
    for wrong in ("", expected[:-1], expected + "0", expected[::-1], "ü"):
        assert not genuine(secret, body, wrong, scheme)
    assert not genuine(secret, body + b"x", expected, scheme)
    assert not genuine(secret + "x", body, expected, scheme)


def test_without_a_secret_nothing_is_genuine() -> None:
    assert not genuine("", DATA, signed("", DATA, Scheme()), Scheme())
    assert from_standard_webhook("", standard("msg_1", b"{}", NOW), b"{}", NOW) is None


def test_the_answer_to_x() -> None:
    key = b"consumer secret".ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + b"a token").digest()
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key) + inner).digest()
    assert crc_answer("consumer secret", "a token") == f"sha256={base64.b64encode(outer).decode()}"


RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_by_key(key: str, message: bytes, signature: str) -> None:
    assert by_key(key, message, signature)
    assert not by_key(key, message + b"x", signature)
    for broken in ("", "zz", signature[:-2], signature[:-2] + "ff"):
        assert not by_key(key, message, broken)
    assert not by_key("", message, signature)


def test_discord_signs_time_and_body_together() -> None:
    own = Ed25519PrivateKey.generate()
    key = own.public_key().public_bytes_raw().hex()
    stamp = str(int(NOW.timestamp()))
    signature = own.sign(stamp.encode() + b'{"type":1}').hex()
    assert from_discord(key, stamp, b'{"type":1}', signature, NOW)
    assert not from_discord(key, stamp[:-1], stamp[-1:].encode() + b'{"type":1}', signature, NOW)
    assert not from_discord(key, stamp, b'{"type":2}', signature, NOW)
    assert not from_discord(key, stamp, b'{"type":1}', signature, NOW + timedelta(minutes=6))


def standard(
    id: str, body: bytes, at: datetime, secret: str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
) -> dict[str, str]:
    return {
        "webhook-id": id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(id, at, body.decode()),
    }


def test_standard_webhooks() -> None:
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    assert from_standard_webhook(secret, headers, body, at) == "msg_p5jXN8AQM9LWM0D4loKWxJek"
    rotated = headers | {"webhook-signature": f"v1,AAAA {headers['webhook-signature']}"}
    assert from_standard_webhook(secret, rotated, body, at) == "msg_p5jXN8AQM9LWM0D4loKWxJek"
    for name in headers:
        assert from_standard_webhook(secret, headers | {name: ""}, body, at) is None
        assert (
            from_standard_webhook(secret, {k: v for k, v in headers.items() if k != name}, body, at) is None
        )
    assert from_standard_webhook(secret, headers, body + b" ", at) is None
    assert from_standard_webhook(secret, headers, body, at + timedelta(minutes=6)) is None
    assert from_standard_webhook(secret, headers, body, at - timedelta(minutes=6)) is None
    assert from_standard_webhook("not base64!", headers, body, at) is None


SAMPLE = (
    "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9FrXpbUAh"
    "0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRj"
    "pA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6"
    "OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE="
)
SIGNED = ("5d197aaffba7e9b25a30732f161a50dee96bd5fa", "1409735669", "1320562132")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP = WeChat("spamtest", LETTERS, "wx2c2769f8efd9abc2")


def test_wechats_own_sample_opens() -> None:
    message = APP.opened(SAMPLE, *SIGNED)
    assert message.startswith(b"<xml><ToUserName><![CDATA[gh_10f6c3c3ac5a]]></ToUserName>\n")
    assert b"<Content><![CDATA[abcdteT]]></Content>" in message
    assert message.endswith(b"</xml>")


def test_what_is_not_for_this_app_does_not_open() -> None:
    given, stamp, nonce = SIGNED
    others = [
        (WeChat("spamtest", LETTERS, "wx0000000000000000"), SAMPLE, SIGNED),
        (APP, SAMPLE, (given[:-1] + "0", stamp, nonce)),
        (APP, SAMPLE, (given, stamp + "1", nonce)),
        (APP, SAMPLE[:-4] + "AAA=", SIGNED),
    ]
    for app, sample, signature in others:
        with pytest.raises(Forged):
            app.opened(sample, *signature)
    for broken in ("", "A", "AAAA", base64.b64encode(bytes(32)).decode(), SAMPLE[:-24]):
        with pytest.raises(Forged):
            APP.opened(broken, APP.signature(stamp, nonce, broken), stamp, nonce)
    with pytest.raises(ValueError, match="43 letters"):
        WeChat("spamtest", "short", "wx2c2769f8efd9abc2")


@given(st.binary(max_size=200))
def test_what_we_seal_opens_by_other_means_and_the_other_way_round(message: bytes) -> None:
    key = base64.b64decode(LETTERS + "=")
    plain = AES.new(key, AES.MODE_CBC, key[:16]).decrypt(base64.b64decode(APP.sealed(message)))
    fill = plain[-1]
    assert 1 <= fill <= 32
    assert plain[16:-fill] == struct.pack("!I", len(message)) + message + b"wx2c2769f8efd9abc2"
    theirs = bytes(16) + plain[16:]
    sealed = base64.b64encode(AES.new(key, AES.MODE_CBC, key[:16]).encrypt(theirs)).decode()
    assert APP.opened(sealed, APP.signature("1", "2", sealed), "1", "2") == message


@pytest.mark.parametrize("stamp", ["", "-1", "1.5", "١٢٣", "9" * 40, "now", " 1614264530"])
def test_what_is_no_time_is_not_timely(stamp: str) -> None:
    assert not timely(stamp, NOW)


async def test_what_was_taken_once_is_known_again(world: World) -> None:
    keys, name, until = world.house.keys, fresh(), utc_now() + timedelta(minutes=5)
    async with world.house.db.transaction(BRAND) as tx:
        assert await replays.first(tx, keys, "wechat", name, until)
    async with world.house.db.transaction(BRAND) as tx:
        assert not await replays.first(tx, keys, "wechat", name, until)
        assert await replays.first(tx, keys, "qq", name, until)
    async with world.house.db.transaction("bybit") as tx:
        assert await replays.first(tx, keys, "wechat", name, until)
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from replays where mark like $1", f"%{name}%") == 0


async def test_what_is_stale_is_forgotten_and_nothing_else(world: World) -> None:
    keys, old, young = world.house.keys, fresh(), fresh()
    async with world.house.db.transaction(BRAND) as tx:
        await replays.first(tx, keys, "wechat", old, utc_now() - timedelta(seconds=1))
        await replays.first(tx, keys, "wechat", young, utc_now() + timedelta(minutes=5))
    [job] = replays.jobs()
    await job.run(world.house.db, BRAND, {})
    async with world.house.db.transaction(BRAND) as tx:
        later = utc_now() + timedelta(minutes=5)
        assert await replays.first(tx, keys, "wechat", old, later)
        assert not await replays.first(tx, keys, "wechat", young, later)
