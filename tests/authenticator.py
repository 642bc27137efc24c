"""An authenticator in software: real keys, real CBOR, real signatures, as a security key would make them.

It holds discoverable credentials, verifies its holder at each use and counts its signatures.
"""

import base64
import hashlib
import json
import os
import struct
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Authenticator:
    """Holds key pairs for one person. ``origin`` is where the browser says it is."""

    def __init__(self, origin: str, rp: str = "localhost") -> None:
        self.origin, self.rp = origin, rp
        self.flags = PRESENT | VERIFIED
        self.count = 0
        self.keys: dict[bytes, tuple[ec.EllipticCurvePrivateKey, bytes]] = {}

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Make a key pair and attest it, as ``navigator.credentials.create`` would."""
        key, id = ec.generate_private_key(ec.SECP256R1()), os.urandom(32)
        handle = base64.urlsafe_b64decode(options["user"]["id"] + "==")
        self.keys[id] = (key, handle)
        numbers = key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(id)) + id + cbor2.dumps(cose)
        data = self._data(self.flags | ATTESTED) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options["challenge"])
        return self._credential(id, {"clientDataJSON": coded(client), "attestationObject": coded(made)})

    def get(self, options: dict[str, Any], *, copied: bool = False) -> dict[str, Any]:
        """Sign a challenge with the newest key that is asked for; a copied one has an older counter."""
        asked = {one["id"] for one in options.get("allowCredentials") or ()}
        id = [one for one in self.keys if not asked or coded(one) in asked][-1]
        key, handle = self.keys[id]
        self.count += -1 if copied else 1
        client, data = self._client("webauthn.get", options["challenge"]), self._data(self.flags)
        signature = key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {
            "clientDataJSON": client,
            "authenticatorData": data,
            "signature": signature,
            "userHandle": handle,
        }
        return self._credential(id, {name: coded(part) for name, part in parts.items()})

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.rp.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _credential(self, id: bytes, response: dict[str, str]) -> dict[str, Any]:
        return {"id": coded(id), "rawId": coded(id), "type": "public-key", "response": response}
