"""What kind of mail it is (RFC 3834 and what is done instead), and why answering it might run in circles."""

from trustdesk.channels.email.parsing.headers import Headers
from trustdesk.channels.email.parsing.model import Address, Kind
from trustdesk.channels.email.parsing.tells import (
    AUTO_SUBJECTS,
    AUTOREPLY_HEADERS,
    AWAY_SUBJECTS,
    BULK,
    CONFIRMING,
    MACHINES,
    SERVICES,
)

OWN = "x-trustdesk"  # every mail of ours carries a header that begins so
_LOOKED_AT = 2000
_STOPS = {"", ":", "：", "]", "】", "」", ")"}


def judge(headers: Headers, senders: list[Address], subject: str, text: str) -> Kind:
    """Tell the kind, bounces apart: those are told by what they contain."""
    if _confirms(headers, senders, subject, text):
        return Kind.VERIFICATION
    if _is_auto_reply(headers, subject):
        return Kind.AUTO_REPLY
    precedence = headers.word("precedence").lower()
    if (
        "list-id" in headers
        or "list-post" in headers
        or precedence in {"list", "bulk"}
        or ("list-unsubscribe" in headers and "in-reply-to" not in headers)
    ):
        return Kind.LIST
    return Kind.ORDINARY


def _is_auto_reply(headers: Headers, subject: str) -> bool:
    submitted = headers.word("auto-submitted").lower().split(";")[0].strip()
    if submitted and submitted != "no":
        return True
    if headers.word("precedence").lower() == "auto_reply" or _autoreply_header(headers):
        return True
    kind = headers.word("content-type").lower()
    if kind.startswith("multipart/report") and "disposition-notification" in kind:
        return True
    folded = subject.casefold().lstrip("[【「( ")
    return folded.startswith(AWAY_SUBJECTS) or any(
        folded.startswith(phrase) and folded[len(phrase) :].lstrip()[:1] in _STOPS for phrase in AUTO_SUBJECTS
    )


def _autoreply_header(headers: Headers) -> bool:
    if any(
        name in headers and headers.word(name).lower() not in {"no", "false"} for name in AUTOREPLY_HEADERS
    ):
        return True
    return "autoresponder" in headers.word("x-post-messageclass").lower()


def loop_signs(headers: Headers) -> list[str]:
    """Give the reasons not to answer by machine, as codes, the strongest first."""
    submitted = headers.word("auto-submitted").lower()
    suppress = headers.word("x-auto-response-suppress").lower().replace(" ", "").split(",")
    signs = {
        "own": any(name.lower().startswith(OWN) for name, _ in headers.fields),
        "auto_submitted": bool(submitted) and not submitted.startswith("no"),
        "empty_return_path": "return-path" in headers and headers.word("return-path") in {"<>", ""},
        "autoreply_header": _autoreply_header(headers),
        "precedence": headers.word("precedence").lower() in BULK,
        "response_suppressed": bool({"all", "autoreply", "oof"} & set(suppress)),
        "list": "list-id" in headers or "list-unsubscribe" in headers,
        "x_loop": "x-loop" in headers,
        "machine_sender": _is_machine(headers.word("from")),
    }
    return [sign for sign, shown in signs.items() if shown]


def _is_machine(written: str) -> bool:
    address = written.rpartition("<")[2].strip("> ").lower()
    return address.partition("@")[0].partition("+")[0] in MACHINES


def _confirms(headers: Headers, senders: list[Address], subject: str, text: str) -> bool:
    """Whether another service wants an address proved: by a machine or a known service, in such words."""
    if not senders or "in-reply-to" in headers:
        return False
    local, _, domain = senders[0].address.lower().rpartition("@")
    known = any(domain == service or domain.endswith(f".{service}") for service in SERVICES)
    machine = local.partition("+")[0] in MACHINES or local.startswith(("no-reply", "noreply", "donotreply"))
    if not known and not machine:
        return False
    said = f"{subject}\n{text[:_LOOKED_AT]}".casefold()
    return any(phrase in said for phrase in CONFIRMING)


def oddities(headers: Headers, senders: list[Address]) -> list[str]:
    """Give codes of what is odd about who the mail says it is from."""
    name = senders[0].name.lower() if senders else ""
    odd = {
        "no_sender": not senders,
        "several_from": len(headers.all("from")) > 1,
        "several_senders": len(senders) > 1,
        "null_bytes": any(b"\x00" in value for _, value in headers.fields),
        "name_is_address": "@" in name and bool(senders) and senders[0].address.lower() not in name,
        "several_subjects": len(headers.all("subject")) > 1,
    }
    return [code for code, shown in odd.items() if shown]
