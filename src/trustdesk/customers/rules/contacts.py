"""How an address is written so that it is known again, and how often one may be asked to prove it."""

import re
from collections.abc import Mapping
from datetime import timedelta

CODE_LASTS = timedelta(minutes=15)
# A link cannot be guessed, and letters that wait for it are people's: it is as patient as they are.
LINK_LASTS: Mapping[str, timedelta] = {"form": timedelta(days=3)}
TRIES = 5  # of a million codes: five in a million at best for who guesses
AN_HOUR, HOURLY = timedelta(hours=1), 4
A_DAY, DAILY = timedelta(days=1), 10
CROSSING_LASTS = timedelta(minutes=15)
CASE_LINK_LASTS = timedelta(days=30)
# Where a link in a mail leads: to a page with a button, as machines follow links before people do.
PAGES: Mapping[str, str] = {"form": "form/confirm", "status": "status/confirm"}
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets

# What people write on; the quoted forms of RFC 5321 are nobody's address at an exchange.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u0080-\U0010ffff-]{1,64}")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_PHRASE = re.compile(r"[^\W_](?:[\w -]*[^\W_])?")
SHORTEST_PHRASE, LONGEST_PHRASE = 4, 20


def mail_address(written: str) -> str | None:
    """Write an e-mail address the one way it is kept, in lower case with an ASCII domain; None for none.

    Upper and lower case are taken for the same person, as every large provider does.
    """
    local, at, domain = written.strip().rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith("."):
        return None
    try:
        host = domain.encode("idna").decode().lower().removesuffix(".")
    except UnicodeError:
        return None
    if ".." in local or "." not in host or not all(map(_LABEL.fullmatch, host.split("."))):
        return None
    address = f"{local.lower()}@{host}"
    return address if len(address) <= LONGEST_ADDRESS else None


def anti_phishing(written: str) -> str | None:
    """Write a customer's own anti-phishing code as it is kept; None when it is not fit for one."""
    code = " ".join(written.split())
    whole = SHORTEST_PHRASE <= len(code) <= LONGEST_PHRASE and _PHRASE.fullmatch(code)
    return code if whole else None
