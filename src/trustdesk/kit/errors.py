"""Refusals: the one tree of errors that are answers, not bugs.

Each carries an HTTP status and a stable code; the wording for people comes from i18n by
that code. What does not exist and what is not yours look the same. Anything else that is
raised is a bug: it is reported and answered with 500.
"""

import msgspec


class Refused(Exception):
    """The desk understood and declined. ``extra`` joins the problem document."""

    status = 400
    code = "invalid"

    def __init__(self, detail: str = "", **extra: object) -> None:
        """Take a detail for engineers and further members of the problem document."""
        super().__init__(detail or self.code)
        self.detail = detail
        self.extra = extra


class Invalid(Refused):
    """The request does not have the documented shape."""


class Unauthorised(Refused):
    """Nobody, or nobody any more, stands behind this credential."""

    status = 401
    code = "unauthorised"


class IdentityRefused(Unauthorised):
    """The exchange's word for who this is does not count."""

    code = "identity_refused"


class Forbidden(Refused):
    """Known, but not allowed to do this."""

    status = 403
    code = "forbidden"


class LevelTooLow(Forbidden):
    """The customer has to prove who they are first; ``needed`` is the level."""

    code = "level_too_low"


class ReasonRequired(Forbidden):
    """It is there, but reading it needs a reason on record."""

    code = "reason_required"


class NotFound(Refused):
    """Absent, or not yours."""

    status = 404
    code = "not_found"


class MethodNotAllowed(Refused):
    """The path exists, the method does not."""

    status = 405
    code = "method_not_allowed"


class Conflict(Refused):
    """The state of the object does not allow this now."""

    status = 409
    code = "conflict"


class StaleReply(Conflict):
    """A colleague answered meanwhile; ``entries`` holds what was not seen."""

    code = "stale_reply"


class AlreadyTaken(Conflict):
    """Another agent has this conversation."""

    code = "already_taken"


class NotJoinable(Conflict):
    """These two conversations are not one: another person's, ended, or joined already."""

    code = "not_joinable"


class Closed(Conflict):
    """The conversation is closed and takes no more of this."""

    code = "closed"


class Expired(Refused):
    """The link was genuine and has run out."""

    status = 410
    code = "expired"


class Erased(Conflict):
    """It was erased for good: the key that opened it is destroyed."""

    code = "erased"


class TooLarge(Refused):
    """More bytes than the desk takes."""

    status = 413
    code = "too_large"


class UnsupportedType(Refused):
    """Not one of the kinds of content that are accepted."""

    status = 415
    code = "unsupported_type"


class ClientIdReused(Refused):
    """The same client id came with another body."""

    status = 422
    code = "client_id_reused"


class CodeRefused(Refused):
    """A code that was sent does not count: ``wrong``, tried too often (``tries``), or ``over``."""

    status = 422
    code = "code_refused"


class Unsafe(Refused):
    """The guard stopped it: ``reason`` says why."""

    status = 422
    code = "unsafe_reply"


class Unfilled(Refused):
    """A reply still leaves something open in double braces: ``names`` says what."""

    status = 422
    code = "unfilled_reply"


class PublicPlace(Refused):
    """Others read along there: ``kind`` says what of the text is not for them."""

    status = 422
    code = "public_place"


class NoFont(Refused):
    """This machine has no font for the language; another form of the file can be had."""

    status = 501
    code = "no_font"


class RateLimited(Refused):
    """Too many tries; ``retry_after`` in seconds joins the problem document."""

    status = 429
    code = "rate_limited"


class Overloaded(Refused):
    """The database or the queue cannot take it now; nothing was stored.

    What is kept already and only could not be read is tried again after ``put_off`` seconds.
    """

    status = 503
    code = "overloaded"
    put_off = 0.2


FULL_SECONDS = 5  # a disk is not full for a moment only


class NoRoom(Overloaded):
    """The disk of the database, of the files or of the keys is full; nothing was stored."""

    status = 507
    code = "no_room"
    put_off = 2.0


class Problem(msgspec.Struct):
    """A problem document of RFC 9457 with our stable code."""

    status: int
    code: str
    title: str
    detail: str = ""
    type: str = "about:blank"
