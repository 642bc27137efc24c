"""WeChat: a SHA-1 over sorted values, and messages encrypted with AES for one app."""

import base64
import binascii
import hashlib
import hmac
import os
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY_LETTERS = 43
RANDOM = 16  # random bytes before everything
HEAD = 20  # these and the length of what follows
BLOCK = 32  # padded to twice what AES asks for


class Forged(Exception):
    """Not signed by this token, not encrypted for this app, or altered."""


class WeChat:
    """One app of WeChat: its token, its ``EncodingAESKey`` and its id."""

    def __init__(self, token: str, encoding_key: str, app_id: str) -> None:
        """Take the three as they stand in WeChat's console; raises ``ValueError`` for a key that is none."""
        if not token or len(encoding_key) != KEY_LETTERS:
            raise ValueError("WeChat needs a token and an EncodingAESKey of 43 letters")
        self._token = token
        self._key = base64.b64decode(encoding_key + "=", validate=True)
        self._app_id = app_id.encode()

    def signature(self, stamp: str, nonce: str, *more: str) -> str:
        """Sign: of a plain message time and nonce, of an encrypted one its text, too."""
        return hashlib.sha1("".join(sorted((self._token, stamp, nonce, *more))).encode()).hexdigest()  # noqa: S324 - theirs

    def genuine(self, given: str, stamp: str, nonce: str, *more: str) -> bool:
        """Tell whether ``given`` is that signature."""
        return hmac.compare_digest(given.lower().encode(), self.signature(stamp, nonce, *more).encode())

    def opened(self, encrypted: str, given: str, stamp: str, nonce: str) -> bytes:
        """Check and decrypt a message; raises ``Forged``, always the same, whatever is wrong with it."""
        if not self.genuine(given, stamp, nonce, encrypted):
            raise Forged
        try:
            sealed = base64.b64decode(encrypted, validate=True)
            decryptor = self._cipher().decryptor()
            plain = _unpadded(decryptor.update(sealed) + decryptor.finalize())
            (length,) = struct.unpack("!I", plain[RANDOM:HEAD])
        except (binascii.Error, ValueError, struct.error) as error:
            raise Forged from error
        message, app_id = plain[HEAD : HEAD + length], plain[HEAD + length :]
        if len(message) != length or not hmac.compare_digest(app_id, self._app_id):
            raise Forged
        return message

    def sealed(self, message: bytes) -> str:
        """Encrypt an answer for this app."""
        plain = os.urandom(RANDOM) + struct.pack("!I", len(message)) + message + self._app_id
        fill = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        return base64.b64encode(
            encryptor.update(plain + bytes([fill]) * fill) + encryptor.finalize()
        ).decode()

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:RANDOM]))


def _unpadded(plain: bytes) -> bytes:
    fill = plain[-1] if plain else 0
    if not 1 <= fill <= BLOCK or plain[-fill:] != bytes([fill]) * fill:
        raise ValueError("not padded")
    return plain[:-fill]
