"""Macros in SPF records (RFC 7208 section 7)."""

import ipaddress
import re

from trustdesk.channels.email.auth.model import Envelope

_MACRO = re.compile(r"%(?:\{([slodiphcrtv])(\d{0,3})(r?)([.\-+,/_=]*)\}|([%_-]))", re.IGNORECASE)
_LITERAL = {"%": "%", "_": " ", "-": "%20"}
_LONGEST = 253


def expand(text: str, envelope: Envelope, sender: str, domain: str) -> str:
    """Put values in place of macros; the front of what is too long is cut off at a dot."""
    local, _, sender_domain = sender.rpartition("@")
    values = {
        "s": sender,
        "l": local or "postmaster",
        "o": sender_domain,
        "d": domain,
        "i": _dotted(envelope.ip),
        "p": "unknown",
        "v": "in-addr" if ":" not in envelope.ip else "ip6",
        "h": envelope.helo,
    }

    def value(found: re.Match[str]) -> str:
        if found[5]:
            return _LITERAL[found[5]]
        parts = re.split(f"[{re.escape(found[4] or '.')}]", values.get(found[1].lower(), "unknown"))
        parts = parts[::-1] if found[3] else parts
        return ".".join(parts[-int(found[2]) :] if found[2] and int(found[2]) else parts)

    expanded = _MACRO.sub(value, text)
    while len(expanded) > _LONGEST and "." in expanded:
        expanded = expanded.partition(".")[2]
    return expanded


def _dotted(ip: str) -> str:
    if ":" not in ip:
        return ip
    return ".".join(ipaddress.IPv6Address(ip).exploded.replace(":", ""))
