"""What is too much, refused by linear scans before any parser sees it.

Every figure comes from a measured attack: encoded words and recipients by the ten thousand, nesting
that exhausts the stack, markup whose cleaning takes minutes.
"""

from trustdesk.kit.confined import Declined

MOST_BYTES = 25 * 1024 * 1024
HEADER_BLOCK = 128 * 1024
HEADER_LINE = 16 * 1024
HEADER_FIELDS = 200
ADDRESSES = 500
ENCODED_WORDS = 200
DEPTH = 20
PARTS = 500
HTML_SIZE = 1024 * 1024
HTML_NESTING = 256
HTML_TOKENS = 100_000
HTML_REFERENCES = 50_000  # a million ampersands take the cleaner seven seconds
# Longer letters are shown up to here and kept whole as a file.
TEXT_SIZE = 1024 * 1024
TEXT_LINES = 20_000
TNEF_OBJECTS = 2_000
FILE_NAME = 200


class Refusal(Declined):
    """The mail is too much in the way its ``code`` says; the raw bytes stay where they are."""

    def __init__(self, code: str) -> None:
        """Take the stable code, which is also all that is said."""
        super().__init__(code)
        self.code = code


def check_size(raw: bytes) -> None:
    """Refuse what is larger than any mail we promised to take."""
    if len(raw) > MOST_BYTES:
        raise Refusal("mail_too_large")


def check_block(block: bytes) -> None:
    """Refuse a header block that is too long, or has a line that is."""
    if len(block) > HEADER_BLOCK:
        raise Refusal("header_block_too_large")
    if max(map(len, block.split(b"\n"))) > HEADER_LINE:
        raise Refusal("header_line_too_long")


def check_fields(fields: list[tuple[str, bytes]]) -> None:
    """Refuse too many header fields, or too many encoded words in one of them."""
    if len(fields) > HEADER_FIELDS:
        raise Refusal("too_many_headers")
    if any(value.count(b"=?") > 2 * ENCODED_WORDS or _words(value) > ENCODED_WORDS for _, value in fields):
        raise Refusal("too_many_encoded_words")


def _words(value: bytes) -> int:
    lowered = value.lower()
    return lowered.count(b"?b?") + lowered.count(b"?q?")
