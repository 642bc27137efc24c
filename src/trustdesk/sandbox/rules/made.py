"""Addresses, hashes and accounts of the sandbox, made from their names, so that they never change."""

import hashlib
from datetime import datetime, timedelta

import msgspec

from trustdesk.exchange import (
    Account,
    Device,
    MaskedContact,
    SecurityEvent,
    Wallet,
    base58_of,
    eip55,
    tron_address,
)

SECRETLESS = "sandbox"
NETWORKS = ("ethereum", "bsc", "polygon", "tron", "bitcoin")


def payload(*names: str) -> bytes:
    """Make 32 bytes of these names."""
    return hashlib.sha256("/".join((SECRETLESS, *names)).encode()).digest()


def evm(*names: str) -> str:
    """Make an EVM address."""
    return eip55("0x" + payload(*names)[:20].hex())


def address(network: str, *names: str) -> str:
    """Make an address of a network; the EVM chains and TRON share their twenty bytes."""
    if network == "tron":
        return tron_address(payload(*names)[:20])
    if network == "bitcoin":
        return base58_of(b"\0" + payload(*names)[:20])
    return evm(*names)


def txid(network: str, *names: str) -> str:
    """Make the id of a transaction."""
    digits = payload("tx", network, *names).hex()
    return digits if network in {"tron", "bitcoin"} else f"0x{digits}"


def token(network: str) -> str | None:
    """Give the contract of USDT on a network of the sandbox."""
    return None if network == "bitcoin" else address(network, "token", "USDT", network)


def account(uid: str, now: datetime) -> Account:
    """Make an ordinary account in good order."""
    region = ("SG", "DE", "AE", "TR")[payload(uid)[0] % 4]
    seen = SecurityEvent("sign_in", now - timedelta(hours=5), "done", region, "Pixel 9, app 5.2")
    return Account(
        uid=uid,
        tier="Regular",
        kyc_state="approved",
        kyc_level="2",
        region=region,
        opened_at=now - timedelta(days=400),
        contacts=[
            MaskedContact("email", f"c•••{uid[-1]}@example.com"),
            MaskedContact("phone", "+65 •••• ••" + uid[-2:]),
        ],
        two_factor=["totp", "email"],
        events=[seen],
        devices=[Device("Pixel 9, app 5.2", now - timedelta(hours=5), region, trusted=True)],
    )


def wallets(brand: str, uid: str, now: datetime) -> list[Wallet]:
    """Make the deposit addresses of an account."""
    return [
        Wallet(
            id=f"{uid}-usdt-{network}" if network != "bitcoin" else f"{uid}-btc",
            at=now - timedelta(days=399),
            asset="BTC" if network == "bitcoin" else "USDT",
            network=network,
            address=address(network, brand, uid),
        )
        for network in NETWORKS
        if network != "bsc"  # nobody was given an address there: what arrives was sent to another chain's
    ]


def registered(uid: str, kind: str) -> str:
    """Give the contact behind the mask: the sandbox alone knows it."""
    return f"customer{uid}@example.com" if kind == "email" else f"+65 8123 {uid[-4:]}"


def varied(base: Account, **changes: object) -> Account:
    """Make a variant of an account."""
    return msgspec.structs.replace(base, **changes)
