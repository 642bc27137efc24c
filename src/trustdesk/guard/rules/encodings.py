"""The encodings keys are written in, each with the check that tells a key from noise."""

import hashlib

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def base58(token: str, alphabet: str = BITCOIN) -> bytes | None:
    """Decode base58, or None if a character does not belong to the alphabet."""
    places = {letter: place for place, letter in enumerate(alphabet)}
    number = 0
    for letter in token:
        if letter not in places:
            return None
        number = number * 58 + places[letter]
    zeros = len(token) - len(token.lstrip(alphabet[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base58check(token: str, alphabet: str = BITCOIN) -> bytes | None:
    """Decode base58check to its version and payload, or None if the checksum is wrong."""
    raw = base58(token, alphabet)
    if raw is None or len(raw) <= 4:  # noqa: PLR2004 - the checksum alone
        return None
    body, check = raw[:-4], raw[-4:]
    twice = hashlib.sha256(hashlib.sha256(body).digest()).digest()
    return body if twice[:4] == check else None


def bech32(token: str) -> bool:
    """Whether ``token`` is bech32 (BIP-173) with a right checksum."""
    prefix, _, data = token.lower().rpartition("1")
    if not prefix or any(letter not in BECH32 for letter in data):
        return False
    high = [ord(letter) >> 5 for letter in prefix]
    low = [ord(letter) & 31 for letter in prefix]
    return _polymod([*high, 0, *low, *(BECH32.index(letter) for letter in data)]) == 1


def stellar(token: str) -> bytes | None:
    """Decode a Stellar key (base32, CRC-16) to its version and payload, or None."""
    number = 0
    for letter in token:
        if letter not in BASE32:
            return None
        number = number << 5 | BASE32.index(letter)
    raw = number.to_bytes((len(token) * 5 + 7) // 8, "big")
    return raw[:-2] if _crc16(raw[:-2]) == int.from_bytes(raw[-2:], "little") else None


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(GENERATORS):
            if top >> place & 1:
                check ^= generator
    return check


def _crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc
