"""What an agent signs in with besides passkeys: a password, and codes that work once."""

import asyncio
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from pyotp.totp import TOTP

from trustdesk.kit import secrets
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Unauthorised
from trustdesk.staff.model import Credentials
from trustdesk.staff.store import agents as store

TOTP_SECONDS = 30
TOTP_PURPOSE = "totp"

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked when nobody has the address, so that a stranger cannot tell by the time taken.
_NOBODY = _HASHER.hash("nobody has this password")


async def hash_password(password: str) -> str:
    """Hash a password for keeping: Argon2id, off the loop."""
    return await asyncio.to_thread(_HASHER.hash, password)


async def verify_password(password: str, hashed: str = _NOBODY) -> None:
    """Raise ``Unauthorised`` unless the password fits; takes as long for nobody as for somebody."""
    try:
        await asyncio.to_thread(_HASHER.verify, hashed, password)
    except Argon2Error as error:
        raise Unauthorised from error


async def spend_code(tx: Tx, keys: secrets.Keys, known: Credentials, code: str, now: datetime) -> bool:
    """Use a TOTP code up; False when it is not of this minute, or one as late was used before."""
    secret = keys.open(TOTP_PURPOSE, known.totp_sealed, bound=str(known.agent)).decode()
    totp = TOTP(secret)
    step = int(now.timestamp()) // TOTP_SECONDS
    for near in (step, step - 1, step + 1):
        if secrets.same(totp.generate_otp(near), code.strip()):
            return await store.spend_code(tx, known, near)
    return False
