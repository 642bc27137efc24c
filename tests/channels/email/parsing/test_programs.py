"""Mails as people's programs write them, byte by byte, and what a person reads in each.

``payloads/expected.json`` says of each who, to whom, about what, the new words and the files (name and the
beginning of the SHA-256 of their bytes). Built by hand to the shapes these programs are known to write.
"""

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from trustdesk.channels.email.parsing import Parsed, parse

FOLDER = Path(__file__).parents[1] / "payloads"
EXPECTED: dict[str, dict[str, Any]] = msgspec.json.decode((FOLDER / "expected.json").read_bytes())


def read(mail: Parsed, *, protected: bool) -> dict[str, Any]:
    """What was understood, as it is expected."""
    found = {
        "from": [mail.sender.address, mail.sender.name],
        "to": [one.address for one in mail.to],
        "subject": mail.subject,
        "text": mail.text,
        "files": [[one.name, hashlib.sha256(one.body).hexdigest()[:16]] for one in mail.attachments],
    }
    return found | ({"protection": mail.protection} if protected else {})


@pytest.mark.parametrize("name", EXPECTED)
def test_a_program_is_understood(name: str) -> None:
    wanted = EXPECTED[name]
    mail = parse((FOLDER / f"{name}.eml").read_bytes())
    assert read(mail, protected="protection" in wanted) == wanted


def test_each_mail_is_expected() -> None:
    assert {path.stem for path in FOLDER.glob("*.eml")} == set(EXPECTED)
    assert len(EXPECTED) > 70
