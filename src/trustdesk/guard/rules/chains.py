"""Private keys that name themselves: by the prefix their chain or program gives them, with its checksum."""

import re
from collections.abc import Iterator

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.encodings import base58check, bech32
from trustdesk.guard.rules.hints import SECRETS, Mark

# Without one of these in lower case none is there.
HINTED = SECRETS.any_of(
    (
        "sk1",
        "xprv1",
        "secret-",
        "pvt_",
        "edsk",
        "spsk",
        "p2sk",
        "edesk",
        "spesk",
        "p2esk",
        "ed25519:",
        "-priv-",
    )
)
# Cardano, age, Zcash: bech32 with a name that says what it holds.
SPOKEN = re.compile(
    r"(?<![0-9A-Za-z_])(?:(?:[a-z0-9]{2,12}_)?(?:ext_)?(?:x?sk|xprv)1[02-9ac-hj-np-z]{50,250}"
    r"|age-secret-key-1[02-9ac-hj-np-z]{50,80}|secret-(?:extended|spending)-key-[a-z]{4,8}1[02-9ac-hj-np-z]{50,320})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
EOS = re.compile(r"(?<![0-9A-Za-z])PVT_[A-Z0-9]{2}_[1-9A-HJ-NP-Za-km-z]{44,60}(?![0-9A-Za-z])")
TEZOS = re.compile(
    r"(?<![0-9A-Za-z])(?:edsk|spsk|p2sk|edesk|spesk|p2esk)[1-9A-HJ-NP-Za-km-z]{48,100}(?![0-9A-Za-z])"
)
# Aptos and NEAR: the curve before the key.
CURVE = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:ed25519|secp256k1)-priv-(?:0x)?[0-9a-f]{64}|ed25519:[1-9A-HJ-NP-Za-km-z]{80,90})(?![0-9A-Za-z])",
    re.IGNORECASE,
)


def chain_keys(text: str, marks: Mark) -> Iterator[Span]:
    """Find keys with a prefix of their own in a folded text."""
    if not marks & HINTED:
        return
    for pattern, proof in ((SPOKEN, bech32), (TEZOS, base58check)):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), Kind.PRIVATE_KEY, certain=bool(proof(match[0])))
    for pattern in (EOS, CURVE):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), Kind.PRIVATE_KEY, certain=True)
