"""Keys of the trade as their programs write them, each from a seeded chance."""

import base64
import json
from collections.abc import Callable
from hashlib import sha256
from random import Random
from string import ascii_letters, ascii_uppercase, digits

import base58
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

ALNUM = ascii_letters + digits
BECH = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def some(chance: Random, letters: str, length: int) -> str:
    return "".join(chance.choice(letters) for _ in range(length))


def hexes(chance: Random, count: int) -> str:
    return chance.randbytes(count).hex()


def check58(body: bytes) -> str:
    return base58.b58encode_check(body).decode()


def bech32(hrp: str, body: bytes, constant: int = 1) -> str:
    bits = "".join(f"{byte:08b}" for byte in body)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    spread = [ord(one) >> 5 for one in hrp] + [0] + [ord(one) & 31 for one in hrp]
    state = _polymod([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ constant
    check = [(state >> 5 * (5 - at)) & 31 for at in range(6)]
    return hrp + "1" + "".join(BECH[one] for one in (*values, *check))


def _polymod(values: list[int]) -> int:
    state = 1
    for one in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ one
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= generator if (top >> at) & 1 else 0
    return state


def wif(chance: Random) -> str:
    prefix = chance.choice((0x80, 0x80, 0x80, 0xEF, 0xB0, 0x9E, 0xCC))
    return check58(bytes([prefix]) + chance.randbytes(32) + chance.choice((b"\x01", b"")))


def extended(chance: Random) -> str:
    version = chance.choice(
        ("0488ade4", "049d7878", "04b2430c", "04358394", "044a4e28", "045f18bc", "0295b005")
    )
    body = bytes([chance.randrange(5)]) + chance.randbytes(8 + 32) + b"\x00" + chance.randbytes(32)
    return check58(bytes.fromhex(version) + body)


def _pair(chance: Random) -> bytes:
    seed = chance.randbytes(32)
    key = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
    return seed + key.public_key().public_bytes_raw()


def solana(chance: Random) -> str:
    return base58.b58encode(_pair(chance)).decode()


def solana_bytes(chance: Random) -> str:
    return json.dumps(list(_pair(chance)), separators=chance.choice(((",", ":"), (", ", ":"), (",\n ", ":"))))


def near(chance: Random) -> str:
    return "ed25519:" + solana(chance)


def sui(chance: Random) -> str:
    return bech32("suiprivkey", b"\x00" + chance.randbytes(32))


def nostr(chance: Random) -> str:
    return bech32("nsec", chance.randbytes(32))


def aptos(chance: Random) -> str:
    return chance.choice(("ed25519", "secp256k1")) + "-priv-0x" + hexes(chance, 32)


def cardano(chance: Random) -> str:
    kind, size = chance.choice((("ed25519_sk", 32), ("root_xsk", 96), ("addr_xsk", 96), ("acct_xsk", 96)))
    return bech32(kind, chance.randbytes(size))


def age(chance: Random) -> str:
    return bech32("age-secret-key-", chance.randbytes(32)).upper()


def eos(chance: Random) -> str:
    body = chance.randbytes(32)
    from Crypto.Hash import RIPEMD160  # noqa: PLC0415 - only here

    return "PVT_K1_" + base58.b58encode(body + RIPEMD160.new(body + b"K1").digest()[:4]).decode()


def tezos(chance: Random) -> str:
    prefix, size = chance.choice((("0d0f3a07", 32), ("2bf64e07", 64), ("11a2e0c9", 32), ("1051eebd", 32)))
    return check58(bytes.fromhex(prefix) + chance.randbytes(size))


RIPPLE = base58.RIPPLE_ALPHABET


def ripple(chance: Random) -> str:
    prefix = chance.choice((b"\x21", b"\x01\xe1\x4b"))
    return base58.b58encode_check(prefix + chance.randbytes(16), alphabet=RIPPLE).decode()


def stellar(chance: Random) -> str:
    body = bytes([18 << 3]) + chance.randbytes(32)
    state = 0
    for byte in body:
        state ^= byte << 8
        for _ in range(8):
            state = (state << 1 ^ 0x1021 if state & 0x8000 else state << 1) & 0xFFFF
    return base64.b32encode(body + state.to_bytes(2, "little")).decode()


def zcash(chance: Random) -> str:
    return bech32("secret-extended-key-main", chance.randbytes(169))


def keystore(chance: Random) -> str:
    crypto = {
        "cipher": "aes-128-ctr",
        "cipherparams": {"iv": hexes(chance, 16)},
        "ciphertext": hexes(chance, 32),
        "kdf": "scrypt",
        "kdfparams": {"dklen": 32, "n": 262144, "p": 1, "r": 8, "salt": hexes(chance, 32)},
        "mac": hexes(chance, 32),
    }
    whole: dict[str, object] = {
        "version": 3,
        "id": f"{hexes(chance, 4)}-{hexes(chance, 2)}",
        "address": hexes(chance, 20),
    }
    whole[chance.choice(("crypto", "Crypto"))] = crypto
    items = list(whole.items())
    chance.shuffle(items)
    return json.dumps(dict(items), indent=chance.choice((None, 2, 4)))


def pem(chance: Random) -> str:
    key = chance.choice(_PEMS)
    return chance.choice((str, _quoted, _one_line, _escaped, _crooked))(key)


def _pems() -> list[str]:
    coding, private = serialization.Encoding.PEM, serialization.PrivateFormat
    plain, locked = serialization.NoEncryption(), serialization.BestAvailableEncryption(b"x1y2z3")
    elliptic = ec.derive_private_key(0x1B0F_7777_1234_9999, ec.SECP256K1())
    edwards = ed25519.Ed25519PrivateKey.from_private_bytes(sha256(b"anew").digest())
    rsas = rsa.generate_private_key(65537, 2048)
    raw = [
        elliptic.private_bytes(coding, private.TraditionalOpenSSL, plain),
        elliptic.private_bytes(coding, private.PKCS8, locked),
        edwards.private_bytes(coding, private.PKCS8, plain),
        edwards.private_bytes(coding, private.OpenSSH, plain),
        rsas.private_bytes(coding, private.TraditionalOpenSSL, plain),
        rsas.private_bytes(coding, private.PKCS8, plain),
    ]
    armour = "".join(ALNUM[byte % 62] for byte in sha256(b"pgp").digest() * 6)
    raw.append(
        f"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{armour}\n=aB3d\n-----END PGP PRIVATE KEY BLOCK-----".encode()
    )
    kept = f"kdf: bcrypt\nsalt: 5A1B\n\n{armour}\n=Xy12"
    raw.append(
        f"-----BEGIN TENDERMINT PRIVATE KEY-----\n{kept}\n-----END TENDERMINT PRIVATE KEY-----".encode()
    )
    return [one.decode() for one in raw]


def _quoted(key: str) -> str:
    return "\n".join("> " + line for line in key.splitlines())


def _one_line(key: str) -> str:
    return " ".join(key.split("\n"))


def _escaped(key: str) -> str:
    return json.dumps(key)


def _crooked(key: str) -> str:
    lines = key.strip().splitlines()
    cut = [part for line in lines[1:-1] for part in (line[:29], line[29:]) if part]
    return "\n".join((lines[0], *cut, lines[-1]))


_PEMS = _pems()

SHAPED: dict[str, Callable[[Random], str]] = {
    "wif": wif, "extended": extended, "solana": solana, "solana_bytes": solana_bytes, "near": near, "sui": sui,
    "nostr": nostr, "aptos": aptos, "cardano": cardano, "age": age, "eos": eos, "tezos": tezos,
    "ripple": ripple, "stellar": stellar, "zcash": zcash, "keystore": keystore, "pem": pem,
}  # fmt: skip


def hex_key(chance: Random) -> str:
    made = chance.choice(("0x", "", "")) + hexes(chance, 32)
    return chance.choice((str, str.upper, _in_fours, _halved))(made).replace("0X", "0x")


def _in_fours(made: str) -> str:
    return " ".join(made[at : at + 8] for at in range(0, len(made), 8))


def _halved(made: str) -> str:
    return made[:33] + "\n" + made[33:]


def long_hex(chance: Random) -> str:
    return hexes(chance, 64)


def seed58(chance: Random) -> str:
    return base58.b58encode(chance.randbytes(32)).decode()


def seed64(chance: Random) -> str:
    return base64.b64encode(chance.randbytes(chance.choice((32, 64)))).decode()


NAMED: dict[str, Callable[[Random], str]] = {
    "hex": hex_key,
    "long_hex": long_hex,
    "b58": seed58,
    "b64": seed64,
}


def authenticator(chance: Random) -> str:
    made = some(chance, ascii_uppercase + "234567", chance.choice((16, 26, 32)))
    return chance.choice((str, str.lower, _fours))(made)


def _fours(made: str) -> str:
    return " ".join(made[at : at + 4] for at in range(0, len(made), 4))


def otpauth(chance: Random) -> str:
    secret = some(chance, ascii_uppercase + "234567", 32)
    if chance.random() < 0.3:
        return "otpauth-migration://offline?data=" + base64.b64encode(chance.randbytes(60)).decode().replace(
            "+", "%2B"
        )
    return f"otpauth://totp/Exchange:me%40mail.example?secret={secret}&issuer=Exchange&digits=6"


TOKENS: dict[str, Callable[[Random], str]] = {
    "aws": lambda chance: "AKIA" + some(chance, ascii_uppercase + "234567", 16),
    "github": lambda chance: chance.choice(("ghp_", "gho_", "ghs_")) + some(chance, ALNUM, 36),
    "stripe": lambda chance: chance.choice(("sk_live_", "rk_live_")) + some(chance, ALNUM, 24),
    "slack": lambda chance: (
        f"xoxb-{some(chance, digits, 11)}-{some(chance, digits, 12)}-{some(chance, ALNUM, 24)}"
    ),
    "google": lambda chance: "AIza" + some(chance, ALNUM + "_-", 35),
    "telegram": lambda chance: some(chance, digits, 10) + ":AA" + some(chance, ALNUM + "_-", 33),
    "webhook": lambda chance: "whsec_" + base64.b64encode(chance.randbytes(24)).decode(),
    "gitlab": lambda chance: "glpat-" + some(chance, ALNUM, 20),
    "npm": lambda chance: "npm_" + some(chance, ALNUM, 36),
    "jwt": lambda chance: ".".join(
        base64.urlsafe_b64encode(part).decode().rstrip("=")
        for part in (b'{"alg":"HS256","typ":"JWT"}', b'{"sub":"77","exp":1790000000}', chance.randbytes(32))
    ),
    "openai": lambda chance: "sk-proj-" + some(chance, ALNUM, 48),
}


def secret_of_pair(chance: Random) -> tuple[str, str]:
    """Give an API key as an exchange makes it: what may be public, and its secret."""
    kind = chance.randrange(6)
    if kind == 0:
        return some(chance, ALNUM, 64), some(chance, ALNUM, 64)
    if kind == 1:
        return (
            f"{hexes(chance, 4)}-{hexes(chance, 2)}-{hexes(chance, 2)}-{hexes(chance, 2)}-{hexes(chance, 6)}",
            hexes(chance, 16).upper(),
        )
    if kind == 2:
        return some(chance, ALNUM, 18), some(chance, ALNUM, 36)
    if kind == 3:
        return some(chance, ALNUM + "/+", 56), base64.b64encode(chance.randbytes(64)).decode()
    if kind == 4:
        return "bg_" + hexes(chance, 16), hexes(chance, 32)
    return "mx0vgl" + some(chance, ALNUM, 12), hexes(chance, 16)
