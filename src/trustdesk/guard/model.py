"""What the guard finds, and what it gives back."""

from enum import StrEnum

import msgspec


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
    IDENTITY_NUMBER = "identity_number"
    PHONE_NUMBER = "phone_number"
    EMAIL_ADDRESS = "email_address"


class Reason(StrEnum):
    """Why a reply may not leave, by the stable codes the faces translate."""

    ASKS_RECOVERY_PHRASE = "asks_recovery_phrase"
    ASKS_PRIVATE_KEY = "asks_private_key"
    ASKS_PASSWORD = "asks_password"  # noqa: S105 - a code, not a password
    ASKS_CODE = "asks_code"
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
    """A text fit to be stored, and what was taken out of it, in order."""

    text: str
    findings: tuple[Finding, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Give each kind once, in order of first appearance."""
        return tuple(dict.fromkeys(finding.kind for finding in self.findings))


class Refusal(msgspec.Struct, frozen=True):
    """Why a reply may not leave, and the words that decided it, as they were written."""

    reason: Reason
    excerpt: str
