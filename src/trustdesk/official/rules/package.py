"""Evidence: whether bytes are an original mail, and the package for the police."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from trustdesk.official.model import Impostor, Report

HEADER = re.compile(r"^(?P<name>[A-Za-z][A-Za-z0-9-]{1,60}):", re.MULTILINE)
TELLING = frozenset(
    {"from", "received", "return-path", "message-id", "dkim-signature", "date", "subject", "delivered-to"}
)
FEWEST = 2
MADE = (1980, 1, 1, 0, 0, 0)  # the same content is the same file


def is_mail(text: str) -> bool:
    """Whether a text begins with the headers of a mail."""
    head = text.lstrip("\ufeff\r\n").replace("\r\n", "\n").partition("\n\n")[0]
    names = {match["name"].lower() for match in HEADER.finditer(head)}
    return "from" in names and len(names & TELLING) >= FEWEST


def record(
    brand: str, impostor: Impostor, reports: Sequence[Report], sums: Mapping[str, str]
) -> dict[str, Any]:
    """Write down what was reported; contact data of reporters is left out."""
    return {
        "format": "trustdesk-impostor-evidence-1",
        "brand": brand,
        "kind": impostor.kind,
        "thing": impostor.thing,
        "imitates": impostor.imitates,
        "state": impostor.state,
        "judged_by": impostor.judged_by,
        "judged_at": impostor.judged_at,
        "first_reported_at": impostor.first_at,
        "last_reported_at": impostor.last_at,
        "reports": [_report(one, sums) for one in reports],
    }


def packed(told: dict[str, Any], mails: Mapping[str, bytes]) -> bytes:
    """Put the record and the original mails into one ZIP file."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {"evidence.json": msgspec.json.format(msgspec.json.encode(told), indent=2)}
        files |= {f"mail/{name}.eml": mail for name, mail in mails.items()}
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), content, zipfile.ZIP_DEFLATED)
    return body.getvalue()


def _report(one: Report, sums: Mapping[str, str]) -> dict[str, Any]:
    mail = sums.get(str(one.id))
    return {
        "id": one.id,
        "at": one.at,
        "seen": one.seen,
        "pasted": one.pasted,
        "note": one.note,
        "conversation": one.conversation or None,
        "mail": {"file": f"mail/{one.id}.eml", "sha256": mail} if mail else None,
    }
