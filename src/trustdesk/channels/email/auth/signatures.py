"""DKIM (RFC 6376): whose signatures hold. The keys are fetched first; the check itself runs confined."""

import re
from collections.abc import Awaitable, Callable

from trustdesk.channels.email.auth.identity import DOMAIN
from trustdesk.channels.email.auth.model import Signature
from trustdesk.channels.email.auth.resolving import Resolver, Unreachable
from trustdesk.channels.email.parsing import Parsed, vouching
from trustdesk.kit import confined
from trustdesk.kit.errors import Refused

MOST = 5
_TAG = re.compile(r"[a-z][a-z0-9_]{0,10}")
_KEY_LENGTH = 4096
# Fields people act upon: each must be signed as often as it stands there, or somebody added one.
_HELD = ("from", "subject", "to", "date", "reply-to")

Run = Callable[[str, bytes], Awaitable[bytes]]


async def check(resolver: Resolver, raw: bytes, parsed: Parsed, run: Run = confined.run) -> list[Signature]:
    """Check the topmost signatures of a mail."""
    written = [h.value for h in parsed.headers if h.name.lower() == "dkim-signature"][:MOST]
    if not written:
        return []
    found = [await _fetched(resolver, tags(value), parsed) for value in written]
    keys = [key for _, key in found]
    if not any(keys):
        return [signature for signature, _ in found]
    try:
        held = vouching.verdicts(await run(vouching.CONFINED, vouching.asked(raw, keys)))
    except Refused:
        return [Signature(s.domain, "permerror", "unreadable") for s, _ in found]
    return [
        (Signature(s.domain, "pass") if ok else Signature(s.domain, "fail", "broken")) if key else s
        for (s, key), ok in zip(found, held, strict=True)
    ]


def tags(value: str) -> dict[str, str]:
    """Take a tag list apart."""
    pairs = (tag.partition("=") for tag in value.split(";"))
    return {name.strip(): "".join(text.split()) for name, _, text in pairs if _TAG.fullmatch(name.strip())}


async def _fetched(resolver: Resolver, tag: dict[str, str], parsed: Parsed) -> tuple[Signature, str]:
    """Fetch the key of a signature, or say why it does not matter."""
    domain, selector = tag.get("d", "").lower(), tag.get("s", "").lower()
    objection = _objection(tag, domain, selector, parsed)
    if objection:
        return Signature(domain, "permerror", objection), ""
    try:
        texts = await resolver.txt(f"{selector}._domainkey.{domain}")
    except Unreachable:
        return Signature(domain, "temperror", "unreachable"), ""
    keys = [text for text in texts if "p=" in text.replace(" ", "")]
    if len(keys) != 1 or len(keys[0]) > _KEY_LENGTH:
        return Signature(domain, "permerror", "no_key"), ""
    return Signature(domain, "none"), keys[0]


def _objection(tag: dict[str, str], domain: str, selector: str, parsed: Parsed) -> str:
    # Names that are not plain reach into other zones on some resolvers.
    if not DOMAIN.fullmatch(domain) or not DOMAIN.fullmatch(f"{selector}.x"):
        return "odd_name"
    if "l" in tag:
        return "partly_signed"  # anything may be appended to such a mail
    if tag.get("a", "").lower() not in {"rsa-sha256", "ed25519-sha256"}:
        return "weak"
    signed = tag.get("h", "").lower().split(":")
    standing = [h.name.lower() for h in parsed.headers]
    if any(standing.count(name) > signed.count(name) for name in _HELD if name == "from" or name in signed):
        return "added_fields"
    return ""
