"""Bytes are kept on a disk or in an S3 alike, and are on the disk before anyone is told so."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.kit import s3
from trustdesk.kit.blobs import Blobs

BODY = b"\x89PNG and so on" * 1000


@pytest.fixture(params=["disk", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Blobs]:
    if request.param == "disk":
        yield Blobs((tmp_path / "with a space").as_uri())
        return
    with s3.serving() as endpoint, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT", endpoint)
        patch.setenv("AWS_ACCESS_KEY_ID", s3.KEY_ID)
        patch.setenv("AWS_SECRET_ACCESS_KEY", "any")
        patch.setenv("AWS_REGION", "us-east-1")
        patch.setenv("AWS_ALLOW_HTTP", "true")
        yield Blobs("s3://files/desk")


async def test_what_was_put_is_got_listed_and_dropped(blobs: Blobs) -> None:
    await blobs.put("bitget/0a1b2/one", BODY)
    await blobs.put("bitmart/0a1b2/two", b"")
    assert await blobs.get("bitget/0a1b2/one") == BODY
    assert await blobs.get("bitmart/0a1b2/two") == b""
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert [paths async for paths in blobs.pages("bitget/", later)] == [["bitget/0a1b2/one"]]
    hour_ago = later - timedelta(hours=1)
    assert [path async for paths in blobs.pages("bitget/", hour_ago) for path in paths] == []
    await blobs.drop("bitget/0a1b2/one")
    assert await blobs.get("bitget/0a1b2/one") is None
    assert await blobs.get("never/was") is None


async def test_a_file_and_its_folders_are_on_the_disk_before_put_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[int] = []
    really = os.fsync

    def watched(opened: int) -> None:
        settled.append(os.fstat(opened).st_ino)
        really(opened)

    monkeypatch.setattr(os, "fsync", watched)
    folder = tmp_path / "files"
    await Blobs(folder.as_uri()).put("bitget/0a1b2/one", BODY)
    expected = [folder / "bitget/0a1b2/one", folder / "bitget/0a1b2", folder / "bitget", folder]
    assert settled == [place.stat().st_ino for place in expected]
