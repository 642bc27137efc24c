"""How chains write addresses down, and the checksums inside; every reader gives None for what is wrong."""

import base64
import binascii

import base58
from Crypto.Hash import keccak

BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32_CONST, BECH32M_CONST = 1, 0x2BC830A3
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECK_SYMBOLS = 6
WITNESS_LENGTHS = {0: (20, 32), 1: (32,)}
SHORTEST_PROGRAM, LONGEST_PROGRAM = 2, 40
CRC_BYTES = 2
TON_BYTES, STELLAR_BYTES = 36, 35
VERSIONED, TRON = 21, 0x41


def keccak256(data: bytes) -> bytes:
    """Hash as Ethereum does: Keccak, not the SHA-3 that came of it."""
    return keccak.new(digest_bits=256, data=data).digest()


def eip55(address: str) -> str:
    """Write 40 hex digits (with 0x) in the mixed case that is their checksum (EIP-55)."""
    low = address[2:].lower()
    marks = keccak256(low.encode()).hex()
    return "0x" + "".join(
        letter.upper() if int(mark, 16) >= 8 else letter  # noqa: PLR2004 - the high bit of each digit
        for letter, mark in zip(low, marks, strict=False)
    )


def base58check(text: str, *, ripple: bool = False) -> bytes | None:
    """Read base58 with its four check bytes; gives version and payload."""
    alphabet = base58.RIPPLE_ALPHABET if ripple else base58.BITCOIN_ALPHABET
    try:
        return base58.b58decode_check(text, alphabet=alphabet)
    except ValueError:
        return None


def base58_bytes(text: str) -> bytes | None:
    """Read base58 without a checksum."""
    try:
        return base58.b58decode(text)
    except ValueError:
        return None


def tron(payload: bytes) -> str:
    """Write 20 bytes as a TRON address."""
    return base58.b58encode_check(b"\x41" + payload).decode()


def hex_of_tron(address: str) -> str:
    """Write the twenty bytes of a TRON address as an EVM address does, in lower case; nothing for none."""
    read = base58check(address)
    return f"0x{read[1:].hex()}" if read is not None and len(read) == VERSIONED and read[0] == TRON else ""


def base58_of(versioned: bytes) -> str:
    """Write version and payload with their check bytes."""
    return base58.b58encode_check(versioned).decode()


def segwit(text: str) -> tuple[str, int] | None:
    """Read a bech32 or bech32m address (BIP 173, BIP 350); gives its prefix and witness version."""
    if text.lower() != text and text.upper() != text:
        return None
    prefix, _, rest = text.lower().rpartition("1")
    if not prefix or len(rest) <= CHECK_SYMBOLS or any(letter not in BECH32 for letter in rest):
        return None
    values = [BECH32.index(letter) for letter in rest]
    version, program = values[0], _eight_bits(values[1:-CHECK_SYMBOLS])
    expected = BECH32_CONST if version == 0 else BECH32M_CONST
    if _polymod(_expanded(prefix) + values) != expected or program is None:
        return None
    lengths = WITNESS_LENGTHS.get(version, range(SHORTEST_PROGRAM, LONGEST_PROGRAM + 1))
    return (prefix, version) if len(program) in lengths else None


def ton(text: str) -> bool:
    """Tell whether a friendly TON address checks out."""
    try:
        raw = base64.urlsafe_b64decode(text.replace("+", "-").replace("/", "_"))
    except (binascii.Error, ValueError):
        return False
    return len(raw) == TON_BYTES and _crc16(raw[:-CRC_BYTES]) == int.from_bytes(raw[-CRC_BYTES:], "big")


def stellar(text: str) -> bool:
    """Tell whether a Stellar account id checks out."""
    try:
        raw = base64.b32decode(text)
    except (binascii.Error, ValueError):
        return False
    checks = _crc16(raw[:-CRC_BYTES]) == int.from_bytes(raw[-CRC_BYTES:], "little")
    return len(raw) == STELLAR_BYTES and checks


def _expanded(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check


def _eight_bits(values: list[int]) -> bytes | None:
    """Regroup five bits to eight; what is left over must be less than a symbol, and zero."""
    held, bits, out = 0, 0, bytearray()
    for value in values:
        held, bits = (held << 5 | value) & 0xFFF, bits + 5
        if bits >= 8:  # noqa: PLR2004 - a byte
            bits -= 8
            out.append(held >> bits & 0xFF)
    return None if bits >= 5 or held & ((1 << bits) - 1) else bytes(out)  # noqa: PLR2004 - a symbol


def _crc16(data: bytes) -> int:
    return binascii.crc_hqx(data, 0)  # CRC-16/XMODEM
