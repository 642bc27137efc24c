"""Secrets that come as a file's text: armoured keys, keystores, key pairs as lists of bytes."""

import re
from collections.abc import Iterator

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.keys import is_pair

SHORTEST = 64
# Cut off at the end is still a key: half of it may be enough.
ARMOUR = re.compile(
    r"-{2,5} ?BEGIN (?P<what>[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?) ?-{2,5}.*?(?:-{2,5} ?END (?P=what) ?-{2,5}|\Z)",
    re.DOTALL,
)
CIPHERTEXT = re.compile(r"ciphertext|encrypted_?(?:seed|key)", re.IGNORECASE)
DERIVATION = re.compile(r"kdf|scrypt|pbkdf2|cipherparams|\bmac\b", re.IGNORECASE)
BRACE = re.compile(r"[{}]")
BYTES = re.compile(r"\[\s*\d{1,3}(?:\s*[,，]\s*\d{1,3}){63}\s*\]")
NUMBER = re.compile(r"\d+")
BYTE = 256
COMMAS = 63


def blocks(text: str) -> Iterator[Span]:
    """Find secrets that are whole blocks of text."""
    if "PRIVATE KEY" in text:
        for match in ARMOUR.finditer(text):
            yield Span(match.start(), match.end(), Kind.KEY_FILE, certain=True)
    if "{" in text and CIPHERTEXT.search(text) and DERIVATION.search(text):
        yield from _keystores(text)
    if "[" in text and text.count(",") + text.count("，") >= COMMAS:
        for match in BYTES.finditer(text):
            values = [int(number) for number in NUMBER.findall(match[0])]
            if max(values) < BYTE and is_pair(bytes(values)):
                yield Span(match.start(), match.end(), Kind.PRIVATE_KEY, certain=True)


def _keystores(text: str) -> Iterator[Span]:
    """Find the outermost braces around a ciphertext; without a closing one, all that follows."""
    depth, start = 0, 0
    for brace in BRACE.finditer(text):
        if brace[0] == "{":
            start = brace.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and _is_keystore(text[start : brace.end()]):
                yield Span(start, brace.end(), Kind.KEYSTORE, certain=True)
    if depth and _is_keystore(text[start:]):
        yield Span(start, len(text), Kind.KEYSTORE)


def _is_keystore(block: str) -> bool:
    return bool(CIPHERTEXT.search(block) and DERIVATION.search(block))
