"""`trustdesk guard scan`: which secrets a file holds, where, and the file without them."""

import io
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guard import planted
from trustdesk import scanning
from trustdesk.cli import main

PASSWORD = "hello\nmy password is hunter22 ok\n密码是hunter22\n"


def test_findings_are_told_by_kind_and_place_and_never_by_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mail.txt"
    file.write_text(PASSWORD, "utf-8")
    assert main(["guard", "scan", str(file)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{file}:2:16: password",
        f"{file}:3:4: password",
        "2 found",
    ]
    assert main(["guard", "scan", "--masked", str(file)]) == 1
    told = capsys.readouterr()
    assert told.out == "hello\nmy password is ⟦secret: password⟧ ok\n密码是⟦secret: password⟧\n"
    assert "hunter22" not in told.out + told.err


def test_a_text_without_secrets_is_said_to_be_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in (*planted.ORDINARY, ""):
        file = tmp_path / "mail.txt"
        file.write_text(text, "utf-8")
        assert main(["guard", "scan", str(file)]) == 0
        assert capsys.readouterr().out == "nothing found\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "big5"])
def test_encodings_are_read(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mail.txt"
    file.write_bytes("助記詞的密碼是hunter22".encode(encoding))
    assert main(["guard", "scan", "--masked", str(file)]) == 1
    assert "⟦secret: password⟧" in capsys.readouterr().out


def test_bytes_that_are_no_text_are_scanned_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = random.Random(1).randbytes(3_000) + b"\0 my password is hunter22 \xff\xfe"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert main(["guard", "scan", "-"]) == 1
    assert capsys.readouterr().out.endswith("password\n1 found\n")


def test_a_file_that_cannot_be_read_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["guard", "scan", str(tmp_path / "none")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_long_text_is_read_to_its_end_and_no_key_is_cut_in_two() -> None:
    rnd = random.Random(7)
    lines = [f"line {place} of a long log, nothing to see" for place in range(4_000)]
    places = range(100, 4_000, 150)
    for place in places:
        lines[place] = planted.pem(rnd) if place % 300 else f"key {planted.wif(rnd)}"
    text = "\n".join(lines)
    found = scanning.scan(text)
    assert len(found) == len(places)
    assert "PRIVATE KEY" not in scanning.masked(text, found)


def test_it_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trustdesk", "guard", "scan", "-"],
        input=PASSWORD.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.decode().splitlines()[-1]) == (1, "2 found")
