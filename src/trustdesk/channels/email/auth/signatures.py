"""DKIM (RFC 6376): whose signatures hold. The keys are fetched first; the check itself runs confined."""

import re
from collections.abc import Awaitable, Callable

import msgspec

from trustdesk.channels.email.auth.identity import DOMAIN
from trustdesk.channels.email.auth.model import Signature
from trustdesk.channels.email.auth.resolving import Resolver, Unreachable
from trustdesk.channels.email.parsing import Parsed
from trustdesk.kit import confined
from trustdesk.kit.errors import Refused

MOST = 5
_CHECK = "trustdesk.channels.email.auth.signatures:checked"
_TAG = re.compile(r"[a-z][a-z0-9_]{0,10}")
_KEY_LENGTH = 4096
_SMALLEST_KEY = 1024
# Fields people act upon: each must be signed as often as it stands there, or somebody added one.
_HELD = ("from", "subject", "to", "date", "reply-to")

Run = Callable[[str, bytes], Awaitable[bytes]]


class Work(msgspec.Struct):
    """What the confined child gets: the mail, and for each signature its key, none when it is hopeless."""

    raw: bytes
    keys: list[str]


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
        answer = await run(_CHECK, msgspec.msgpack.encode(Work(raw, keys)))
    except Refused:
        return [Signature(s.domain, "permerror", "unreadable") for s, _ in found]
    held = msgspec.msgpack.decode(answer, type=list[bool])
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


def checked(payload: bytes) -> bytes:
    """Check signatures in a confined child: ``Work`` in, a list of truths out."""
    import dkim  # noqa: PLC0415 - only the child needs it

    work = msgspec.msgpack.decode(payload, type=Work)
    held: list[bool] = []
    for place, key in enumerate(work.keys):
        held.append(bool(key) and _holds(dkim.DKIM, work.raw, place, key))
    return msgspec.msgpack.encode(held)


def _holds(signer: type, raw: bytes, place: int, key: str) -> bool:
    try:
        opened = signer(raw, minkey=_SMALLEST_KEY)
        return bool(opened.verify(idx=place, dnsfunc=_answering(key)))
    except Exception:  # noqa: BLE001 - somebody else's parser on hostile bytes; what does not verify is false
        return False


def _answering(key: str) -> Callable[..., bytes]:
    def answer(_name: bytes, timeout: int = 0) -> bytes:  # noqa: ARG001 - what dkimpy calls
        return key.encode()

    return answer
