"""Copies to print, and copies that somebody shows: set as PDF, checked at the command line."""

from pathlib import Path

import pytest
import typst

from tests.conversations.told import Told
from tests.world import BRAND, World, fresh
from trustdesk import auditing
from trustdesk.conversations.actions import printing
from trustdesk.staffing import WillNotDo


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_it_is_set_as_pdf(told: Told, language: str) -> None:
    answer = await told.staff("pdf", language)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].endswith(f'{told.number}.pdf"')
    assert answer.content.startswith(b"%PDF-1.")
    assert b"NotoSansCJK" in answer.content


async def test_without_a_font_for_chinese_it_says_so(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "CHINESE", ())
    refused = await told.own("pdf")
    assert (refused.status_code, refused.json()["code"]) == (501, "no_font")
    assert "HTML" in refused.json()["detail"]
    assert not any(
        family in typst.Fonts(include_system_fonts=False).families() for family in ("Noto Sans CJK SC",)
    )


async def test_the_command_line_checks_a_file_offline(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "copy.html"
    file.write_bytes((await told.own("html")).content)
    total = (await told.agent.row(told.number))["seq"]
    key = (await told.agent.get(f"/api/v1/evidence/{BRAND}/key")).json()["key"]
    said = auditing.verify_transcript(str(file), "").splitlines()
    assert said[0] == f"{file}: verified, {total} entries, the customer copy of {told.number}"
    assert said[1] == f"Signed with {key}"
    assert len(auditing.verify_transcript(str(file), key).splitlines()) == 1
    other = (await told.agent.get("/api/v1/evidence/bybit/key")).json()["key"]
    with pytest.raises(auditing.Tampered, match="signed with another key"):
        auditing.verify_transcript(str(file), other)
    file.write_bytes(file.read_bytes().replace("已到账".encode(), "未到账".encode()))
    with pytest.raises(auditing.Tampered, match=r"NOT VERIFIED: entry \d+ is not as it was sealed"):
        auditing.verify_transcript(str(file), "")
    with pytest.raises(WillNotDo, match="No such file"):
        auditing.verify_transcript(str(tmp_path / "none"), "")
    with pytest.raises(WillNotDo, match="--key"):
        auditing.verify_transcript(str(file), "zz")


async def test_who_wants_many_copies_has_to_wait(world: World) -> None:
    visitor = await world.visitor()
    await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    codes = [
        (await visitor.get("/api/v1/widget/transcript", params={"format": "text"})).status_code
        for _ in range(61)
    ]
    assert codes == [200] * 60 + [429]
