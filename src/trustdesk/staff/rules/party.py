"""For whom passkeys are made, and how an authenticator names an agent."""

import ipaddress
from urllib.parse import urlsplit
from uuid import UUID

from trustdesk.staff.model import Party

UUID_BYTES = 16


def party_of(base_url: str) -> Party:
    """Name the relying party of a desk at this URL.

    Browsers make no passkeys for an IP address. A desk on this machine's own address is reached
    by the name ``localhost`` too, so its passkeys are made for that.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if not _is_loopback(host):
        return Party(host, base_url)
    port = f":{parts.port}" if parts.port else ""
    return Party("localhost", f"{parts.scheme}://localhost{port}")


def handle_of(tenant: str, agent: UUID) -> bytes:
    """Write the user handle under which authenticators keep an agent's passkeys."""
    return agent.bytes + tenant.encode()


def agent_of(handle: bytes) -> tuple[str, UUID] | None:
    """Read tenant and agent from a user handle; None when it is none of ours."""
    if len(handle) <= UUID_BYTES or not handle[UUID_BYTES:].isascii():
        return None
    return handle[UUID_BYTES:].decode("ascii"), UUID(bytes=handle[:UUID_BYTES])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
