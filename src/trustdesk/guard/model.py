"""What the guard finds, and what it gives back."""

from enum import StrEnum
from typing import Literal
from uuid import UUID

import msgspec

Spot = Literal[
    "message", "reply", "note", "rating", "label", "draft", "macro", "file_name", "customer_name", "picture"
]


class Kind(StrEnum):
    """The kinds of secret, by the stable codes the faces translate."""

    RECOVERY_PHRASE = "recovery_phrase"
    PRIVATE_KEY = "private_key"
    EXTENDED_KEY = "extended_key"
    KEY_FILE = "key_file"
    KEYSTORE = "keystore"
    UNDECIDED = "undecided"
    API_SECRET = "api_secret"  # noqa: S105 - a code, not a secret
    AUTHENTICATOR_KEY = "authenticator_key"
    PASSWORD = "password"  # noqa: S105 - a code, not a password
    ONE_TIME_CODE = "one_time_code"
    BANK_CARD = "bank_card"
    BANK_ACCOUNT = "bank_account"
    IDENTITY_NUMBER = "identity_number"
    PHONE_NUMBER = "phone_number"
    EMAIL_ADDRESS = "email_address"


class Reason(StrEnum):
    """Why a reply may not leave, by the stable codes the faces translate."""

    ASKS_RECOVERY_PHRASE = "asks_recovery_phrase"
    ASKS_PRIVATE_KEY = "asks_private_key"
    ASKS_PASSWORD = "asks_password"  # noqa: S105 - a code, not a password
    ASKS_CODE = "asks_code"
    ASKS_CARD = "asks_card"
    ASKS_SCREEN = "asks_screen"
    ASKS_PAYMENT = "asks_payment"


class Span(msgspec.Struct, frozen=True, order=True):
    """A secret in a text, by character offsets, ``end`` excluded.

    ``certain`` means that the shape alone proves it (checksum, key pair, armour);
    otherwise words around it, or the sheer number of list words, decided.
    """

    start: int
    end: int
    kind: Kind
    certain: bool = False


class Finding(msgspec.Struct, frozen=True):
    """One masked secret: never its value.

    ``start`` and ``end`` are offsets in the text as it came in. ``mark`` is a keyed
    hash of the value without its separators, equal when the same secret comes again;
    None where no key was given.
    """

    kind: Kind
    start: int
    end: int
    certain: bool
    mark: str | None = None


class Cleaned(msgspec.Struct, frozen=True):
    """A text fit to be stored, and what was taken out of it, in order.

    ``strict`` is the text with undecided values hidden where a look-up has since shown what they are:
    by it the same write is known again, whatever has been learnt meanwhile.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    strict: str | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Give each kind once, in order of first appearance."""
        return tuple(dict.fromkeys(finding.kind for finding in self.findings))

    @property
    def undecided(self) -> list[str]:
        """Give the marks of what only a look-up can tell."""
        return [one.mark for one in self.findings if one.kind is Kind.UNDECIDED and one.mark]


class Refusal(msgspec.Struct, frozen=True):
    """Why a reply may not leave, and the words that decided it, as they were written."""

    reason: Reason
    excerpt: str


class Known(msgspec.Struct, frozen=True):
    """What is no secret here: the brand's own published contacts, and values settled as transactions.

    ``numbers`` are digits with the country code, ``mails`` in lower case, ``transactions`` marks.
    """

    numbers: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    transactions: frozenset[str] = frozenset()


class Hidden(msgspec.Struct, frozen=True):
    """Where findings belong: ``about`` is a message, draft's conversation, macro, file or customer."""

    about: UUID
    place: Spot
    findings: tuple[Finding, ...]
    conversation: UUID | None = None
