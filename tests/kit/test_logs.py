"""Logs: set up anew, they are written as they are set up now."""

from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from trustdesk.kit import logs

log = structlog.get_logger()


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_a_logger_that_was_used_follows_when_logs_are_set_up_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("info")
    log.warning("first")
    logs.configure("error")
    log.warning("not told")
    with capture_logs() as found:
        log.error("caught")
    assert [one["event"] for one in found] == ["caught"]
    said = capsys.readouterr().err
    assert "first" in said
    assert "not told" not in said
