"""Mails as bytes, built by hand: no library stands between a test and what it wants to send."""

import base64
import binascii

SENDER, TO = "Ann Lee <ann@mail.example>", "Help <help@desk.example>"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def head(
    subject: bytes | str = "Hello",
    *,
    sender: bytes | str = SENDER,
    to: bytes | str = TO,
    more: bytes | str = b"",
) -> bytes:
    """The usual header, without the empty line that ends it."""
    lines = [
        b"From: " + raw(sender),
        b"To: " + raw(to),
        b"Subject: " + raw(subject),
        b"Date: Fri, 5 Jan 2024 10:30:00 +0800",
        b"Message-ID: <one@mail.example>",
        b"MIME-Version: 1.0",
    ]
    return b"\n".join(lines) + b"\n" + (raw(more).rstrip(b"\n") + b"\n" if more else b"")


def raw(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text


def part(
    body: bytes | str, kind: str = "text/plain; charset=utf-8", encoding: str = "8bit", more: bytes | str = ""
) -> bytes:
    """One part with its own header."""
    lines = [f"Content-Type: {kind}".encode(), f"Content-Transfer-Encoding: {encoding}".encode()]
    lines += [raw(more)] if more else []
    return b"\n".join(lines) + b"\n\n" + encoded(raw(body), encoding)


def encoded(body: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return base64.encodebytes(body)
    if encoding == "quoted-printable":
        return binascii.b2a_qp(body)
    return body


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "=_b", more: str = "") -> bytes:
    """Parts between boundaries, with a header of their own."""
    mark = f"--{boundary}".encode()
    inside = b"".join(mark + b"\n" + p + b"\n" for p in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"{more}\n\n'.encode() + inside + mark + b"--\n"
    )


def attached(body: bytes, name: str, kind: str = "application/octet-stream") -> bytes:
    return part(body, kind, "base64", f'Content-Disposition: attachment; filename="{name}"')


def word(text: str, codec: str, label: str = "", how: str = "B") -> str:
    """An encoded word."""
    data = text.encode(codec)
    inside = base64.b64encode(data).decode() if how == "B" else "".join(f"={byte:02X}" for byte in data)
    return f"=?{label or codec}?{how}?{inside}?="
